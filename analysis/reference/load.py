"""Loads public reference data. What is not known stays unknown: it is never filled in."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def denominators(path: Path = FOLDER / "denominators.toml") -> dict[str, Any]:
    """``{"warning": str, "denominators": [{key, label, value, unit, period, ...}]}``."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return {"warning": document["warning"], "denominators": document["denominator"]}

"""The thresholds, read from ``rules.toml`` (or from a file the team gives)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "rules.toml"


class RulesError(ValueError):
    """Thresholds that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds in people, except the two percent bases (people too) and the interval."""

    version: str
    minimum_cell: int
    round_to: int
    minimum_percent_base: int
    flag_percent_base: int
    interval: int
    reissue_gain: int
    record_k: int
    record_keys: tuple[str, ...]
    never_crossed: tuple[tuple[str, str], ...]
    record_rare: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The thresholds as plain data, as a release carries them."""
        document = asdict(self)
        document["record_keys"] = list(self.record_keys)
        document["record_rare"] = list(self.record_rare)
        document["never_crossed"] = [list(pair) for pair in self.never_crossed]
        return document


def load_rules(path: Path = SHIPPED) -> Rules:
    """Read thresholds. :class:`RulesError` names what is missing or too weak."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = Rules(
            **{
                **document,
                "record_keys": tuple(document["record_keys"]),
                "record_rare": tuple(document.get("record_rare", ())),
                "never_crossed": tuple((a, b) for a, b in document["never_crossed"]),
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RulesError(f"{path.name} cannot be used as thresholds: {error}.") from None
    if rules.minimum_cell < 2 or rules.round_to < 1 or rules.interval < 1:
        raise RulesError(f"{path.name}: a threshold is too small to protect anybody.")
    return rules


@functools.cache
def shipped() -> Rules:
    """The thresholds that come with Heard."""
    return load_rules()

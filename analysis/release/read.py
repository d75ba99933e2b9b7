"""Reads a release folder back, and refuses one that was changed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from analysis.release.model import FORMAT, Release, table_from_data

SUMS = "SHA256SUMS"
SIGNATURE = "signature.json"


class ReleaseError(Exception):
    """A folder that is no release, or not as it was written. The message says what to do."""


def read(folder: Path) -> Release:
    """Check every checksum, then read. Raises :class:`ReleaseError`."""
    check_sums(folder)
    document = _load(folder / "release.json")
    if document.get("format") != FORMAT:
        raise ReleaseError(f"{folder}: this version of Heard reads {FORMAT!r} releases only.")
    tables = [table_from_data(table) for table in document.pop("tables")]
    return Release(document, {t.key: t for t in tables}, _load(folder / "codebook.json"))


def check_sums(folder: Path) -> None:
    """Compare every file of the folder with SHA256SUMS, and look for files too many."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        raise ReleaseError(
            f"{folder} is no release: it has no {SUMS}. Give the folder of a release."
        ) from None
    expected = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name, digest in sorted(expected.items()):
        path = folder / name
        if not path.is_file():
            raise ReleaseError(f"{folder}: {name} is missing. Copy the release again.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ReleaseError(
                f"{folder}: {name} is not as it was released. "
                "Do not use this folder: copy the release again from where it was published."
            )
    for name in ("release.json", "codebook.json"):
        if name not in expected:
            raise ReleaseError(f"{folder}: {SUMS} does not name {name}. This is no release.")
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    extra = sorted(there - set(expected) - {SUMS, SIGNATURE})
    if extra:
        raise ReleaseError(
            f"{folder}: {extra[0]} does not belong to the release. Take it out of the folder."
        )


def _load(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ReleaseError(f"{path} cannot be read: {error}.") from None
    if not isinstance(document, dict):
        raise ReleaseError(f"{path} cannot be read: it is no release document.")
    return document

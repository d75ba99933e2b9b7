"""Zip files that say nothing of who made them, when, or where."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: the first that a zip can hold."""


def member(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """A member of an archive with a fixed time and fixed rights."""
    info = zipfile.ZipInfo(name, FIXED)
    info.compress_type = method
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


def write(files: Mapping[str, bytes | Path], target: Path) -> None:
    """Write a zip of files, given as bytes or by their path, in the order given."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            with archive.open(member(name), "w", force_zip64=True) as out:
                if isinstance(content, bytes):
                    out.write(content)
                    continue
                with content.open("rb") as source:
                    while part := source.read(1 << 20):
                        out.write(part)

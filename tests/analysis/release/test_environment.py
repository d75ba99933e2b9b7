"""What a report's bytes depend on is written down, and the unknown stays unknown."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path

from analysis.release.environment import describe


def test_python_packages_and_libraries_are_named_with_their_versions() -> None:
    found = describe()
    assert found["python"] == platform.python_version()
    assert found["packages"]["weasyprint"] != "unknown"
    assert found["libraries"]["pango"][0].isdigit()


def test_each_font_has_its_checksum(tmp_path: Path) -> None:
    font = tmp_path / "face.otf"
    font.write_bytes(b"not really a font")
    assert describe([font])["fonts"] == {
        "face.otf": hashlib.sha256(b"not really a font").hexdigest()
    }


def test_the_same_machine_is_described_the_same_way() -> None:
    assert describe() == describe()

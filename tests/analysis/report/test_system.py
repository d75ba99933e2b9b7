"""What a PDF needs from the machine."""

from __future__ import annotations

import pytest

from analysis.report import system


def test_this_machine_can_make_pdfs() -> None:
    assert system.missing() == []


def test_a_missing_library_is_named_as_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = {**system.LIBRARIES, "libpango-1.0-0": ("no-such-library", "libnosuch.so.0")}
    monkeypatch.setattr(system, "LIBRARIES", gone)
    assert system.missing() == ["libpango-1.0-0"]


def test_a_missing_font_is_named_as_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "FAMILIES", {"fonts-noto-core": ("No Such Family",)})
    assert system.missing() == ["fonts-noto-core"]


def test_the_error_says_what_to_install_and_that_nothing_was_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(system, "FAMILIES", {"fonts-noto-core": ("No Such Family",)})
    with pytest.raises(system.MissingLibraryError) as caught:
        system.require()
    assert "apt-get install --no-install-recommends fonts-noto-core" in str(caught.value)
    assert "Nothing was lost" in str(caught.value)


def test_every_package_is_checked() -> None:
    assert set(system.LIBRARIES) == set(system.SYSTEM_PACKAGES)
    assert set(system.FAMILIES) == set(system.FONT_PACKAGES)


def test_the_files_of_the_fonts_are_found() -> None:
    names = {path.name for path in system.font_files()}
    assert {"NotoSans-Regular.ttf", "NotoSerif-Regular.ttf"} <= names

"""Versions that were asked stay readable, and prove themselves."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from survey.config import Settings
from survey.definition import archive
from survey.definition.archive import ArchiveError, asked, keep, restore, versions
from survey.definition.compare import compare
from survey.definition.load import load_all
from survey.definition.outline import outline
from survey.definition.version import canonical
from survey.paths import REFERENCE
from tests.survey.definition.walks import FEATURES, INSTRUMENT


@pytest.mark.parametrize("key", [*INSTRUMENT, "features"])
def test_a_kept_version_comes_back_whole(key: str) -> None:
    questionnaire = INSTRUMENT.get(key, FEATURES)
    found = restore(canonical(questionnaire))
    assert found.version == questionnaire.version
    assert outline(found) == outline(questionnaire)
    assert compare(questionnaire, found) == ()


def test_versions_are_kept_once_and_the_last_stands_first(tmp_path: Path) -> None:
    staff = INSTRUMENT["staff"]
    changed = canonical(staff).replace(b"Where do you work?", b"Where is your work?")
    newer = restore(changed)
    keep(tmp_path, [staff, INSTRUMENT["parent"]])
    for path in tmp_path.iterdir():
        os.utime(path, (1, 1))
    keep(tmp_path, [newer, staff])
    assert [one.version for one in versions(tmp_path, "staff")] == [newer.version, staff.version]
    (change,) = compare(staff, newer)
    assert "Where is your work?" in str(change)


@pytest.mark.parametrize("fault", ["word", "json", "name"])
def test_a_kept_version_that_was_changed_is_refused_by_name(tmp_path: Path, fault: str) -> None:
    keep(tmp_path, [INSTRUMENT["staff"]])
    (path,) = tmp_path.iterdir()
    text = path.read_text(encoding="utf-8")
    if fault == "word":
        path.write_text(text.replace("Health", "Wealth"), encoding="utf-8")
    elif fault == "json":
        path.write_text(json.dumps({"format": "other"}))
    else:
        path.rename(path.with_name(f"staff-{'0' * 64}.json"))
    with pytest.raises(ArchiveError, match="staff-"):
        versions(tmp_path, "staff")


def test_an_instance_asks_with_its_own_lists_and_keeps_what_it_asks(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path)
    shipped = load_all()
    assert asked(settings)["parent"].version == shipped["parent"].version
    shutil.copytree(REFERENCE, tmp_path / "reference")
    units = tmp_path / "reference" / "units.toml"
    units.write_text(units.read_text("utf-8").replace('"Croydon"', '"Croydon Town"'), "utf-8")
    assert asked(settings)["parent"].version != shipped["parent"].version
    assert len(versions(tmp_path / archive.FOLDER, "parent")) == 2

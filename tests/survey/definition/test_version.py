"""The version changes with what is asked, and with nothing else."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path

import pytest

from survey.definition.load import load_all, load_questionnaire
from survey.definition.model import Questionnaire
from survey.definition.reference import Reference, load_reference
from survey.definition.version import canonical, digest
from survey.paths import QUESTIONNAIRES, REFERENCE
from tests.survey.definition.walks import FEATURES, INSTRUMENT, TINY


def changed(tmp_path: Path, old: str, new: str) -> Questionnaire:
    shutil.copytree(TINY / "features", tmp_path / "q")
    path = tmp_path / "q" / "routes.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load_questionnaire(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("How was it?", "How was it then?"),
        ('cook = "I cook"', 'chef = "I cook"'),
        ('hills = "In the hills"\nhome = "At home"', 'home = "At home"\nhills = "In the hills"'),
        ('when = { back = "no" }\nbody', "body"),
        ("max_length = 100", "max_length = 101"),
        ('exclusive = ["nowhere"]\n', ""),
        ('mirror = "respect", ', ""),
        ('supports = ["emergency", "police"]', 'supports = ["police", "emergency"]'),
    ],
)
def test_a_change_of_meaning_changes_the_version(tmp_path: Path, old: str, new: str) -> None:
    assert changed(tmp_path, old, new).version != FEATURES.version


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[[drop]]", "# a comment\n[[drop]]"),
        ('when = { back = "yes" }', 'when = { back = ["yes"] }'),
        ('back = ["yes", "no"], places = "sea"', 'back = ["no", "yes"], places = "sea"'),
    ],
)
def test_a_change_of_layout_does_not(tmp_path: Path, old: str, new: str) -> None:
    assert changed(tmp_path, old, new).version == FEATURES.version


def test_a_shared_scale_and_a_boroughs_unit_are_part_of_the_version(tmp_path: Path) -> None:
    shutil.copytree(QUESTIONNAIRES, tmp_path / "q")
    scales = tmp_path / "q" / "shared" / "scales.toml"
    scales.write_text(
        scales.read_text(encoding="utf-8").replace('"Very easy"', '"Really easy"'),
        encoding="utf-8",
    )
    reworded = load_all(tmp_path / "q")
    moved = load_all(reference=other_units(tmp_path / "reference"))
    for key, questionnaire in INSTRUMENT.items():
        assert reworded[key].version != questionnaire.version
        assert moved[key].version != questionnaire.version


def other_units(folder: Path) -> Reference:
    shutil.copytree(REFERENCE, folder)
    path = folder / "units.toml"
    text = path.read_text(encoding="utf-8")
    sutton = re.search(r'\[\[unit\.borough\]\]\ncode = "sutton".*?\n\n', text, re.DOTALL)
    assert sutton
    path.write_text(text.replace(sutton[0], "\n") + f"\n{sutton[0]}", encoding="utf-8")
    return load_reference(folder)


def test_the_version_is_the_sha_256_of_the_canonical_json() -> None:
    document = json.loads(canonical(FEATURES))
    assert document["format"] == "heard-definition-1"
    assert "version" not in document
    tidy = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical(FEATURES) == tidy.encode()
    assert re.fullmatch(r"[0-9a-f]{64}", FEATURES.version)
    assert digest(FEATURES) == FEATURES.version
    assert digest(dataclasses.replace(FEATURES, version="x")) == FEATURES.version

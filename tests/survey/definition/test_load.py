"""Broken questionnaires are refused with every problem; good ones become frozen objects."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from survey.definition.load import load_all, load_questionnaire
from survey.definition.model import Kind, PageKind, Section, Text
from survey.definition.problems import DefinitionError
from survey.definition.reference import load_reference
from tests.survey.definition.walks import FEATURES, TINY

BROKEN = sorted((TINY / "broken").glob("*.toml"))
REFERENCE = load_reference()


def problems_of(path: Path) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        load_questionnaire(path, REFERENCE)
    return [problem.number for problem in caught.value.problems]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_questionnaire_is_refused_for_its_one_fault(path: Path) -> None:
    assert set(problems_of(path)) == {path.stem.split("_")[0]}


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_problem_names_a_file_and_ends_with_a_sentence(path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        load_questionnaire(path, REFERENCE)
    for problem in caught.value.problems:
        assert problem.file.endswith(".toml")
        assert problem.mend.endswith((".", "?")), problem


def test_all_problems_of_a_file_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(
        'title = " "\n[[page]]\nwen = "x"\n[[page.question]]\ncode = "Q!"\ntype = "multy"\n',
        encoding="utf-8",
    )
    assert set(problems_of(path)) == {"Q103", "Q104", "Q106", "Q201", "Q301"}


def test_a_missing_file_and_one_that_is_not_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('title = "Café"'.encode("latin-1"))
    assert problems_of(tmp_path / "nothing.toml") == ["Q102"]
    assert problems_of(tmp_path / "latin.toml") == ["Q102"]
    assert problems_of(tmp_path) == ["Q102"]


def test_a_syntax_error_names_its_line() -> None:
    with pytest.raises(DefinitionError, match=r"Q101 Q101\.toml: line 6: "):
        load_questionnaire(TINY / "broken" / "Q101.toml", REFERENCE)


def test_a_problem_on_a_shared_page_names_the_shared_file(tmp_path: Path) -> None:
    shutil.copytree(TINY / "broken" / "shared", tmp_path / "shared")
    (tmp_path / "shared" / "pages.toml").write_text(
        '[[page]]\nwhen = { gone = "yes" }\n[[page.question]]\ncode = "a"\ntype = "text"\n'
        'text = "What?"\nmax_length = 100\n',
        encoding="utf-8",
    )
    (tmp_path / "one.toml").write_text(
        'title = "One"\ndescribes = "It shares."\nshared = ["pages"]\n', encoding="utf-8"
    )
    with pytest.raises(DefinitionError, match=r"^Q401 shared/pages\.toml: page “a”: "):
        load_questionnaire(tmp_path / "one.toml", REFERENCE)


def test_mirrors_that_do_not_match_or_stand_alone_are_refused() -> None:
    with pytest.raises(DefinitionError) as caught:
        load_all(TINY / "mirrors", REFERENCE)
    assert [(p.number, p.file, p.where) for p in caught.value.problems] == [
        ("Q312", "staff.toml", "“calm”, mirror “calm”"),
        ("Q312", "families.toml", "“kind”, mirror “kindness”"),
    ]


def test_a_folder_without_questionnaires_is_no_folder_of_questionnaires(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="Q102"):
        load_all(tmp_path, REFERENCE)


def test_problems_of_all_files_of_a_folder_are_told_together(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text("title = 1\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_all(tmp_path, REFERENCE)
    assert {problem.file for problem in caught.value.problems} == {"one.toml", "two.toml"}


def test_a_page_with_one_question_takes_its_name_and_title_from_it() -> None:
    page = FEATURES.page("welcome")
    assert page.title == Text("question welcome", "How was it?")
    assert (page.kind, page.section) == (PageKind.QUESTIONS, Section.MAIN)


def test_a_page_with_a_body_only_tells_and_names_its_supports() -> None:
    page = FEATURES.page("told")
    assert page.kind is PageKind.INFORMATION
    assert [text.source for text in page.body] == ["Somebody can help."]
    assert page.supports == ("emergency", "police")


def test_options_come_from_scale_list_own_lines_and_also_in_that_order() -> None:
    (question,) = FEATURES.page("moods").questions
    assert [option.code for option in question.options] == ["agree", "disagree", "dont_know"]
    assert question.favourable == {"agree"}
    (town,) = FEATURES.page("town").questions
    assert town.options[0].code == "barking_and_dagenham"
    assert town.options[-1].code == "outside"


def test_a_borough_is_chosen_and_only_its_unit_is_kept() -> None:
    (town,) = FEATURES.page("town").questions
    assert town.coarse
    assert town.by_code["bromley"].kept == "SN"
    kept = {option.code: option.label.source for option in town.kept_options}
    assert kept["SN"] == "Bromley, Croydon or Sutton"
    assert "bromley" not in kept
    assert set(kept) == {option.kept for option in town.options}


def test_each_item_of_a_set_is_a_variable_of_its_own() -> None:
    (question,) = FEATURES.page("moods").questions
    calm, kind = question.variables()
    assert (calm.code, calm.kind, calm.mirror) == ("calm", Kind.SINGLE, "")
    assert (kind.code, kind.scale, kind.mirror, kind.stage) == ("kind", "agree", "respect", "S1")


def test_two_questions_that_fill_one_variable_join_their_options() -> None:
    job = FEATURES.variables()["job"]
    assert [option.code for option in job.options] == ["cook", "look", "other"]


def test_loaded_objects_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        FEATURES.version = "another"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        FEATURES.pages[0].key = "another"  # type: ignore[misc]

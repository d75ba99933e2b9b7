"""The codebook document is read whole, or refused with the place."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.codebook import Codebook, CodebookError, numbers
from survey.definition.codebook import document as from_questionnaires
from survey.definition.load import load_all
from tests.analysis.release.sample import sample_document


def small() -> dict[str, Any]:
    options = [{"code": c, "label": c.title()} for c in ("yes", "no", "dont_know")]
    variable = {"code": "told", "kind": "single", "label": "Told?", "options": options}
    text = {"code": "else", "kind": "text", "label": "Else?", "options": []}
    part = {"title": "Parents", "version": "v1", "variables": [variable, text]}
    return {"format": "heard-codebook-1", "questionnaires": {"parent": part}}


def test_codes_that_are_no_valid_answer_are_known_without_being_named() -> None:
    told = Codebook.from_document(small()).variable("parent", "told")
    assert told is not None
    assert told.missing == {"dont_know"}
    assert [o.code for o in told.valid()] == ["yes", "no"]
    assert told.closed


def test_a_text_question_is_not_closed() -> None:
    other = Codebook.from_document(small()).variable("parent", "else")
    assert other is not None
    assert not other.closed


def test_a_label_stands_for_its_code_and_an_unknown_code_for_itself() -> None:
    told = Codebook.from_document(small()).variable("parent", "told")
    assert told is not None
    assert told.label_of("yes") == "Yes"
    assert told.label_of("maybe") == "maybe"


def test_another_document_is_refused() -> None:
    with pytest.raises(CodebookError, match="no codebook"):
        Codebook.from_document({"format": "something else"})


def test_a_missing_part_is_named() -> None:
    document = small()
    del document["questionnaires"]["parent"]["variables"][0]["label"]
    with pytest.raises(CodebookError, match=r"'parent' lacks 'label'"):
        Codebook.from_document(document)


def test_an_unknown_variable_is_none() -> None:
    codebook = Codebook.from_document(small())
    assert codebook.variable("parent", "nothing") is None
    assert codebook.variable("nobody", "told") is None


def test_the_shipped_questionnaires_give_a_codebook_with_eleven_mirrored_items() -> None:
    codebook = Codebook.from_document(from_questionnaires(load_all()))
    mirrors = codebook.mirrors()
    assert len(mirrors) == 11
    for key, variables in mirrors.items():
        who = [v.questionnaire for v in variables]
        assert who == ["parent", "carer", "staff"], key
        scales = {(v.scale, v.favourable, tuple(o.code for o in v.options)) for v in variables}
        assert len(scales) == 1, f"{key} is asked on different scales"


CODEBOOK = Codebook.from_document(sample_document())


def test_valid_codes_count_up_and_missing_codes_count_down() -> None:
    ease = CODEBOOK.variable("parent", "ease")
    assert ease is not None
    assert numbers(ease) == {
        "very_easy": 1, "fairly_easy": 2, "neither": 3, "fairly_difficult": 4,
        "very_difficult": 5, "dont_know": -1,
    }  # fmt: skip


def test_a_missing_code_has_the_same_number_in_every_variable() -> None:
    for variable in CODEBOOK:
        found = numbers(variable)
        assert found.get("dont_know", -1) == -1
        assert found.get("not_say", -2) == -2

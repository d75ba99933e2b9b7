"""Easy Read: short sentences, one idea each, a picture beside, marked as a draft."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from analysis.coding.frame import shipped as frame
from analysis.findings.headlines import OUTCOMES
from analysis.findings.journey import document, plans
from analysis.findings.wording import in_ten
from analysis.packs.easy_read import parts, wording, words
from tests.analysis.packs.conftest import summary

LONGEST = 15
"""Words of a sentence."""


def sentences() -> list[str]:
    """Every sentence that can arise, with the longest share there is."""
    share = max((in_ten(percent) for percent in range(101)), key=lambda s: len(s.split()))
    topic = max(wording()["topics"].values(), key=lambda s: len(s.split()))
    found: list[str] = []

    def take(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key not in ("picture", "word", "topics"):
                    take(inner)
        elif isinstance(value, list):
            for inner in value:
                take(inner)
        elif isinstance(value, str):
            found.append(value.format(share=share, topic=topic))

    take(dict(wording()))
    return found


def test_no_sentence_has_more_than_fifteen_words() -> None:
    assert len(sentences()) > 50
    assert [line for line in sentences() if len(line.split()) > LONGEST] == []


def test_every_line_is_one_sentence() -> None:
    for line in sentences():
        assert not re.search(r"[.?!:]\s+[A-Z]", line.replace("called: You", "called you")), line
        assert line.endswith((".", "?", ":")), line


def test_every_question_that_may_be_told_has_its_easy_words() -> None:
    every = [plan for chapter in document()["chapter"] for plan in plans(chapter)]
    graded = {p.variables[0] for p in every if len(p.variables) == 1 and not p.code}
    assert graded - OUTCOMES - set(wording()["answers"]) == set()
    assert set(document()["mirrors"]) == set(wording()["topics"])


def test_every_concern_of_the_frame_has_its_easy_words() -> None:
    concerns = set(frame().published) - {"good_contact", "good_action"}
    assert concerns == set(wording()["codes"])


def test_every_picture_is_drawn_and_says_what_it_shows() -> None:
    folder = files("analysis.packs").joinpath("pictures")
    for part in parts(summary()):
        for message in part.messages:
            drawn = folder.joinpath(f"{message.picture}.svg").read_text(encoding="utf-8")
            assert "<title>" in drawn
            assert "style=" not in drawn


def test_figures_are_cited_and_what_is_no_figure_is_not() -> None:
    told = {part.title: part for part in parts(summary())}
    assert all(message.tables for message in told["What people said"].messages)
    assert not any(message.tables for message in told["About this paper"].messages)


@pytest.mark.parametrize("word", ["Carer", "Staff", "Missing"])
def test_hard_words_are_explained(word: str) -> None:
    assert word in dict(words())

"""A questionnaire on paper: every question once, in order, and the way for everybody."""

from __future__ import annotations

import html as markup
import re
from pathlib import Path

import html5lib
import page
import pytest
from bs4 import BeautifulSoup, Tag

from survey import paper
from survey.config import Operator, Settings
from survey.definition.model import Kind
from survey.definition.reference import load_reference
from survey.paths import TEMPLATES
from tests.survey.definition.walks import INSTRUMENT

SETTINGS = Settings(instance=Path(), operator=Operator(name="The <Review>"))
SUPPORTS = load_reference().supports


@pytest.fixture(scope="module")
def sheets() -> dict[str, BeautifulSoup]:
    return {
        key: BeautifulSoup(paper.html(SETTINGS, one, SUPPORTS), "lxml")
        for key, one in INSTRUMENT.items()
    }


@pytest.mark.parametrize("key", INSTRUMENT)
def test_every_question_stands_once_numbered_from_one(
    sheets: dict[str, BeautifulSoup], key: str
) -> None:
    asked = [question for one in INSTRUMENT[key].pages for question in one.questions]
    printed = sheets[key].select(".question h3")
    assert len(printed) == len(asked)
    for number, (heading, question) in enumerate(zip(printed, asked, strict=True), 1):
        words = question.text.source.replace("{force}", SETTINGS.force.name)
        assert " ".join(heading.get_text().split()) == f"{number} {words}"


@pytest.mark.parametrize("key", INSTRUMENT)
def test_every_option_has_a_box_and_every_open_question_lines(
    sheets: dict[str, BeautifulSoup], key: str
) -> None:
    asked = [question for one in INSTRUMENT[key].pages for question in one.questions]
    for place, question in zip(sheets[key].select(".question"), asked, strict=True):
        boxes = len(question.options) * (len(question.items) or 1)
        assert len(place.select(".tick")) == boxes
        assert bool(place.select(".line")) == (question.kind is Kind.TEXT)


@pytest.mark.parametrize("key", INSTRUMENT)
def test_whoever_leaves_a_block_out_goes_to_the_next_question(key: str) -> None:
    last = 0
    for block in paper.blocks(INSTRUMENT[key]):
        if block.numbers:
            assert block.numbers[0] == last + 1
            last = block.numbers[-1]
        assert block.onward in (last + 1, 0)
        assert not (block.only and block.never)


def test_a_route_is_said_by_number_and_both_ways(sheets: dict[str, BeautifulSoup]) -> None:
    said = [" ".join(route.get_text().split()) for route in sheets["parent"].select(".route")]
    assert said[0] == (
        "This part is only for those whose child is not back. Everybody else: go to question 2."
    )
    assert any("only for those who said “Yes” to question" in one for one in said)
    assert any("is not for those" in one and "If that is you: go to" in one for one in said)


def test_the_limits_are_those_of_the_website(sheets: dict[str, BeautifulSoup]) -> None:
    template = (TEMPLATES / "components" / "page.html").read_text(encoding="utf-8")
    limits = re.search(r'_\("(Nobody may read this[^"]+)"\)', template)
    assert limits is not None
    for sheet in sheets.values():
        texts = [str(found) for found in sheet.stripped_strings]
        boxes = sum(bool(place.select(".line")) for place in sheet.select(".question"))
        assert texts.count(limits[1]) == boxes + 1


def test_numbers_to_call_come_from_the_list_and_the_operator_is_no_markup(
    sheets: dict[str, BeautifulSoup],
) -> None:
    first = sheets["parent"].select_one(".numbers")
    assert isinstance(first, Tag)
    assert SUPPORTS["emergency"].call in first.get_text()
    assert "The <Review>" in sheets["parent"].get_text()
    assert markup.escape("The <Review>") in str(sheets["parent"])


@pytest.mark.parametrize("key", INSTRUMENT)
def test_the_html_parses_strictly(key: str) -> None:
    html5lib.HTMLParser(strict=True).parse(paper.html(SETTINGS, INSTRUMENT[key], SUPPORTS))


def test_the_pdf_is_tagged_for_screen_readers(tmp_path: Path) -> None:
    file = tmp_path / "staff.pdf"
    paper.write(SETTINGS, INSTRUMENT["staff"], SUPPORTS, file)
    report = page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_UA_1)
    assert "no failures" in str(report)

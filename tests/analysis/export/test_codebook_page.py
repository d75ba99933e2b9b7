"""The codebook for people: every question and answer, valid as PDF, in either direction."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import page
import pytest
from bs4 import BeautifulSoup

from analysis.codebook import Codebook
from analysis.export import codebook_page, cover
from analysis.export.wording import ENGLISH, Wording, translated
from tests.analysis.export.sample import wicked_release


def facts() -> cover.Imprint:
    return cover.imprint(wicked_release().document, signed=False)


def book() -> Mapping[str, Any]:
    return wicked_release().codebook


def small() -> dict[str, Any]:
    """Three questions of one questionnaire."""
    keep = ("ease", "why_not", "contact")
    parent = book()["questionnaires"]["parent"]
    variables = [v for v in parent["variables"] if v["code"] in keep]
    return {**book(), "questionnaires": {"parent": {**parent, "variables": variables}}}


@pytest.fixture(scope="module")
def arabic() -> Wording:
    other = small()
    (parent,) = other["questionnaires"].values()
    parent["title"] = "والد أو والدة"
    parent["variables"] = [{**v, "label": "هل كان ذلك سهلاً؟"} for v in parent["variables"]]
    return translated(small(), other, language="ar", name="العربية", direction="rtl", draft=True)


def test_every_question_and_answer_is_on_the_page() -> None:
    soup = BeautifulSoup(codebook_page.page(book(), facts(), ENGLISH), "html5lib")
    words = soup.get_text(" ")
    for variable in Codebook.from_document(book()):
        section = soup.find(id=variable.key.replace(".", "-"))
        assert section is not None
        rows = section.find_parent("article").select("tbody tr")
        assert [row.code.get_text() for row in rows] == [o.code for o in variable.options]
    assert "Demonstration: these answers are invented" in words
    assert "not_asked" in words


def test_the_page_asks_for_nothing_outside_itself_and_runs_nothing() -> None:
    soup = BeautifulSoup(codebook_page.page(book(), facts(), ENGLISH), "html5lib")
    assert not soup.find_all(["script", "link", "img", "iframe"])
    assert all(a["href"].startswith("#") and soup.find(id=a["href"][1:]) for a in soup("a"))
    assert "@import" not in soup.style.get_text()


def test_words_of_another_language_say_so_and_keep_their_direction(arabic: Wording) -> None:
    soup = BeautifulSoup(codebook_page.page(small(), facts(), arabic), "html5lib")
    title = soup.find(id="parent-ease")
    assert (title["lang"], title["dir"]) == ("ar", "rtl")
    assert title.get_text() == "هل كان ذلك سهلاً؟"
    assert "a draft that no person has confirmed yet" in soup.get_text()


def test_the_pdf_passes_the_validator_in_either_direction(arabic: Wording, tmp_path: Path) -> None:
    for wording in (ENGLISH, arabic):
        path = tmp_path / f"{wording.language}.pdf"
        codebook_page.write_pdf(small(), facts(), wording, path)
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
            report = page.validate_pdf(str(path), profile=profile)
            assert report.is_compliant, str(report)
    codebook_page.write_pdf(small(), facts(), ENGLISH, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "en.pdf").read_bytes()

"""Invitation sheets open the start page, carry the code to type, and can be read by everybody."""

from __future__ import annotations

from pathlib import Path

import page
import pytest
from bs4 import BeautifulSoup

from survey import invitations
from survey.config import Collect, Operator, Settings
from survey.invitations import Sheet

SETTINGS = Settings(
    instance=Path(),
    operator=Operator(name="The <Review>", contact="review@example.org"),
    collect=Collect(hostnames=("survey.example.org",), https=True),
)
SHEETS = [Sheet("Central & West", 320, "8X0M-A0WS-8D8S"), Sheet("North", 75, "AAAA-BBBB-CCCC")]


def test_every_group_has_a_page_with_its_own_code() -> None:
    html = BeautifulSoup(invitations.html(SETTINGS, "staff", SHEETS), "lxml")
    pages = html.select("section")
    assert [each.select_one(".code").get_text() for each in pages] == [  # type: ignore[union-attr]
        sheet.code for sheet in SHEETS
    ]
    assert "All 320 people in “Central & West”" in " ".join(pages[0].get_text().split())


def test_the_qr_code_opens_the_start_page_and_holds_no_code() -> None:
    html = invitations.html(SETTINGS, "staff", SHEETS)
    assert html.count("QR code that opens https://survey.example.org/<") == 2
    assert invitations.qr("https://survey.example.org/") in html
    assert "#" not in invitations.address(SETTINGS)
    assert "?" not in invitations.address(SETTINGS)


def test_what_the_operator_is_called_is_never_markup() -> None:
    assert "The &lt;Review&gt;" in invitations.html(SETTINGS, "parent", SHEETS)


@pytest.mark.parametrize("questionnaire", sorted(invitations.PURPOSES))
def test_every_questionnaire_has_a_purpose_that_names_the_force(questionnaire: str) -> None:
    html = invitations.html(SETTINGS, questionnaire, SHEETS)
    assert "the Metropolitan Police Service" in html


def test_the_sheets_are_tagged_for_screen_readers(tmp_path: Path) -> None:
    file = tmp_path / "sheets.pdf"
    invitations.write(SETTINGS, "staff", SHEETS, file)
    report = page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_UA_1)
    assert "no failures" in str(report)

"""From the printed sheet to the coverage of a group, on a phone with scripts switched off."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from survey import invitations
from survey.box import groups
from survey.invitations import Sheet
from tests.browser.collect.conftest import Site
from tests.browser.collect.walker import Walker, opened
from tests.survey.collect.conftest import inside

pytestmark = pytest.mark.browser


def sheet(site: Site, folder: Path) -> str:
    """Make a group and its sheet as the command does; what stands on the printed page."""
    file, code = folder / "sheets.pdf", groups.new_code()
    settings = site.house.settings
    invitations.write(settings, "staff", [Sheet("Central West", 60, code)], file)
    groups.add(inside(site.app).engine, "autumn", "staff", [("Central West", 60, code)])
    inside(site.app).wave.forget()
    done = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_code_of_a_sheet_is_typed_once_and_counts_one_answer(
    page: Page, site: Site, tmp_path: Path
) -> None:
    printed = sheet(site, tmp_path)
    (code,) = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", printed)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    walker = Walker(page, site)
    walker.go("/")
    walker.follow("Start now")
    walker.follow("Continue")
    page.locator("input[value=staff]").check()
    walker.press("Continue")
    assert walker.at == "/code"
    page.get_by_label("Code on your sheet").fill("0000 0000 0000")
    walker.press("Continue")
    assert "We do not know this code" in page.locator(".error-summary").inner_text()
    page.get_by_label("Code on your sheet").fill(code.lower().replace("-", " "))
    walker.press("Continue")
    walker.choose("I am 18 or over, and I want to take part")
    walker.press("Go to the first question")
    walker.answer({"sector": "police"})
    walker.send()
    assert walker.heading == "Your answers are locked and on their way"
    assert opened(site) == [{"questionnaire": "staff", "language": "en", "sector": "police"}]
    (group,) = groups.every(inside(site.app).engine, "autumn")
    assert (group.name, group.answers, group.people) == ("Central West", 1, 60)
    letters = re.sub(r"[^0-9A-Z]", "", code)
    assert [url for url in asked if letters in re.sub(r"[^0-9A-Z]", "", url.upper())] == []

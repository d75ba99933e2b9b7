"""A respondent at a real browser, and the review team that opens what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

from survey.box import waves
from survey.box.opening import open_export, write_export
from tests.browser.collect.conftest import Site
from tests.survey.collect.conftest import inside

FIELDS = "fields => fields.map(field => [field.name, field.type, field.value])"
"""Asked of the page all at once: to ask each field costs more than to answer it."""


def onward(target: Locator) -> None:
    """Click what leads to another page, and wait for that page as a person does."""
    with target.page.expect_navigation():
        target.click()


@dataclass
class Walker:
    """Reads headings and presses buttons."""

    page: Page
    site: Site

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def at(self) -> str:
        return self.page.url.removeprefix(self.site.address)

    def go(self, address: str) -> None:
        self.page.goto(self.site.address + address)

    def press(self, words: str) -> None:
        """Press a button that leads on."""
        onward(self.page.get_by_role("button", name=words, exact=True))

    def follow(self, words: str) -> None:
        onward(self.page.get_by_role("link", name=words, exact=True))

    def choose(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def begin(self, survey: str) -> None:
        """From the start page to the first question, as a person would."""
        self.go("/")
        self.follow("Start now")
        self.follow("Continue")
        self.page.locator(f"input[value={survey}]").check()
        self.press("Continue")
        self.choose("I am 18 or over, and I want to take part")
        self.press("Go to the first question")

    def answer(self, answers: dict[str, Any]) -> None:
        """Go on to the check page; answer each variable that comes by, skip the rest.

        A list ticks several, a text that is no option is typed.
        """
        while self.at.startswith(("/survey/", "/about-you/")):
            self.fill(answers)
            self.press("Continue")

    def fill(self, answers: dict[str, Any]) -> None:
        """Answer what this page asks, as far as ``answers`` has it."""
        found = self.page.locator("form [id][name]")
        for place, (name, kind, value) in enumerate(found.evaluate_all(FIELDS)):
            if name not in answers or kind == "hidden":
                continue
            field, wanted = found.nth(place), answers[name]
            if kind == "textarea":
                field.fill(wanted)
            elif kind == "select-one":
                field.select_option(wanted)
            elif value in ([wanted] if isinstance(wanted, str) else wanted):
                field.check()

    def send(self) -> None:
        """From the check page to the thank-you page, without the equality questions."""
        self.follow("Continue")
        if self.at.startswith("/about-you"):
            self.press("Skip the rest")
        self.press("Send my answers")


def opened(site: Site) -> list[dict[str, Any]]:
    """Close the wave and open the box with the private key: the answers of each response."""
    engine = inside(site.app).engine
    wave = waves.close_wave(engine, "autumn")
    path = site.house.settings.instance / "box.export"
    write_export(engine, path, wave)
    found = open_export(path, site.house.private_key, wave_closed=True)
    return [
        {"questionnaire": one.questionnaire, "language": one.language, **one.answers}
        for one in found.responses
    ]

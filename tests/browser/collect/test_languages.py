"""Languages in a real browser without scripts: the switch, Enter, right to left, long words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from survey.i18n import from_book
from survey.translations import pseudo
from survey.translations.extract import template
from tests.browser.collect.conftest import Site
from tests.browser.collect.walker import onward
from tests.survey.collect.conftest import inside

pytestmark = pytest.mark.browser

MOTHER = "كان ابني مفقودًا ليلة كاملة. اتصلنا بالرقم 101."


@dataclass(frozen=True)
class Box:
    """Where something stands on the page, in pixels."""

    left: float
    right: float


def box(found: Locator) -> Box:
    area = found.bounding_box()
    assert area is not None
    return Box(area["x"], area["x"] + area["width"])


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Site:
    """A site that offers the Arabic draft and both pseudo-languages."""
    made = make_site(collect={"languages": ("en", "ar"), "allow_draft_languages": True})
    parts, strings = inside(made.app), template()
    definitions = {key: one.questionnaire for key, one in parts.journeys.items()}
    assert isinstance(parts.languages, dict)
    for code in (pseudo.LONG, pseudo.MIRRORED):
        parts.languages[code] = from_book(pseudo.book(code, strings), definitions, {})
    return made


def begin(page: Page, site: Site, language: str = "") -> None:
    """As far as the first question."""
    if language:
        page.goto(f"{site.address}/language")
        onward(page.locator(f'button[value="language:{language}"]'))
    page.goto(f"{site.address}/which")
    page.locator("input[value=parent]").check()
    onward(page.locator("main .button").first)
    page.locator("input[value=yes]").check()
    onward(page.locator("main .button").first)
    page.wait_for_url("**/survey/1")


def test_what_is_being_typed_is_kept_by_a_switch(page: Page, site: Site) -> None:
    begin(page, site)
    page.locator("input[value=yes]").check()
    onward(page.locator("main .button").first)
    while not page.locator("main textarea").count():
        onward(page.locator("main .button").first)
    page.locator("textarea").fill(MOTHER)
    at = page.url
    onward(page.get_by_role("button", name="العربية"))
    assert page.url == at
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("textarea")).to_have_value(MOTHER)
    onward(page.get_by_role("button", name="English"))
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("textarea")).to_have_value(MOTHER)


def test_the_enter_key_goes_on_and_switches_nothing(page: Page, site: Site) -> None:
    begin(page, site)
    page.locator("input[value=yes]").check()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/survey/4")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_tab_key_reaches_each_language_and_no_button_that_nobody_sees(
    page: Page, site: Site
) -> None:
    begin(page, site)
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(page.locator(":focus").inner_text())
    assert "العربية" in reached
    assert "Continue" not in reached


def test_a_page_from_right_to_left_is_mirrored(make_page: Callable[..., Page], site: Site) -> None:
    for width, language in ((360, "ar"), (1280, "ar"), (360, pseudo.MIRRORED)):
        page = make_page(width=width)
        begin(page, site, language)
        assert_mirrored(page)


def assert_mirrored(page: Page) -> None:
    assert box(page.locator("#exit")).right < box(page.locator(".brand")).left
    circle, label = page.locator(".choice input").first, page.locator(".choice label").first
    assert box(label).right <= box(circle).left
    heading, wrap = box(page.locator("h1")), box(page.locator("main > .wrap"))
    assert wrap.right - heading.right < 40, "text begins at the right"


def test_a_telephone_number_reads_from_left_to_right_in_arabic(page: Page, site: Site) -> None:
    begin(page, site, "ar")
    page.goto(f"{site.address}/help")
    number = page.locator('a[href^="tel:116"] bdi').first
    assert number.inner_text() == "116 000"
    assert number.evaluate("found => getComputedStyle(found).direction") == "ltr"


def test_words_that_are_longer_by_two_fifths_fit_a_narrow_phone(
    make_page: Callable[..., Page], site: Site
) -> None:
    page = make_page(width=320)
    begin(page, site, pseudo.LONG)
    for address in ("/", "/before-you-start", "/help", "/privacy", "/cookies", "/survey/1",
                    "/check", "/language", "/what-we-keep"):  # fmt: skip
        page.goto(site.address + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address

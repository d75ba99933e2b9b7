"""Leaving quickly: with scripts and without, and what Back shows afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.collect.conftest import AWAY, Site
from tests.browser.collect.walker import Walker

pytestmark = pytest.mark.browser

CANARY = "Penge High Street canary"


@pytest.mark.parametrize("javascript", [False, True])
def test_after_the_exit_five_steps_back_show_no_answer_and_the_cookie_is_gone(
    make_page: Callable[..., Page], site: Site, javascript: bool
) -> None:
    page = make_page(javascript=javascript)
    walker = Walker(page, site)
    walker.begin("parent")
    walker.go("/survey/10")
    walker.choose("Nobody did")
    walker.press("Continue")
    walker.press("Continue")
    page.get_by_label("Did anything make you wait, or decide not to report?").fill(CANARY)
    walker.press("Continue")
    walker.go("/survey/14")
    assert CANARY in page.content()
    page.get_by_role("textbox").fill(f"{CANARY} not sent")
    walker.follow("Exit this page")
    page.wait_for_url("**/weather")
    assert page.title() == AWAY
    assert page.context.cookies() == []
    for _ in range(5):
        page.go_back()
        page.wait_for_load_state()
        assert CANARY not in page.content()
        assert "Nobody did" not in page.content() or page.locator(":checked").count() == 0


def test_pressing_shift_three_times_leaves(make_page: Callable[..., Page], site: Site) -> None:
    page = make_page(javascript=True)
    walker = Walker(page, site)
    walker.begin("parent")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    assert walker.heading == "Is the child back now?"
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_url("**/weather")
    assert page.context.cookies() == []


def test_typing_capitals_does_not_leave(make_page: Callable[..., Page], site: Site) -> None:
    page = make_page(javascript=True)
    walker = Walker(page, site)
    walker.begin("staff")
    walker.go("/survey/16")
    box = page.get_by_role("textbox")
    box.press_sequentially("I SAID NO. NOBODY ASKED US.")
    assert box.input_value() == "I SAID NO. NOBODY ASKED US."


def test_the_exit_stays_in_sight_when_a_long_page_is_scrolled(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.begin("staff")
    walker.go("/survey/9")
    page.get_by_role("button", name="Continue").scroll_into_view_if_needed()
    box = page.locator("#exit").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 100
    assert box["height"] >= 44


def test_nothing_but_our_own_site_is_asked_for_anything(
    make_page: Callable[..., Page], site: Site
) -> None:
    page = make_page(javascript=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    walker = Walker(page, site)
    walker.begin("parent")
    walker.answer({"returned": "yes"})
    walker.send()
    assert [url for url in asked if not url.startswith(site.address)] == []
    assert problems == []

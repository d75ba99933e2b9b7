"""WCAG 2.2 AA as far as a machine can tell: axe on every sort of page, in its error states too."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.axe import LAID_OUT, problems
from tests.browser.collect.conftest import Site
from tests.browser.collect.shapes import visit
from tests.browser.collect.walker import Walker, onward

pytestmark = pytest.mark.browser

PLAIN = (
    "/", "/before-you-start", "/under-18", "/help", "/privacy", "/cookies", "/accessibility",
    "/what-we-keep", "/language", "/ended", "/come-back", "/take-back", "/nowhere",
)  # fmt: skip
DANGER = "He is still not home. Ring 07700 900412."


def states(walker: Walker) -> Iterator[str]:
    """Bring the browser into every sort of page, one after the other: its name."""
    page = walker.page
    for address in PLAIN:
        walker.go(address)
        yield address
    walker.go("/come-back")
    press(page)
    yield "come back, with an error"
    walker.go("/which")
    press(page)
    yield "which, with an error"
    page.locator("input[value=parent]").check()
    press(page)
    yield "consent"
    press(page)
    yield "consent, with an error"
    page.locator("input[value=yes]").check()
    press(page)
    yield "a question without an answer"
    yield from wrong(walker)
    yield from ending(walker)


def wrong(walker: Walker) -> Iterator[str]:
    """What cannot be taken, and what leads to help."""
    page = walker.page
    for number, choice in ((1, "yes"), (10, "me"), (12, "day")):
        walker.go(f"/survey/{number}")
        page.locator(f"input[value={choice}]").check()
        press(page)
    page.locator("input[value=language]").check()
    page.locator("input[value=nothing]").check()
    press(page)
    yield "many, with an error"
    walker.go("/survey/14")
    page.locator("textarea").fill("x" * 2100)
    press(page)
    yield "words, with an error"
    page.locator("textarea").fill(DANGER)
    press(page)
    yield "help now"
    walker.go("/survey/9")
    page.locator("select").select_option(index=3)
    press(page)
    walker.go("/survey/9?change=1")
    yield "a select with what is kept"


def ending(walker: Walker) -> Iterator[str]:
    page = walker.page
    for address in ("/check", "/details"):
        walker.go(address)
        yield address
    onward(page.locator("button[value^=keep]"))
    page.locator("input[type=radio]").first.check()
    onward(page.locator("button[value=finish]"))
    yield "send"
    page.locator("#website").evaluate("field => field.value = 'x'")
    press(page)
    yield "send, with an error"
    yield from visit(walker, "parent")
    walker.go("/save")
    yield "save"
    press(page)
    yield "saved"
    code = page.locator(".code").inner_text()
    walker.go("/come-back")
    page.locator("#words").fill(code)
    press(page)
    walker.go("/details")
    while walker.at == "/details":
        onward(page.locator("button[value^=remove]").first)
    walker.go("/send")
    page.locator("input[name=code]").check()
    press(page)
    yield "thank you, with a code"
    code = page.locator(".code").inner_text()
    walker.go("/take-back")
    page.locator("#words").fill(code)
    press(page)
    yield "taken back"


def press(page: Page) -> None:
    """The button that goes on, in whatever language."""
    onward(page.locator("main form .button").first)


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(
        page.evaluate(
            "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
        )
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_has_a_flaw_that_a_machine_can_find(
    make_page: Callable[..., Page], make_site: Callable[..., Site], language: str
) -> None:
    site = make_site(collect={"languages": ("en", "ar"), "allow_draft_languages": True})
    page = make_page(javascript=True, width=320, locale=language)
    flaws: dict[str, list[str]] = {}
    names, seen = [], {320: set[str](), 1280: set[str]()}
    for name in states(Walker(page, site)):
        names.append(name)
        assert page.locator("html").get_attribute("lang") == language, name
        for width, rules in ((320, None), (1280, LAID_OUT)):
            page.set_viewport_size({"width": width, "height": 740})
            found = problems(page, rules, seen[width])
            if width == 320 and sideways(page) > 0:
                found.append(f"{sideways(page)} px too wide")
            if found:
                flaws[f"{name} at {width}"] = found
        page.set_viewport_size({"width": 320, "height": 740})
    assert flaws == {}
    assert len(names) > 45


def test_with_scripts_the_error_summary_has_the_focus(
    make_page: Callable[..., Page], site: Site
) -> None:
    page = make_page(javascript=True)
    Walker(page, site).go("/which")
    press(page)
    expect(page.locator("#error-summary")).to_be_focused()


def test_every_target_is_large_enough_for_a_thumb(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.begin("parent")
    for address in ("/survey/1", "/survey/20", "/check", "/help"):
        walker.go(address)
        for target in page.locator("button:visible, .choice input, a.exit, .foot li a").all():
            box = target.bounding_box()
            assert box is not None
            if box["width"] > 2:  # not the hidden ones
                assert box["height"] >= 43.5, (address, target.evaluate("t => t.outerHTML"))


def test_the_page_can_be_read_without_the_stylesheet(page: Page, site: Site) -> None:
    page.route("**/style-*.css", lambda route: route.abort())
    walker = Walker(page, site)
    walker.begin("staff")
    walker.answer({"sector": "health"})
    assert walker.heading == "Check your answers"


def test_in_forced_colours_a_choice_can_still_be_seen_and_the_exit_has_an_edge(
    make_page: Callable[..., Page], site: Site
) -> None:
    page = make_page(forced_colors="active")
    walker = Walker(page, site)
    walker.begin("parent")
    page.locator(".choice input").first.check()
    dot, ground = page.locator(".choice input").first.evaluate(
        "box => ['::before', null].map(part => getComputedStyle(box, part).backgroundColor)"
    )
    assert dot != ground
    edge, ground = page.locator("#exit").evaluate(
        "exit => { const s = getComputedStyle(exit); return [s.borderTopColor, s.backgroundColor] }"
    )
    assert edge != ground

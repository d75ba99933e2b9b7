"""Whole walks on a phone with scripts switched off; the answers are found after opening."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.collect.conftest import Site
from tests.browser.collect.walker import Walker, opened

pytestmark = pytest.mark.browser

PARENT = {
    "returned": "yes", "relationship": "mother", "when": "half_year", "times": "two_three",
    "child_age": "13_15", "child_looked_after": "no", "area": "croydon", "reported_last": "me",
    "reported_usually": "sometimes", "delay": "hour", "why_not": ["told_to_wait", "language"],
    "before": "My sister said wait.\nSo I waited.", "channel": ["101", "online_form"],
    "ease": "fairly_difficult", "told_wait": "yes", "voice": "tend_agree",
    "contact": "They were kind <3 “really”", "risk_told": "not_told", "informed": "not_at_all",
    "other_area": "yes", "which_forces": ["kent"], "across": "Nobody was in charge.",
    "police_check": "no", "trust_before": "tend_agree", "trust_now": "strongly_disagree",
    "satisfaction": "very_dissatisfied", "quote": "paraphrase",
}  # fmt: skip


def kept(answers: dict[str, object]) -> dict[str, object]:
    return {**answers, "area": "SN"}


def test_a_parent_answers_everything(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.begin("parent")
    walker.answer(PARENT)
    assert walker.heading == "Check your answers"
    assert "Bromley, Croydon or Sutton" in page.locator("main").inner_text()
    walker.follow("Continue")
    assert walker.at == "/about-you/1"
    walker.answer({"ethnic_group": "black", "english_main_language": "no"})
    walker.press("Send my answers")
    assert walker.heading == "Your answers are locked and on their way"
    assert page.context.cookies() == []
    assert opened(site) == [
        {
            "questionnaire": "parent", "language": "en", **kept(PARENT),
            "ethnic_group": "black", "english_main_language": "no",
        }
    ]  # fmt: skip


def test_a_carer_whose_child_nobody_reported(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.begin("carer")
    walker.answer(
        {
            "returned": "yes", "relationship": "childrens_home", "reported_last": "nobody",
            "why_not": ["police_would_not_act"], "channel": ["999"], "trust_now": "neither",
        }
    )  # fmt: skip
    assert "How was it reported?" not in page.locator("main").inner_text()
    walker.send()
    assert opened(site) == [
        {
            "questionnaire": "carer", "language": "en", "returned": "yes",
            "relationship": "childrens_home", "reported_last": "nobody",
            "why_not": ["police_would_not_act"], "trust_now": "neither",
        }
    ]  # fmt: skip


def test_a_member_of_staff_who_tells_the_unit_sends_no_role(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.begin("staff")
    walker.answer(
        {"sector": "police", "role": "response", "unit": "SN", "works": "Talking to each other."}
    )
    walker.send()
    assert opened(site) == [
        {
            "questionnaire": "staff", "language": "en", "sector": "police", "unit": "SN",
            "works": "Talking to each other.",
        }
    ]  # fmt: skip


def test_a_child_who_is_not_back_then_finish_now(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.begin("parent")
    walker.choose("No")
    walker.press("Continue")
    assert walker.heading == "If the child is missing now"
    assert page.locator('main a[href="tel:999"]').is_visible()
    walker.press("Continue")
    walker.choose("Father")
    walker.press("Finish now")
    assert walker.heading == "Check your answers"
    walker.send()
    assert opened(site) == [
        {"questionnaire": "parent", "language": "en", "returned": "no", "relationship": "father"}
    ]


def test_a_child_who_died(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.begin("carer")
    walker.choose("The child died")
    walker.press("Continue")
    assert walker.heading == "We are very sorry"
    walker.answer({"report_again": "very_likely", "change": "Listen to us."})
    assert "how likely are you to report" not in page.locator("main").inner_text()
    walker.send()
    assert opened(site) == [
        {"questionnaire": "carer", "language": "en", "returned": "died", "change": "Listen to us."}
    ]


def test_changing_answers_from_the_check_page(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.begin("parent")
    walker.answer({"returned": "yes", "reported_last": "nobody", "why_not": ["language"]})
    walker.follow("Change That time, who reported it to the police?")
    walker.choose("I did")
    walker.press("Continue")
    newly = []
    while walker.heading != "Check your answers":
        newly.append(walker.heading)
        walker.press("Continue")
    assert "How was it reported?" in newly
    assert newly[0] == "After you first felt worried, how soon was it reported?"
    assert "It was hard because of language" not in page.locator("main").inner_text()
    walker.send()
    assert opened(site) == [
        {"questionnaire": "parent", "language": "en", "returned": "yes", "reported_last": "me"}
    ]


def test_skipping_everything_leaves_nothing_to_send(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.begin("staff")
    walker.answer({})
    assert "You have not answered any question yet." in page.locator("main").inner_text()
    walker.follow("Exit this page")
    assert page.context.cookies() == []


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what is named so has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == words:
            return
    raise AssertionError(f"no Tab reaches {words!r}")


def enter(page: Page, words: str) -> None:
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_with_the_keyboard_alone_from_the_start_to_the_end(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the main part"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    enter(page, "Start now")
    enter(page, "Continue")
    tab_to(page, "")
    page.keyboard.press("Space")
    enter(page, "Continue")
    page.keyboard.press("Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    enter(page, "Go to the first question")
    tab_to(page, "")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    enter(page, "Continue")
    assert walker.heading == "We are very sorry"
    enter(page, "Finish now")
    enter(page, "Continue")
    enter(page, "Skip the rest")
    enter(page, "Send my answers")
    assert walker.heading == "Your answers are locked and on their way"
    assert opened(site) == [{"questionnaire": "parent", "language": "en", "returned": "died"}]

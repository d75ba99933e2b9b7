"""Help before going on, and a look at identifying details. All texts are invented."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.collect.parts import Parts
from survey.collect.views import finish
from tests.survey.collect.conftest import House, inside
from tests.survey.collect.respondent import Respondent, pending, state

URGENT = "She is still not home and I do not know where she is"
CONTACT = "I rang on 07700 900412 and spoke to PC Hollick."


@pytest.fixture
def parts(app: Flask) -> Parts:
    return inside(app)


@pytest.fixture
def waited(client: FlaskClient) -> Respondent:
    """Before the first open question."""
    respondent = Respondent(client).begin().get("/survey/10")
    return respondent.submit({"reported_last": "nobody"}).get("/survey/14")


@pytest.fixture
def called(client: FlaskClient) -> Respondent:
    """Before the question about the first contact."""
    respondent = Respondent(client).begin().get("/survey/10")
    return respondent.submit({"reported_last": "me"}).get("/survey/21")


def test_words_of_danger_bring_help_first_and_then_the_next_page(
    waited: Respondent, parts: Parts
) -> None:
    waited.submit({"before": URGENT})
    assert waited.at == "/help-now"
    first = waited.html.select_one("main .supports a")
    assert first is not None
    assert first["href"] == "tel:999"
    assert state(waited, parts).answers["before"] == URGENT
    onward = waited.html.select_one("main .buttons a")
    assert onward is not None
    assert waited.get(str(onward["href"])).at == "/survey/37"


def test_help_is_offered_once_a_page_and_never_stands_in_the_way(waited: Respondent) -> None:
    waited.submit({"before": URGENT}).get("/survey/14")
    waited.submit({"before": f"{URGENT}!"})
    assert waited.at == "/survey/37"


def test_help_leads_on_to_the_check_page_after_finish_now(waited: Respondent) -> None:
    waited.submit({"before": URGENT}, press="finish")
    assert waited.at == "/help-now"
    onward = waited.html.select_one("main .buttons a")
    assert onward is not None
    assert onward["href"] == "/check"


def test_that_help_was_offered_is_not_sent(
    waited: Respondent, parts: Parts, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)
    waited.submit({"before": URGENT}, press="finish").finish().submit()
    (sent,) = pending(parts, house.private_key)
    assert sent["answers"] == {"reported_last": "nobody", "before": URGENT}
    assert set(sent) == {
        "v", "wave", "questionnaire", "version", "week", "language", "answers", "tag",
        "lane",
    }  # fmt: skip


def test_calm_words_lead_straight_on(waited: Respondent) -> None:
    assert waited.submit({"before": "I thought you have to wait a day."}).at == "/survey/37"


def test_details_are_shown_before_sending_and_removed_when_wanted(
    called: Respondent, parts: Parts
) -> None:
    called.submit({"contact": CONTACT}, press="finish").get("/details")
    assert called.heading == "Could this show who somebody is?"
    marked = [mark.text for mark in called.html.select("mark")]
    assert "07700 900412" in marked
    called.submit(press="remove contact")
    assert called.at == "/about-you/1"
    assert "900412" not in str(state(called, parts).answers["contact"])


def test_details_stay_when_somebody_wants_them_to(called: Respondent, parts: Parts) -> None:
    called.submit({"contact": CONTACT}, press="finish").get("/details")
    assert called.submit(press="keep contact").at == "/about-you/1"
    assert state(called, parts).answers["contact"] == CONTACT


def test_a_kept_text_is_looked_at_again_when_it_changes(called: Respondent) -> None:
    called.submit({"contact": CONTACT}, press="finish").get("/details")
    called.submit(press="keep contact").get("/survey/21?change=1")
    called.submit({"contact": f"{CONTACT} Her number is 07700 900777."})
    assert called.get("/details").at == "/details"


def test_sending_cannot_go_round_the_question(called: Respondent) -> None:
    called.submit({"contact": CONTACT}, press="finish")
    assert called.get("/send").at == "/details"


def test_changing_it_oneself_is_a_link_to_the_question(called: Respondent) -> None:
    called.submit({"contact": CONTACT}, press="finish").get("/details")
    assert called.html.select_one('main a[href="/survey/21?change=1"]') is not None


@pytest.mark.parametrize("press", ["remove", "remove returned", "burn contact", "keep x"])
def test_a_button_that_is_not_ours_is_refused(called: Respondent, press: str) -> None:
    called.submit({"contact": CONTACT}, press="finish").get("/details")
    assert called.submit(press=press).page.status_code == 400

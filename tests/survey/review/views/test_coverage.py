"""Coverage: the total at the last flush, weeks against targets, units, opening and closing."""

from __future__ import annotations

import datetime

from nacl.public import PrivateKey
from sqlalchemy import select

from survey.box import envelope as envelopes
from survey.box import groups, pool, store, waves
from survey.review.models.audit import AuditEntry
from survey.review.models.quality import Target
from tests.survey.review.answers import OneResponse, envelope, parents
from tests.survey.review.team import Team

DAY = datetime.date(2027, 5, 31)


def public_side(team: Team, sent: int = 0) -> None:
    """A collect database on the same machine with an open wave, and a draft."""
    engine = store.prepare(team.settings)
    key = bytes(PrivateKey.generate().public_key)
    waves.create(engine, "w1", key, DAY, DAY)
    waves.create(engine, "w2", bytes(PrivateKey.generate().public_key), DAY, DAY)
    waves.open_wave(engine, "w1")
    groups.create(engine, "w1", "staff", "Night shift", 60)
    for _ in range(sent):
        pool.add(engine, envelopes.seal(b"{}", key))
    engine.dispose()


def state(team: Team, name: str) -> str:
    engine = store.connect(store.database(team.settings))
    found = waves.get(engine, name).state
    engine.dispose()
    return found


def test_it_shows_the_total_at_the_last_flush_and_never_what_is_pending(team: Team) -> None:
    public_side(team, sent=57)
    page = team.signed_in("coder").get("/coverage/").text
    assert "<strong>50</strong> sealed answers" in page
    assert "57" not in page.split("<h1>")[1]
    assert "Night shift" in page
    assert "nobody yet" in page


def test_on_two_machines_it_names_the_commands(team: Team) -> None:
    page = team.signed_in("publisher").get("/coverage/").text
    assert "heard wave close WAVE" in page
    assert "/coverage/wave/close" not in page


def test_weeks_stand_against_the_target_that_the_team_sets(team: Team) -> None:
    team.open([*parents(30), *parents(20, start=30, week="2026-W48")])
    browser = team.signed_in("analyst")
    browser.post("/coverage/targets/w1", {"parent": "200", "staff": ""}, page="/coverage/")
    assert team.rows(select(Target.questionnaire, Target.n)) == [("parent", 200)]
    page = browser.get("/coverage/").text
    assert "25%" in page
    assert page.index("16 to 22 November 2026") < page.index("23 to 29 November 2026")


def test_a_target_is_set_for_known_questionnaires_and_known_waves_only(team: Team) -> None:
    team.open()
    browser = team.signed_in("analyst")
    browser.post("/coverage/targets/w1", {"dogs": "9", "parent": "-3"}, page="/coverage/")
    browser.post("/coverage/targets/other", {"parent": "9"}, page="/coverage/")
    assert team.rows(select(Target.questionnaire, Target.n)) == []


def test_units_from_which_nobody_answers_stand_first_and_few_are_not_counted(team: Team) -> None:
    team.open([
        OneResponse(envelope(n), {"area": "SE" if n < 4 else "NE"}) for n in range(60)
    ])  # fmt: skip
    page = team.signed_in("coder").get("/coverage/").text
    places = page.split("Where parents answer from")[1].split("Where staff")[0]
    assert places.index("City") < places.index("Se<") < places.index("Ne<")
    assert "under 10" in places
    assert ">55<" in places


def test_a_publisher_opens_and_closes_a_wave_after_proving_who_they_are(team: Team) -> None:
    public_side(team)
    browser = team.signed_in("publisher", proved=True)
    browser.post("/coverage/wave/close", {"wave": "w1"}, page="/coverage/")
    assert state(team, "w1") == "open", "only with the box ticked"
    browser.post("/coverage/wave/close", {"wave": "w1", "sure": "y"}, page="/coverage/")
    assert state(team, "w1") == "closed"
    browser.post("/coverage/wave/open", {"wave": "w2"}, page="/coverage/")
    assert state(team, "w2") == "open"
    events = [row[0] for row in team.rows(select(AuditEntry.event).order_by(AuditEntry.n))]
    assert events == ["wave_closed", "wave_opened"]


def test_a_wave_that_cannot_be_opened_says_why_and_nothing_is_logged(team: Team) -> None:
    public_side(team)
    browser = team.signed_in("publisher", proved=True)
    browser.post("/coverage/wave/open", {"wave": "w2"}, page="/coverage/")
    assert "is open. Close it first." in browser.get("/coverage/").text
    assert team.rows(select(AuditEntry.event)) == []

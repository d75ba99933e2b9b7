"""The workbench and the safeguarding pages, as their users meet them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from survey.review.database import writing
from survey.review.models.audit import AuditEntry
from survey.review.models.coding import Coding
from survey.review.models.people import Account
from survey.review.models.workbench import Reading, Task
from survey.review.services import coding, opening, pauses, queue, safeguarding
from survey.review.services.originals import TextKeys
from tests.survey.review.answers import CODEBOOK, Export, OneResponse, envelope
from tests.survey.review.reading import PlainCoder
from tests.survey.review.team import Browser, Team

TEXTS = ("They hung up on 07700 900123.", "Please help her now.")


@pytest.fixture
def ada(team: Team) -> Browser:
    """A coder on duty; two comments that the machine has read, outside the audit sample."""
    browser = team.signed_in("coder", name="Ada", proved=True)
    with writing(team.engine) as session:
        account = session.scalars(select(Account)).one()
        safeguarding.set_duty(session, account, 24, account.id)
        some = [OneResponse(envelope(n), {"contact": t}) for n, t in enumerate(TEXTS)]
        keys = TextKeys(team.settings.review_folder)
        opening.store(session, Export(some), keys=keys, codebook=CODEBOOK)
        coding.run(session, PlainCoder())
    return browser


def task_of(page: str) -> str:
    found = re.search(r'action="/coding/([a-z0-9]{16})"', page)
    assert found, page
    return found[1]


def plain(team: Team) -> None:
    """Make every task a plain reading."""
    with writing(team.engine) as session:
        for task in session.scalars(select(Task)):
            session.delete(task)
        session.flush()
        for comment in session.scalars(select(Coding.comment).distinct()).all():
            queue.add(session, comment, queue.READ, queue.REST)


def test_the_urgent_comment_stands_first_and_can_be_decided_on(team: Team, ada: Browser) -> None:
    page = ada.get("/coding/").text
    assert "help her now" in page
    assert "Decide what is done" in page


def test_a_blind_item_shows_no_suggestion_and_a_plain_one_does(team: Team, ada: Browser) -> None:
    with writing(team.engine) as session:
        for task in session.scalars(select(Task).where(Task.kind != queue.BLIND)):
            session.delete(task)
    page = ada.get("/coding/").text
    assert "Nothing is suggested" in page
    assert "suggested</span>" not in page
    assert "<mark>" not in page
    plain(team)
    page = ada.get("/coding/").text
    assert "suggested</span>" in page
    assert "<mark>" in page
    assert "data-suggested" in page
    assert " checked" not in page


def test_a_reading_is_kept_and_the_next_comment_comes(team: Team, ada: Browser) -> None:
    plain(team)
    first = task_of(ada.get("/coding/").text)
    ada.post(f"/coding/{first}", {"codes": ["blamed"]}, page="/coding/")
    assert team.one(select(Reading.codes)) == ["blamed"]
    assert task_of(ada.get("/coding/").text) != first


def test_saving_twice_is_saving_once_and_says_nothing_false(team: Team, ada: Browser) -> None:
    plain(team)
    first = task_of(ada.get("/coding/").text)
    given = {"codes": ["blamed"]}
    told = [ada.post(f"/coding/{first}", given, page="/coding/").status_code for _ in range(2)]
    assert told == [302, 302], "on to the next comment, not back to what is saved"
    assert team.one(select(func.count()).select_from(Reading)) == 1


def saved(ada: Browser, *codes: str) -> str:
    """Give the next comment these codes; the address where that is changed."""
    ada.post(
        f"/coding/{task_of(ada.get('/coding/').text)}", {"codes": list(codes)}, page="/coding/"
    )
    found = re.search(r'action="(/coding/change/[a-z0-9]{16})"', ada.get("/coding/change").text)
    return found[1] if found else ""


def test_the_last_reading_is_changed_and_the_log_has_it_without_a_word(
    team: Team, ada: Browser
) -> None:
    plain(team)
    assert "Change my last reading" not in ada.get("/coding/").text, "there is none yet"
    address = saved(ada, "blamed")
    assert "Change my last reading" in ada.get("/coding/").text
    page = ada.get("/coding/change").text
    assert re.findall(r'id="c-(\w+)"[^>]* checked', page) == ["blamed"]
    ada.post(address, {"codes": ["reluctance"]}, page="/coding/change")
    kinds = dict(team.rows(select(Reading.kind, Reading.codes)))
    assert kinds == {"earlier": ["blamed"], "read": ["reluctance"]}
    facts = team.one(select(AuditEntry.facts).where(AuditEntry.event == "reading_changed"))
    assert set(facts) == {"comment", "kind", "earlier", "now"}
    ids = [value for key, value in facts.items() if key != "kind"]
    assert all(re.fullmatch("[a-z0-9]{16}", value) for value in ids)


def test_a_change_without_a_code_is_sent_back_and_the_first_reading_stands(
    team: Team, ada: Browser
) -> None:
    plain(team)
    response = ada.post(saved(ada, "blamed"), {}, page="/coding/change")
    assert response.status_code == 400
    assert "Nothing was saved yet" in response.text
    assert team.rows(select(Reading.kind, Reading.codes)) == [("read", ["blamed"])]


def test_a_blind_reading_is_changed_blind(team: Team, ada: Browser) -> None:
    with writing(team.engine) as session:
        for task in session.scalars(select(Task).where(Task.kind != queue.BLIND)):
            session.delete(task)
    assert saved(ada, "blamed")
    page = ada.get("/coding/change").text
    assert "Nothing is suggested" in page
    assert "suggested</span>" not in page
    assert "<mark>" not in page


def test_only_the_last_reading_of_this_session_is_changed(team: Team, ada: Browser) -> None:
    plain(team)
    first, given = saved(ada, "blamed"), {"codes": ["reluctance"]}
    saved(ada, "urgent")
    ada.post(first, given, page="/coding/change")
    bob = team.signed_in("coder", name="Bob")
    bob.post(first, given, page="/account/")
    assert bob.get("/coding/change").headers["Location"] == "/coding/"
    assert sorted(team.rows(select(Reading.codes))) == [(["blamed"],), (["urgent"],)]


def test_an_empty_reading_is_sent_back_with_what_to_do(team: Team, ada: Browser) -> None:
    plain(team)
    first = task_of(ada.get("/coding/").text)
    response = ada.post(f"/coding/{first}", {}, page="/coding/")
    assert response.status_code == 400
    assert "Nothing was saved yet" in response.text
    assert task_of(response.text) == first


def test_another_readers_task_cannot_be_taken_by_its_address(team: Team, ada: Browser) -> None:
    plain(team)
    mine = task_of(ada.get("/coding/").text)
    bob = team.signed_in("coder", name="Bob")
    bob.post(f"/coding/{mine}", {"codes": ["blamed"]}, page="/coding/")
    assert team.one(select(func.count()).select_from(Reading)) == 0


def test_after_many_comments_a_pause_is_suggested_and_ends_when_one_goes_on(
    team: Team, ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pauses, "COMMENTS", 1)
    plain(team)
    task = task_of(ada.get("/coding/").text)
    ada.post(f"/coding/{task}", {"codes": ["blamed"]}, page="/coding/")
    assert ada.get("/coding/").headers["Location"] == "/coding/pause"
    page = ada.get("/coding/pause").text
    assert "Samaritans" in page
    ada.post("/coding/pause", page="/coding/pause")
    assert ada.get("/coding/").status_code == 200


def test_an_original_is_shown_with_a_reason_and_the_reason_is_logged(
    team: Team, ada: Browser
) -> None:
    from survey.review.models.answers import Original

    comment = team.one(select(Original.comment))
    path = f"/comments/{comment}"
    assert "07700" not in ada.get(path).text
    ada.post(f"{path}/reveal", {"reason": "short"}, page=path)
    assert team.one(select(AuditEntry.event)) is None
    page = ada.post(f"{path}/reveal", {"reason": "to pass it on to the MASH"}, page=path).text
    assert "07700 900123" in page
    entry = team.one(select(AuditEntry).where(AuditEntry.event == "original_seen"))
    assert entry.facts == {"comment": comment, "reason": "to pass it on to the MASH"}


def test_two_people_settle_what_is_urgent_and_the_log_holds_no_words(
    team: Team, ada: Browser
) -> None:
    from survey.review.models.safeguarding import Urgent

    comment = team.one(select(Urgent.comment))
    path = f"/urgent/{comment}"
    given = {"recipient": "the MASH", "reason": "a child may be at risk"}
    wrong = ada.post(f"{path}/refer", {**given, "recipient": ""}, page=path)
    assert wrong.status_code == 400
    assert "a child may be at risk" in wrong.text, "what was typed stays"
    ada.post(f"{path}/refer", given, page=path)
    ada.post(f"{path}/confirm", page=path)
    assert team.one(select(Urgent.state)) == safeguarding.REFERRED
    team.signed_in("coder", name="Bob").post(f"{path}/confirm", page=path)
    assert team.one(select(Urgent.state)) == safeguarding.CLOSED
    facts = team.one(select(AuditEntry.facts).where(AuditEntry.event == "urgent_confirmed"))
    assert facts == {"comment": comment}

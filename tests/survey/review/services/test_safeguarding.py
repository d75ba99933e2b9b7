"""Nothing is opened with nobody on duty, and two people decide what is done."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from survey.config import Settings
from survey.review.database import writing
from survey.review.models.people import Account
from survey.review.models.safeguarding import Referral, Urgent
from survey.review.services import safeguarding
from survey.review.services.safeguarding import NobodyOnDuty, NotYours
from tests.survey.review.reading import NOW, Readers


@pytest.fixture
def readers(either_engine: Engine, settings: Settings) -> Readers:
    readers = Readers(either_engine, settings)
    readers.saying("Please help her now.", "They hung up.")
    return readers


def account(session: Session, readers: Readers, name: str) -> Account:
    return session.get_one(Account, readers.accounts[name])


def urgent(session: Session) -> Urgent:
    return session.scalars(select(Urgent)).one()


def test_opening_is_refused_until_somebody_is_on_duty(readers: Readers) -> None:
    with writing(readers.engine) as session:
        with pytest.raises(NobodyOnDuty, match="Nobody is on duty"):
            safeguarding.require_duty(session)
        ada = account(session, readers, "Ada")
        safeguarding.set_duty(session, ada, 12, "x")
        safeguarding.require_duty(session)
        ada.active = False
        with pytest.raises(NobodyOnDuty):
            safeguarding.require_duty(session)


def test_only_somebody_who_may_read_can_be_on_duty_and_within_a_week(readers: Readers) -> None:
    with writing(readers.engine) as session:
        ada = account(session, readers, "Ada")
        for hours in (0, 200):
            with pytest.raises(NotYours, match="between 1 and"):
                safeguarding.set_duty(session, ada, hours, "x")
        ada.roles = ["analyst"]
        with pytest.raises(NotYours, match="role coder"):
            safeguarding.set_duty(session, ada, 12, "x")


def test_what_the_machine_finds_urgent_is_due_within_the_limit(readers: Readers) -> None:
    with writing(readers.engine) as session:
        assert len(safeguarding.listing(session)) == 1
        safeguarding.set_duty(session, account(session, readers, "Ada"), 12, "x")
        session.delete(urgent(session))
        session.flush()
        comment = session.scalars(select(Urgent.comment)).first()
        assert comment is None
        first = session.scalars(select(Referral)).first()
        assert first is None


def test_the_limit_counts_from_when_it_was_flagged_and_flagging_again_does_not_move_it(
    readers: Readers,
) -> None:
    with writing(readers.engine) as session:
        row = urgent(session)
        due = row.due
        assert safeguarding.flag(session, [row.comment], NOW + 10**6) == 0
        assert urgent(session).due == due
        assert safeguarding.counts(session, due + 1) == (1, 1)
        assert safeguarding.counts(session, due - 1) == (1, 0)


def test_a_referral_needs_a_second_person(readers: Readers) -> None:
    with writing(readers.engine) as session:
        row = urgent(session)
        safeguarding.propose_referral(session, row, "ada", "a child may be at risk", "the MASH")
        with pytest.raises(NotYours, match="Another person"):
            safeguarding.confirm(session, row, "ada")
        safeguarding.confirm(session, row, "bob")
        assert row.state == safeguarding.CLOSED
        referral = safeguarding.referrals(session, row.comment)[0]
        assert (referral.made_by, referral.confirmed_by) == ("ada", "bob")
        safeguarding.record_outcome(session, referral, "they visited")
        assert referral.outcome == "they visited"
        assert safeguarding.listing(session) == []


def test_nothing_need_be_done_needs_a_second_person_too(readers: Readers) -> None:
    with writing(readers.engine) as session:
        row = urgent(session)
        safeguarding.propose_nothing(session, row, "ada")
        with pytest.raises(NotYours):
            safeguarding.confirm(session, row, "ada")
        safeguarding.confirm(session, row, "bob")
        assert row.state == safeguarding.CLOSED


def test_who_disagrees_sends_it_back_and_the_proposed_referral_goes(readers: Readers) -> None:
    with writing(readers.engine) as session:
        row = urgent(session)
        safeguarding.propose_referral(session, row, "ada", "why", "whom")
        with pytest.raises(NotYours):
            safeguarding.send_back(session, row, "ada")
        safeguarding.send_back(session, row, "bob")
        session.flush()
        assert row.state == safeguarding.WAITING
        assert safeguarding.referrals(session, row.comment) == []


def test_two_people_deciding_at_once_do_not_undo_each_other(readers: Readers) -> None:
    with writing(readers.engine) as session:
        row = urgent(session)
        safeguarding.propose_nothing(session, row, "ada")
        with pytest.raises(NotYours, match="meanwhile"):
            safeguarding.propose_referral(session, row, "bob", "why", "whom")


@pytest.mark.parametrize(("reason", "to"), [("", "whom"), ("why", " ")])
def test_a_referral_says_why_and_to_whom(readers: Readers, reason: str, to: str) -> None:
    with writing(readers.engine) as session:
        with pytest.raises(NotYours, match="Say why"):
            safeguarding.propose_referral(session, urgent(session), "ada", reason, to)
        assert urgent(session).state == safeguarding.WAITING


def test_an_outcome_is_recorded_only_of_a_confirmed_referral(readers: Readers) -> None:
    with writing(readers.engine) as session:
        row = urgent(session)
        safeguarding.propose_referral(session, row, "ada", "why", "whom")
        with pytest.raises(NotYours, match="not confirmed"):
            safeguarding.record_outcome(
                session, safeguarding.referrals(session, row.comment)[0], "x"
            )

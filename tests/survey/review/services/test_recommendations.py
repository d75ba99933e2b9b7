"""What the team enters is kept; what ships stays what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select

from analysis.recommendations.files import shipped
from analysis.recommendations.model import OWN, Ledger, Recommendation, Update
from survey.review.database import reader, writing
from survey.review.models.ledger import LedgerRow
from survey.review.services import recommendations
from survey.review.services.recommendations import LedgerProblem

MINE = Recommendation("review-01", OWN, words="Answer within a minute.", source="Decided today.")


def test_before_anything_is_entered_the_ledger_is_the_shipped_one(engine: Engine) -> None:
    with reader(engine) as session:
        assert recommendations.ledger(session) == shipped()
        assert recommendations.next_key(session) == "review-01"


def test_a_row_is_kept_and_comes_back(either_engine: Engine) -> None:
    with writing(either_engine) as session:
        recommendations.save(session, MINE)
        recommendations.add_update(session, "review-01", Update("2027-03-31", "Begun.", "Board"))
    with reader(either_engine) as session:
        found = recommendations.one(session, "review-01")
        assert found == replace(MINE, updates=(Update("2027-03-31", "Begun.", "Board"),))
        assert recommendations.next_key(session) == "review-02"


def test_words_without_a_source_are_never_kept(engine: Engine) -> None:
    with pytest.raises(LedgerProblem, match="without a source"), writing(engine) as session:
        recommendations.save(session, replace(shipped()["committee-03"], words="Guessed."))
    with reader(engine) as session:
        assert session.scalar(select(func.count()).select_from(LedgerRow)) == 0


def test_a_shipped_row_can_be_given_back(engine: Engine) -> None:
    with writing(engine) as session:
        recommendations.save(session, replace(shipped()["committee-a"], owner="MOPAC"))
        recommendations.remove(session, "committee-a")
        assert recommendations.one(session, "committee-a") == shipped()["committee-a"]
        with pytest.raises(LedgerProblem, match="nothing to take away"):
            recommendations.remove(session, "committee-a")


def test_only_rows_that_differ_are_taken_from_a_file(engine: Engine) -> None:
    given = Ledger((*shipped().recommendations[:5], MINE), shipped().assessments)
    with writing(engine) as session:
        assert recommendations.take_in(session, given) == ["review-01"]
        assert recommendations.take_in(session, given) == []


def test_what_a_force_says_of_itself_is_kept_with_its_source(engine: Engine) -> None:
    with writing(engine) as session:
        row = recommendations.assessment(session, "self-access")
        said = replace(row, force_says="90% good", force_source="Annual statement 2027")
        recommendations.save(session, said)
        assert recommendations.assessment(session, "self-access") == said
        with pytest.raises(LedgerProblem, match="another kind"):
            recommendations.save(session, replace(MINE, key="self-access"))

"""How much there is of everything: what the first page and the box page show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.codebook import QUESTIONNAIRES
from survey.review.models.answers import Arrival, Comment, Opened, Rejected, Response, Wave
from survey.review.models.coding import MachineReading
from survey.review.services import safeguarding


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of the first page. ``duty`` is the name of who is on duty."""

    responses: dict[str, int]
    comments: int
    urgent: int
    late: int
    uncoded: int
    duty: str

    @property
    def total(self) -> int:
        """Responses of all questionnaires."""
        return sum(self.responses.values())


@dataclass(frozen=True, slots=True)
class WaveStatus:
    """One wave as opened so far; ``weeks`` is ISO week -> questionnaire -> responses sent."""

    name: str
    withdraw_until: str
    withdrawn: int
    dropped: int
    responses: dict[str, int]
    weeks: dict[str, dict[str, int]]

    @property
    def total(self) -> int:
        """Responses of all questionnaires."""
        return sum(self.responses.values())


@dataclass(frozen=True, slots=True)
class BoxStatus:
    """What has been opened so far, by wave, and what was set aside, by reason."""

    waves: list[WaveStatus]
    opened: int
    rejected: dict[str, int]


def in_order(by_questionnaire: dict[str, int]) -> dict[str, int]:
    """The same counts in the order in which questionnaires stand everywhere."""
    order = [*(key for key in QUESTIONNAIRES if key in by_questionnaire)]
    order += sorted(set(by_questionnaire) - set(order))
    return {key: by_questionnaire[key] for key in order}


def counts(session: Session, now: int) -> Counts:
    """Numbers for the first page."""
    by_questionnaire: Counter[str] = Counter()
    for of_wave in _by_wave(session).values():
        by_questionnaire.update(of_wave)
    comments = session.scalar(select(func.count()).select_from(Comment)) or 0
    read = session.scalar(select(func.count()).select_from(MachineReading)) or 0
    urgent, late = safeguarding.counts(session, now)
    on_duty = safeguarding.duty(session)
    return Counts(
        responses=in_order(by_questionnaire),
        comments=comments,
        urgent=urgent,
        late=late,
        uncoded=comments - read,
        duty=on_duty[1].name if on_duty else "",
    )


def box(session: Session) -> BoxStatus:
    """What has been opened so far."""
    rejected = session.execute(
        select(Rejected.reason, func.count()).group_by(Rejected.reason).order_by(Rejected.reason)
    )
    return BoxStatus(
        waves=_waves(session),
        opened=session.scalar(select(func.count()).select_from(Opened)) or 0,
        rejected={row[0]: row[1] for row in rejected},
    )


def _waves(session: Session) -> list[WaveStatus]:
    responses = _by_wave(session)
    weeks: dict[str, dict[str, dict[str, int]]] = {}
    for row in session.scalars(select(Arrival).order_by(Arrival.week)):
        weeks.setdefault(row.wave, {}).setdefault(row.week, {})[row.questionnaire] = row.n
    return [
        WaveStatus(
            wave.name, wave.withdraw_until, wave.withdrawn, wave.dropped,
            in_order(responses.get(wave.name, {})), weeks.get(wave.name, {}),
        )
        for wave in session.scalars(select(Wave).order_by(Wave.name))
    ]  # fmt: skip


def _by_wave(session: Session) -> dict[str, dict[str, int]]:
    """Wave -> questionnaire -> responses; in the order of an index, so that nothing is sorted."""
    found: dict[str, dict[str, int]] = {}
    columns = (Response.wave, Response.questionnaire)
    for wave, questionnaire, n in session.execute(
        select(*columns, func.count()).group_by(*columns)
    ):
        found.setdefault(wave, {})[questionnaire] = n
    return found

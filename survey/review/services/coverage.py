"""Who has answered and who has not: totals at the last flush, weeks against targets, groups, units.

What lies in the box is asked of the collect database where it is on this machine, as the counts
of the last flush: never how many are pending. Everything else is counted in what was opened.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from analysis.codebook import QUESTIONNAIRES, Codebook
from analysis.disclosure.rounding import rounded
from analysis.disclosure.rules import Rules
from survey.box import groups, store, waves
from survey.config import Settings
from survey.review.models.answers import Arrival
from survey.review.models.quality import Target
from survey.review.models.tally import ANSWER
from survey.review.services import status, tallies


@dataclass(frozen=True, slots=True)
class Live:
    """The public side, where it is on this machine. ``writable``: waves can be opened here."""

    waves: list[waves.Wave]
    groups: dict[str, list[groups.Group]]
    writable: bool

    @property
    def total(self) -> int:
        """Envelopes in the box at the last flush."""
        return sum(wave.sealed for wave in self.waves)


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week: what was sent in it, and in all up to its end, by questionnaire."""

    name: str
    sent: Mapping[str, int]
    so_far: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """One questionnaire of a wave: what was opened, what was hoped for (0: no target)."""

    questionnaire: str
    opened: int
    target: int

    @property
    def percent(self) -> int:
        """Whole percent of the target; 0 without one."""
        return self.opened * 100 // self.target if self.target else 0


@dataclass(frozen=True, slots=True)
class Place:
    """A command unit: responses rounded, or None where they are too few to say."""

    label: str
    count: int | None
    nobody: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """One wave as opened so far."""

    wave: str
    weeks: list[Week]
    progress: list[Progress]
    places: dict[str, list[Place]]


def live(settings: Settings) -> Live | None:
    """The public side as it was at the last flush; None where it is not on this machine."""
    path = store.database(settings)
    if not os.access(path, os.R_OK):  # another user's folder cannot even be asked for the file
        return None
    engine = store.connect(path)
    try:
        found = waves.every(engine)
        by_wave = {wave.name: groups.every(engine, wave.name) for wave in found}
    except SQLAlchemyError:
        return None
    finally:
        engine.dispose()
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return Live(found, by_wave, writable)


def collect(settings: Settings) -> Engine:
    """The collect database on this machine, to open or close a wave in it."""
    path = store.database(settings)
    if not os.access(path, os.W_OK):
        raise waves.WaveError("The public side is not on this machine. Nothing was changed.")
    return store.connect(path)


def of_wave(session: Session, book: Codebook, wave: str, rules: Rules) -> Coverage:
    """What was opened of one wave."""
    weeks = _weeks(session, wave)
    return Coverage(
        wave=wave,
        weeks=weeks,
        progress=_progress(session, wave, weeks[-1].so_far if weeks else {}),
        places=_places(session, book, wave, rules),
    )


def _weeks(session: Session, wave: str) -> list[Week]:
    query = select(Arrival.week, Arrival.questionnaire, Arrival.n).where(Arrival.wave == wave)
    by_week: dict[str, dict[str, int]] = {}
    for week, questionnaire, n in session.execute(query.order_by(Arrival.week)):
        by_week.setdefault(week, {})[questionnaire] = n
    found: list[Week] = []
    so_far: dict[str, int] = {}
    for week, sent in by_week.items():
        so_far = {key: so_far.get(key, 0) + sent.get(key, 0) for key in {*so_far, *sent}}
        found.append(Week(week, sent, so_far))
    return found


def _progress(session: Session, wave: str, opened: Mapping[str, int]) -> list[Progress]:
    wanted = targets(session, wave)
    keys = status.in_order(dict.fromkeys((*QUESTIONNAIRES, *opened), 0))
    return [Progress(key, opened.get(key, 0), wanted.get(key, 0)) for key in keys]


def targets(session: Session, wave: str) -> dict[str, int]:
    """Questionnaire -> responses hoped for."""
    rows = session.execute(select(Target.questionnaire, Target.n).where(Target.wave == wave))
    return {row[0]: row[1] for row in rows}


def set_targets(session: Session, wave: str, wanted: Mapping[str, int]) -> None:
    """Keep what is hoped for; 0 is no target. The caller commits."""
    for questionnaire in QUESTIONNAIRES:
        n = wanted.get(questionnaire, 0)
        row = session.get(Target, (wave, questionnaire))
        if row is not None:
            row.n = n
        elif n:
            session.add(Target(wave=wave, questionnaire=questionnaire, n=n))
    session.flush()


def _places(session: Session, book: Codebook, wave: str, rules: Rules) -> dict[str, list[Place]]:
    """Questionnaire -> its command units, those from which nobody answers first."""
    found: dict[str, list[Place]] = {}
    for variable in book:
        if variable.code not in tallies.UNIT_VARIABLES:
            continue
        counted = tallies.count(
            session, ANSWER,
            questionnaire=variable.questionnaire, variable=variable.code, wave=wave,
        )  # fmt: skip
        here = counted.get((variable.questionnaire, variable.code), {})
        places = [
            _place(option.label, here.get(option.code, 0), rules)
            for option in variable.options
            if option.code not in variable.missing
        ]
        found[variable.questionnaire] = sorted(
            places, key=lambda p: (not p.nobody, p.count is not None, p.count or 0, p.label)
        )
    return found


def _place(label: str, count: int, rules: Rules) -> Place:
    shown = rounded(count, rules.round_to) if count >= rules.minimum_cell else None
    return Place(label, shown, not count)


def last_wave(session: Session) -> str:
    """The wave in which the latest answers came; empty before the first opening."""
    query = select(Arrival.wave).group_by(Arrival.wave)
    return session.scalar(query.order_by(func.max(Arrival.week).desc(), Arrival.wave)) or ""

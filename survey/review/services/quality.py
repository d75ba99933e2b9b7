"""How good the coding is: agreement, gates, drift, and what to do next.

Every measure is computed in ``analysis.coding``; here the readings are gathered and put in order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis import audited
from analysis.codebook import Codebook
from analysis.coding import drift
from analysis.coding.agreement import Agreement, CodeAgreement, agree
from analysis.coding.coder import STARTER
from analysis.coding.evaluate import Interval, wilson
from analysis.coding.frame import Code, Frame
from analysis.coding.gates import Bars, Gate, load_bars
from analysis.dataset import NO_CODE, Dataset
from survey.review.models.answers import Arrival, Comment
from survey.review.models.coding import MACHINE, Coding
from survey.review.models.workbench import Task
from survey.review.services import blind, queue

MOST = 300
"""Comments, drawn at random, on which assisted agreement and the drift of a wave are measured."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Agreement of two sides over all codes; ``who`` says which."""

    who: str
    found: Agreement


@dataclass(frozen=True, slots=True)
class Line:
    """One code: how well people agree, how well the machine meets them, and its gate."""

    code: Code
    gate: Gate
    people: CodeAgreement | None
    machine: CodeAgreement | None
    precision: Interval
    recall: Interval
    drift: tuple[float, drift.Level] | None


@dataclass(frozen=True, slots=True)
class Drifted:
    """Two waves compared; ``measured`` is how many comments of each."""

    before: str
    now: str
    measured: tuple[int, int]
    found: drift.Drift


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything the quality page shows. ``left`` counts blind readings still wanted."""

    audited: int
    left: int
    bars: Bars
    pairs: list[Pair]
    lines: list[Line]
    drifted: Drifted | None

    @property
    def open(self) -> int:
        """How many gates are open."""
        return sum(line.gate.status == "publish" for line in self.lines)


def quality(session: Session, frame: Frame, model: Path | None = None) -> Quality:
    """Everything the quality page shows. ``model`` is the adopted model's folder, if any."""
    sample = blind.of_sample(session)
    parts = (sample.machine, sample.first, sample.second, sample.settled,
             *reversed(blind.assisted(session, MOST)), *blind.repeated(session))  # fmt: skip
    measured = _measured(tuple(_frozen(part) for part in parts), frame)
    drifted = compare_waves(session, frame, model)
    return Quality(
        audited=len({*sample.first, *sample.settled} & set(sample.machine)),
        left=left(session),
        bars=load_bars(),
        pairs=list(measured.pairs),
        lines=_lines(frame, measured, drifted),
        drifted=drifted,
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    """What is computed from the readings alone."""

    facts: audited.CodingFacts
    against: Agreement
    pairs: tuple[Pair, ...]


Frozen = tuple[tuple[str, frozenset[str]], ...]


def _frozen(codes: Mapping[str, Collection[str]]) -> Frozen:
    return tuple((comment, frozenset(codes[comment])) for comment in sorted(codes))


_kept: dict[tuple[str, tuple[Frozen, ...]], _Measured] = {}
"""The figures of the last readings that were asked for: coding frame and readings -> figures."""


def _measured(parts: tuple[Frozen, ...], frame: Frame) -> _Measured:
    """The same readings give the same figures: they are computed when a reading was added."""
    key = (frame.sha256, parts)
    found = _kept.get(key)
    if found is None:
        found = _measure(parts, frame)
        _kept.clear()
        _kept[key] = found
    return found


def _measure(parts: tuple[Frozen, ...], frame: Frame) -> _Measured:
    machine, first, second, settled, suggested, saw, once, again = (dict(part) for part in parts)
    facts = audited.facts(
        Dataset(Codebook({}, {}), ()),
        audited.Readings(machine, first, second, settled), frame,
    )  # fmt: skip
    codes = frame.published
    against = agree(machine, {**first, **settled}, codes)
    pairs = (
        Pair("Two people, blind", facts.between_people),
        Pair("Machine and people, blind", against),
        Pair("Machine and people who saw its suggestions", agree(suggested, saw, codes)),
        Pair("The same person, days later", agree(once, again, codes)),
    )
    return _Measured(facts, against, pairs)


def _lines(frame: Frame, measured: _Measured, drifted: Drifted | None) -> list[Line]:
    facts, against = measured.facts, measured.against
    between = {row.code: row for row in facts.between_people.codes}
    machine = {row.code: row for row in against.codes}
    return [
        Line(
            frame[gate.code], gate,
            between.get(gate.code) if facts.between_people.n else None,
            found := machine.get(gate.code) if against.n else None,
            wilson(found.both, found.both + found.only_a) if found else Interval(None),
            wilson(found.both, found.both + found.only_b) if found else Interval(None),
            drifted.found.codes.get(gate.code) if drifted else None,
        )
        for gate in facts.gates
        if gate.status != "never"
    ]  # fmt: skip


def left(session: Session) -> int:
    """Blind readings that are still wanted of the audit sample."""
    kinds = Task.kind.in_((queue.BLIND, queue.SECOND))
    query = select(func.count()).select_from(Task)
    waiting = query.where(Task.state != queue.DONE, Task.rank == queue.AUDIT, kinds)
    return session.scalar(waiting) or 0


def compare_waves(session: Session, frame: Frame, model: Path | None) -> Drifted | None:
    """The last wave beside the one before it; None while there is only one."""
    first = func.min(Arrival.week)
    query = select(Arrival.wave).group_by(Arrival.wave).order_by(first, Arrival.wave)
    waves = list(session.scalars(query))[-2:]
    if len(waves) < 2:
        return None
    before, now = (_wave(session, name) for name in waves)
    if not before.texts or not now.texts:
        return None
    known = vocabulary(model or STARTER)
    found = drift.compare(before, now, frame.published, known)
    return Drifted(waves[0], waves[1], (len(before.texts), len(now.texts)), found)


def _wave(session: Session, name: str) -> drift.Wave:
    chosen = select(Comment.id, Comment.text).where(Comment.wave == name)
    texts = {row[0]: row[1] for row in session.execute(chosen.order_by(Comment.id).limit(MOST))}
    scores: dict[str, dict[str, float]] = {comment: {} for comment in texts}
    people: dict[str, set[str]] = {}
    columns = (Coding.comment, Coding.coder, Coding.code, Coding.score, Coding.stands)
    for comment, coder, code, score, stands in session.execute(
        select(*columns).where(Coding.comment.in_(texts))
    ):
        if coder == MACHINE:
            scores[comment][code] = score
        elif stands:
            people.setdefault(comment, set()).add(code)
    given = {comment: set(row) - {NO_CODE} for comment, row in scores.items()}
    changed = [c for c, codes in people.items() if codes - {NO_CODE} != given[c]]
    return drift.Wave(list(texts.values()), scores, given, changed)


@lru_cache(maxsize=4)
def vocabulary(model: Path) -> frozenset[str]:
    """The words that a model knows; none when it cannot be read."""
    import json

    try:
        document = json.loads((model / "model.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    words: Mapping[str, list[str]] = document["vocabulary"]
    return frozenset(words["words"])

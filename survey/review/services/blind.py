"""The blind readings of the audit sample, as the analysis wants them: comment -> codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from analysis.audited import Readings
from survey.review.models.answers import Comment
from survey.review.models.coding import MACHINE, Coding
from survey.review.models.workbench import Reading
from survey.review.services import queue
from survey.review.services.readings import AGREED

Given = dict[str, frozenset[str]]


def of_sample(session: Session) -> Readings:
    """The audit sample of every wave, with the machine's codes of its comments alone."""
    first, second = _given(session, queue.BLIND), _given(session, queue.SECOND)
    of = select(Reading.comment).where(Reading.kind == queue.BLIND)
    return Readings(
        machine=_codes(session, select_codes().where(Coding.coder == MACHINE, _of(of))),
        first=first,
        second={comment: codes for comment, codes in second.items() if comment in first},
        settled=_codes(session, select_codes().where(Coding.coder == AGREED, _of(of))),
    )


def of_wave(session: Session, wave: str) -> Readings:
    """The audit sample of a wave, with the machine's codes of all its comments."""
    here = select(Comment.id).where(Comment.wave == wave)
    machine = _codes(session, select_codes().where(Coding.coder == MACHINE, _of(here)))
    sample = of_sample(session)
    known = set(session.scalars(here))
    return Readings(
        machine,
        *({c: codes for c, codes in part.items() if c in known}
          for part in (sample.first, sample.second, sample.settled)),
    )  # fmt: skip


def assisted(session: Session, most: int) -> tuple[Given, Given]:
    """What people gave with suggestions in view, and what the machine gave; *most* at random.

    Ids are drawn at random, so the first of them are a random choice.
    """
    of = (
        select(Reading.comment)
        .where(Reading.kind == queue.READ)
        .order_by(Reading.comment)
        .limit(most)
    )
    people = select(Reading.comment, Reading.codes).where(Reading.kind == queue.READ)
    given = {row[0]: frozenset(row[1]) for row in session.execute(
        people.order_by(Reading.comment).limit(most)
    )}  # fmt: skip
    machine = _codes(session, select_codes().where(Coding.coder == MACHINE, _of(of)))
    return given, machine


def repeated(session: Session) -> tuple[Given, Given]:
    """What people gave, and what the same people gave when they read it again."""
    again = select(Reading).where(Reading.kind == queue.REPEAT).subquery()
    same = and_(Reading.comment == again.c.comment, Reading.account == again.c.account)
    query = select(Reading.comment, Reading.codes, again.c.codes).join(again, same)
    rows = session.execute(query.where(Reading.kind.not_in((queue.REPEAT, queue.EARLIER)))).all()
    return (
        {row[0]: frozenset(row[1]) for row in rows},
        {row[0]: frozenset(row[2]) for row in rows},
    )


def select_codes() -> Select[str, str]:
    """Comment and code of every coding; narrow it."""
    return select(Coding.comment, Coding.code)


def _of(comments: Any) -> Any:
    return Coding.comment.in_(comments)


def _given(session: Session, kind: str) -> Given:
    """Readings of one kind; who was not sure and gave no code has not coded."""
    query = select(Reading.comment, Reading.codes, Reading.not_sure).where(Reading.kind == kind)
    return {
        comment: frozenset(codes)
        for comment, codes, unsure in session.execute(query)
        if codes or not unsure
    }


def _codes(session: Session, query: Select[str, str]) -> Given:
    found: dict[str, set[str]] = defaultdict(set)
    rows: Iterable[Any] = session.execute(query)
    for comment, code in rows:
        found[comment].add(code)
    return {comment: frozenset(codes) for comment, codes in found.items()}

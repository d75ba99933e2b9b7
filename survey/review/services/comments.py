"""Lists of comments with their codes, a page at a time, the urgent ones first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from survey.review.models.answers import Comment
from survey.review.models.coding import MACHINE, Coding, MachineReading
from survey.review.services import queue
from survey.review.services.paging import Page, place

PAGE = 25
MOST_WORDS = 8
WORDS = re.compile(r'"([^"]*)"|(\S+)')
SPECIAL = re.compile(r"[\\%_]")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which comments to show; empty means all."""

    code: str = ""
    questionnaire: str = ""
    question: str = ""
    urgent: bool = False
    words: str = ""

    @property
    def patterns(self) -> list[list[str]]:
        """What is looked for, as patterns of LIKE: each word, and each phrase in quotes.

        Each is a list of which one must fit: the database compares A to Z alone without regard
        to capitals, which takes less than half the time; other letters are given both ways.
        """
        found = [phrase or word for phrase, word in WORDS.findall(self.words)][:MOST_WORDS]
        return [_patterns(words) for words in found if words.strip()]


def _patterns(words: str) -> list[str]:
    ways = {_plain(way): way for way in (words, words.lower(), words.upper(), words.title())}
    return ["%" + SPECIAL.sub(r"\\\g<0>", way) + "%" for way in ways.values()]


def _plain(words: str) -> str:
    """The same with A to Z as small letters: what the database takes for the same."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in words)


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment as a list shows it. ``codes`` are those that stand.

    ``blind``: two blind readings are wanted, so codes and indicators are kept from everybody.
    """

    id: str
    response: str
    wave: str
    questionnaire: str
    question: str
    text: str
    language: str
    reading: MachineReading | None
    codes: list[Coding] = field(default_factory=list)
    blind: bool = False

    @property
    def urgent(self) -> bool:
        """Whether the machine or a person marked it as urgent."""
        return any(coding.code == "urgent" for coding in self.codes)


def page(session: Session, filters: Filters, number: int) -> Page[Shown]:
    """One page of comments: the urgent first, then by their random ids."""
    find = _searched if filters.patterns else _listed
    chosen, number, total = find(session, filters, number)
    query = select(Comment, MachineReading).where(Comment.id.in_(chosen))
    query = query.outerjoin(MachineReading, MachineReading.comment == Comment.id)
    rows = {row[0].id: (row[0], row[1]) for row in session.execute(query)}
    return Page(_with_codes(session, [rows[i] for i in chosen]), number, total, PAGE)


def _listed(session: Session, filters: Filters, number: int) -> tuple[list[str], int, int]:
    """Ids of a page, its number, and how many comments fit; from indices alone."""
    urgent = select(MachineReading.comment).where(MachineReading.urgent)
    first, rest = Comment.id.in_(urgent), Comment.id.not_in(urgent)
    total = _count(session, filters)
    number, before = place(number, total, PAGE)
    urgent_ones = _count(session, filters, first)
    chosen = _ids(session, filters, first, before, PAGE) if before < urgent_ones else []
    if len(chosen) < PAGE:
        after = max(0, before - urgent_ones)
        chosen += _ids(session, filters, rest, after, PAGE - len(chosen))
    return chosen, number, total


def _searched(session: Session, filters: Filters, number: int) -> tuple[list[str], int, int]:
    """The same when words are looked for: every text is read, so it is done once."""
    number = max(1, number)
    rows = session.execute(_matching(filters, number)).all()
    if not rows and number > 1:  # beyond the last page: its number is known once all are counted
        first = session.execute(_matching(filters, 1)).first()
        number, _ = place(number, first.total if first else 0, PAGE)
        rows = session.execute(_matching(filters, number)).all()
    return [row.id for row in rows], number, rows[0].total if rows else 0


def _matching(filters: Filters, number: int) -> Select[Any]:
    """A page of ids, the urgent first, and beside each how many fit in all (``total``)."""
    urgent = Comment.id.in_(select(MachineReading.comment).where(MachineReading.urgent))
    query: Select[Any] = _filtered(select(Comment.id, func.count().over().label("total")), filters)
    query = query.order_by(urgent.desc(), Comment.id)
    return query.offset((number - 1) * PAGE).limit(PAGE)


def _count(session: Session, filters: Filters, *also: Any) -> int:
    query = _filtered(select(func.count(Comment.id)), filters).where(*also)
    return session.scalar(query) or 0


def _ids(session: Session, filters: Filters, also: Any, before: int, most: int) -> list[str]:
    """Ids alone, from an index: the words of the comments that lie before are not read."""
    query = _filtered(select(Comment.id), filters).where(also).order_by(Comment.id)
    return list(session.scalars(query.offset(before).limit(most)))


def one(session: Session, comment_id: str) -> Shown | None:
    """One comment, or None when there is none of that id."""
    comment = session.get(Comment, comment_id)
    if comment is None:
        return None
    return _with_codes(session, [(comment, session.get(MachineReading, comment_id))])[0]


def of_response(session: Session, response_id: str) -> list[Shown]:
    """The comments of one response."""
    query = select(Comment, MachineReading).where(Comment.response == response_id)
    query = query.outerjoin(MachineReading, MachineReading.comment == Comment.id)
    query = query.order_by(Comment.question)
    return _with_codes(session, [(row[0], row[1]) for row in session.execute(query)])


def all_codings(session: Session, comment_id: str) -> list[Coding]:
    """Every coding of a comment, by whomever, the machine's last."""
    query = select(Coding).where(Coding.comment == comment_id)
    return sorted(session.scalars(query), key=lambda c: (c.coder == MACHINE, c.coder, c.code))


def _filtered(query: Any, filters: Filters) -> Any:
    if filters.questionnaire:
        query = query.where(Comment.questionnaire == filters.questionnaire)
    if filters.question:
        query = query.where(Comment.question == filters.question)
    # Only masked words are searched, and no index holds a copy of them: what is taken out of a
    # comment is gone from the search too, and a part of a word is found in any language.
    for ways in filters.patterns:
        query = query.where(or_(*(Comment.text.ilike(way, escape="\\") for way in ways)))
    code = "urgent" if filters.urgent else filters.code
    if code:
        # One coder's codes stand, so a comment is met once.
        query = query.join(Coding, Coding.comment == Comment.id)
        query = query.where(Coding.code == code, Coding.stands)
        query = query.where(~queue.wanted_blind(Comment.id))
    return query


def _with_codes(session: Session, rows: list[tuple[Comment, MachineReading | None]]) -> list[Shown]:
    ids = [comment.id for comment, _ in rows]
    blind = queue.blind(session, ids)
    codes: dict[str, list[Coding]] = {identity: [] for identity in ids}
    # Asked for by comment alone: with "stands" in the question SQLite reads every coding there is.
    query = select(Coding).where(Coding.comment.in_(ids))
    for coding in sorted(session.scalars(query), key=lambda c: (-c.score, c.code)):
        if coding.stands and coding.comment not in blind:
            codes[coding.comment].append(coding)
    return [
        Shown(
            comment.id, comment.response, comment.wave, comment.questionnaire,
            comment.question, comment.text, comment.language,
            None if comment.id in blind else reading, codes[comment.id], comment.id in blind,
        )
        for comment, reading in rows
    ]  # fmt: skip

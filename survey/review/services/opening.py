"""Takes opened envelopes into the review database: once each, shuffled, without their week.

Every response gets a new random id, and rows are written in the order of those ids, so that
neither the tables nor the database's own bookkeeping keep any order of arrival.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from survey.review.models.answers import (
    Arrival,
    Comment,
    Held,
    Opened,
    Original,
    Rejected,
    Response,
    Wave,
    Withdrawable,
)
from survey.review.models.base import random_id
from survey.review.services import definitions, held, masking, tallies
from survey.review.services.originals import TextKeys

T = TypeVar("T")

BATCH = 2000
"""Responses written at once: bounds memory, and is one round of statements."""


class OpenedResponse(Protocol):
    """What one opened envelope holds; ``hash`` is SHA-256 (hex) of the envelope. ``look``: it was
    marked at sending, for a person to decide whether it counts."""

    hash: str
    wave: str
    questionnaire: str
    version: str
    week: str
    language: str
    answers: Mapping[str, Any]
    tag: str
    look: bool


class RejectedEnvelope(Protocol):
    """An envelope that could not be opened, and why."""

    hash: str
    reason: str


class OpenedExport(Protocol):
    """What :func:`survey.box.opening.open_export` hands over."""

    responses: Iterable[OpenedResponse]
    rejected: Iterable[RejectedEnvelope]


@dataclass
class Stored:
    """What one opening did, as counts."""

    added: int = 0
    known: int = 0
    withdrawn: int = 0
    rejected: int = 0
    held: int = 0
    comments: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


def store(
    session: Session,
    opened: OpenedExport,
    *,
    keys: TextKeys,
    codebook: Mapping[str, Any],
    withdrawn: Iterable[str] = (),
    withdraw_until: Mapping[str, str] | None = None,
    today: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Stored:
    """Write what was opened into the database; what is there already is left as it is.

    ``codebook`` is the document of the questionnaires in use, ``withdrawn`` the SHA-256 (hex) of
    withdrawal tags, ``withdraw_until`` the last day (ISO) of withdrawal for each wave. The caller
    commits. Responses that do not fit their questionnaire are set aside with a reason and not
    marked as opened, so that a later opening may take them. Responses that were marked at sending
    are held apart (``services.held``) and counted nowhere.
    """
    definitions.ensure(session, codebook)
    day = (today or date.today()).isoformat()  # noqa: DTZ011 - the team's own calendar day
    store = _Store(session, keys, dict(withdraw_until or {}), frozenset(withdrawn), day)
    total = len(opened.responses) if isinstance(opened.responses, Sized) else 0
    for batch in _batches(opened.responses, BATCH):
        store.add(batch)
        if progress:
            progress(store.seen, max(total, store.seen))
    store.reject((r.hash, r.reason) for r in opened.rejected)
    store.withdraw()
    store.finish()
    return store.result


def take_in(
    session: Session, responses: Sequence[OpenedResponse], keys: TextKeys, today: date
) -> Stored:
    """Write responses that were held as if they had just been opened; the caller commits."""
    store = _Store(session, keys, {}, frozenset(), today.isoformat())
    for batch in _batches(responses, BATCH):
        store.take(batch)
    store.finish()
    return store.result


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def tag_hash(tag: str) -> str:
    """What is kept of a withdrawal tag: SHA-256 (hex) of its UTF-8 bytes."""
    return hashlib.sha256(tag.encode("utf-8")).hexdigest()


@dataclass
class _Rows:
    """The rows of one batch, before they are written."""

    responses: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    originals: list[dict[str, Any]] = field(default_factory=list)
    withdrawable: list[dict[str, Any]] = field(default_factory=list)
    held: list[dict[str, Any]] = field(default_factory=list)


class _Store:
    """One opening under way."""

    def __init__(
        self,
        session: Session,
        keys: TextKeys,
        withdraw_until: dict[str, str],
        withdrawn: frozenset[str],
        day: str,
    ) -> None:
        self.session, self.keys, self.day = session, keys, day
        self.withdraw_until, self.withdrawn = withdraw_until, withdrawn
        self.result = Stored()
        self.seen = 0
        self._entries = definitions.by_version(session)
        self._fits = {version: definitions.Fit(e) for version, e in self._entries.items()}
        self._arrivals: Counter[tuple[str, str, str]] = Counter()
        self._waves: dict[str, Wave] = {}
        self._opened: set[str] = set()

    def add(self, batch: list[OpenedResponse]) -> None:
        """Write one batch of responses, leaving out the known and the withdrawn."""
        known = self._opened.union(
            self.session.scalars(select(Opened.hash).where(Opened.hash.in_(r.hash for r in batch)))
        )
        rows = _Rows()
        for response in batch:
            self.seen += 1
            if response.hash in known:
                self.result.known += 1
                continue
            known.add(response.hash)
            problem = self._problem(response)
            if problem:
                self.reject([(response.hash, problem)])
            else:
                self._opened.add(response.hash)
                self._take(response, rows)
        self._write(rows)

    def take(self, batch: Iterable[OpenedResponse]) -> None:
        """Write responses that were looked at, opened and checked before."""
        rows = _Rows()
        for response in batch:
            self._take(response, rows)
        self._write(rows)

    def _problem(self, response: OpenedResponse) -> str:
        entry = self._entries.get(response.version)
        if entry is None or entry["key"] != response.questionnaire:
            return "was given to a version of the questionnaire that is not known here"
        return self._fits[response.version].problem(response.answers)

    def _take(self, response: OpenedResponse, rows: _Rows) -> None:
        wave = self._wave(response.wave)
        hashed = tag_hash(response.tag) if response.tag else ""
        if hashed in self.withdrawn:
            wave.withdrawn += 1
            self.result.withdrawn += 1
            return
        if response.look:
            rows.held.append(held.row(response, self.keys))
            self.result.held += 1
            return
        self._arrivals[response.wave, response.week, response.questionnaire] += 1
        identity = random_id()
        fit = self._fits[response.version]
        rows.responses.append(
            {
                "id": identity,
                "wave": response.wave,
                "questionnaire": response.questionnaire,
                "version": response.version,
                "answers": fit.closed(response.answers),
            }
        )
        if hashed and (not wave.withdraw_until or wave.withdraw_until >= self.day):
            rows.withdrawable.append({"tag_hash": hashed, "response": identity})
        for question, text in fit.texts(response.answers).items():
            self._comment(response, identity, question, text, rows)
        self.result.added += 1

    def _comment(
        self, response: OpenedResponse, identity: str, question: str, text: str, rows: _Rows
    ) -> None:
        masked = masking.mask(text)
        comment = {
            "id": random_id(),
            "response": identity,
            "wave": response.wave,
            "questionnaire": response.questionnaire,
            "question": question,
            "text": masked,
            "language": response.language,
        }
        rows.comments.append(comment)
        self.result.comments += 1
        if masked != text:
            sealed = self.keys.seal(response.wave, text)
            rows.originals.append(
                {"comment": comment["id"], "wave": response.wave, "sealed": sealed}
            )

    def _wave(self, name: str) -> Wave:
        if name not in self._waves:
            wave = self.session.get(Wave, name) or Wave(name=name, withdrawn=0)
            wave.withdraw_until = self.withdraw_until.get(name, wave.withdraw_until or "")
            self.session.add(wave)
            self.session.flush()
            self._waves[name] = wave
        return self._waves[name]

    def _write(self, rows: _Rows) -> None:
        for model, some, key in (
            (Response, rows.responses, "id"),
            (Comment, rows.comments, "id"),
            (Original, rows.originals, "comment"),
            (Withdrawable, rows.withdrawable, "tag_hash"),
            (Held, rows.held, "id"),
        ):
            if some:
                self.session.execute(insert(model), sorted(some, key=lambda row: row[key]))

    def reject(self, envelopes: Iterable[tuple[str, str]]) -> None:
        """Set envelopes aside, each with its reason."""
        for hashed, reason in sorted(envelopes):
            self.session.merge(Rejected(hash=hashed, reason=reason))
            self.result.rejected += 1
            self.result.reasons[reason] += 1

    def withdraw(self) -> None:
        """Remove responses from earlier openings whose withdrawal has arrived since."""
        found = self.session.execute(
            select(Withdrawable.response, Response.wave)
            .join(Response, Response.id == Withdrawable.response)
            .where(Withdrawable.tag_hash.in_(self.withdrawn))
        ).all()
        for identity, wave in found:
            self._wave(wave).withdrawn += 1
            self.session.execute(delete(Response).where(Response.id == identity))
        self.result.withdrawn += len(found)
        self._withdraw_held()
        forget_tags(self.session, self.day)

    def _withdraw_held(self) -> None:
        gone = [
            (identity, answer.wave)
            for identity, answer in held.read(self.session, self.keys)
            if answer.tag and tag_hash(answer.tag) in self.withdrawn
        ]
        for _identity, wave in gone:
            self._wave(wave).withdrawn += 1
        held.remove(self.session, (identity for identity, _wave in gone))
        self.result.withdrawn += len(gone)

    def finish(self) -> None:
        """Note what was opened, add up the weeks, and count the answers anew."""
        self._note_opened()
        self._count_arrivals()
        if self.result.added or self.result.withdrawn:
            tallies.rebuild_answers(self.session)

    def _note_opened(self) -> None:
        # All at once and sorted: written batch by batch, the pages would tell which hashes came
        # with which responses.
        hashes = sorted(self._opened)
        if hashes:
            self.session.execute(insert(Opened), [{"hash": each} for each in hashes])
        for some in _batches(hashes, BATCH):
            self.session.execute(delete(Rejected).where(Rejected.hash.in_(some)))

    def _count_arrivals(self) -> None:
        """Add the weeks to the aggregate of week and questionnaire."""
        for (wave, week, questionnaire), n in sorted(self._arrivals.items()):
            row = self.session.get(Arrival, (wave, week, questionnaire))
            if row is None:
                row = Arrival(wave=wave, week=week, questionnaire=questionnaire, n=0)
                self.session.add(row)
            row.n += n
        self.session.flush()


def forget_tags(session: Session, day: str) -> None:
    """Forget the withdrawal tags of every wave whose last day of withdrawal is past."""
    over = select(Response.id).join(Wave, Wave.name == Response.wave)
    over = over.where(Wave.withdraw_until != "", Wave.withdraw_until < day)
    session.execute(delete(Withdrawable).where(Withdrawable.response.in_(over)))

"""Takes opened envelopes into the review database: once each, shuffled, without their week.

Every response gets a new random id, and rows are written in the order of those ids, so that
neither the tables nor the database's own bookkeeping keep any order of arrival.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from survey.review.models.answers import Arrival, Opened, Rejected, Response, Wave, Withdrawable
from survey.review.services import danger, definitions, held, masking, tallies
from survey.review.services.masking import Masked, Masker
from survey.review.services.opening_rows import Ids, Rows, note_opened
from survey.review.services.originals import TextKeys

T = TypeVar("T")

BATCH = 1000
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
    held_urgent: int = 0
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
    known: Collection[str] | None = None,
    today: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Stored:
    """Write what was opened into the database; what is there already is left as it is.

    ``codebook`` is the document of the questionnaires in use, ``withdrawn`` the SHA-256 (hex) of
    withdrawal tags, ``withdraw_until`` the last day (ISO) of withdrawal for each wave, ``known``
    the hashes of what was opened before, if the caller has them at hand. The caller commits.

    Responses that do not fit their questionnaire are set aside with a reason and not marked as
    opened, so that a later opening may take them. Responses that were marked at sending are held
    apart (``services.held``) and counted nowhere. ``progress`` is told how many are written, and
    that all are only when nothing is left to do. Raises :class:`services.masking.Ended`.
    """
    definitions.ensure(session, codebook)
    if known is None:
        known = frozenset(session.scalars(select(Opened.hash)))
    day = (today or date.today()).isoformat()  # noqa: DTZ011 - the team's own calendar day
    total = len(opened.responses) if isinstance(opened.responses, Sized) else 0
    tell = progress or (lambda _done, _total: None)
    with masking.masker(total) as masker:
        store = _Store(session, keys, masker, day, known)
        store.until(withdraw_until or {}, withdrawn)
        for batch in _batches(opened.responses, BATCH):
            store.add(batch)
            if store.written < total:
                tell(store.written, total)
        store.write_all()
    store.reject((r.hash, r.reason) for r in opened.rejected)
    store.withdraw()
    store.finish()
    tell(max(total, store.seen), max(total, store.seen))
    return store.result


def take_in(
    session: Session, responses: Sequence[OpenedResponse], keys: TextKeys, today: date
) -> Stored:
    """Write responses that were held as if they had just been opened; the caller commits."""
    with masking.masker(len(responses)) as masker:
        store = _Store(session, keys, masker, today.isoformat())
        for batch in _batches(responses, BATCH):
            store.take(batch)
        store.write_all()
    store.finish()
    return store.result


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def tag_hash(tag: str) -> str:
    """What is kept of a withdrawal tag: SHA-256 (hex) of its UTF-8 bytes."""
    return hashlib.sha256(tag.encode("utf-8")).hexdigest()


class _Store:
    """One opening under way."""

    def __init__(
        self,
        session: Session,
        keys: TextKeys,
        masker: Masker,
        day: str,
        known: Collection[str] = frozenset(),
    ) -> None:
        self.session, self.keys, self.day, self._masker = session, keys, day, masker
        self.withdraw_until: Mapping[str, str] = {}
        self.withdrawn: frozenset[str] = frozenset()
        self.result = Stored()
        self.seen = self.written = 0
        self._entries = definitions.by_version(session)
        self._fits = {version: definitions.Fit(e) for version, e in self._entries.items()}
        self._count = tallies.AnswerCount(session)
        self._ids = Ids()
        self._arrivals: Counter[tuple[str, str, str]] = Counter()
        self._waves: dict[str, Wave] = {}
        self._known = known
        self._opened: set[str] = set()
        self._removed = False
        self._waiting: deque[tuple[Rows, Callable[[], Masked]]] = deque()

    def until(self, withdraw_until: Mapping[str, str], withdrawn: Iterable[str]) -> None:
        """Say which withdrawals there are, and until when each wave honours them."""
        self.withdraw_until, self.withdrawn = withdraw_until, frozenset(withdrawn)

    def add(self, batch: Iterable[OpenedResponse]) -> None:
        """Take one batch of responses, leaving out the known and the withdrawn."""
        rows = Rows()
        for response in batch:
            self.seen += 1
            if response.hash in self._known or response.hash in self._opened:
                self.result.known += 1
                continue
            problem = self._problem(response)
            if problem:
                self.reject([(response.hash, problem)])
            else:
                self._opened.add(response.hash)
                self._take(response, rows)
        self._hand_over(rows)

    def take(self, batch: Iterable[OpenedResponse]) -> None:
        """Take responses that were looked at, opened and checked before."""
        rows = Rows()
        for response in batch:
            self._take(response, rows)
        self._hand_over(rows)

    def _hand_over(self, rows: Rows) -> None:
        """Have words masked, and write the batches whose turn has come."""
        rows.seen = self.seen
        self._waiting.append((rows, self._masker.hand_over(rows.words())))
        while len(self._waiting) > self._masker.ahead:
            self._write_next()

    def write_all(self) -> None:
        """Write every batch that waits for its masked words."""
        while self._waiting:
            self._write_next()

    def _write_next(self) -> None:
        rows, masked = self._waiting.popleft()
        rows.cover(masked(), self.keys)
        rows.write(self.session)
        self.written = rows.seen

    def _problem(self, response: OpenedResponse) -> str:
        entry = self._entries.get(response.version)
        if entry is None or entry["key"] != response.questionnaire:
            return "was given to a version of the questionnaire that is not known here"
        return self._fits[response.version].problem(response.answers)

    def _take(self, response: OpenedResponse, rows: Rows) -> None:
        wave = self._wave(response.wave)
        hashed = tag_hash(response.tag) if response.tag else ""
        if hashed in self.withdrawn:
            wave.withdrawn += 1
            self.result.withdrawn += 1
            return
        if response.look:
            self._hold(response, rows)
            return
        self._arrivals[response.wave, response.week, response.questionnaire] += 1
        identity = self._respond(response, rows)
        if hashed and (not wave.withdraw_until or wave.withdraw_until >= self.day):
            rows.withdrawable.append({"tag_hash": hashed, "response": identity})

    def _hold(self, response: OpenedResponse, rows: Rows) -> None:
        """Hold an answer, read for danger by the machine and by nobody else."""
        texts = self._fits[response.version].texts(response.answers)
        urgent = danger.in_any(response.questionnaire, texts)
        rows.held.append(held.row(response, self.keys, urgent=urgent))
        self.result.held += 1
        self.result.held_urgent += urgent

    def _respond(self, response: OpenedResponse, rows: Rows) -> str:
        """Add and count a response and its comments; its new id."""
        identity, fit = self._ids.new(), self._fits[response.version]
        wave, questionnaire, version = response.wave, response.questionnaire, response.version
        closed = fit.closed(response.answers)
        self._count.add(questionnaire, version, wave, closed)
        rows.responses.append(
            {"id": identity, "wave": wave, "questionnaire": questionnaire, "version": version,
             "answers": closed}
        )  # fmt: skip
        for question, text in fit.texts(response.answers).items():
            rows.comments.append(
                {"id": self._ids.new(), "response": identity, "wave": wave, "text": text,
                 "questionnaire": questionnaire, "question": question,
                 "language": response.language}
            )  # fmt: skip
            self.result.comments += 1
        self.result.added += 1
        return identity

    def _wave(self, name: str) -> Wave:
        if name not in self._waves:
            wave = self.session.get(Wave, name) or Wave(name=name, withdrawn=0)
            wave.withdraw_until = self.withdraw_until.get(name, wave.withdraw_until or "")
            self.session.add(wave)
            self.session.flush()
            self._waves[name] = wave
        return self._waves[name]

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
        self._removed = bool(found)
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
        """Note what was opened, add up the weeks, and keep the counts of answers right."""
        self._note_opened()
        self._count_arrivals()
        if self._removed:
            tallies.rebuild_answers(self.session)
        elif self.result.added:
            tallies.add_answers(self.session, self._count)

    def _note_opened(self) -> None:
        # After all else and sorted: written batch by batch, the pages would tell which hashes came
        # with which responses.
        for some in _batches(sorted(self._opened), BATCH):
            note_opened(self.session, some)
        again = self._opened.intersection(self.session.scalars(select(Rejected.hash)))
        for some in _batches(sorted(again), BATCH):
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

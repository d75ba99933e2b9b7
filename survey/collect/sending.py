"""From answers under way to one sealed envelope in the box: once, or not at all.

The order, and what a crash leaves at each step:

1. The envelope is sealed and kept with the answers under way, under the respondent's own key.
   A crash before or after: nothing was sent, and trying again uses *the same* envelope.
2. The envelope goes into the box, durably. A crash after it: the respondent was told nothing;
   trying again finds the very same envelope in the box and adds no second one. Were the box
   emptied meanwhile, opening would drop it, because it knows envelopes by their hash.
3. The answers under way are replaced by the word "sent". A second click ends here.
4. The respondent is told, and the cookie is deleted.

So an answer that was acknowledged is in the box, and none is in it twice.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import Engine, func, literal, select, union_all

from survey.box import pool
from survey.box.envelope import LANE, seal
from survey.box.schema import pend, sealed
from survey.box.store import reading
from survey.box.waves import Wave
from survey.collect.journey import Journey
from survey.collect.progress import StorageError
from survey.collect.state import State
from survey.collect.visit import Visit
from survey.definition.routing import to_seal


@dataclass(frozen=True, slots=True)
class Seal:
    """What goes onto an answer when it is sealed. ``code`` is shown to the respondent and kept
    nowhere else; ``tag`` is what it becomes inside the envelope (both empty: none wanted).
    ``look``: somebody of the team decides whether it counts. The reason is not kept."""

    wave: Wave
    language: str
    today: datetime.date
    code: str = ""
    tag: str = ""
    look: bool = False


def plaintext(journey: Journey, state: State, mark: Seal) -> bytes:
    """What is sealed: the answers on the final path, and nothing that could tell who or when.

    The only time is the ISO week.
    """
    year, week, _ = mark.today.isocalendar()
    document = {
        "v": 2,
        "wave": mark.wave.name,
        "questionnaire": journey.questionnaire.key,
        "version": journey.questionnaire.version,
        "week": f"{year}-W{week:02}",
        "language": mark.language,
        "answers": to_seal(journey.questionnaire, state.answers),
        "tag": mark.tag,
        "lane": LANE if mark.look else "",
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(slots=True)
class Sealing:
    """A change of state that seals the answers, unless they were sealed or sent before.

    ``mine`` is the envelope that this very request made: what is kept in the end may be that
    of another click.
    """

    journey: Journey
    mark: Seal
    mine: bytes = b""

    def __call__(self, state: State) -> State:
        """The state with an envelope in it."""
        if state.envelope or state.sent:
            return state
        if not self.mine:
            text = plaintext(self.journey, state, self.mark)
            self.mine = seal(text, self.mark.wave.public_key)
        return replace(state, envelope=self.mine, code=self.mark.code)


def deliver(visit: Visit, engine: Engine, mine: bytes) -> bool:
    """Put the kept envelope into the box once, and mark the answers as sent.

    False when another click had done both before.

    Call it :func:`~survey.collect.progress.alone` with ``Parts.sending_lock``: of two clicks the
    second waits there until the first has ended, be it by a crash. An envelope that is not
    ``mine`` may already lie in the box. Raises
    :class:`~survey.box.pool.NotStored` (the envelope is then thrown away, so that answers can
    still be changed) or :class:`~survey.box.pool.BoxClosed`.
    """
    visit.forget()
    envelope = visit.state.envelope
    if visit.state.sent:
        return False
    if envelope == mine or not in_box(engine, envelope):
        try:
            pool.add(engine, envelope)
        except pool.NotStored:
            _unseal(visit)
            raise
    _mark(visit)
    return True


def in_box(engine: Engine, envelope: bytes) -> bool:
    """Whether the box holds this very envelope. Looks at all of it: for second tries only."""
    identity = hashlib.sha256(envelope).digest()[: pool.ID]
    place = 1 + pool.HEAD - pool.ID
    held = union_all(*(
        select(literal(1)).where(func.substr(table.c.piece, place, pool.ID) == identity)
        for table in (pend, sealed)
    ))  # fmt: skip
    with reading(engine) as connection:
        return connection.execute(held.limit(1)).first() is not None


def _unseal(visit: Visit) -> None:
    with suppress(StorageError):  # otherwise the next try sends the same envelope
        visit.change(lambda state: replace(state, envelope=b"", code=""))


def _mark(visit: Visit) -> None:
    """The answers go, the mark stays: whoever sends a second time is told that it was sent."""
    done = State(
        questionnaire=visit.state.questionnaire,
        language=visit.state.language,
        sent=True,
        code=visit.state.code,
    )
    with suppress(StorageError):  # it is in the box; the cookie's end does the rest
        visit.change(lambda _: done)


def new_tag() -> str:
    """A random tag (128 bits, hex) for an answer that may be taken back."""
    return secrets.token_hex(16)

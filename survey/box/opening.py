"""Taking envelopes out of the box (collect side) and opening them (review side).

An export file is one line of JSON (format, wave, count) and then, for each envelope in the
order of its SHA-256, its length (4 bytes) and itself. Opening reads it in an order drawn by
the system's random source, so nothing made from it can keep another.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, bindparam, func, select

from survey.box import withdrawals
from survey.box.envelope import HEADER, LANE, SIZES, NotOpened, fingerprint, opener
from survey.box.pool import HEAD
from survey.box.schema import PIECE_DATA, sealed
from survey.box.store import MINIMUM_BATCH, reading
from survey.box.waves import Wave

FORMAT = "heard-box-export-1"
Progress = Callable[[int, int], None]
_LENGTH = 4
PARTS = tuple(size // PIECE_DATA for size in SIZES)
"""In how many pieces an envelope of each size lies."""

_LINE = 1 << 24
_WORDS = ("wave", "questionnaire", "version", "week", "language", "tag")
_LANES = ("", LANE)
_KEYS = {1: frozenset({"v", "answers", *_WORDS}), 2: frozenset({"v", "answers", "lane", *_WORDS})}
"""Version of the plaintext -> exactly its keys. Version 1 had no lane."""


class OpeningError(Exception):
    """The box cannot be opened now; the message says why and what to do. Nothing changed."""


class TooFew(OpeningError):  # noqa: N818 - says what happened
    """Fewer new envelopes than a batch, and the wave is not closed."""


@dataclass(frozen=True, slots=True)
class Header:
    """What an export says of itself. Dates are ISO dates; ``closed``: the wave takes no more."""

    wave: str
    key_id: str
    closed: bool
    closes_on: str
    withdraw_until: str
    withdrawn: tuple[str, ...]
    """SHA-256 (hex, sorted) of the tags of answers that were taken back."""
    count: int


@dataclass(frozen=True, slots=True)
class OpenedResponse:
    """What one envelope held; ``hash`` is SHA-256 (hex) of the envelope. ``tag`` may be empty.
    ``look``: it was marked at sending, for a person to decide whether it counts."""

    hash: str
    wave: str
    questionnaire: str
    version: str
    week: str
    language: str
    answers: dict[str, Any]
    tag: str
    look: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """An envelope that could not be opened, by its hash, and why; it stays in the export."""

    hash: str
    reason: str


def write_export(
    engine: Engine, path: Path, wave: Wave, progress: Progress | None = None
) -> Header:
    """Write every envelope of ``wave`` that has left the mixing pool to ``path``, whole or not
    at all. While the wave is open what is pending stays; closing it moves the rest.

    ``path`` is replaced in one step. Raises ``OSError`` when it cannot be written.
    """
    withdrawn = withdrawals.every(engine)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as file, reading(engine) as connection:
            envelopes = index(connection, wave.key_id)
            header = _header(wave, len(envelopes), withdrawn)
            file.write(_header_line(header))
            for done, places in enumerate(envelopes, 1):
                envelope = gather(connection, places)
                file.write(len(envelope).to_bytes(_LENGTH, "big") + envelope)
                if progress:
                    progress(done, len(envelopes))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return header


_PIECE = select(sealed.c.piece).where(sealed.c.place == bindparam("at"))


def index(connection: Connection, key: bytes | None = None) -> list[list[int]]:
    """The places of each envelope, part by part, in the order of envelope hashes.

    Of one key only, if a key id is given; never of what is in the mixing pool. An envelope that
    lies there twice counts once; one of which a part is missing is left out.
    """
    found = _pieces(connection, key)
    whole = (dict(found[identity]) for identity in sorted(found))
    return [
        [place for _part, (place, _parts) in sorted(parts.items())]
        for parts in whole
        if len(parts) in PARTS and all(len(parts) == all_ for _place, all_ in parts.values())
    ]


def every_place(connection: Connection, key: bytes) -> set[int]:
    """Every place that a piece sealed to one key takes up, doubled and broken ones too."""
    found = _pieces(connection, key)
    return {place for pieces in found.values() for _part, (place, _parts) in pieces}


Piece = tuple[int, tuple[int, int]]
"""Part, (place, how many parts the envelope has)."""


def _pieces(connection: Connection, key: bytes | None) -> dict[bytes, list[Piece]]:
    """The pieces of each envelope whose first part names the key, by the envelope's id."""
    heads = select(sealed.c.place, func.substr(sealed.c.piece, 1, HEAD + HEADER).label("head"))
    found: dict[bytes, list[Piece]] = {}
    wanted: set[bytes] = set()
    for place, head in connection.execute(heads):
        identity = head[2:HEAD]
        found.setdefault(identity, []).append((head[1], (place, head[0])))
        if head[1] == 0 and key in (None, head[HEAD + 1 :]):
            wanted.add(identity)
    return {identity: found[identity] for identity in wanted}


def gather(connection: Connection, places: Sequence[int]) -> bytes:
    """Put an envelope together again from the places of its parts."""
    return b"".join(
        connection.execute(_PIECE, {"at": place}).scalar_one()[HEAD:] for place in places
    )


def _header(wave: Wave, count: int, withdrawn: list[str]) -> Header:
    return Header(
        wave.name,
        wave.key_id.hex(),
        wave.state == "closed",
        wave.closes_on.isoformat(),
        wave.withdraw_until.isoformat(),
        tuple(withdrawn),
        count,
    )


def _header_line(header: Header) -> bytes:
    document = {"format": FORMAT} | {name: getattr(header, name) for name in Header.__slots__}
    return json.dumps(document).encode() + b"\n"


def read_header(path: Path) -> Header:
    """What an export file says of itself; raises :class:`OpeningError` when it is not one."""
    with _opened(path) as file:
        return _read_header(file, path)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise OpeningError(f"{path} cannot be read: {error.strerror}.") from None


def _read_header(file: BinaryIO, path: Path) -> Header:
    try:
        document = json.loads(file.readline(_LINE))
        if document.pop("format") != FORMAT:
            raise ValueError
        document["withdrawn"] = tuple(document["withdrawn"])
        return Header(**document)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise OpeningError(
            f"{path} is not an export of the box. Make one with `heard box export FILE`."
        ) from None


@dataclass(slots=True)
class Opened:
    """An opening under way: iterate over ``responses``, then read ``hashes`` and ``rejected``."""

    header: Header
    responses: Responses
    hashes: list[str] = field(default_factory=list)
    """Hex, sorted, of all that were opened."""
    rejected: list[Rejected] = field(default_factory=list)
    """Sorted by hash."""


class Responses:
    """The new responses of an export in random order: one is opened at a time, when asked for.

    Its length counts the envelopes to try. Iterating again opens them again.
    """

    def __init__(
        self, path: Path, private_key: bytes, new: list[tuple[int, int]], progress: Progress | None
    ) -> None:
        self._path, self._new, self._progress = path, new, progress
        self._open = opener(private_key)
        self.report: Opened | None = None

    def __len__(self) -> int:
        return len(self._new)

    def __iter__(self) -> Iterator[OpenedResponse]:
        hashes: list[str] = []
        rejected: list[Rejected] = []
        with _opened(self._path) as file:
            for done, (offset, length) in enumerate(self._new, 1):
                file.seek(offset)
                found = _try(self._open, file.read(length))
                if isinstance(found, OpenedResponse):
                    hashes.append(found.hash)
                    yield found
                else:
                    rejected.append(found)
                if self._progress:
                    self._progress(done, len(self._new))
        if self.report:
            self.report.hashes[:] = sorted(hashes)
            self.report.rejected[:] = sorted(rejected, key=lambda envelope: envelope.hash)


def _try(open_one: Callable[[bytes], bytes], envelope: bytes) -> OpenedResponse | Rejected:
    name = fingerprint(envelope)
    try:
        return _response(name, json.loads(open_one(envelope)))
    except NotOpened as error:
        return Rejected(name, str(error))
    except (ValueError, KeyError, TypeError, RecursionError):
        return Rejected(name, "Its content is not an answer that Heard wrote.")


def _response(name: str, document: Any) -> OpenedResponse:
    words = {key: document[key] for key in _WORDS}
    version, lane = document["v"], document.get("lane", "")
    known = type(version) is int and document.keys() == _KEYS.get(version) and lane in _LANES
    if not known or not all(isinstance(word, str) for word in words.values()):
        raise ValueError
    if not isinstance(document["answers"], dict):
        raise ValueError
    return OpenedResponse(name, answers=document["answers"], look=lane == LANE, **words)


def open_export(
    path: Path,
    private_key: bytes,
    already_opened: Container[str] = frozenset(),
    wave_closed: bool = False,
    progress: Progress | None = None,
) -> Opened:
    """Look through an export and prepare to open what is new in it, in random order.

    ``already_opened`` holds hashes (hex). Memory is bounded by about 200 bytes an envelope and
    one plaintext. Raises :class:`TooFew` when fewer than 50 are new and the wave is not closed,
    and :class:`OpeningError` when the file is not a whole export.
    """
    with _opened(path) as file:
        header = _read_header(file, path)
        new = [
            (offset, length)
            for offset, length, name in _envelopes(file, path, header.count)
            if name not in already_opened
        ]
    if len(new) < MINIMUM_BATCH and not wave_closed:
        raise TooFew(
            f"{len(new)} new answers. The box opens for {MINIMUM_BATCH} or more, or when the "
            "wave is closed: fewer would show who answered when. Nothing was opened."
        )
    secrets.SystemRandom().shuffle(new)
    opened = Opened(header, Responses(path, private_key, new, progress))
    opened.responses.report = opened
    return opened


def _envelopes(file: BinaryIO, path: Path, count: int) -> Iterator[tuple[int, int, str]]:
    seen: set[str] = set()
    for _number in range(count):
        length = int.from_bytes(file.read(_LENGTH), "big")
        offset = file.tell()
        envelope = file.read(length) if length in SIZES else b""
        if len(envelope) != length or not envelope:
            raise OpeningError(
                f"{path} is not whole: it ends early or was changed. Copy or export it again."
            )
        name = fingerprint(envelope)
        if name not in seen:
            seen.add(name)
            yield offset, length, name

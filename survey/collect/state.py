"""One respondent's answers under way, as an object and as padded bytes."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

BUCKETS = (4_096, 16_384, 65_536, 262_144, 1_048_576)
"""Sizes in bytes that a padded state may have; the length says no more than which."""

LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class State:
    """What is known while somebody answers.

    ``reached`` is the number of the furthest page that was left by "Continue" (0: none).
    ``todo`` are pages that a change on the check page has opened. ``helped`` are the numbers
    of pages after which help was offered, so that it is offered once; ``onward`` is where the
    help page leads on to. ``kept`` are the texts whose identifying details are to stay.
    ``group`` is the name of the group whose code was typed; it never goes into an envelope.
    ``began`` is the second at which consent was given, for the time trap; it never leaves
    this object. ``envelope`` is the sealed answer while it is being sent; ``sent`` says that
    it has been. ``words`` says that six words opened these answers (and would again).
    """

    questionnaire: str = ""
    version: str = ""
    language: str = ""
    consent: bool = False
    answers: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    reached: int = 0
    todo: tuple[int, ...] = ()
    helped: tuple[int, ...] = ()
    onward: str = ""
    kept: tuple[str, ...] = ()
    group: str = ""
    began: int = 0
    envelope: bytes = b""
    code: str = ""
    sent: bool = False
    words: bool = False


def pack(state: State, buckets: tuple[int, ...] = BUCKETS) -> bytes:
    """The state as bytes whose length is one of ``buckets``.

    Raises ``ValueError`` when it does not fit the largest (a post is limited far below it).
    """
    document = {
        "q": state.questionnaire,
        "v": state.version,
        "l": state.language,
        "c": state.consent,
        "a": state.answers,
        "r": state.reached,
        "t": state.todo,
        "h": state.helped,
        "o": state.onward,
        "k": state.kept,
        "g": state.group,
        "b": state.began,
        "e": base64.b64encode(state.envelope).decode(),
        "w": state.code,
        "x": state.sent,
        "d": state.words,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    needed = LENGTH_BYTES + len(text)
    for bucket in buckets:
        if needed <= bucket:
            return (len(text).to_bytes(LENGTH_BYTES, "big") + text).ljust(bucket, b"\0")
    raise ValueError("the answers under way are larger than the largest bucket")


def unpack(padded: bytes) -> State:
    """The inverse of :func:`pack`."""
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    found: dict[str, Any] = json.loads(padded[LENGTH_BYTES : LENGTH_BYTES + length])
    return State(
        questionnaire=found["q"],
        version=found["v"],
        language=found["l"],
        consent=found["c"],
        answers={
            code: tuple(value) if isinstance(value, list) else value
            for code, value in found["a"].items()
        },
        reached=found["r"],
        todo=tuple(found["t"]),
        helped=tuple(found["h"]),
        onward=found["o"],
        kept=tuple(found["k"]),
        group=found.get("g", ""),  # a draft may be older than this field
        began=found["b"],
        envelope=base64.b64decode(found["e"]),
        code=found["w"],
        sent=found["x"],
        words=found.get("d", False),  # so may this one
    )

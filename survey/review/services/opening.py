"""Takes opened envelopes into the review database: once each, shuffled, without their week.

Every response gets a new random id, and rows are written in the order of those ids, so that
neither the tables nor the database's own bookkeeping keep any order of arrival.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from typing import Any, Protocol

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from survey.review.models.answers import (
    Arrival,
    Comment,
    Opened,
    Original,
    Rejected,
    Response,
    Wave,
    Withdrawable,
)
from survey.review.models.base import random_id
from survey.review.services import definitions, masking
from survey.review.services.originals import TextKeys

BATCH = 2000
"""Responses written at once: bounds memory, and is one round of statements."""


class OpenedResponse(Protocol):
    """What one opened envelope holds; ``hash`` is SHA-256 (hex) of the envelope."""

    hash: str
    wave: str
    questionnaire: str
    version: str
    week: str
    language: str
    answers: Mapping[str, Any]
    tag: str


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
    comments: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

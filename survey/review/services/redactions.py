"""Takes words out of a comment that identify somebody and that the machine missed.

The original is kept sealed, like that of every masked comment. Evidence of the machine is moved
with the text; what lay in the words that went is dropped.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.redaction import TYPES
from survey.review.models.answers import Comment, Original
from survey.review.models.coding import Coding
from survey.review.models.workbench import Redaction
from survey.review.services.originals import TextKeys

KINDS = (*TYPES, "detail")
"""What can be taken out: what the machine knows, and any other detail."""

REASONS = {
    "name": "It names somebody",
    "place": "It says where somebody lives, goes to school or works",
    "number": "It gives a number, an address or an account",
    "story": "A detail that people who know the case would recognise",
    "other": "Something else that could identify somebody",
}


class RedactionProblem(Exception):  # noqa: N818 - says what a person can mend
    """Why nothing was taken out; the message is for people."""


def take_out(
    session: Session,
    comment: Comment,
    words: str,
    *,
    kind: str,
    reason: str,
    account: str,
    keys: TextKeys,
) -> int:
    """Replace every occurrence of the words by ``[kind]``; returns how many there were.

    Raises :class:`RedactionProblem`; the caller commits.
    """
    words = words.strip()
    if kind not in KINDS or reason not in REASONS:
        raise RedactionProblem("Choose what it is and why it goes. Nothing was changed.")
    if len(words) < 2 or words not in comment.text:
        raise RedactionProblem(
            "Those words are not in the comment as typed. Copy them exactly. Nothing was changed."
        )
    if session.get(Original, comment.id) is None:
        sealed = keys.seal(comment.wave, comment.text)
        session.add(Original(comment=comment.id, wave=comment.wave, sealed=sealed))
    count, at, mark = 0, 0, f"[{kind}]"
    while (start := comment.text.find(words, at)) >= 0:
        _replace(session, comment, start, start + len(words), mark)
        count, at = count + 1, start + len(mark)
    session.add(Redaction(comment=comment.id, type=kind, reason=reason, account=account))
    session.flush()
    return count


def _replace(session: Session, comment: Comment, start: int, end: int, mark: str) -> None:
    comment.text = comment.text[:start] + mark + comment.text[end:]
    shift = len(mark) - (end - start)
    for coding in session.scalars(select(Coding).where(Coding.comment == comment.id)):
        coding.evidence = [
            moved for piece in coding.evidence if (moved := _moved(piece, start, end, shift))
        ]
    session.flush()


def _moved(piece: list[Any], start: int, end: int, shift: int) -> list[Any] | None:
    first, last, words, rule = piece
    if last <= start:
        return piece
    if first >= end:
        return [first + shift, last + shift, words, rule]
    return None


def reveal(session: Session, comment: Comment, keys: TextKeys) -> str | None:
    """The original words; None when nothing was masked, or they were destroyed in time."""
    row = session.get(Original, comment.id)
    if row is None:
        return None
    try:
        return keys.open(row.wave, row.sealed)
    except KeyError:
        return None

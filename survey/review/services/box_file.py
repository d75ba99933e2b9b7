"""Opens an export file of the box into the review database: what the command and the page do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.box.opening import OpeningError, open_export
from survey.review import database
from survey.review.models.answers import Opened
from survey.review.services import audit, masking, opening, safeguarding
from survey.review.services.originals import TextKeys


def open_file(
    session: Session,
    path: Path,
    private_key: bytes,
    *,
    codebook: dict[str, Any],
    keys: TextKeys,
    closed: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> opening.Stored:
    """Open what is new in the file and store it; the caller commits.

    Raises :class:`survey.box.opening.OpeningError` when the file cannot be opened at all, or
    nobody is on duty to read what is urgent.
    """
    safeguarding.require_duty(session)
    database.make_room(session)
    known = frozenset(session.scalars(select(Opened.hash)))
    opened = open_export(path, private_key, known, closed)
    try:
        return opening.store(
            session,
            cast("opening.OpenedExport", opened),
            keys=keys,
            codebook=codebook,
            known=known,
            withdrawn=opened.header.withdrawn,
            withdraw_until={opened.header.wave: opened.header.withdraw_until},
            progress=progress,
        )
    except masking.Ended as error:
        raise OpeningError(str(error)) from None


def log(
    session: Session,
    review_folder: Path,
    stored: opening.Stored,
    *,
    wave: str,
    account: str = "",
    name: str = "",
) -> None:
    """Put an opening into the audit log, in its own transaction: how many, never what."""
    audit.log(
        session, review_folder, "box_opened", account=account, name=name, wave=wave,
        new=stored.added, held=stored.held, withdrawn=stored.withdrawn, set_aside=stored.rejected,
    )  # fmt: skip


def in_words(stored: opening.Stored) -> str:
    """What an opening did, in one or two sentences."""
    words = [f"{stored.added:,} new responses with {stored.comments:,} comments."]
    if stored.known:
        words.append(f"{stored.known:,} were opened before.")
    if stored.withdrawn:
        words.append(f"{stored.withdrawn:,} were withdrawn and left out.")
    if stored.held:
        words.append(f"{stored.held:,} are held until a person has decided whether they count.")
    if stored.rejected:
        reasons = "; ".join(f"{n:,}: {why}" for why, n in sorted(stored.reasons.items()))
        words.append(f"{stored.rejected:,} could not be opened and were set aside ({reasons}).")
    return " ".join(words)

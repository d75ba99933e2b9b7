"""Publishing: one person asks, another one publishes; nobody does both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nacl.signing import SigningKey
from sqlalchemy.orm import Session

from analysis.release import signing
from analysis.release.read import ReleaseError
from analysis.release.shelf import Shelf
from survey.review.models.work import ReleaseRow

DRAFT, ASKED, PUBLISHED, WITHDRAWN = "draft", "asked", "published", "withdrawn"


class NotPublished(Exception):  # noqa: N818 - says what a person can mend
    """Why nothing was published; the message is for people."""


def key_file(review_folder: Path) -> Path:
    """Where the key lies that signs releases."""
    return review_folder / "keys" / "release-signing.key"


def signing_key(review_folder: Path) -> SigningKey:
    """The key that signs releases, made when it is first needed."""
    path = key_file(review_folder)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        signing.new_key(path)
    return signing.load_key(path)


def public_key(review_folder: Path) -> str:
    """The public half of that key, to be published elsewhere; empty while there is none."""
    path = key_file(review_folder)
    return signing.public_key(signing.load_key(path)) if path.exists() else ""


def ask(row: ReleaseRow, account: str) -> None:
    """Ask for a second person to publish a draft."""
    if row.state != DRAFT:
        raise NotPublished(f"This release is {row.state}; only a draft can be asked for.")
    row.state, row.asked_by = ASKED, account


def take_back(row: ReleaseRow) -> None:
    """Make a release that was asked for a draft again."""
    if row.state != ASKED:
        raise NotPublished(f"This release is {row.state}.")
    row.state, row.asked_by = DRAFT, ""


def publish(session: Session, row: ReleaseRow, account: str, shelf: Shelf, today: str) -> None:
    """Check once more, sign and publish a release that somebody else asked for.

    The caller commits. Should that fail, the shelf knows that it is published and
    :func:`reconcile` tells the database.
    """
    require_second(row, account)
    put_out(shelf, row.id, today)
    row.state, row.published_by = PUBLISHED, account
    session.flush()


def require_second(row: ReleaseRow, account: str) -> None:
    """Raises :class:`NotPublished` unless somebody else has asked for it."""
    if row.state != ASKED:
        raise NotPublished("Somebody must ask for it first.")
    if account == row.asked_by:
        raise NotPublished("You asked for it, so somebody else must publish it.")


def put_out(
    shelf: Shelf, release_id: str, today: str, progress: Callable[[int, int], None] | None = None
) -> None:
    """Attack it once more, sign it and enter it into the ledger; needs no database."""
    try:
        shelf.publish(release_id, signing_key(shelf.root), today, progress)
    except ReleaseError as error:
        raise NotPublished(str(error)) from None


def withdraw(row: ReleaseRow, why: str, shelf: Shelf, today: str) -> None:
    """Mark a published release as withdrawn, with the reason that the public reads."""
    try:
        shelf.withdraw(row.id, why, today)
    except ReleaseError as error:
        raise NotPublished(str(error)) from None
    row.state, row.note = WITHDRAWN, why.strip()


def reconcile(row: ReleaseRow, shelf: Shelf) -> None:
    """What is published or withdrawn on the shelf is so here too, whatever was interrupted."""
    state = shelf.states().get(row.id, {}).get("state", "")
    if state in (PUBLISHED, WITHDRAWN):
        row.state = state

"""What a release says beside its figures: reference data, recommendations, the change log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from analysis.recommendations.model import OWN
from analysis.reference.load import of_folder
from analysis.release.read import ReleaseError, read
from survey.config import Settings
from survey.review.services import recommendations


@dataclass(frozen=True, slots=True)
class Correction:
    """What is corrected of which release, and why, in words that the public reads."""

    release: str
    what: str
    why: str


def given(
    session: Session, settings: Settings, releases: Path, corrects: Correction | None, today: str
) -> dict[str, Any]:
    """The facts that people keep. ``releases`` is the folder in which releases lie.

    Raises :class:`~analysis.reference.load.BadReferenceError` for reference data that cannot be
    used, and :class:`~analysis.release.read.ReleaseError` for a release that is not there.
    """
    return {
        **of_folder(settings.reference_folder),
        "recommendations": recommended(session),
        "changes": changes(releases, corrects, today),
    }


def recommended(session: Session) -> list[dict[str, Any]]:
    """The review's own recommendations as people entered them: key, words, owner, due."""
    rows = [row for row in recommendations.ledger(session).of(OWN) if row.known]
    return [{"key": r.key, "words": r.words, "owner": r.owner, "due": r.due} for r in rows]


def changes(releases: Path, corrects: Correction | None, today: str) -> list[dict[str, str]]:
    """The change log of the release that is corrected, and one line more; empty without one."""
    if corrects is None:
        return []
    if not (corrects.what.strip() and corrects.why.strip()):
        raise ReleaseError("Say what is corrected, and why: the public reads both.")
    before = read(releases / corrects.release)["changes"]
    line = {"date": today, "release": corrects.release, "what": corrects.what, "why": corrects.why}
    return [*before, line]

"""Packs of a release, written beside its reports: HTML and PDF."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from analysis.findings.summary import summarise
from analysis.packs import render
from analysis.recommendations.files import to_json
from analysis.release.read import SUMS, read
from survey.config import Settings
from survey.review.services import publishing, recommendations, releases
from survey.review.services.releases import ReleaseProblem


def write(session: Session, settings: Settings, release_id: str, *, pdf: bool) -> list[Path]:
    """Write every pack of a release; returns the files. Never call it in a web worker.

    :raises survey.review.services.releases.ReleaseProblem: when there is no such release.
    """
    source = releases.folder(settings, release_id)
    state = releases.shelf(settings).states().get(release_id, {}).get("state", "")
    if not source.is_dir() or state == publishing.WITHDRAWN:
        raise ReleaseProblem(
            f"{release_id} was withdrawn, so no pack is made of it." if state else
            f"There is no release {release_id}. `heard release list` shows all."
        )  # fmt: skip
    summary, ledger = summarise(read(source)), recommendations.ledger(session)
    identity = (source / SUMS).read_text(encoding="utf-8") + to_json(ledger)
    target = releases.reports(settings, release_id)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for old in target.glob("unit-*"):
        old.unlink()  # a unit may have lost its page
    for pack in render.packs(summary, ledger):
        if not pack.paper:
            continue
        draft = state != publishing.PUBLISHED
        html = render.page(pack, summary, site=False, draft=draft)
        written.append(_keep(target / f"{pack.name}.html", html.encode("utf-8")))
        if pdf:
            made = render.pdf(pack, summary, ledger, identity, draft=draft)
            written.append(_keep(target / f"{pack.name}.pdf", made))
    return written


def _keep(path: Path, content: bytes) -> Path:
    """The file appears when it is whole, and an older one stays until then."""
    draft = path.with_name(f"draft-{path.name}")
    draft.write_bytes(content)
    draft.replace(path)
    return path

"""Makes releases and what is read from them: the summary, the tables, the codebook.

A release is a folder (``review/releases/ID``) that is never changed; the database keeps its
state only. Reports lie beside it, in ``review/reports/ID``, and can be made again at any time.
"""

from __future__ import annotations

import csv
import importlib.metadata
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.disclosure.quotes import QuoteError
from analysis.release.write import safe
from survey.config import Settings
from survey.review.models.answers import Response, Wave
from survey.review.models.work import ReleaseRow
from survey.review.services import blind, dataset, quotes

if TYPE_CHECKING:
    from analysis.coding.frame import Frame
    from analysis.dataset import Dataset
    from analysis.release.shelf import Shelf

Progress = Callable[[int, int], None]
FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: it says nothing of when it was made."""


class ReleaseProblem(Exception):  # noqa: N818 - says what a person can mend
    """Why a release cannot be made or read; the message is for people."""


def folder(settings: Settings, release_id: str) -> Path:
    """Where a release lies."""
    return settings.review_folder / "releases" / release_id


def reports(settings: Settings, release_id: str) -> Path:
    """Where the reports made from a release lie."""
    return settings.review_folder / "reports" / release_id


def listing(session: Session) -> list[ReleaseRow]:
    """All releases, the newest first."""
    return sorted(
        session.scalars(select(ReleaseRow)),
        key=lambda r: (r.made_on, len(r.id), r.id),
        reverse=True,
    )


def pick_wave(session: Session, wave: str = "") -> str:
    """The wave to release: the one named, or the only one. :class:`ReleaseProblem` otherwise."""
    names = list(session.scalars(select(Wave.name).order_by(Wave.name)))
    if wave and wave not in names:
        raise ReleaseProblem(f"There is no wave {wave}. Waves: {', '.join(names) or 'none'}.")
    if not wave and len(names) != 1:
        raise ReleaseProblem(
            "Nothing was opened yet, so there is nothing to release."
            if not names
            else f"Say which wave: {', '.join(names)}."
        )
    return wave or names[0]


def new_id(session: Session, settings: Settings, today: str) -> str:
    """A name for a release made today: the ISO date and a number."""
    number = 1
    while True:
        name = f"{today}-{number}"
        if session.get(ReleaseRow, name) is None and not folder(settings, name).exists():
            return name
        number += 1


def create(
    session: Session,
    settings: Settings,
    *,
    wave: str = "",
    today: str,
    progress: Progress | None = None,
) -> str:
    """Make a release of a wave and return its id. The caller commits.

    ``today`` is an ISO date. Raises :class:`ReleaseProblem`.
    """
    from analysis.coding.frame import shipped
    from analysis.release.build import make

    tell, frame = progress or _silent, shipped()
    wave = pick_wave(session, wave)
    if session.scalar(select(Response.id).where(Response.wave == wave).limit(1)) is None:
        raise ReleaseProblem(f"Wave {wave} has no responses, so there is nothing to release.")
    tell(0, 4)
    data = dataset.load(session, wave)
    tell(1, 4)
    release_id = new_id(session, settings, today)
    given = facts(settings) | coding_facts(session, data, wave, frame)
    given |= {"quotes": [asdict(q) for q in quotes.approved(session, wave)]}
    try:
        made = make(
            data, release_id=release_id, wave=wave, created=today,
            facts=given, demo=settings.demo, frame=frame, ledger=shelf(settings).ledger(),
        )  # fmt: skip
    except QuoteError as error:
        raise ReleaseProblem(
            f"{error} Nothing was made: change the quote, then try again."
        ) from None
    tell(3, 4)
    shelf(settings).create(made)
    session.add(ReleaseRow(id=release_id, wave=wave, made_on=today))
    session.flush()
    tell(4, 4)
    return release_id


def shelf(settings: Settings) -> Shelf:
    """The shelf with the releases of this instance."""
    from analysis.release.shelf import Shelf

    return Shelf(settings.review_folder)


def facts(settings: Settings) -> dict[str, Any]:
    """What a release says that is no number: who runs the review, with which software."""
    from analysis.release.environment import describe

    return {
        "force": {"name": settings.force.name, "short": settings.force.short},
        "operator": {
            "name": settings.operator.name,
            "contact": settings.operator.contact,
            "findings_url": settings.operator.findings_url,
        },
        "software": importlib.metadata.version("heard"),
        "coder": {"kind": "machine", "name": "lexicon and model"},
        "environment": describe(),
    }


def coding_facts(session: Session, data: Dataset, wave: str, frame: Frame) -> dict[str, Any]:
    """What the audit sample says of the coding: agreement by code, and corrected shares."""
    from analysis import audited

    found = audited.facts(data, blind.of_wave(session, wave), frame)
    return {"agreement": dict(found.agreement), "estimates": dict(found.estimates)}


def report(settings: Settings, release_id: str, *, pdf: bool = True) -> list[Path]:
    """Write the review summary of a release, as HTML and PDF. Never call it in a web worker."""
    from analysis.report import render

    source, target = folder(settings, release_id), reports(settings, release_id)
    if not source.is_dir():
        raise ReleaseProblem(f"There is no release {release_id}. `heard release list` shows all.")
    target.mkdir(parents=True, exist_ok=True)
    written = [target / "summary.html"]
    _whole(written[0], lambda out: render.html(source, out))
    if pdf:
        written.append(target / "summary.pdf")
        _whole(written[1], lambda out: render.pdf(source, out))
    return written


def _whole(path: Path, write: Callable[[Path], object]) -> None:
    """The file appears when it is whole, and an older one stays until then."""
    draft = path.with_name(f"draft-{path.name}")
    write(draft)
    draft.replace(path)


def archive(source: Path) -> bytes:
    """The tables of a release as a zip of CSV files, with the codebook as CSV and JSON."""
    from analysis.release.read import read

    release = read(source)
    files = {f"tables/{p.name}": p.read_bytes() for p in sorted((source / "tables").glob("*.csv"))}
    files["codebook.csv"] = codebook_csv(release.codebook)
    files["codebook.json"] = (source / "codebook.json").read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(f"{source.name}/{name}", FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def codebook_csv(document: Any) -> bytes:
    """A codebook document as CSV: one line for each code of each variable."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(
        ("questionnaire", "variable", "question", "kind", "code", "label", "missing", "favourable")
    )
    for line in _codebook_lines(document):
        writer.writerow([safe(cell) for cell in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _codebook_lines(document: Any) -> Iterable[tuple[str, ...]]:
    for key, entry in document["questionnaires"].items():
        for variable in entry["variables"]:
            about = (key, variable["code"], variable["label"], variable["kind"])
            if not variable["options"]:
                yield (*about, "", "", "", "")
            for option in variable["options"]:
                code = option["code"]
                missing = "yes" if code in (variable.get("missing") or ()) else ""
                favourable = "yes" if code in (variable.get("favourable") or ()) else ""
                yield (*about, code, option["label"], missing, favourable)


def _silent(_done: int, _total: int) -> None:
    """Nobody wants to know."""

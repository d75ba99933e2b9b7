"""Makes releases and what is read from them: the summary, the tables, the codebook.

A release is a folder (``review/releases/ID``) that is never changed; the database keeps its
state only. Reports lie beside it, in ``review/reports/ID``, and can be made again at any time.
"""

from __future__ import annotations

import csv
import importlib.metadata
import io
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.disclosure.quotes import QuoteError
from analysis.reference.load import BadReferenceError
from analysis.release.read import ReleaseError
from analysis.release.write import safe
from survey.config import Settings
from survey.review.models.answers import Response, Wave
from survey.review.models.work import ReleaseRow
from survey.review.services import blind, dataset, quotes, release_facts

if TYPE_CHECKING:
    from analysis.coding.frame import Frame
    from analysis.dataset import Dataset
    from analysis.release.model import Release
    from analysis.release.shelf import Shelf

Progress = Callable[[int, int], None]
PDFS = {"standard": "summary.pdf", "tables": "summary-tables.pdf", "large": "summary-large.pdf"}
"""Edition of the summary -> the name of its file."""
FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive: it says nothing of when it was made."""


class ReleaseProblem(Exception):  # noqa: N818 - says what a person can mend
    """Why a release cannot be made or read; the message is for people."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What stays out of a release: tables by key or pattern, quotes by id."""

    tables: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()

    def as_dict(self) -> dict[str, list[str]]:
        """The choice as plain JSON data; nothing when nothing stays out."""
        parts = {"tables": sorted(self.tables), "quotes": sorted(self.quotes)}
        return {name: keys for name, keys in parts.items() if keys}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Choice:
        """The choice that :meth:`as_dict` wrote."""
        return cls(frozenset(data.get("tables", ())), frozenset(data.get("quotes", ())))


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
    choice: Choice | None = None,
    corrects: release_facts.Correction | None = None,
    progress: Progress | None = None,
) -> str:
    """Make a release of a wave and return its id. The caller commits.

    ``today`` is an ISO date; ``choice`` says what stays out of it; ``corrects`` what it corrects.
    Raises :class:`ReleaseProblem`.
    """
    from analysis.coding.frame import shipped
    from analysis.release.build import make

    tell, frame, choice = progress or _silent, shipped(), choice or Choice()
    wave = pick_wave(session, wave)
    if session.scalar(select(Response.id).where(Response.wave == wave).limit(1)) is None:
        raise ReleaseProblem(f"Wave {wave} has no responses, so there is nothing to release.")
    tell(0, 4)
    data = dataset.load(session, wave)
    tell(1, 4)
    release_id = new_id(session, settings, today)
    given = facts(settings) | coding_facts(session, data, wave, frame)
    if settings.demo:
        given["uncounted"] = {}  # nobody said any of it, and every page says so
    given |= {"quotes": [asdict(q) for q in quotes.approved(session, wave, choice.quotes)]}
    try:
        shelved = folder(settings, release_id).parent
        given |= release_facts.given(session, settings, shelved, corrects, today)
        made = make(
            data, release_id=release_id, wave=wave, created=today,
            facts=given, demo=settings.demo, frame=frame, ledger=shelf(settings).ledger(),
            earlier=earlier(session, settings, wave), leave_out=sorted(choice.tables),
        )  # fmt: skip
    except (BadReferenceError, ReleaseError) as error:
        raise ReleaseProblem(f"{error} Nothing was made.") from None
    except QuoteError as error:
        raise ReleaseProblem(
            f"{error} Nothing was made: change the quote, then try again."
        ) from None
    tell(3, 4)
    shelf(settings).create(made)
    session.add(ReleaseRow(id=release_id, wave=wave, made_on=today, choice=choice.as_dict()))
    session.flush()
    tell(4, 4)
    return release_id


def discard(session: Session, settings: Settings, row: ReleaseRow) -> None:
    """Remove a draft with its files, so that nobody takes it for the right one."""
    if row.state != "draft":
        raise ReleaseProblem(f"This release is {row.state}; only a draft can be thrown away.")
    for path in (folder(settings, row.id), reports(settings, row.id)):
        shutil.rmtree(path, ignore_errors=True)
    session.delete(row)
    session.flush()


def shelf(settings: Settings) -> Shelf:
    """The shelf with the releases of this instance."""
    from analysis.release.shelf import Shelf

    return Shelf(settings.review_folder)


def facts(settings: Settings) -> dict[str, Any]:
    """What a release says that is no number: who runs the review, with which software."""
    from analysis.release.environment import describe
    from analysis.report.system import font_files

    return {
        "force": {"name": settings.force.name, "short": settings.force.short},
        "operator": {
            "name": settings.operator.name,
            "contact": settings.operator.contact,
            "findings_url": settings.operator.findings_url,
        },
        "software": importlib.metadata.version("heard"),
        "coder": {"kind": "machine", "name": "lexicon and model"},
        "environment": describe(font_files()),
    }


def earlier(session: Session, settings: Settings, wave: str) -> Release | None:
    """The last published release of another wave, to set a new one beside; None without one."""
    from analysis.release.read import ReleaseError, read

    others = [r for r in listing(session) if r.state == "published" and r.wave != wave]
    for row in others:
        try:
            return read(folder(settings, row.id))
        except ReleaseError:  # what is broken is said on its own page
            continue
    return None


def coding_facts(session: Session, data: Dataset, wave: str, frame: Frame) -> dict[str, Any]:
    """What the audit sample says of the coding: agreement, corrected shares, what counts at all."""
    from analysis import audited

    found = audited.facts(data, blind.of_wave(session, wave), frame)
    return {
        "agreement": dict(found.agreement),
        "estimates": dict(found.estimates),
        "uncounted": audited.uncounted(data, found.gates),
    }


def report(
    settings: Settings, release_id: str, *, pdf: bool = True, large: bool = False
) -> list[Path]:
    """Write the review summary of a release: HTML, and as PDF with the annex of tables beside it.

    ``large`` adds the large-print PDF. Never call it in a web worker.
    """
    from analysis.report import render

    source, target = folder(settings, release_id), reports(settings, release_id)
    if not source.is_dir():
        raise ReleaseProblem(f"There is no release {release_id}. `heard release list` shows all.")
    target.mkdir(parents=True, exist_ok=True)
    written = [target / "summary.html"]
    _whole(written[0], lambda out: render.html(source, out))
    editions = ["standard", "tables"] * pdf + ["large"] * large
    for edition in editions:
        written.append(target / PDFS[edition])
        _whole(written[-1], partial(render.pdf, source, edition=edition))
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

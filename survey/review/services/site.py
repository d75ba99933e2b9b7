"""The findings site of an instance: which bundles go in, and what the settings add to them.

Only releases that are published and whose signature is right are shown; withdrawn ones are shown
as withdrawn. A draft comes in by name alone, marked as a preview on every page.
"""

from __future__ import annotations

import importlib.metadata
import shutil
from pathlib import Path

from sqlalchemy.orm import Session

from analysis.release.shelf import Shelf
from analysis.site.build import build as build_site
from analysis.site.model import PUBLISHED, WITHDRAWN, Bundle, Facts, Kept, Support
from survey import kept
from survey.config import Settings
from survey.definition.reference import load_reference
from survey.review.services import exports, packs, publishing, recommendations, releases

FOLDER = "findings"
"""Where the public app looks for a site, in its own folder."""
SUPPORTS = ("emergency", "police", "missing_people")
"""The numbers at the foot of every page."""
FORMATS = ("ods", "csv", "xlsx", "ddi", "datapackage")
"""Formats of the tables that are handed out; records are never among them."""
UNDECIDED = "a date that has not been decided yet"


class SiteProblem(Exception):  # noqa: N818 - says what a person can mend
    """Why no site was built; the message is for people."""


def published_folder(settings: Settings) -> Path:
    """The folder of the public app from which the site is served."""
    return settings.collect_folder / FOLDER


def bundles(settings: Settings, preview: str = "", *, pdf: bool = True) -> list[Bundle]:
    """Published and withdrawn releases, and the draft named ``preview``.

    :param pdf: with the packs as PDF that lie beside the reports.

    :raises analysis.release.read.ReleaseError: when a release is not as it was signed.
    """
    _known(settings, preview)
    shelf = releases.shelf(settings)
    key = publishing.public_key(settings.review_folder)
    found = []
    for name, state in sorted(shelf.states().items()):
        if state["state"] in (PUBLISHED, WITHDRAWN):
            shelf.verify(name, key)
            found.append(_bundle(settings, shelf, name, key=key, pdf=pdf))
        elif name == preview:
            found.append(_bundle(settings, shelf, name, pdf=pdf))
    return found


def _known(settings: Settings, preview: str) -> None:
    """Say that a release is not there before minutes are spent on the others."""
    if preview and preview not in releases.shelf(settings).states():
        raise SiteProblem(f"There is no release {preview}. `heard release list` shows all.")


def _bundle(settings: Settings, shelf: Shelf, name: str, key: str = "", *, pdf: bool) -> Bundle:
    state = shelf.states()[name]
    made = {}
    if state["state"] != WITHDRAWN:
        made = {path.name: path for path in _made(settings, name, pdf=pdf)}
    return Bundle(shelf.folder(name), state["state"], state["on"], state.get("why", ""), key, made)


def _made(settings: Settings, name: str, *, pdf: bool) -> list[Path]:
    """PDFs of the reports, as far as they have been made, and the release's tables as files.

    Never a file of ``review/exports``: checked records may lie there, and they are for the team.
    """
    reports = releases.reports(settings, name)
    wanted = "*.pdf" if pdf else "summary*.pdf"
    found = [path for path in sorted(reports.glob(wanted)) if not path.name.startswith("draft-")]
    return found + sorted(_tables(settings, name).glob("*"))


def _tables(settings: Settings, name: str) -> Path:
    """The release's tables in every format that the site hands out; written once."""
    folder = settings.review_folder / "publication" / name
    draft = folder.with_name(f".{name}.draft")
    if not folder.is_dir():
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for kind in FORMATS:
            exports.release(settings, name, kind, draft)
        draft.replace(folder)
    return folder


def facts(settings: Settings) -> Facts:
    """What the settings and the reference lists say."""
    known = load_reference(settings.reference_folder).supports
    return Facts(
        operator=settings.operator.name,
        contact=settings.operator.contact,
        answer_within=settings.operator.formats_within,
        software=importlib.metadata.version("heard"),
        demo=settings.demo,
        kept=tuple(_kept(table) for table in kept.tables(settings)),
        supports=tuple(
            Support(one.name.source, one.call, one.purpose.source)
            for one in (known[key] for key in SUPPORTS if key in known)
        ),
    )


def _kept(table: kept.Table) -> Kept:
    values = {name: value or UNDECIDED for name, value in table.values.items()}
    columns = tuple((column.name, column.what.source) for column in table.columns)
    how_long = table.how_long.source.format(**values)
    return Kept(table.side, table.name, table.why.source, how_long, columns)


def build(
    session: Session, settings: Settings, out: Path, preview: str = "", *, pdf: bool = True
) -> int:
    """Build the site in ``out``; returns how many files it has.

    :param pdf: also make the packs as PDF anew; without, the site has none of them.
    :raises SiteProblem: when ``out`` is something else, or there is no release ``preview``.
    """
    _known(settings, preview)
    ledger = recommendations.ledger(session)
    if pdf:
        for name, state in sorted(releases.shelf(settings).states().items()):
            if state["state"] == PUBLISHED or name == preview:
                packs.write(session, settings, name, pdf=True)
    try:
        return build_site(bundles(settings, preview, pdf=pdf), ledger, facts(settings), out)
    except FileExistsError as error:
        raise SiteProblem(str(error)) from None

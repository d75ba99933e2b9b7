"""Invitation sheets: one page for each group, to be printed as often as the group has people.

The QR code opens the start page and holds nothing else; the group's code is printed to type,
because an address that carried it would stand in histories and in the logs of networks.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from survey.config import Settings
from survey.paths import TEMPLATES

PURPOSES = {
    "parent": "Parents and carers are asked what it was like to report a child missing to {force}.",
    "carer": "Carers are asked what it is like to report a child missing to {force}.",
    "staff": "Police and partner staff are asked what it is like when a child is reported missing "
    "to {force}.",
}
HEADING = "Tell us what it is like"
NO_PICTURE = Markup()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One group's page: its name, how many people it has, its code as it is typed."""

    name: str
    people: int
    code: str
    picture: Markup = NO_PICTURE


def address(settings: Settings) -> str:
    """The start page as people type it."""
    collect = settings.collect
    if collect.https:
        return f"https://{collect.hostnames[0]}/"
    return f"http://{collect.hostnames[0]}:{collect.port}/"


def html(settings: Settings, questionnaire: str, sheets: Sequence[Sheet]) -> str:
    """All sheets as one document."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    where = address(settings)
    picture = qr(where)
    return environment.get_template("invitations/sheets.html").render(
        title=f"Invitations: {settings.operator.name or 'Heard'}",
        heading=HEADING,
        purpose=PURPOSES[questionnaire].format(force=settings.force.name),
        operator=settings.operator.name,
        contact=settings.operator.contact,
        address=where,
        sheets=[Sheet(each.name, each.people, each.code, picture) for each in sheets],
    )


def qr(text: str) -> Markup:
    """A QR code as SVG with a title that says what it opens (error correction M)."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2,
        title=f"QR code that opens {text}",
    )  # fmt: skip
    return Markup(out.getvalue().decode())  # noqa: S704 - made by segno, which escapes the title


def write(settings: Settings, questionnaire: str, sheets: Sequence[Sheet], file: Path) -> None:
    """Write the sheets as a tagged PDF (PDF/UA-1).

    Raises :class:`analysis.report.system.MissingLibraryError` where PDFs cannot be made.
    """
    from analysis.report import document

    identifier = f"invitations {' '.join(sheet.name for sheet in sheets)}"
    document.write(html(settings, questionnaire, sheets), file, identifier=identifier)

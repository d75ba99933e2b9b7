"""Packs as HTML, for a site or alone, and as tagged PDF."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from analysis.findings import limits
from analysis.findings.summary import Summary
from analysis.findings.wording import LIMITS_NOTE
from analysis.packs import easy_read, oversight, scrutiny, units
from analysis.packs.sources import Sources
from analysis.recommendations.model import Ledger
from analysis.report.page import templates
from analysis.report.palette import properties

OVERSIGHT, SCRUTINY, EASY_READ, UNITS = "oversight", "scrutiny", "easy-read", "unit-pages"
UNIT = "unit-"
STYLE = "packs.css"
MOST_PAGES = 2


@dataclass(frozen=True, slots=True)
class Pack:
    """One document: its name without an ending, its template, and what the template needs.

    ``kind`` is the class of its body; ``paper`` says whether it is also made as PDF.
    """

    name: str
    template: str
    kind: str
    context: Mapping[str, Any]
    paper: bool = True


def packs(summary: Summary, ledger: Ledger) -> list[Pack]:
    """Every pack of a release."""
    pages = units.unit_pages(summary)
    asked = list(enumerate(scrutiny.questions(summary, ledger), 1))
    groups = [(about, list(them)) for about, them in groupby(asked, key=lambda one: one[1].about)]
    easy = {"parts": easy_read.parts(summary), "words": easy_read.words()}
    return [
        Pack(
            OVERSIGHT, "oversight.html", "two-pages", {"pack": oversight.oversight(summary, ledger)}
        ),
        Pack(SCRUTINY, "scrutiny.html", "long", {"groups": groups}),
        Pack(EASY_READ, "easy_read.html", "easy", easy),
        *(Pack(f"{UNIT}{one.code}", "unit.html", "unit", {"unit": one}) for one in pages),
        Pack(
            UNITS, "unit_list.html", "unit", {"units": pages, "enough": units.ENOUGH}, paper=False
        ),
    ]


def page(pack: Pack, summary: Summary, *, site: bool, draft: bool = False) -> str:
    """One pack as HTML text.

    :param site: linked to the pages of the findings site, whose folder it then stands in; else
        alone, with its style inside, as the PDF is made from it.
    """
    reader = summary.reader
    sources = Sources(reader, "tables/" if site else "")
    context = {
        **pack.context,
        "kind": pack.kind,
        "style": _link() if site else _inside(),
        "home": "index.html" if site else "",
        "draft": draft,
        "sources": sources,
        "summary": summary,
        "imprint": summary.imprint,
        "rules": reader.part("rules", {}),
        "frame": {"version": "", **reader.part("frame", {})},
        "questionnaires": reader.part("questionnaires", []),
        "coded": limits.coded(reader),
        "caution": LIMITS_NOTE,
        "picture": _picture(),
    }
    return environment().get_template(pack.template).render(context)


def pdf(
    pack: Pack, summary: Summary, ledger: Ledger, identity: str, *, draft: bool = False
) -> bytes:
    """One pack as PDF/UA-1. The oversight group's holds as much as two pages have room for.

    :param identity: names the bundle and the ledger for good: it becomes the file's identifier.
    :raises analysis.report.system.MissingLibraryError: when this machine cannot make PDFs.
    """
    from analysis.report import document, system

    system.require()
    tries = [pack]
    if pack.name == OVERSIGHT:
        tries = [_oversight(summary, ledger, room) for room in oversight.ROOMS]
    made = b""
    for one in tries:
        html = page(one, summary, site=False, draft=draft)
        made, pages = document.counted(html, f"heard pack {one.name}\n{identity}")
        if pages <= MOST_PAGES:
            break
    return made


def _oversight(summary: Summary, ledger: Ledger, room: oversight.Room) -> Pack:
    context = {"pack": oversight.oversight(summary, ledger, room)}
    return Pack(OVERSIGHT, "oversight.html", "two-pages", context)


def _link() -> Markup:
    return Markup('<link rel="stylesheet" href="../packs.css">')


def _inside() -> Markup:
    return Markup("<style>{}</style>").format(Markup(stylesheet()))  # noqa: S704 - our own file


@functools.cache
def stylesheet() -> str:
    """The palette, then the rules of screen and paper."""
    palette = ":root{" + "".join(f"{name}:{colour};" for name, colour in properties().items()) + "}"
    folder = files("analysis.packs").joinpath("templates")
    return palette + "\n" + folder.joinpath(STYLE).read_text(encoding="utf-8")


def _picture() -> Callable[[str], Markup]:
    """Pictures by name. One that is missing is an empty box that says what belongs there."""
    folder = files("analysis.packs").joinpath("pictures")

    def draw(name: str) -> Markup:
        file = folder.joinpath(f"{name}.svg")
        if not file.is_file():
            return Markup('<span class="picture box">Picture: {}</span>').format(name)
        return Markup(file.read_text(encoding="utf-8").strip())  # noqa: S704 - our own file

    return draw


@functools.cache
def environment() -> Environment:
    """The packs' templates; those of the report are found under ``report/``."""
    return templates("analysis.packs", tidy=True)

"""The summary's page: templates filled with findings and charts."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from analysis.findings import annex, concerns, limits
from analysis.findings.annex import Sheet
from analysis.findings.exhibits import Exhibit
from analysis.findings.reader import Reader
from analysis.findings.summary import Summary
from analysis.findings.wording import LIMITS_NOTE, day, lower_first, sentence, thousands
from analysis.report.charts.draw import draw
from analysis.report.charts.funnel import funnel
from analysis.report.charts.key import key
from analysis.report.charts.svg import Chart
from analysis.report.palette import properties
from analysis.report.text import clean

TITLE = "What parents, carers and staff told us about reporting a child missing"
MOST_FILES = 4
TALLEST = 440
"""Units that fit a page of large print at full width; a longer chart would need small letters."""
MOST_RECOMMENDED = 3
"""Recommendations on page 1; when there are more, all of them stand in a list of their own."""
EVERYBODY = "Asked of everybody"
"""What the codebook says of a question without a route: not worth printing."""
STYLES = ("base.css", "screen.css", "print.css")
STANDARD, LARGE, TABLES = "standard", "large", "tables"
EDITIONS = (STANDARD, LARGE, TABLES)
"""Large print leaves out the annexes. The tables edition is the annex of every table alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Annex:
    """The sheets of the annex, by part."""

    questions: tuple[Sheet, ...]
    written: tuple[Sheet, ...]
    splits: tuple[Sheet, ...]


def page(summary: Summary, *, edition: str, paper: bool = False) -> str:
    """The whole document as HTML text.

    :param paper: for a PDF: the standard edition then leaves the annex of every table, half of
        its pages, to the tables edition.
    """
    told, annexed = edition != TABLES, edition == TABLES or (edition == STANDARD and not paper)
    reader = summary.reader
    context: dict[str, Any] = {
        "summary": summary,
        "frame": {"version": "", "codes": (), **reader.part("frame", {})},
        "questionnaires": reader.part("questionnaires", []),
        "imprint": summary.imprint,
        "title": _title(summary, edition),
        "description": f"Review summary of release {summary.imprint.release}: {TITLE.lower()}.",
        "edition": edition,
        "told": told,
        "detailed": edition == STANDARD,
        "annexed": annexed,
        "stylesheet": stylesheet(edition),
        "charts": charts(summary) if told else {},
        "contents": contents(summary, edition, annexed=annexed),
        "key": key(),
        "tallest": TALLEST if edition == LARGE else math.inf,
        "most_recommended": MOST_RECOMMENDED,
        "annex": _annex(reader) if annexed else None,
        "top_concerns": [c for c in concerns.ranked(reader) if c.figure.shown][:3],
        "everybody": EVERYBODY,
        "caution": LIMITS_NOTE,
        "caution_words": LIMITS_NOTE.removeprefix("† "),
        "rules": reader.part("rules", {}),
        **method(reader),
        **_known(summary),
    }
    return environment().get_template("summary.html").render(context)


def charts(summary: Summary) -> dict[str, Chart]:
    """Every chart by the key of its exhibit or funnel."""
    drawn = {exhibit.key: draw(exhibit) for exhibit in summary.exhibits()}
    return drawn | {one.key: funnel(f"c-{one.key}", one) for one in summary.funnels.drawn}


@functools.cache
def environment() -> Environment:
    """The report's templates."""
    made = templates("analysis.report")
    made.filters["annex_anchor"] = annex_anchor
    return made


def templates(package: str, *, tidy: bool = False) -> Environment:
    """A package's templates; those of the report are found under ``report/``.

    They escape by themselves, a name that is not there is an error, and all text is cleaned.
    ``tidy`` leaves no line where only a statement stood.
    """
    own, shared = PackageLoader(package), PrefixLoader({"report": PackageLoader("analysis.report")})
    made = Environment(
        loader=ChoiceLoader([own, shared]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=tidy,
        lstrip_blocks=tidy,
        keep_trailing_newline=True,
    )
    made.filters.update(
        capfirst=lambda words: words[:1].upper() + words[1:],
        day=day,
        file_names=file_names,
        lower_first=lower_first,
        sentence=sentence,
        thousands=thousands,
    )
    return made


def stylesheet(edition: str = STANDARD) -> Markup:
    """The palette as custom properties, then the shared, screen, print and edition's rules."""
    folder = files("analysis.report").joinpath("templates")
    names = (*STYLES, "large.css") if edition == LARGE else STYLES
    palette = "".join(f"{name}:{colour};" for name, colour in properties().items())
    rules = (folder.joinpath(name).read_text(encoding="utf-8") for name in names)
    return Markup("\n".join((f":root{{{palette}}}", *rules)))  # noqa: S704 - our own files


def _annex(reader: Reader) -> Annex:
    return Annex(
        tuple(annex.questions(reader)), tuple(annex.written(reader)), tuple(annex.splits(reader))
    )


def contents(summary: Summary, edition: str, *, annexed: bool) -> list[Entry]:
    """The contents, in the order of the document."""
    last = [Entry("annex", "Annex: every table")]
    if edition == TABLES:
        return last
    entries = [Entry("coverage", "Who answered, and who did not")]
    if summary.overview:
        entries.append(Entry("concerns", "What people wrote about"))
    entries += [Entry(f"stage-{c.key}", c.title) for c in summary.chapters]
    if summary.throughout:
        entries.append(Entry("throughout", "Throughout the journey"))
    if summary.mirrored:
        entries.append(Entry("beside", "Families beside staff"))
    if summary.funnels.drawn:
        entries.append(Entry("units", "Command units in a funnel"))
    entries.append(Entry("limits", "What cannot be said"))
    if summary.recommendations:
        entries.append(Entry("recommended", "What this review recommends"))
    entries += [
        Entry("committee", "Beside the report of the Committee"),
        Entry("method", "How this was made"),
    ]
    if edition == STANDARD and not summary.technical.empty:
        entries.append(Entry("technical", "Technical annex"))
    return entries + (last if annexed else [])


def annex_anchor(exhibit: Exhibit) -> str:
    """Where the counts of an exhibit stand in the annex."""
    key = exhibit.tables[0]
    audience, _, variable = key.partition(".")
    if audience == "concerns":
        return "concerns"
    shared = audience != "staff" and variable != "relationship"
    return annex.anchor(f"families.{variable}" if shared else key)


def file_names(keys: Iterable[str]) -> str:
    """The release's files of some tables; many are named by what they have in common."""
    names = list(keys)
    if len(names) <= MOST_FILES:
        return ", ".join(names)
    return f"{names[0]} to {names[-1]} ({len(names)} files)"


def _title(summary: Summary, edition: str) -> str:
    mark = "Demonstration: " if summary.imprint.demo else ""
    part = "Annex of tables" if edition == TABLES else "Review summary"
    return f"{mark}{TITLE}. {part}, {summary.imprint.wave}"


def method(reader: Reader) -> dict[str, Any]:
    """What is said of how the written answers were coded, and of the audit."""
    facts: Mapping[str, Any] = reader.part("method", {})
    coder: Mapping[str, str] = facts.get("coder", {})
    named = " ".join(filter(None, (coder.get("name"), coder.get("version"))))
    return {
        "coded": limits.coded(reader) or "No written answer was coded for this release.",
        "unread": limits.unread(reader),
        "coder": f"a program ({named})" if coder.get("kind") == "machine" else named or "not named",
        "agreement": facts.get("agreement", {}),
        "corrected": bool(facts.get("estimates")),
        "audit": limits.attacked(reader),
    }


def _known(summary: Summary) -> dict[str, str]:
    by_unit = {known.unit: known.value for known in summary.coverage.known[:2]}
    return {
        "known_children": by_unit.get("children", "a number not known of"),
        "known_incidents": by_unit.get("incidents", "a number not known of"),
    }

"""The codebook for people: every question, its answers and their numbers, as HTML and PDF."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analysis.codebook import Codebook, Variable, numbers
from analysis.export import cover
from analysis.export.cover import Imprint
from analysis.export.figures import plain
from analysis.export.gaps import GAPS, LETTERS, MEANINGS
from analysis.export.wording import Wording, in_words
from analysis.report import document
from analysis.report.palette import properties
from analysis.report.text import clean

KINDS = {
    "single": "One answer",
    "select": "One answer from a list",
    "multi": "Several answers",
    "text": "Own words",
}


@dataclass(frozen=True)
class Answer:
    """One line of a question's table. ``remark`` is empty for most."""

    code: str
    number: int
    label: str
    remark: str


@dataclass(frozen=True)
class Question:
    """One variable as the page shows it."""

    anchor: str
    name: str
    text: str
    lead: str
    hint: str
    kind: str
    asked: str
    stage: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Part:
    """One questionnaire."""

    key: str
    title: str
    version: str
    questions: tuple[Question, ...]


def write_html(book: Mapping[str, Any], facts: Imprint, wording: Wording, target: Path) -> None:
    """Write the codebook as one HTML file that asks for nothing outside itself."""
    target.write_text(page(book, facts, wording), encoding="utf-8", newline="\n")


def write_pdf(book: Mapping[str, Any], facts: Imprint, wording: Wording, target: Path) -> None:
    """Write the codebook as PDF/UA-1 and PDF/A-2a.

    :raises analysis.report.system.MissingLibraryError: names the packages to install.
    """
    html = page(book, facts, wording)
    document.write(html, target, identifier=f"heard codebook\n{facts.release}\n{html}")


def page(book: Mapping[str, Any], facts: Imprint, wording: Wording) -> str:
    """The whole page as HTML text."""
    mark = "Demonstration: " if facts.demo else ""
    context = {
        "facts": facts,
        "wording": wording,
        "foreign": not wording.english,
        "title": f"{mark}Codebook of release {facts.release}",
        "warnings": cover.warnings(facts),
        "language": cover.language_note(wording),
        "parts": tuple(_parts(in_words(book, wording))),
        "gaps": [
            (n, code, f"{label}. {MEANINGS[n]}", LETTERS[n]) for n, (code, label) in GAPS.items()
        ],
        "letters": LETTERS,
        "stylesheet": _stylesheet(),
    }
    return _environment().get_template("codebook.html").render(context)


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("analysis.export"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        keep_trailing_newline=True,
        trim_blocks=True,
    )


@functools.cache
def _stylesheet() -> Markup:
    palette = "".join(f"{name}:{colour};" for name, colour in properties().items())
    shared = files("analysis.report").joinpath("templates/base.css")
    own = files("analysis.export").joinpath("templates/codebook.css")
    rules = (path.read_text(encoding="utf-8") for path in (shared, own))
    return Markup("\n".join((f":root{{{palette}}}", *rules)))  # noqa: S704 - our own files


def _parts(book: Mapping[str, Any]) -> Iterator[Part]:
    codebook = Codebook.from_document(book)
    for key, one in codebook.questionnaires.items():
        entries = {entry["code"]: entry for entry in book["questionnaires"][key]["variables"]}
        questions = tuple(_question(v, entries[v.code]) for v in one.variables)
        yield Part(key, plain(one.title), one.version, questions)


def _question(variable: Variable, entry: Mapping[str, Any]) -> Question:
    return Question(
        anchor=variable.key.replace(".", "-"),
        name=variable.code,
        text=plain(variable.label),
        lead=plain(entry.get("lead") or ""),
        hint=plain(entry.get("hint") or ""),
        kind=KINDS.get(variable.kind, variable.kind),
        asked=plain(variable.asked),
        stage=variable.stage,
        answers=tuple(_answers(variable)),
    )


def _answers(variable: Variable) -> Iterator[Answer]:
    known = numbers(variable)
    for option in variable.options:
        remark = ""
        if option.code in variable.missing:
            remark = "outside the base"
        elif option.code in variable.favourable:
            remark = "favourable"
        yield Answer(option.code, known[option.code], plain(option.label), remark)

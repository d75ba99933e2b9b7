"""DDI-Codebook 2.5: the study, its files, and the whole questionnaire as variables.

Element order and names follow the DDI Alliance's field-level documentation of DDI-Codebook 2.5.
Of a release, categories carry the published counts; of records, how often each value occurs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from analysis.export import cover
from analysis.export.cover import Imprint
from analysis.export.figures import plain
from analysis.export.gaps import LOWEST
from analysis.export.wording import Wording, in_words
from analysis.release.model import Release

SPACE = "ddi:codebook:2_5"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Category:
    """One value. ``count`` is None where it is not published."""

    value: str
    label: str
    missing: bool = False
    count: int | None = None
    code: str = ""


@dataclass(frozen=True)
class Variable:
    """One variable as DDI describes it; ``file`` is the ID of a file, or empty."""

    id: str
    name: str
    label: str
    group: str
    question: str
    lead: str = ""
    hint: str = ""
    asked: str = ""
    stage: str = ""
    file: str = ""
    numeric: bool = False
    open: bool = False
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True)
class File:
    """One data file: its ID, name, and how many cases and variables it has (None: not told)."""

    id: str
    name: str
    about: str
    cases: int | None = None
    variables: int | None = None


@dataclass(frozen=True)
class Study:
    """Everything that a DDI document says. ``groups`` maps a group's ID to its title."""

    title: str
    id: str
    facts: Imprint
    wording: Wording
    about: tuple[str, ...]
    restriction: str
    universe: str
    groups: Mapping[str, str]
    files: tuple[File, ...] = ()
    variables: tuple[Variable, ...] = field(default=(), repr=False)


def write(study: Study, target: Path) -> None:
    """Write a study as XML; the same study gives the same bytes."""
    root = ET.Element("codeBook", {"xmlns": SPACE, "version": "2.5"})
    root.set(LANGUAGE, study.wording.language)
    _document(root, study)
    _study(root, study)
    for one in study.files:
        _file(root, one)
    data = ET.SubElement(root, "dataDscr")
    for key, title in study.groups.items():
        _group(data, key, title, study.variables)
    for variable in study.variables:
        _variable(data, variable)
    ET.indent(root, " ")
    target.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _add(parent: ET.Element, path: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element below ``parent``; ``path`` names it and its own new parents."""
    for name in path.split("/"):
        parent = ET.SubElement(parent, name)
    parent.text = text or None
    for name, value in attributes.items():
        parent.set(name.rstrip("_"), value)
    return parent


def _citation(parent: ET.Element, title: str, name: str, facts: Imprint) -> None:
    citation = _add(parent, "citation")
    names = _add(citation, "titlStmt")
    _add(names, "titl", title)
    _add(names, "IDNo", name)
    _add(citation, "rspStmt/AuthEnty", facts.publisher)
    made = _add(citation, "prodStmt")
    _add(made, "producer", facts.publisher)
    _add(made, "prodDate", facts.created, date=facts.created)
    _add(made, "software", "Heard", version=facts.software)
    _add(citation, "verStmt/version", facts.release, date=facts.created)


def _document(root: ET.Element, study: Study) -> None:
    _citation(_add(root, "docDscr"), f"DDI codebook: {study.title}", f"{study.id}-ddi", study.facts)


def _study(root: ET.Element, study: Study) -> None:
    told = _add(root, "stdyDscr")
    _citation(told, study.title, study.id, study.facts)
    info = _add(told, "stdyInfo")
    _add(info, "subject/keyword", "reporting a child missing")
    _add(info, "abstract", " ".join(study.about))
    summary = _add(info, "sumDscr")
    _add(summary, "collDate", study.facts.wave, event="single")
    _add(summary, "anlyUnit", "One reply to a questionnaire")
    _add(summary, "universe", study.universe)
    _add(summary, "dataKind", "Anonymous survey")
    collected = _add(told, "method/dataColl")
    _add(collected, "sampProc", "People chose to answer; there is no sample.")
    _add(collected, "collMode", "Self-completed questionnaire on the web")
    _add(collected, "resInstru", f"Questionnaires: {'; '.join(study.groups.values())}")
    use = _add(told, "dataAccs/useStmt")
    _add(use, "restrctn", study.restriction)
    if study.facts.contact:
        _add(use, "contact", f"{study.facts.publisher}, {study.facts.contact}")


def _file(root: ET.Element, one: File) -> None:
    text = _add(_add(root, "fileDscr", ID=one.id), "fileTxt")
    _add(text, "fileName", one.name)
    _add(text, "fileCont", one.about)
    if one.cases is not None and one.variables is not None:
        size = _add(text, "dimensns")
        _add(size, "caseQnty", str(one.cases))
        _add(size, "varQnty", str(one.variables))


def _group(data: ET.Element, key: str, title: str, variables: Iterable[Variable]) -> None:
    inside = " ".join(v.id for v in variables if v.group == key)
    group = _add(data, "varGrp", ID=f"G.{key}", type_="section")
    if inside:
        group.set("var", inside)
    _add(group, "labl", title)


def _variable(data: ET.Element, variable: Variable) -> None:
    place = {"files": variable.file} if variable.file else {}
    var = _add(data, "var", ID=variable.id, name=variable.name, intrvl="discrete", **place)
    _add(var, "labl", variable.label)
    _question(_add(var, "qstn"), variable)
    if variable.numeric and any(category.missing for category in variable.categories):
        _add(var, "invalrng/range", min=str(LOWEST), max="-1")
    if variable.asked:
        _add(var, "universe", variable.asked)
    for category in variable.categories:
        _category(var, category)
    if variable.stage:
        _add(var, "concept", variable.stage)
    _add(var, "varFormat", type_="numeric" if variable.numeric else "character")


def _question(question: ET.Element, variable: Variable) -> None:
    if variable.open:
        question.set("responseDomainType", "text")
    else:
        question.set("responseDomainType", "category")
    if variable.lead:
        _add(question, "preQTxt", variable.lead)
    _add(question, "qstnLit", variable.question)
    if variable.hint:
        _add(question, "ivuInstr", variable.hint)


def _category(var: ET.Element, category: Category) -> None:
    found = _add(var, "catgry", missing="Y" if category.missing else "N")
    _add(found, "catValu", category.value)
    _add(found, "labl", category.label)
    if category.code:
        _add(found, "txt", category.code)
    if category.count is not None:
        _add(found, "catStat", str(category.count), type_="freq")


def of_release(release: Release, facts: Imprint, wording: Wording) -> Study:
    """A release: every question of its codebook, with the counts that were published."""
    document = in_words(release.codebook, wording)
    books = document["questionnaires"]
    return Study(
        title=cover.TITLE,
        id=facts.release,
        facts=facts,
        wording=wording,
        about=(*cover.warnings(facts), *cover.notes(facts)),
        restriction="Published tables: no reply of anybody can be told from them.",
        universe="Whoever chose to answer about reporting a child missing",
        groups={key: plain(book["title"]) for key, book in books.items()},
        files=(File("F1", f"{facts.release}.csv", "All published tables, one line a figure"),),
        variables=tuple(_asked_variables(books, release)),
    )


def _asked_variables(books: Mapping[str, Any], release: Release) -> Iterator[Variable]:
    for key, book in books.items():
        for entry in book["variables"]:
            table = release.tables.get(f"{key}.{entry['code']}")
            counts = {cell.code: cell.count for cell in table.rows} if table else {}
            yield Variable(
                id=f"{key}.{entry['code']}",
                name=entry["code"],
                label=plain(entry["label"]),
                group=key,
                question=plain(entry["label"]),
                lead=plain(entry.get("lead") or ""),
                hint=plain(entry.get("hint") or ""),
                asked=plain(entry.get("asked") or ""),
                stage=entry.get("stage") or "",
                open=entry["kind"] == "text",
                categories=tuple(
                    Category(
                        o["code"], plain(o["label"]),
                        o["code"] in (entry.get("missing") or ()), counts.get(o["code"]),
                    )
                    for o in entry.get("options") or ()
                ),
            )  # fmt: skip

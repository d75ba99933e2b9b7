"""Loads questionnaires: TOML files in, frozen and checked objects out.

What each key means, and every problem number, is in docs/questionnaires.md.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from survey.definition.checks import Notes, check, check_together
from survey.definition.conditions import read_table, read_when
from survey.definition.model import (
    Drop,
    Page,
    PageKind,
    Questionnaire,
    Route,
    Section,
    Text,
)
from survey.definition.problems import DefinitionError, Problems, nearest
from survey.definition.questions import (
    Library,
    read_extras,
    read_question,
    read_scale,
)
from survey.definition.reference import Reference, load_reference
from survey.definition.table import Table, read_toml
from survey.definition.version import digest
from survey.paths import QUESTIONNAIRES

SHARED = "shared"
"""The folder beside a questionnaire with the files that it may share with others."""

_TOP = ("page", "routes", "scales", "also", "drop")


def load_all(
    folder: Path = QUESTIONNAIRES, reference: Reference | None = None
) -> dict[str, Questionnaire]:
    """Every questionnaire of a folder by its key (the file's name), mirrors compared.

    Raises :class:`~survey.definition.problems.DefinitionError` with the problems of all files.
    """
    reference = reference or load_reference()
    problems = Problems()
    found: dict[str, Questionnaire] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = load_questionnaire(path, reference)
        except DefinitionError as error:
            problems.extend(error.problems)
    if not found and not problems:
        problems.add("Q102", folder.name, "", "There is no questionnaire.", f"Looked in {folder}.")
    check_together(found, problems)
    problems.stop()
    return found


def load_questionnaire(path: Path, reference: Reference | None = None) -> Questionnaire:
    """Load one questionnaire; its key is the file's name without ``.toml``.

    Raises :class:`~survey.definition.problems.DefinitionError` with every problem of the file
    and of the shared files that it names.
    """
    problems = Problems()
    data = read_toml(path, problems)
    if data is None:
        problems.stop()
    return _Loader(path, data or {}, reference or load_reference(), problems).load()


class _Loader:
    """Reads one questionnaire and the files that it shares."""

    def __init__(
        self, path: Path, data: Mapping[str, Any], reference: Reference, problems: Problems
    ) -> None:
        self.path, self.reference, self.problems = path, reference, problems
        self.main = Table(data, path.name, "", problems)
        self.files = [*self._shared(), self.main]
        self.library = Library(lists=reference.lists)
        self.routes: dict[str, Route] = {}
        self.homes: dict[str, str] = {}

    def load(self) -> Questionnaire:
        """Everything in turn; raises when any problem was found."""
        for table in self.files:
            self._answers(table)
        for table in self.files:
            self._routes(table)
        pages = [page for table in self.files for page in self._pages(table)]
        drops = tuple(drop for table in self.files for drop in self._drops(table))
        title = Text(f"questionnaire {self.path.stem}: title", self._line("title"))
        describes = Text(f"questionnaire {self.path.stem}: describes", self._line("describes"))
        questionnaire = Questionnaire(
            self.path.stem, "", title, describes, self._ordered(pages), self.library.scales, drops
        )
        for table in self.files:
            table.finish(_TOP)
        check(questionnaire, self.routes, Notes(self.path.name, self.homes, self.problems))
        self.problems.stop()
        scales = {q.scale for page in questionnaire.pages for q in page.questions if q.scale}
        used = {key: scale for key, scale in self.library.scales.items() if key in scales}
        questionnaire = dataclasses.replace(questionnaire, scales=used)
        return dataclasses.replace(questionnaire, version=digest(questionnaire))

    def _line(self, key: str) -> str:
        return self.main.text(key, required=True)

    def _shared(self) -> list[Table]:
        folder = self.path.parent / SHARED
        known = sorted(path.stem for path in folder.glob("*.toml"))
        found = []
        for name in self.main.words("shared"):
            if name not in known:
                self.main.problem(
                    "Q108", "shared", f"There is no file {SHARED}/{name}.toml.",
                    nearest(name, known),
                )  # fmt: skip
                continue
            path = folder / f"{name}.toml"
            data = read_toml(path, self.problems)
            if data is not None:
                found.append(Table(data, f"{SHARED}/{path.name}", "", self.problems))
        return found

    def _answers(self, table: Table) -> None:
        extras = table.table("also")
        if extras:
            read_extras(extras, self.library)
        scales = table.table("scales")
        for key in scales.data if scales else ():
            assert scales is not None
            if scale := scales.table(key, f"“{key}”"):
                self._twice(key in self.library.scales, scale, "scale")
                read_scale(key, scale, self.library)

    def _twice(self, there: bool, table: Table, what: str) -> None:
        if there:
            table.problem("Q202", "", f"Another file has a {what} of that name.", "Rename one.")

    def _routes(self, table: Table) -> None:
        routes = table.table("routes")
        for name in routes.data if routes else ():
            assert routes is not None
            row = routes.table(name, f"“{name}”")
            if row is None:
                continue
            row.code(name, "")
            self._twice(name in self.routes, row, "route")
            self.homes[f"route “{name}”"] = row.file
            people = row.text("people", required=True)
            condition = read_table({k: v for k, v in row.data.items() if k != "people"}, row)
            if condition is not None:
                self.routes[name] = Route(name, people, condition)

    def _pages(self, table: Table) -> list[Page]:
        found = []
        for number, data in enumerate(table.tables("page"), 1):
            name = _page_name(data)
            row = table.child(data, f"page “{name}”" if name else f"page {number}")
            self.homes.setdefault(row.where, row.file)
            found.append(self._page(row, name))
        return found

    def _page(self, row: Table, key: str) -> Page:
        questions = tuple(
            read_question(data, number, row, self.library)
            for number, data in enumerate(row.tables("question"), 1)
        )
        if not row.word("key") and len(questions) != 1:
            row.problem("Q104", "key", "This page has no name.", 'Add key = "…".')
        elif key:
            row.code(key, "key")
        title = row.text("title", required=len(questions) != 1)
        text = Text(f"page {key}: title", title) if title else _first_text(questions)
        page = Page(
            key=key,
            kind=self._kind(row, questions),
            section=self._section(row),
            title=text,
            questions=questions,
            lead=_numbered(f"page {key}: lead", row.texts("lead")),
            body=_numbered(f"page {key}: body", row.texts("body")),
            supports=self._supports(row),
            when=read_when(row, self.routes),
        )
        row.finish()
        return page

    def _kind(self, row: Table, questions: tuple[Any, ...]) -> PageKind:
        told = "body" in row.data
        if told == bool(questions):
            row.problem(
                "Q314", "", "A page either asks or tells.",
                "Give it [[page.question]], or body = [\"…\"], and not both.",
            )  # fmt: skip
        return PageKind.INFORMATION if told else PageKind.QUESTIONS

    def _section(self, row: Table) -> Section:
        word = row.word("section") or Section.MAIN.value
        names = [section.value for section in Section]
        if word not in names:
            row.problem("Q314", "section", f"There is no section “{word}”.", nearest(word, names))
            return Section.MAIN
        return Section(word)

    def _supports(self, row: Table) -> tuple[str, ...]:
        keys = row.words("supports")
        for key in keys:
            if key not in self.reference.supports:
                row.problem(
                    "Q315", "supports", f"There is no support “{key}”.",
                    nearest(key, self.reference.supports),
                )  # fmt: skip
        return keys

    def _drops(self, table: Table) -> list[Drop]:
        found = []
        for number, data in enumerate(table.tables("drop"), 1):
            row = table.child(data, f"drop {number}")
            variable = row.word("variable")
            condition = read_when(row, self.routes)
            if not variable or condition is None:
                row.problem("Q104", "", "A drop needs a variable and a when.", "Add both.")
            else:
                found.append(Drop(variable, condition))
            row.finish()
        return found

    def _ordered(self, pages: list[Page]) -> tuple[Page, ...]:
        """The pages as ``order`` lists them; without it as they stand in the files."""
        order = self.main.words("order")
        if not order:
            return tuple(pages)
        self._once(pages)
        found = {page.key: page for page in pages}
        for key in order:
            if key not in found:
                self._misplaced(key, "No page has this key.", nearest(key, found))
            elif order.count(key) > 1:
                self._misplaced(key, "It stands there twice.", "Take one of the two away.")
        for key in found:
            if key and key not in order:
                self._misplaced(key, "This page is not in the order.", "Add it, or delete it.")
        return tuple(found[key] for key in dict.fromkeys(order) if key in found)

    def _once(self, pages: list[Page]) -> None:
        """Note page keys that stand twice: an order could only name one of the two."""
        for key, many in Counter(page.key for page in pages).items():
            if key and many > 1:
                place = f"page “{key}”"
                self.problems.add(
                    "Q202", self.homes[place], place, "Two pages have this key.",
                    "Give one another key.",
                )  # fmt: skip

    def _misplaced(self, key: str, what: str, mend: str) -> None:
        self.main.problem("Q409", f"order, “{key}”", what, mend)


def _page_name(data: Mapping[str, Any]) -> str:
    """The page's key; a page with one question may leave it out and is named after that."""
    key = data.get("key")
    questions = data.get("question")
    if key is None and isinstance(questions, list) and len(questions) == 1:
        first = questions[0]
        key = first.get("code") if isinstance(first, dict) else None
    return key if isinstance(key, str) else ""


def _first_text(questions: tuple[Any, ...]) -> Text:
    return questions[0].text if questions else Text("", "")


def _numbered(context: str, sources: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(Text(f"{context} {n}", source) for n, source in enumerate(sources, 1))

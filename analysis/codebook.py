"""The codebook: what each stored code means, read from the document the survey writes.

The document (``heard-codebook-1``) is made by the questionnaires; see ARCHITECTURE.md.
Nothing here knows of forms or of a database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = "heard-codebook-1"

MISSING = ("dont_know", "not_say", "not_apply", "not_sure")
"""Codes that are honest answers but no valid value in a share, a scale or a base."""

QUESTIONNAIRES = ("parent", "carer", "staff")


class CodebookError(Exception):
    """A codebook document that cannot be read; the message names the place."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer code and its label."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Variable:
    """One stored value. ``missing`` are those of its codes that are no valid answer.

    ``asked`` says in words who is asked; empty means everybody.
    """

    questionnaire: str
    code: str
    kind: str
    label: str
    options: tuple[Option, ...] = ()
    missing: frozenset[str] = frozenset()
    scale: str = ""
    favourable: frozenset[str] = frozenset()
    mirror: str = ""
    stage: str = ""
    asked: str = ""

    @property
    def key(self) -> str:
        """``questionnaire.code``, the name of the variable across questionnaires."""
        return f"{self.questionnaire}.{self.code}"

    @property
    def closed(self) -> bool:
        """True when the answer is one or several of ``options``."""
        return self.kind != "text"

    @property
    def several(self) -> bool:
        """True when one answer may hold several codes."""
        return self.kind == "multi"

    def label_of(self, code: str) -> str:
        """The label of a code, or the code itself when the codebook does not know it."""
        return next((option.label for option in self.options if option.code == code), code)

    def valid(self) -> tuple[Option, ...]:
        """The options that count as an answer, in the order of asking."""
        return tuple(option for option in self.options if option.code not in self.missing)


@dataclass(frozen=True, slots=True)
class Book:
    """One questionnaire's part of the codebook."""

    key: str
    title: str
    version: str
    variables: tuple[Variable, ...]

    def variable(self, code: str) -> Variable | None:
        """The variable with that code, or None."""
        return next((v for v in self.variables if v.code == code), None)


@dataclass(frozen=True, slots=True)
class Codebook:
    """Every questionnaire's variables. ``document`` is what it was read from."""

    questionnaires: Mapping[str, Book]
    document: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def __iter__(self) -> Iterator[Variable]:
        """Every variable, questionnaire by questionnaire, in the order of asking."""
        for book in self.questionnaires.values():
            yield from book.variables

    def variable(self, questionnaire: str, code: str) -> Variable | None:
        """One variable, or None when the codebook has no such questionnaire or code."""
        book = self.questionnaires.get(questionnaire)
        return book.variable(code) if book else None

    def mirrors(self) -> dict[str, tuple[Variable, ...]]:
        """Mirror key -> the closed variables that ask the same of different people."""
        found: dict[str, list[Variable]] = {}
        for variable in self:
            if variable.mirror and variable.closed:
                found.setdefault(variable.mirror, []).append(variable)
        return {key: tuple(variables) for key, variables in found.items()}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Codebook:
        """Read a ``heard-codebook-1`` document; :class:`CodebookError` when it is none."""
        if document.get("format") != FORMAT:
            raise CodebookError(f"This is no codebook: its format is not {FORMAT!r}.")
        parts = document.get("questionnaires", {})
        order = [key for key in QUESTIONNAIRES if key in parts]
        order += sorted(set(parts) - set(order))
        return cls({key: _book(key, parts[key]) for key in order}, document)


def _book(key: str, part: Mapping[str, Any]) -> Book:
    try:
        variables = tuple(_variable(key, entry) for entry in part["variables"])
        return Book(key, str(part["title"]), str(part["version"]), variables)
    except KeyError as error:
        raise CodebookError(f"The codebook of {key!r} lacks {error.args[0]!r}.") from None


def _variable(questionnaire: str, entry: Mapping[str, Any]) -> Variable:
    options = tuple(Option(o["code"], o["label"]) for o in entry.get("options") or ())
    missing = entry.get("missing")
    if missing is None:
        missing = [option.code for option in options if option.code in MISSING]
    return Variable(
        questionnaire=questionnaire,
        code=entry["code"],
        kind=entry["kind"],
        label=entry["label"],
        options=options,
        missing=frozenset(missing),
        scale=entry.get("scale") or "",
        favourable=frozenset(entry.get("favourable") or ()),
        mirror=entry.get("mirror") or "",
        stage=entry.get("stage") or "",
        asked=_words(entry.get("asked")),
    )


def _words(asked: object) -> str:
    return asked if isinstance(asked, str) else ""


def numbers(variable: Variable) -> dict[str, int]:
    """Code -> number: valid codes 1, 2, ... in the order of asking, missing codes -1, -2, ...

    A missing code has the same number in every variable (its place in :data:`MISSING`), as
    statistical packages expect. Numbers are made here and nowhere else, so that a table, a file
    for SPSS and a chart can never disagree.
    """
    found: dict[str, int] = {}
    for option in variable.options:
        if option.code in variable.missing:
            place = MISSING.index(option.code) if option.code in MISSING else len(MISSING)
            found[option.code] = -1 - place
        else:
            found[option.code] = 1 + sum(1 for value in found.values() if value > 0)
    return found

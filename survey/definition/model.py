"""A questionnaire as plain, frozen Python objects.

Nothing here knows of forms, the web or a database. Objects are made by
:mod:`survey.definition.load`, which has checked them; code that receives one
may rely on every reference in it being good.

Codes are short strings that never change meaning between versions and are
the same in every language from form to file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

Answers = Mapping[str, "str | tuple[str, ...]"]
"""Variable code -> the stored code, several codes (``multi``), or the words of a text.

A variable that was skipped is absent: never ``""`` and never an empty tuple.
"""

MISSING_CODES = ("dont_know", "not_say", "not_apply", "not_sure")
"""Codes that are honest answers but no valid value in a share or a scale."""


@dataclass(frozen=True, slots=True)
class Text:
    """One visible string: where it stands, for the translator, and its English wording."""

    context: str
    source: str

    def __str__(self) -> str:
        return self.source


class Kind(StrEnum):
    """The question types; each has one builder in :mod:`survey.forms.fields`."""

    SINGLE = "single"
    MULTI = "multi"
    SELECT = "select"
    TEXT = "text"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. ``stored`` is what is kept when that is coarser than what was chosen
    (a borough is chosen, its command unit is kept)."""

    code: str
    label: Text
    hint: Text | None = None
    exclusive: bool = False
    stored: str = ""

    @property
    def kept(self) -> str:
        """The code that an answer keeps when this option is chosen."""
        return self.stored or self.code


@dataclass(frozen=True, slots=True)
class Scale:
    """A named answer scale; ``favourable`` are the codes counted as a good experience."""

    key: str
    options: tuple[Option, ...]
    favourable: frozenset[str]


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of a ``set``: its own variable and its own radio group."""

    code: str
    text: Text
    mirror: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """One stored value, as the codebook and the analysis see it."""

    code: str
    kind: Kind
    label: Text
    options: tuple[Option, ...] = ()
    scale: str = ""
    favourable: frozenset[str] = frozenset()
    mirror: str = ""
    stage: str = ""


@dataclass(frozen=True)
class Question:
    """A question of a page.

    ``variable`` is the name under which the answer is kept; it differs from ``code`` only
    where two questions on routes that exclude each other fill one variable (staff roles).
    ``kept_options`` are the options as they are stored: for a select whose options map to
    coarser codes they are those codes with their labels; otherwise they equal ``options``.
    """

    code: str
    kind: Kind
    text: Text
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    kept_options: tuple[Option, ...] = ()
    scale: str = ""
    favourable: frozenset[str] = frozenset()
    mirror: str = ""
    stage: str = ""
    items: tuple[Item, ...] = ()
    variable: str = ""
    max_length: int = 0

    @cached_property
    def variable_codes(self) -> tuple[str, ...]:
        """The codes of the variables that this question fills."""
        return tuple(variable.code for variable in self.variables())

    @cached_property
    def by_code(self) -> dict[str, Option]:
        """The options that can be chosen, by their codes, in order."""
        return {option.code: option for option in self.options}

    @cached_property
    def coarse(self) -> bool:
        """Whether less is kept than was chosen (a borough is chosen, its unit is kept)."""
        return any(option.stored for option in self.options)

    @cached_property
    def kept_codes(self) -> dict[str, None]:
        """The codes that an answer may keep, in order (a dictionary for quick look-ups)."""
        return dict.fromkeys(option.code for option in self.kept_options or self.options)

    def variables(self) -> Iterator[Variable]:
        """The variables that this question fills: one, or one for each item of a set."""
        if self.kind is Kind.SET:
            for item in self.items:
                yield Variable(
                    item.code, Kind.SINGLE, item.text, self.options, self.scale,
                    self.favourable, item.mirror, item.stage or self.stage,
                )  # fmt: skip
        else:
            yield Variable(
                self.variable or self.code, self.kind, self.text,
                self.kept_options or self.options, self.scale, self.favourable,
                self.mirror, self.stage,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Is:
    """True when the variable was answered with one of ``codes`` (``multi``: any of them).

    A skipped answer makes it false.
    """

    variable: str
    codes: frozenset[str]

    def holds(self, answers: Answers) -> bool:
        """Whether this is true of these answers."""
        value = answers.get(self.variable, "")
        return value in self.codes if isinstance(value, str) else not self.codes.isdisjoint(value)


@dataclass(frozen=True, slots=True)
class Answered:
    """True when the variable has any answer at all."""

    variable: str

    def holds(self, answers: Answers) -> bool:
        """Whether this is true of these answers."""
        return self.variable in answers


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part is."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        """Whether this is true of these answers."""
        return all(part.holds(answers) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool:
        """Whether this is true of these answers."""
        return any(part.holds(answers) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """True when the part is not: so also when the answer it asks about was skipped."""

    part: Condition

    def holds(self, answers: Answers) -> bool:
        """Whether this is true of these answers."""
        return not self.part.holds(answers)


@dataclass(frozen=True, slots=True)
class Route:
    """A named condition; ``people`` says in plain words whom it is true of."""

    name: str
    people: str
    part: Condition

    def holds(self, answers: Answers) -> bool:
        """Whether this is true of these answers."""
        return self.part.holds(answers)


Condition = Is | Answered | AllOf | AnyOf | Not | Route


class PageKind(StrEnum):
    """A page asks, or it only tells (child not back, child died)."""

    QUESTIONS = "questions"
    INFORMATION = "information"


class Section(StrEnum):
    """Equality questions come after the check page and are said to be optional."""

    MAIN = "main"
    EQUALITY = "equality"


@dataclass(frozen=True, slots=True)
class Page:
    """One thing per page. ``when`` is None on pages that everybody sees.

    ``lead`` stands above the questions; ``body`` is the text of an information page, one
    Text a paragraph; ``supports`` names the support numbers to show, by key.
    """

    key: str
    kind: PageKind
    section: Section
    title: Text
    questions: tuple[Question, ...] = ()
    lead: tuple[Text, ...] = ()
    body: tuple[Text, ...] = ()
    supports: tuple[str, ...] = ()
    when: Condition | None = None

    def variables(self) -> Iterator[Variable]:
        """The variables that this page's questions fill, in order."""
        for question in self.questions:
            yield from question.variables()


@dataclass(frozen=True, slots=True)
class Drop:
    """Before sealing, ``variable`` is left out when ``when`` holds (a role beside a unit)."""

    variable: str
    when: Condition


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire. ``version`` is the SHA-256 (hex) of its definition."""

    key: str
    version: str
    title: Text
    describes: Text
    pages: tuple[Page, ...]
    scales: Mapping[str, Scale] = field(default_factory=dict)
    drops: tuple[Drop, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Page]:
        """The pages by their keys."""
        return {page.key: page for page in self.pages}

    def page(self, key: str) -> Page:
        """The page with that key; ``KeyError`` when there is none."""
        return self.by_key[key]

    def variables(self) -> dict[str, Variable]:
        """Every variable by its code, in the order of asking.

        Where two questions fill one variable, its options are those of both.
        """
        found: dict[str, Variable] = {}
        for page in self.pages:
            for variable in page.variables():
                known = found.get(variable.code)
                found[variable.code] = _joined(known, variable) if known else variable
        return found


def _joined(first: Variable, second: Variable) -> Variable:
    codes = {option.code for option in first.options}
    more = tuple(option for option in second.options if option.code not in codes)
    # what both questions offer ("other", "prefer not to say") closes the list
    shared = {option.code for option in second.options} & codes
    own = tuple(option for option in first.options if option.code not in shared)
    last = tuple(option for option in first.options if option.code in shared)
    return replace(first, options=own + more + last)

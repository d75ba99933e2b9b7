"""Checked records as columns of numbers with labels: what every record format is written from.

Only what ``analysis.disclosure.records`` let through gets here. Numbers come from
``analysis.codebook.numbers``. Why an answer is not there (:mod:`analysis.export.gaps`) is worked
out from the record itself, so it says nothing that the record did not say.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.codebook import Codebook, Variable, numbers
from analysis.dataset import Answer, Dataset
from analysis.disclosure.records import Dropped, SafeRecords, safe_records
from analysis.disclosure.rules import Rules
from analysis.export.cover import Imprint
from analysis.export.figures import plain
from analysis.export.gaps import GAPS, NO_ANSWER, UNSURE
from analysis.export.wording import ENGLISH, Wording

LONGEST_NAME = 32
"""Signs in the name of a variable in Stata."""

Gaps = Callable[[Mapping[str, Answer]], Mapping[str, int]]
"""From one record: the number of the gap for every variable that it does not answer."""


@dataclass(frozen=True, slots=True)
class Level:
    """One value: its number, its code (the same in every language), its label."""

    number: int
    code: str
    label: str

    @property
    def missing(self) -> bool:
        """Whether it stands outside shares and scales."""
        return self.number < 0


@dataclass(frozen=True)
class RecordColumn:
    """One column. ``option`` is the code whose choice it tells, where people chose several.

    ``lead`` and ``hint`` are what stood before and below the question; ``asked`` says of whom.
    """

    name: str
    questionnaire: str
    variable: str
    label: str
    question: str
    levels: tuple[Level, ...]
    option: str = ""
    lead: str = ""
    hint: str = ""
    asked: str = ""
    stage: str = ""
    ordered: bool = False

    @property
    def by_number(self) -> dict[int, Level]:
        """The levels by their numbers."""
        return {level.number: level for level in self.levels}


@dataclass(frozen=True)
class RecordFile:
    """The records of one questionnaire: columns, and their numbers column by column."""

    questionnaire: str
    title: str
    version: str
    columns: tuple[RecordColumn, ...]
    data: tuple[array[int], ...] = field(repr=False)
    dropped: tuple[Dropped, ...] = ()
    smallest: int | None = None
    rare: tuple[str, ...] = ()
    """Questions to which a rare answer left a whole reply out, in words."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self.data[0]) if self.data else 0

    def rows(self, part: str) -> Iterator[tuple[Any, ...]]:
        """Row after row of the levels' ``number``, ``code`` or ``label``."""
        if part == "number":
            yield from zip(*self.data, strict=True)
            return
        said = [{n: getattr(level, part) for n, level in c.by_number.items()} for c in self.columns]
        told = (
            map(words.__getitem__, column) for words, column in zip(said, self.data, strict=True)
        )
        yield from zip(*told, strict=True)


@dataclass(frozen=True)
class RecordSet:
    """All records of a release's wave that may be handed to the team."""

    facts: Imprint
    wording: Wording
    k: int
    files: tuple[RecordFile, ...]


def record_set(
    dataset: Dataset,
    facts: Imprint,
    rules: Rules,
    wording: Wording = ENGLISH,
    gaps: Mapping[str, Callable[[Sequence[str]], Gaps]] | None = None,
) -> RecordSet:
    """Check and number the records of every questionnaire.

    :param gaps: questionnaire -> a function that takes the variables that were kept and gives
        :data:`Gaps`; without it nobody can tell whether a question was asked.
    """
    files = []
    for key in dataset.codebook.questionnaires:
        safe = safe_records(dataset, key, rules)
        told = gaps[key](safe.variables) if gaps and key in gaps else _unsure
        files.append(_file(dataset.codebook, safe, told, wording))
    return RecordSet(facts, wording, rules.record_k, tuple(files))


def _unsure(_row: Mapping[str, Answer]) -> Mapping[str, int]:
    return {}


def _file(codebook: Codebook, safe: SafeRecords, gaps: Gaps, wording: Wording) -> RecordFile:
    book = codebook.questionnaires[safe.questionnaire]
    entries = codebook.document["questionnaires"][safe.questionnaire]["variables"]
    told = {entry["code"]: entry for entry in entries}
    lost = [gaps(row) for row in safe.rows]
    columns: list[RecordColumn] = []
    data: list[array[int]] = []
    for code in safe.variables:
        variable = book.variable(code)
        assert variable is not None
        for option in _options(variable):
            values = _numbered(variable, option, safe.rows, lost)
            columns.append(_column(variable, option, set(values), told[code], wording))
            data.append(values)
    return RecordFile(
        safe.questionnaire, plain(wording.say(book.title, book.key)), book.version,
        tuple(columns), tuple(data), safe.dropped, safe.smallest,
        tuple(plain(told[code]["label"]) for code in safe.rare if code in told),
    )  # fmt: skip


def _options(variable: Variable) -> tuple[str, ...]:
    return tuple(option.code for option in variable.valid()) if variable.several else ("",)


def _numbered(
    variable: Variable,
    option: str,
    rows: Sequence[Mapping[str, Answer]],
    lost: Sequence[Mapping[str, int]],
) -> array[int]:
    code, known, found = variable.code, numbers(variable), array("b")
    for row, gap in zip(rows, lost, strict=True):
        answer = row.get(code)
        if answer is None:
            found.append(gap.get(code, UNSURE))
        elif isinstance(answer, str):
            found.append(known.get(answer, UNSURE))
        else:
            found.append(_chosen(answer, option, known))
    return found


def _chosen(answer: Sequence[str], option: str, known: Mapping[str, int]) -> int:
    """1 chosen, 0 not chosen; the number of a missing code that was chosen alone."""
    given = [known[code] for code in answer if code in known]
    if not any(number > 0 for number in given):
        return given[0] if given else UNSURE
    return int(option in answer)


def _column(
    variable: Variable,
    option: str,
    present: set[int],
    entry: Mapping[str, Any],
    wording: Wording,
) -> RecordColumn:
    place = (variable.questionnaire, variable.code)
    question = plain(wording.say(variable.label, *place))
    levels = [
        Level(number, code, plain(wording.say(variable.label_of(code), *place, code)))
        for code, number in numbers(variable).items()
        if not option or code in variable.missing
    ]
    if option:
        levels = [Level(1, "yes", "Chosen"), Level(0, "no", "Not chosen"), *levels]
    levels += [Level(n, *GAPS[n]) for n in GAPS if n in present or n == NO_ANSWER]
    chosen = plain(wording.say(variable.label_of(option), *place, option)) if option else ""
    return RecordColumn(
        name=column_name(variable, option),
        questionnaire=variable.questionnaire,
        variable=variable.code,
        label=f"{question} {chosen}".strip(),
        question=question,
        levels=tuple(levels),
        option=option,
        lead=plain(wording.say(entry.get("lead") or "", *place, "(lead)")),
        hint=plain(wording.say(entry.get("hint") or "", *place, "(hint)")),
        asked=plain(variable.asked),
        stage=variable.stage,
        ordered=bool(variable.scale),
    )


def column_name(variable: Variable, option: str) -> str:
    """The column's name: the variable's code, and the option's (or its place, if that is long)."""
    if not option:
        return variable.code
    name = f"{variable.code}_{option}"
    if len(name) <= LONGEST_NAME:
        return name
    return f"{variable.code}_{[o.code for o in variable.options].index(option) + 1}"

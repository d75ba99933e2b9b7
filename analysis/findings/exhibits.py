"""Exhibits: a chart with its table, as plain figures. How they look is the report's affair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.findings.figures import Figure, figure_of, gap
from analysis.findings.reader import Reader, valid
from analysis.findings.wording import NAMES, PEOPLE, in_ten, joined, lower_first, share
from analysis.release.model import PublishedTable

APART = 10
"""Points between parents and carers from which a headline gives both figures."""


class Form(StrEnum):
    """Which chart tells it best."""

    BARS = "bars"
    SCALE = "scale"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class Column:
    """One group: ``base`` replies, or None where each line has its own or it is not published."""

    key: str
    name: str
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One answer or item, with a figure for each column.

    ``side`` is its side of a scale, ``total`` a line that adds others up; ``good`` marks good
    practice among concerns.
    """

    code: str
    label: str
    figures: tuple[Figure, ...]
    side: int = 0
    total: bool = False
    good: bool = False


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Everything that one chart and its table show.

    ``title`` says the finding, ``question`` is the wording asked, ``tables`` are the released
    tables behind it. ``between`` are the two columns whose gap is drawn.
    """

    key: str
    form: Form
    title: str
    question: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    tables: tuple[str, ...]
    note: str = ""
    asked: str = ""
    between: tuple[int, int] | None = None

    def gap(self, line: Line) -> int | None:
        """The gap of a line in percentage points, without its sign; None when it is not known."""
        if self.between is None:
            return None
        one, other = self.between
        points = gap(line.figures[one], line.figures[other])
        return None if points is None else abs(points)

    @property
    def flagged(self) -> bool:
        """True when a figure rests on fewer than 100 replies."""
        return any(figure.flagged for line in self.lines for figure in line.figures)

    @property
    def shown(self) -> bool:
        """True when there is at least one figure to draw."""
        return any(figure.shown for line in self.lines for figure in line.figures)


@dataclass(frozen=True, slots=True)
class Plan:
    """One exhibit of journey.toml."""

    variables: tuple[str, ...]
    topic: str
    says: str = ""
    code: str = ""
    note: str = ""
    labels: tuple[str, ...] = ()


def exhibit(reader: Reader, plan: Plan, audiences: Sequence[str]) -> Exhibit | None:
    """Draw up one exhibit; None when the release has none of its tables."""
    if len(plan.variables) > 1:
        return _items(reader, plan, audiences)
    variable = plan.variables[0]
    tables = tuple(reader.answers(variable, tuple(audiences)))
    if not tables:
        return None
    graded = any(cell.favourable for cell in tables[0].rows)
    columns = tuple(Column(t.questionnaire, NAMES[t.questionnaire], t.base) for t in tables)
    lines = _answers(tables)
    if graded:
        total = tuple(reader.favourable(t.key) for t in tables)
        lines += (Line("favourable", "Favourable answers", total, total=True),)
    return Exhibit(
        key=variable.replace("_", "-"),
        form=Form.SCALE if graded else Form.BARS,
        title=headline(reader, plan, tables),
        question=tables[0].question,
        columns=columns,
        lines=lines,
        tables=tuple(t.key for t in tables),
        note=plan.note,
        asked=tables[0].asked,
    )


def headline(reader: Reader, plan: Plan, tables: Sequence[PublishedTable]) -> str:
    """The finding in a sentence, for each group whose figure is shown; else the topic."""
    if not plan.says:
        return plan.topic
    pairs = [(cited(reader, plan, table), PEOPLE[table.questionnaire]) for table in tables]
    shown = [(figure, people) for figure, people in pairs if figure.shown]
    together = reader.favourable(f"families.{plan.variables[0]}")
    if not plan.code and together.shown and not _apart(shown):
        shown = [(together, PEOPLE["families"])]
    if not shown:
        return f"{plan.topic}: too few replies to say"
    return f"{_subjects(shown)} {plan.says}"


def _apart(shown: Sequence[tuple[Figure, str]]) -> bool:
    """True when groups differ so much that one figure for both would hide it."""
    percents = [figure.percent or 0 for figure, _ in shown]
    return max(percents, default=0) - min(percents, default=0) >= APART


def _subjects(shown: Sequence[tuple[Figure, str]]) -> str:
    """``About 4 in 10 parents (38%) and carers (41%)``: the share said once where it is one."""
    first, *rest = (share(figure, people) for figure, people in shown)
    if len({in_ten(figure.percent or 0) for figure, _ in shown}) == 1:
        rest = [f"{people} ({figure})" for figure, people in shown[1:]]
    return joined([first, *map(lower_first, rest)])


def cited(reader: Reader, plan: Plan, table: PublishedTable) -> Figure:
    """The figure that the headline of a plan is about."""
    return reader.figure(table.key, plan.code) if plan.code else reader.favourable(table.key)


def _answers(tables: Sequence[PublishedTable]) -> tuple[Line, ...]:
    """A line for each valid answer of any of the tables, in the order of asking."""
    labels: dict[str, str] = {}
    for table in tables:
        for cell in valid(table):
            labels.setdefault(cell.code, cell.label)
    sides = _sides(tables[0])

    def figures(code: str) -> tuple[Figure, ...]:
        return tuple(figure_of(table.row(code), table.key) for table in tables)

    return tuple(
        Line(code, label, figures(code), sides.get(code, 0)) for code, label in labels.items()
    )


def _sides(table: PublishedTable) -> dict[str, int]:
    """Answer -> 1 favourable, -1 unfavourable, 0 the middle of an odd scale."""
    cells = valid(table)
    good = [cell.code for cell in cells if cell.favourable]
    if not good:
        return {}
    rest = [cell.code for cell in cells if not cell.favourable]
    middle = rest.pop(0 if cells[0].favourable else -1) if len(cells) % 2 else ""
    return dict.fromkeys(good, 1) | dict.fromkeys(rest, -1) | ({middle: 0} if middle else {})


def _items(reader: Reader, plan: Plan, audiences: Sequence[str]) -> Exhibit | None:
    """Several graded questions: one line an item, percent favourable in each group."""
    present = [
        (code, label, tables)
        for code, label in zip(plan.variables, plan.labels, strict=True)
        if (tables := tuple(reader.answers(code, tuple(audiences))))
    ]
    if not present:
        return None
    columns = tuple(Column(who, NAMES[who]) for who in audiences)
    lines = tuple(
        Line(code, label, tuple(reader.favourable(f"{who}.{code}") for who in audiences))
        for code, label, _ in present
    )
    return Exhibit(
        key=plan.variables[0].replace("_", "-"),
        form=Form.DOTS,
        title=_items_title(plan, lines, columns),
        question="Percent of valid answers that are favourable, item by item.",
        columns=columns,
        lines=lines,
        tables=tuple(t.key for _, _, tables in present for t in tables),
        note=plan.note,
    )


def _items_title(plan: Plan, lines: Sequence[Line], columns: Sequence[Column]) -> str:
    """The range of the first group's figures, if at least two are shown."""
    shown = [(line.figures[0], line.label) for line in lines if line.figures[0].shown]
    if len({figure.percent for figure, _ in shown}) < 2 or "trust" in plan.variables[0]:
        return plan.topic
    low = min(shown, key=lambda pair: pair[0].percent or 0)
    high = max(shown, key=lambda pair: pair[0].percent or 0)
    return (
        f"{plan.topic}: from {low[0]} of {PEOPLE[columns[0].key]} answering favourably "
        f"({lower_first(low[1])}) to {high[0]} ({lower_first(high[1])})"
    )

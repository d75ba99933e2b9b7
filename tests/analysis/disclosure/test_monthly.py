"""Twelve monthly releases of one growing wave, attacked by somebody who has only the folders.

The attacker here shares no code with disclosure control: it reads release.json, counts the truth
itself from the replies, and solves its own integer programmes.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import dok_matrix

from analysis.coding.frame import shipped as shipped_frame
from analysis.dataset import Dataset
from analysis.disclosure.ledger import Ledger
from analysis.release.build import make
from analysis.release.write import write
from tests.analysis.release.sample import sample_facts, small_dataset

MONTHS, A_MONTH = 12, 140
ATTACKED = ("ease", "respect", "satisfaction", "when", "area")


@pytest.fixture(scope="module")
def wave() -> Dataset:
    more = ("respect", "satisfaction", "informed", "why_not", "times", "after")
    return small_dataset(MONTHS * A_MONTH, seed=2, more=more)


@pytest.fixture(scope="module")
def months(wave: Dataset, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """release.json of each month."""
    folder, book = tmp_path_factory.mktemp("releases"), Ledger()
    frame = replace(shipped_frame(), codes=shipped_frame().codes[:3])
    for month in range(1, MONTHS + 1):
        made = make(
            so_far(wave, month), release_id=f"m{month:02}", wave="demo", ledger=book, demo=True,
            created=f"2026-{month:02}-28", facts=sample_facts(), frame=frame,
        )  # fmt: skip
        write(made.release, folder / made.release.id)
        book = book.add(made.entry)
    return [
        json.loads((folder / f"m{m:02}" / "release.json").read_text()) for m in range(1, MONTHS + 1)
    ]


def so_far(wave: Dataset, month: int) -> Dataset:
    records = wave.records[: month * A_MONTH]
    people = {r.id for r in records}
    return replace(
        wave, records=records, comments=tuple(c for c in wave.comments if c.response in people)
    )


def truth(wave: Dataset, month: int, key: str) -> dict[str, int]:
    """The attacker's judge: real counts of a closed question, by answer."""
    who, _, variable = key.partition(".")
    members = ("parent", "carer") if who == "families" else (who,)
    counts: dict[str, int] = defaultdict(int)
    for record in wave.records[: month * A_MONTH]:
        answer = record.answers.get(variable)
        if record.questionnaire in members and isinstance(answer, str):
            counts[answer] += 1
    return counts


def issues(months: list[dict[str, Any]], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """(month, table) of every time the table was issued anew."""
    for month, release in enumerate(months, 1):
        table = next(t for t in release["tables"] if t["key"] == key)
        if table["issued_in"] == release["id"]:
            yield month, table


def replies_of(release: dict[str, Any], who: str) -> int | None:
    """Replies of a questionnaire as that release published them; None for families."""
    table = next(t for t in release["tables"] if t["key"] == "replies")
    counts = {row["code"]: row["count"] for row in table["rows"]}
    count: int | None = counts.get(who)
    return count


def simple_keys(months: list[dict[str, Any]]) -> list[str]:
    return [t["key"] for t in months[0]["tables"] if t["kind"] == "single"]


def test_subtracting_one_month_from_another_never_shows_under_ten_people(
    wave: Dataset, months: list[dict[str, Any]]
) -> None:
    compared = 0
    for key in simple_keys(months):
        shown: dict[str, int] = {}
        for month, table in issues(months, key):
            for row in table["rows"]:
                if row["status"] != "shown":
                    continue
                now = truth(wave, month, key)[row["code"]]
                if row["code"] in shown:
                    compared += 1
                    assert now - shown[row["code"]] >= 10, (key, month, row["code"])
                shown[row["code"]] = now
    assert compared > 100


def test_a_table_that_was_not_issued_again_stands_as_it_was(months: list[dict[str, Any]]) -> None:
    stood = 0
    for earlier, later in itertools.pairwise(months):
        before = {t["key"]: t for t in earlier["tables"]}
        for table in later["tables"]:
            if table["issued_in"] != later["id"]:
                stood += 1
                assert table == before[table["key"]]
    assert stood > 100


def test_units_and_concerns_never_grow_by_fewer_than_ten(months: list[dict[str, Any]]) -> None:
    """Figures are rounded: ten more people show as a step of at least ten less four."""
    steps = 0
    for start in months[0]["tables"]:
        if start["kind"] not in ("split", "multi"):
            continue
        last: dict[str, tuple[int, int]] = {}
        for _, table in issues(months, start["key"]):
            for row in table["rows"]:
                if row["status"] == "shown" and row["base"] is not None:
                    now = (row["count"], row["base"] - row["count"])
                    if row["code"] in last:
                        steps += 1
                        assert now[0] - last[row["code"]][0] >= 5
                        assert now[1] - last[row["code"]][1] >= 0
                    last[row["code"]] = now
    assert steps > 20


class Attacker:
    """Whole numbers, one for each answer of each table at each of its issues."""

    def __init__(self) -> None:
        self.low: list[float] = []
        self.high: list[float] = []
        self.rows: list[tuple[dict[int, int], float, float]] = []
        self.targets: list[tuple[str, dict[int, int], int]] = []
        self.last: dict[str, tuple[dict[str, int], dict[str, int]]] = {}
        self.by_month: dict[tuple[str, int], dict[str, int]] = {}

    def number(self, low: float = 0, high: float = 10_000) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def published(self, value: int | None) -> int:
        """A rounded figure is within two of the truth, and never under ten."""
        return self.number() if value is None else self.number(max(10, value - 2), value + 2)

    def relation(self, terms: dict[int, int], low: float = 0, high: float = np.inf) -> None:
        self.rows.append((terms, low, high))

    @functools.cached_property
    def limits(self) -> list[LinearConstraint]:
        """All relations, once everything is written down."""
        if not self.rows:
            return []
        matrix = dok_matrix((len(self.rows), len(self.low)))
        for i, (row, _, _) in enumerate(self.rows):
            for place, factor in row.items():
                matrix[i, place] = factor
        lows, highs = [low for _, low, _ in self.rows], [high for _, _, high in self.rows]
        return [LinearConstraint(matrix.tocsc(), lows, highs)]

    def interval(self, terms: dict[int, int]) -> tuple[int, int]:
        cost = np.zeros(len(self.low))
        for place, factor in terms.items():
            cost[place] = factor
        ends = [
            milp(s * cost, constraints=self.limits, bounds=Bounds(self.low, self.high),
                 integrality=np.ones(len(cost)))
            for s in (1, -1)
        ]  # fmt: skip
        assert all(end.status == 0 for end in ends)
        return round(ends[0].fun), round(-ends[1].fun)

    def write(
        self, table: dict[str, Any], real: dict[str, int], replied: int | None
    ) -> dict[str, int]:
        """Write one issue of a table; the attacker even knows which hidden answers are small.

        ``replied``: how many replies were published that month, if the table is of one form.
        """
        numbers = {}
        for row in table["rows"]:
            if row["status"] == "shown":
                numbers[row["code"]] = self.published(row["count"])
            else:
                small = real[row["code"]] < 10
                numbers[row["code"]] = self.number(0, 9 if small else 10_000)
        base = self.published(table["base"])
        answers = [numbers[r["code"]] for r in table["rows"] if not r["missing"]]
        silent = [numbers[r["code"]] for r in table["rows"] if r["missing"]]
        self.relation({base: -1, **dict.fromkeys(answers, 1)}, 0, 0)
        if replied is not None:
            self.relation({base: 1, **dict.fromkeys(silent, 1)}, 0, replied + 2)
        if table["favourable"] and table["favourable"]["count"] is not None:
            good = self.published(table["favourable"]["count"])
            kind = [numbers[r["code"]] for r in table["rows"] if r["favourable"]]
            self.relation({good: -1, **dict.fromkeys(kind, 1)}, 0, 0)
        return numbers

    def add(
        self, key: str, month: int, table: dict[str, Any], real: dict[str, int],
        replied: int | None,
    ) -> None:  # fmt: skip
        """One more issue of a table, tied to the one before: people are only added."""
        numbers = self.write(table, real, replied)
        for row in table["rows"]:
            code, name = row["code"], f"{key} {month} {row['code']}"
            if row["status"] != "shown" and real[code] < 10:
                self.targets.append((name, {numbers[code]: 1}, real[code]))
            if key in self.last:
                old, past = self.last[key]
                self.relation({numbers[code]: 1, old[code]: -1})
                if 0 < real[code] - past[code] < 10:
                    new = {numbers[code]: 1, old[code]: -1}
                    self.targets.append((f"{name} new", new, real[code] - past[code]))
        self.last[key] = (numbers, real)
        self.by_month[key, month] = numbers

    def add_up(self, variable: str) -> None:
        """Where all three were issued in one month, families are parents and carers."""
        for (key, month), numbers in self.by_month.items():
            parts = [self.by_month.get((f"{w}.{variable}", month)) for w in ("parent", "carer")]
            if key == f"families.{variable}" and all(parts):
                for code, number in numbers.items():
                    self.relation({number: -1, **{p[code]: 1 for p in parts if p}}, 0, 0)


@pytest.mark.parametrize("variable", ATTACKED)
def test_solving_all_months_together_pins_nobody(
    variable: str, wave: Dataset, months: list[dict[str, Any]]
) -> None:
    attacker = Attacker()
    keys = {t["key"] for t in months[0]["tables"]}
    for key in sorted(keys & {f"{who}.{variable}" for who in ("parent", "carer", "families")}):
        for month, table in issues(months, key):
            replied = replies_of(months[month - 1], key.partition(".")[0])
            attacker.add(key, month, table, truth(wave, month, key), replied)
    attacker.add_up(variable)
    assert attacker.targets
    for name, terms, real in attacker.targets:
        low, high = attacker.interval(terms)
        assert low <= real <= high, name
        assert high - low >= 5, (name, low, high)


def test_the_attacker_wins_when_the_months_are_published_without_care(wave: Dataset) -> None:
    """The same attacker on exact monthly figures: it finds single newcomers."""
    found = 0
    for month in range(2, MONTHS + 1):
        before, now = (truth(wave, m, "carer.when") for m in (month - 1, month))
        attacker = Attacker()
        for code, count in now.items():
            old, new = (attacker.number(n, n) for n in (before[code], count))
            found += attacker.interval({new: 1, old: -1}) == (count - before[code],) * 2
    assert found > 30


def test_every_month_says_what_its_audit_found(months: list[dict[str, Any]]) -> None:
    for number, release in enumerate(months):
        assert release["audit"]["recoverable"] == 0
        assert release["audit"]["earlier"] == number

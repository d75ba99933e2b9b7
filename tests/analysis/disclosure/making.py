"""Small tables for the tests of disclosure control."""

from __future__ import annotations

from dataclasses import replace

from analysis.statistics.model import Kind, Row, Table


def single(key: str, *counts: int, missing: tuple[int, ...] = (), good: int = 0) -> Table:
    """A single-choice table; the first ``good`` answers are favourable."""
    rows = [Row(f"a{i}", f"A{i}", n, favourable=i < good) for i, n in enumerate(counts)]
    rows += [Row(f"m{i}", f"M{i}", n, missing=True) for i, n in enumerate(missing)]
    who, _, variable = key.partition(".")
    return Table(
        key=key, title=key, question="", questionnaire=who, variable=variable, kind=Kind.SINGLE,
        base=sum(counts), rows=tuple(rows), favourable=sum(counts[:good]) if good else None,
    )  # fmt: skip


def multi(key: str, base: int, *counts: int, about: str = "answers", within: str = "") -> Table:
    """A table of several choices by the same people."""
    who, _, variable = key.partition(".")
    return Table(
        key=key, title=key, question="", questionnaire=who, variable=variable, kind=Kind.MULTI,
        base=base, rows=tuple(Row(f"a{i}", f"A{i}", n) for i, n in enumerate(counts)),
        about=about, within=within,
    )  # fmt: skip


def together(key: str, one: Table, other: Table) -> Table:
    """Two single-choice tables added up."""
    counts = [a.count + b.count for a, b in zip(one.rows, other.rows, strict=True)]
    good = sum(r.favourable for r in one.rows)
    table = single(key, *counts, good=good)
    return replace(table, parts=(one.key, other.key))


def split(key: str, whole: Table, *groups: tuple[int, int]) -> Table:
    """A split of ``whole``: (favourable, base) by group; what is left was not given."""
    count, base = (sum(g[i] for g in groups) for i in (0, 1))
    rows = [Row(f"u{i}", f"U{i}", c, b) for i, (c, b) in enumerate(groups)]
    rows.append(
        Row("not_given", "", (whole.favourable or 0) - count, whole.base - base, hidden=True)
    )
    return Table(
        key=key, title=key, question="", questionnaire="families", variable="x", kind=Kind.SPLIT,
        base=whole.base, rows=tuple(rows), favourable=whole.favourable, split="unit",
        within=whole.key,
    )  # fmt: skip


def replies(**counts: int) -> Table:
    """How many replies each questionnaire had."""
    rows = tuple(Row(key, key, n) for key, n in counts.items())
    return Table(
        key="replies", title="", question="", questionnaire="", variable="", kind=Kind.REPLIES,
        base=sum(counts.values()), rows=rows, about="replies",
    )  # fmt: skip

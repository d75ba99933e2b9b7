"""Funnels, ranges, and change between waves: worked out from published figures alone.

As nothing but published, rounded figures goes in, nothing more is given away, and anybody can
work them out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.release.model import Cell, PublishedTable, Release
from analysis.statistics.funnel import DISCOVERY, LIMITS, Funnel, Point, funnel, settled
from analysis.statistics.intervals import RANDOM_SAMPLE, difference, whole, wilson
from analysis.statistics.scales import summarise
from analysis.statistics.weighting import standardised

PLACES = frozenset({"city", "outside", "london_wide", "not_given"})
"""Rows of a unit split that are no command unit."""
RECALLED = frozenset({"trust_before", "trust_now"})
SELF_SELECTED = (
    "People chose for themselves whether to take part. The figures are not weighted. Because this "
    "is no probability sample, no estimate of sampling error can be calculated. All surveys may "
    "be subject to several sources of error, including coverage, non-response and measurement "
    "error. (After the wording that the American Association for Public Opinion Research "
    "recommends for opt-in surveys.)"
)
FUNNEL_METHOD = (
    f"Limits are {100 * LIMITS:.1f}% limits around the share of all units, widened for the "
    "differences that units usually have (over-dispersion; Spiegelhalter 2005). A unit is called "
    "above or below only when it is beyond its limits and, over all units of all funnels "
    f"together, at a false discovery rate of {100 * DISCOVERY:.0f}% (Benjamini and Hochberg 1995)."
)


def funnels(tables: Mapping[str, PublishedTable]) -> list[dict[str, Any]]:
    """A funnel for every published unit split that shows enough units."""
    drawn: list[tuple[PublishedTable, list[Cell], Funnel]] = []
    for table in tables.values():
        if table.split != "unit" or not table.published or table.variable in RECALLED:
            continue
        rows = [c for c in table.rows if c.percent is not None and c.code not in PLACES]
        placed = funnel([Point(c.code, c.count or 0, c.base or 0) for c in rows])
        if placed is not None:
            drawn.append((table, rows, placed))
    final = settled([placed for _, _, placed in drawn])
    return [_funnel(t, rows, f) for (t, rows, _), f in zip(drawn, final, strict=True)]


def _funnel(table: PublishedTable, rows: list[Cell], placed: Funnel) -> dict[str, Any]:
    by_code = {unit.code: unit for unit in placed.units}
    units = [
        {
            "code": cell.code,
            "label": cell.label,
            "percent": cell.percent,
            "base": cell.base,
            "low": round(100 * by_code[cell.code].low, 1),
            "high": round(100 * by_code[cell.code].high, 1),
            "position": by_code[cell.code].position,
        }
        for cell in sorted(rows, key=lambda cell: cell.label)
    ]
    return {
        "table": table.key,
        "title": table.title,
        "about": table.about,
        "centre": round(100 * placed.centre, 1),
        "dispersion": round(placed.dispersion, 2),
        "units": units,
        "outside": [u["code"] for u in units if u["position"] != "inside"],
        "method": FUNNEL_METHOD,
    }


def annex(
    tables: Mapping[str, PublishedTable], mirrors: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """Ranges (whole percentages) for the technical annex and the team's app alone."""
    ranges: dict[str, dict[str, list[int]]] = {}
    summaries: dict[str, dict[str, Any]] = {}
    for table in tables.values():
        cells = [*table.rows, *([table.favourable] if table.favourable else [])]
        shown = {c.code: whole(wilson(c.count or 0, c.base or 0)) for c in cells if _has_share(c)}
        if shown:
            ranges[table.key] = shown
        summary = _summary(table)
        if summary:
            summaries[table.key] = summary
    gaps = {m["mirror"]: _gap_range(m) for m in mirrors if m["gap"]["points"] is not None}
    return {
        "wording": RANDOM_SAMPLE,
        "self_selected": SELF_SELECTED,
        "ranges": ranges,
        "gaps": gaps,
        "scales": summaries,
    }


def _has_share(cell: Cell) -> bool:
    return cell.percent is not None and cell.count is not None and bool(cell.base)


def _summary(table: PublishedTable) -> dict[str, Any] | None:
    """The middle answer of a scale whose every valid answer is shown."""
    valid = [c for c in table.rows if not c.missing]
    graded = table.favourable is not None and table.kind == "single"
    if not graded or any(c.percent is None for c in valid):
        return None
    found = summarise({c.code: c.count or 0 for c in valid}, [c.code for c in valid])
    return {"median": found.median, "quarters": list(found.spread)} if found else None


def _gap_range(mirror: Mapping[str, Any]) -> list[int]:
    sides = {side["who"]: side for side in mirror["sides"]}
    one, other = sides["families"], sides["staff"]
    return whole(difference(one["count"], one["base"], other["count"], other["base"]))


def compared(tables: Mapping[str, PublishedTable], earlier: Release | None) -> dict[str, Any]:
    """Favourable shares beside those of an earlier wave's published release.

    Different people answered, who chose to: a change in the figures is no measured change in the
    service. Recalled trust is left out altogether. Only tables that ask the same are compared.
    """
    if earlier is None:
        return {}
    lines = []
    for table in tables.values():
        before = earlier.tables.get(table.key)
        if before is None or table.split or table.variable in RECALLED:
            continue
        now, then = table.favourable, before.favourable
        if now and then and _has_share(now) and _has_share(then) and _same(table, before):
            lines.append(_change(table, now, then))
    return {
        "release": earlier.id,
        "wave": earlier["wave"],
        "warning": "Different people answered in each wave, and they chose to. A change in these "
        "figures is not by itself a change in the service.",
        "lines": lines,
    }


def _same(table: PublishedTable, before: PublishedTable) -> bool:
    asked = [
        [(c.code, c.missing, c.favourable) for c in t.rows] + [t.question, t.scale]
        for t in (table, before)
    ]
    return asked[0] == asked[1]


def _change(table: PublishedTable, now: Cell, then: Cell) -> dict[str, Any]:
    assert now.percent is not None
    assert then.percent is not None
    return {
        "table": table.key,
        "title": table.title,
        "percent": now.percent,
        "earlier": then.percent,
        "points": now.percent - then.percent,
        "range": whole(difference(now.count or 0, now.base or 0, then.count or 0, then.base or 0)),
        "flag": now.flag or then.flag,
    }


def sensitivity(
    tables: Mapping[str, PublishedTable], margin: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Families' favourable shares as counted, and standardised to given unit sizes.

    ``margin``: {source, sizes: {unit: size}}. A sensitivity line: it never replaces a finding.
    """
    if not margin:
        return {}
    lines = []
    for table in tables.values():
        if table.split != "unit" or table.about != "answers" or not table.published:
            continue
        groups = {c.code: (c.count or 0, c.base or 0) for c in table.rows if _has_share(c)}
        found = standardised(groups, margin["sizes"])
        if found:
            lines.append(
                {
                    "table": table.key,
                    "title": table.title,
                    "counted": round(100 * found.unweighted),
                    "standardised": round(100 * found.weighted),
                    "design_effect": round(found.effect, 2),
                    "units": len(set(groups) & set(margin["sizes"])),
                }
            )
    return {"source": margin["source"], "lines": lines}

"""The parts of release.json that stand beside the tables, made from published figures only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.codebook import Codebook
from analysis.coding.frame import Frame
from analysis.dataset import Dataset, unreadable
from analysis.disclosure.control import Controlled
from analysis.disclosure.model import Reason
from analysis.disclosure.quotes import Quote, from_data, published
from analysis.disclosure.rounding import rounded
from analysis.disclosure.rules import Rules
from analysis.release.model import Cell, PublishedTable, cell_to_data
from analysis.statistics.concerns import FrameCode

STAGES = {
    "S0": "Before the report",
    "S1": "First contact",
    "S2": "Risk and recording",
    "S3": "Search and updates",
    "S4": "Another force or area",
    "S5": "Return",
    "S6": "Afterwards",
}
AUDIT_METHOD = (
    "Every hidden number was attacked by linear programming (HiGHS) over all published tables "
    "together, rounding included, giving the attacker our rules and the reason of each hidden cell."
)
WHO_ANSWERED = ("relationship", "times", "reported_last", "area", "when", "sector", "unit")
SIDES = ("families", "parent", "carer", "staff")


def stages(frame: Frame | None) -> list[dict[str, str]]:
    """The stages of the journey, in order."""
    titles = frame.stages if frame else STAGES
    return [{"key": key, "title": title} for key, title in titles.items()]


def frame(frame: Frame | None) -> dict[str, Any]:
    """The coding frame's version and its published codes, with definitions."""
    if frame is None:
        return {}
    codes = [
        {
            "code": c.code,
            "label": c.label,
            "definition": c.definition,
            "include": c.include,
            "exclude": c.exclude,
            "stages": list(c.stages),
            "maps": list(c.maps),
            "tone": c.kind,
        }
        for c in frame.codes
        if c.kind != "urgent"
    ]
    return {"version": frame.version, "title": frame.title, "sha256": frame.sha256, "codes": codes}


def method(dataset: Dataset, facts: Mapping[str, Any], rules: Rules) -> dict[str, Any]:
    """How comments were coded (answers, rounded) and what could not be read."""
    coded = [c.kind for c in dataset.coded()]
    comments = len(dataset.comments)
    left_out = {k: rounded(n, rules.round_to) for k, n in unreadable(dataset).counts.items()}
    people = sum(kind == "person" for kind in coded)
    return {
        "comments": rounded(comments, rules.round_to),
        "coded": rounded(len(coded), rules.round_to),
        "coded_by_people": rounded(people, rules.round_to),
        "coded_by_machine_alone": rounded(len(coded) - people, rules.round_to),
        "coder": dict(facts.get("coder", {})),
        "agreement": dict(facts.get("agreement", {})),
        "estimates": bool(facts.get("estimates")),
        "left_out": left_out,
    }


def coverage(tables: Mapping[str, PublishedTable]) -> dict[str, Any]:
    """Which tables say who answered, and which groups are too small to be seen."""
    who = [t for t in tables.values() if t.variable in WHO_ANSWERED and t.about == "answers"]
    who = [t for t in who if not t.split and t.questionnaire != "families"]
    quiet = [
        {"table": t.key, "code": c.code, "label": c.label}
        for t in who
        for c in t.rows
        if c.status != "shown" and not c.missing
    ]
    return {"replies": "replies", "tables": [t.key for t in who], "too_few": quiet}


def mirrors(tables: Mapping[str, PublishedTable], codebook: Codebook) -> list[dict[str, Any]]:
    """The mirrored items: families, parents and carers beside staff, with the gap in points."""
    found = []
    for key, variables in codebook.mirrors().items():
        sides = {}
        for variable in variables:
            sides[variable.questionnaire] = variable.key
            if variable.questionnaire == "parent":
                sides["families"] = f"families.{variable.code}"
        present = {who: tables[sides[who]] for who in SIDES if sides.get(who) in tables}
        if present:
            found.append(_mirror(key, present))
    return found


def _mirror(key: str, sides: Mapping[str, PublishedTable]) -> dict[str, Any]:
    first = next(iter(sides.values()))
    return {
        "mirror": key,
        "stage": first.stage,
        "scale": first.scale,
        "question": first.question,
        "sides": [
            {"who": who, "table": t.key, "question": t.question, **_figure(t.favourable)}
            for who, t in sides.items()
        ],
        "gap": _gap(sides),
    }


def _figure(cell: Cell | None) -> dict[str, Any]:
    if cell is None:
        return {"status": "not_enough", "percent": None, "count": None, "base": None, "flag": ""}
    return {name: getattr(cell, name) for name in ("status", "percent", "count", "base", "flag")}


def _gap(sides: Mapping[str, PublishedTable]) -> dict[str, Any]:
    """Families' percent favourable minus staff's, in points; None when either is not shown."""
    ends = [sides[who].favourable if who in sides else None for who in ("families", "staff")]
    percents = [cell.percent if cell else None for cell in ends]
    if percents[0] is None or percents[1] is None:
        return {"points": None, "status": "not_enough", "flag": ""}
    flagged = any(cell.flag for cell in ends if cell)
    points = percents[0] - percents[1]
    return {"points": points, "status": "shown", "flag": "under_100" if flagged else ""}


def units(tables: Mapping[str, PublishedTable]) -> list[dict[str, Any]]:
    """The splits by command unit of which something could be published."""
    return [
        {
            "table": t.key,
            "about": t.about,
            "variable": t.variable,
            "shown": sum(c.status == "shown" for c in t.rows),
            "of": len(t.rows),
        }
        for t in tables.values()
        if t.split == "unit"
    ]


def concerns(
    tables: Mapping[str, PublishedTable],
    codes: Sequence[FrameCode],
    stages: Sequence[Mapping[str, str]],
) -> dict[str, Any]:
    """Codes stage by stage with each audience's figures; codes of no single stage come last."""
    audiences = [who for who in SIDES if f"concerns.{who}" in tables]
    if not audiences:
        return {}

    def line(code: FrameCode) -> dict[str, Any]:
        cells = {who: tables[f"concerns.{who}"].row(code.code) for who in audiences}
        figures = {who: cell_to_data(cell) for who, cell in cells.items() if cell}
        return {"code": code.code, "label": code.label, "tone": code.tone, "by": figures}

    known = [stage["key"] for stage in stages]
    parts = [
        {**stage, "codes": [line(c) for c in codes if stage["key"] in c.stages]} for stage in stages
    ]
    anywhere = [line(c) for c in codes if not set(known).intersection(c.stages)]
    questions = [
        k for k, t in tables.items() if t.about == "concerns" and t.variable and not t.split
    ]
    return {
        "audiences": audiences,
        "by_stage": parts,
        "any_stage": anywhere,
        "tables": [f"concerns.{who}" for who in audiences],
        "by_question": questions,
    }


def quotes(approved: Iterable[Quote | Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Quotes that people approved one by one; QuoteError when one may not be published."""
    given = [q if isinstance(q, Quote) else from_data(q) for q in approved]
    return published(given)


def uncounted(frame: Frame | None, why: Mapping[str, str]) -> list[dict[str, str]]:
    """The codes that are suggestions still and count nowhere, and why, in the frame's order."""
    codes = frame.codes if frame else ()
    return [{"code": c.code, "label": c.label, "why": why[c.code]} for c in codes if c.code in why]


def cannot_say(tables: Iterable[PublishedTable]) -> list[dict[str, Any]]:
    """Tables of which nothing is published, and why."""
    return [{"table": t.key, "title": t.title, "why": t.why} for t in tables if not t.published]


def audit(controlled: Controlled, tables: Iterable[PublishedTable], earlier: int) -> dict[str, Any]:
    """What the attack on our own tables found, in cells; ``earlier`` releases were part of it."""
    cells = [cell for table in tables for cell in table.rows]
    return {
        "method": AUDIT_METHOD,
        "cells": len(cells),
        "shown": sum(c.status == "shown" for c in cells),
        "suppressed": sum(c.status == "suppressed" for c in cells),
        "not_enough": sum(c.status == "not_enough" for c in cells),
        "protecting": sum(w is Reason.PROTECTS for w in controlled.plan.hidden.values()),
        "attacked": len(controlled.intervals),
        "recoverable": controlled.recoverable,
        "narrowest": controlled.narrowest,
        "earlier": earlier,
    }

"""The pages that belong to no single release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.findings.concerns import Concern, ranked
from analysis.findings.figures import Figure, figure_of
from analysis.recommendations.model import (
    ACTED,
    CODE,
    FIGURE,
    ORIGINS,
    REFUSED,
    STAGE,
    Assessment,
    Ledger,
)
from analysis.site import chapters, downloads
from analysis.site.model import WITHDRAWN, Told
from analysis.site.render import render

MOST_UNANSWERED = 8
"""Concerns without an answer that are listed at most."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence in words, with the address of its table; empty when it is gone."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What a force says of itself, and the figure of the people it served."""

    row: Assessment
    figure: Figure | None
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the log: when (ISO date), in which release, what, why."""

    on: str
    release: str
    what: str
    why: str


def pages(told: Sequence[Told], ledger: Ledger, site: dict[str, Any]) -> dict[str, bytes]:
    """Path -> bytes of every page of the front."""
    context = {**site, "up": "", "told": told, "origins": ORIGINS}
    evidence = {r.key: [_evidence(told, e) for e in r.evidence] for r in ledger.recommendations}
    latest: Told | None = site["latest"]
    more: dict[str, dict[str, Any]] = {
        "index": {"cards": chapters.cards(latest.summary) if latest else []},
        "recommendations": {"evidence": evidence, "beside": beside(told, ledger)},
        "you-said": {
            "evidence": evidence,
            "did": [r for r in ledger.recommendations if r.status in ACTED],
            "refused": [r for r in ledger.recommendations if r.status in REFUSED],
            "unanswered": unanswered(latest, ledger) if latest else [],
        },
        "corrections": {"corrections": corrections(told)},
        "kept": {},
        "formats": {
            "editions": downloads.of(latest.bundle, latest.release) if latest else [],
        },
    }
    return {
        f"{name}.html": render(f"{name}.html", {**context, **own}) for name, own in more.items()
    }


def beside(told: Sequence[Told], ledger: Ledger) -> list[Beside]:
    """Each self-assessment with the newest figure of the users' view."""
    shown = next((one for one in told if one.bundle.shown), None)
    found = []
    for row in ledger.assessments:
        key, _, code = row.users.partition("/")
        table = shown.release.tables.get(key) if shown else None
        if shown is None or table is None:
            found.append(Beside(row, None, "", ""))
            continue
        cell = table.favourable if code == "favourable" else table.row(code)
        href = f"{shown.bundle.id}/tables/{key}.html"
        found.append(Beside(row, figure_of(cell, key), table.question, href))
    return found


def _evidence(told: Sequence[Told], text: str) -> Evidence:
    shown = {one.bundle.id: one for one in told if one.bundle.shown}
    newest = next(iter(shown.values()), None)
    if (match := CODE.fullmatch(text)) and newest:
        concern = _concern(newest, match["code"])
        if concern:
            words = f"Concern: {concern.label}, {concern.figure} of families who wrote to us"
            return Evidence(words, f"{newest.bundle.id}/tables/concerns.families.html")
    if (match := STAGE.fullmatch(text)) and newest:
        stages = {stage["key"]: stage["title"] for stage in newest.release["stages"]}
        if match["stage"] in stages:
            words = f"Stage: {stages[match['stage']]}"
            return Evidence(words, f"{newest.bundle.id}/{match['stage'].lower()}.html")
    if match := FIGURE.fullmatch(text):
        return _figure(shown.get(match["release"]), match["table"], match["row"], text)
    return Evidence(f"{text} (not in a published release)", "")


def _figure(told: Told | None, key: str, code: str, text: str) -> Evidence:
    table = told.release.tables.get(key) if told else None
    if told is None or table is None:
        return Evidence(f"{text} (not in a published release)", "")
    cell = table.favourable if code == "favourable" else table.row(code)
    label = cell.label if cell else code
    words = f"{table.question} {label}: {figure_of(cell, key)} (release {told.bundle.id})"
    return Evidence(words, f"{told.bundle.id}/tables/{key}.html")


def _concern(told: Told, code: str) -> Concern | None:
    every = [*ranked(told.summary.reader), *ranked(told.summary.reader, tone="good")]
    return next((one for one in every if one.code == code), None)


def unanswered(told: Told, ledger: Ledger) -> list[Concern]:
    """The concerns named most that no recommendation with an answer gives as its evidence."""
    answered = {
        match["code"]
        for row in ledger.recommendations
        if row.status in (*ACTED, *REFUSED)
        for text in row.evidence
        if (match := CODE.fullmatch(text))
    }
    shown = [one for one in ranked(told.summary.reader) if one.figure.shown]
    return [one for one in shown if one.code not in answered][:MOST_UNANSWERED]


def corrections(told: Sequence[Told]) -> list[Correction]:
    """Every correction and withdrawal, the newest first."""
    every = set(_corrections(told))  # a release carries the log of those before it
    return sorted(every, key=lambda one: (one.on, one.release, one.what), reverse=True)


def _corrections(told: Sequence[Told]) -> Iterator[Correction]:
    for one in told:
        for change in one.release["changes"]:
            yield Correction(
                change["date"], change.get("release", one.bundle.id), change["what"], change["why"]
            )
        if one.bundle.state == WITHDRAWN:
            yield Correction(
                one.bundle.on, one.bundle.id, "The release was withdrawn.", one.bundle.why
            )

"""The chapters of the findings: journey.toml filled with the figures of a release."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

from analysis.findings.concerns import in_a_sentence, stage_exhibit
from analysis.findings.exhibits import Exhibit, Plan, exhibit
from analysis.findings.reader import Reader

FAMILIES = ("parent", "carer")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One stage of the journey: its exhibits, and the questions nobody can be quoted on.

    ``withheld`` are topics of which the release holds nothing publishable; ``written`` is what
    people wrote about it, where that takes no chart.
    """

    key: str
    title: str
    lead: str
    exhibits: tuple[Exhibit, ...]
    withheld: tuple[str, ...] = ()
    written: str = ""


@functools.cache
def document() -> Mapping[str, Any]:
    """journey.toml as plain data."""
    text = files("analysis.findings").joinpath("journey.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def plans(part: Mapping[str, Any]) -> tuple[Plan, ...]:
    """The exhibits planned for one chapter."""
    return tuple(_plan(entry) for entry in part.get("exhibit", ()))


def _plan(entry: Mapping[str, Any]) -> Plan:
    return Plan(
        variables=tuple(entry["variables"]),
        topic=entry["topic"],
        says=entry.get("says", ""),
        code=entry.get("code", ""),
        note=entry.get("note", ""),
        labels=tuple(entry.get("labels", ())),
    )


def chapters(reader: Reader) -> tuple[Chapter, ...]:
    """Every chapter that the release has something to say in."""
    built = (_chapter(reader, part) for part in document()["chapter"])
    return tuple(chapter for chapter in built if chapter.exhibits or chapter.withheld)


def _chapter(reader: Reader, part: Mapping[str, Any]) -> Chapter:
    audiences = tuple(part.get("audiences", FAMILIES))
    found = [(plan, exhibit(reader, plan, audiences)) for plan in plans(part)]
    shown = [made for _, made in found if made is not None and made.shown]
    if concerns := stage_exhibit(reader, part.get("concerns", "")):
        shown.append(concerns)
    withheld = [plan.topic for plan, made in found if made is not None and not made.shown]
    written = in_a_sentence(reader, part.get("concerns", ""))
    lead, title = part["lead"], part["title"]
    return Chapter(part["key"], title, lead, tuple(shown), tuple(withheld), written)


def profiles(reader: Reader) -> tuple[Exhibit, ...]:
    """Who answered: an exhibit for each question of the plan that the release can show."""
    found = []
    for entry in document()["profile"]:
        group = entry["group"]
        audiences = FAMILIES if group == "families" else (group,)
        made = exhibit(reader, _plan(entry), audiences)
        if made is not None and made.shown:
            found.append(replace(made, key=f"{group}-{made.key}"))
    return tuple(found)

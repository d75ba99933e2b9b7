"""The key messages of a summary in Easy Read: short sentences, one idea each, a picture beside.

After the guidance of easy-read practice in public services: large type, one idea a sentence, a
picture that helps for each idea, hard words explained. It stays a draft until people with
learning disabilities have tested it; every page says so.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from analysis.findings.concerns import ranked
from analysis.findings.figures import Figure
from analysis.findings.summary import Summary
from analysis.findings.wording import in_ten, thousands
from analysis.packs.facts import lowest_and_highest, sides, widest

TOP = 3
"""Concerns that are told."""


@dataclass(frozen=True, slots=True)
class Message:
    """A picture's name, and short sentences; ``tables`` hold the figures in them."""

    picture: str
    says: tuple[str, ...]
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One heading with its messages."""

    title: str
    messages: tuple[Message, ...]


@functools.cache
def wording() -> Mapping[str, Any]:
    """easy_read.toml as plain data."""
    text = files("analysis.packs").joinpath("easy_read.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def parts(summary: Summary) -> list[Part]:
    """The whole edition; a part with nothing to say is left out."""
    found = (
        Part("About this paper", _fixed("about")),
        Part("Who answered", tuple(_who(summary))),
        Part("What people said", tuple(_said(summary))),
        Part("What people wrote", tuple(_wrote(summary))),
        Part("What to keep in mind", _fixed("sure")),
        Part("What happens now", _fixed("next")),
    )
    return [part for part in found if part.messages]


def words() -> list[tuple[str, tuple[str, ...]]]:
    """Hard words with what they mean."""
    return [(entry["word"], tuple(entry["says"])) for entry in wording()["words"]]


def _fixed(name: str) -> tuple[Message, ...]:
    return tuple(Message(one["picture"], tuple(one["says"])) for one in wording()[name])


def _who(summary: Summary) -> Iterator[Message]:
    for group in summary.coverage.replies:
        if group.count is not None:
            yield Message(
                "people",
                (f"About {thousands(group.count)} {group.people} answered.",),
                ("replies",),
            )


def _said(summary: Summary) -> Iterator[Message]:
    for variable, figure in lowest_and_highest(summary):
        yield _answer(wording()["answers"][variable], figure)
    nobody = summary.reader.figure("parent.reported_last", "nobody")
    if nobody.shown:
        yield _answer(wording()["nobody"], nobody)
    for gap, tables in widest(summary, 1):
        entry = wording()["gap_more" if gap.points < 0 else "gap_less"][0]
        topic = wording()["topics"][gap.mirror]
        says = tuple(line.format(topic=topic) for line in entry["says"])
        yield Message(entry["picture"], says, tables or sides(summary, gap.mirror))


def _answer(entry: Mapping[str, str], figure: Figure) -> Message:
    assert figure.percent is not None
    says = entry["says"].format(share=in_ten(figure.percent))
    return Message(entry["picture"], (says,), (figure.table,))


def _wrote(summary: Summary) -> Iterator[Message]:
    entry = wording()["wrote"]
    shown = [one for one in ranked(summary.reader) if one.figure.shown][:TOP]
    for place, concern in enumerate(shown):
        share = in_ten(concern.figure.percent or 0)
        lead = [line.format(share=share) for line in entry["says"]]
        own = wording()["codes"][concern.code]
        says = (*(lead if place == 0 else lead[1:]), own["says"])
        yield Message(own["picture"], says, ("concerns.families",))

"""Small releases by hand, so that a test says in a line what a release holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.findings.reader import Reader
from analysis.release.model import Cell, PublishedTable, Release

AGREE = {
    "strongly_agree": "Strongly agree", "tend_agree": "Tend to agree", "neither": "Neither",
    "tend_disagree": "Tend to disagree", "strongly_disagree": "Strongly disagree",
}  # fmt: skip
CODES = ("reluctance", "hard_to_reach", "blamed", "cross_boundary", "good_contact")


def cell(code: str, percent: int | None, *, base: int = 200, **more: Any) -> Cell:
    """A cell; ``None`` makes it suppressed, a negative percentage too few."""
    label = more.pop("label", code.replace("_", " ").capitalize())
    if percent is None:
        return Cell(code, label, "suppressed", **more)
    if percent < 0:
        return Cell(code, label, "shown", 15, 20, None, "under_30", **more)
    flag = "under_100" if base < 100 else ""
    return Cell(code, label, "shown", base * percent // 100, base, percent, flag, **more)


def table(
    key: str, shares: Mapping[str, int | None], *, base: int | None = 200, **more: Any
) -> PublishedTable:
    """A released table of ``shares`` in percent."""
    audience, _, rest = key.partition(".")
    favourable = more.pop("favourable", None)
    good = set(more.pop("good", ()))
    about = more.pop("about", "concerns" if audience == "concerns" else "answers")
    rows = tuple(
        cell(code, share, base=base or 200, favourable=code in good)
        for code, share in shares.items()
    )
    values: dict[str, Any] = {
        "key": key, "kind": "single", "about": about, "title": rest, "question": f"About {rest}?",
        "questionnaire": audience, "variable": rest.partition(".")[0], "stage": "", "mirror": "",
        "scale": "", "asked": "", "split": "", "status": "published", "why": "", "base": base,
        "flag": "", "rows": rows, "issued_in": "r1", "issued_on": "2026-12-01",
        "favourable": None if favourable is None else cell("favourable", favourable),
    }  # fmt: skip
    return PublishedTable(**{**values, **more})


def graded(key: str, favourable: int | None, **more: Any) -> PublishedTable:
    """An agreement scale with a share of favourable answers."""
    shares = dict.fromkeys(AGREE, 20)
    return table(
        key, shares, good=("strongly_agree", "tend_agree"),
        favourable=-1 if favourable is None else favourable, **more,
    )  # fmt: skip


def concern_table(audience: str, shares: Mapping[str, int | None]) -> PublishedTable:
    """What one audience wrote about."""
    return table(f"concerns.{audience}", shares, questionnaire=audience, variable="")


def frame() -> dict[str, Any]:
    """A small coding frame: one early concern, one first contact, two, one throughout."""
    stages = {
        "reluctance": ["S0"], "hard_to_reach": ["S1"], "cross_boundary": ["S4"],
        "blamed": ["S0", "S1", "S2", "S3"], "good_contact": ["S1"],
    }  # fmt: skip
    return {
        "version": "1", "title": "Frame", "sha256": "ab" * 32,
        "codes": [
            {
                "code": code, "label": code.replace("_", " ").capitalize(), "definition": "What.",
                "include": "", "exclude": "", "stages": stages[code], "maps": ["K1"],
                "tone": "good" if code == "good_contact" else "concern",
            }
            for code in CODES
        ],
    }  # fmt: skip


def release(tables: Iterable[PublishedTable] = (), **parts: Any) -> Release:
    """A release of these tables; ``parts`` are parts of release.json."""
    document = {
        "format": "heard-release-1", "id": "r1", "created": "2026-12-01", "demo": False,
        "wave": "Autumn 2026", "software": "0.1.0", "questionnaires": [],
        "force": {"name": "the Example Police", "short": "the force"},
        "operator": {"name": "The team", "contact": "team@example.org"},
        "rules": {"version": "1", "minimum_cell": 10, "round_to": 5, "minimum_percent_base": 30,
                  "flag_percent_base": 100},
    }  # fmt: skip
    return Release({**document, **parts}, {one.key: one for one in tables})


def reader(*tables: PublishedTable, **parts: Any) -> Reader:
    """A reader of a release of these tables."""
    return Reader.of(release(tables, **parts))

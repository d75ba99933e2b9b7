"""Publish gates: for each code, whether the machine's coding may be counted at all."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.coding.agreement import CodeAgreement
from analysis.coding.evaluate import CodeScore
from analysis.coding.frame import Frame

SHIPPED = Path(__file__).parent / "gates.toml"
Status = Literal["publish", "people_only", "suggestion", "never"]


@dataclass(frozen=True, slots=True)
class Bars:
    """The least that is asked of a code before it is published."""

    audited: int
    positives: int
    people_alpha: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a code may be published, and every reason why not.

    ``publish``: machine codes, corrected by the audit, may be counted. ``people_only``: only codes
    given by people. ``suggestion``: not audited yet. ``never``: urgent, read and not counted.
    """

    code: str
    status: Status
    reasons: tuple[str, ...]


def load_bars(path: Path = SHIPPED) -> Bars:
    """The bars of a TOML file."""
    return Bars(**tomllib.loads(path.read_text(encoding="utf-8")))


def decide(
    frame: Frame,
    scores: Sequence[CodeScore],
    people: Mapping[str, CodeAgreement],
    audited: int,
    bars: Bars | None = None,
) -> tuple[Gate, ...]:
    """One gate per code of the frame.

    *scores*: machine against people on the audit sample of *audited* answers. *people*: agreement
    of two people, by code; a code without it is not published.
    """
    bars = bars or load_bars()
    by_code = {score.code: score for score in scores}
    return tuple(
        _gate(code.code, code.kind, by_code.get(code.code), people.get(code.code), audited, bars)
        for code in frame.codes
    )


def _gate(  # noqa: PLR0917
    code: str,
    kind: str,
    score: CodeScore | None,
    people: CodeAgreement | None,
    audited: int,
    bars: Bars,
) -> Gate:
    if kind == "urgent":
        return Gate(code, "never", ("urgent is read by people and enters no table",))
    if score is None or audited < bars.audited:
        return Gate(code, "suggestion", (f"{audited} of {bars.audited} audited answers",))
    reasons = tuple(_reasons(score, people, bars))
    return Gate(code, "people_only" if reasons else "publish", reasons)


def _reasons(score: CodeScore, people: CodeAgreement | None, bars: Bars) -> list[str]:
    found: list[str] = []
    if score.gold < bars.positives:
        found.append(f"people gave it {score.gold} times in the audit; {bars.positives} are needed")
    if people is None:
        found.append("two people have not coded it blind")
    elif people.alpha is None or people.alpha < bars.people_alpha:
        found.append(f"two people agree at alpha {_two(people.alpha)}, under {bars.people_alpha}")
    if (score.precision.value or 0) < bars.precision:
        found.append(f"precision {_two(score.precision.value)}, under {bars.precision}")
    if (score.recall.value or 0) < bars.recall:
        found.append(f"recall {_two(score.recall.value)}, under {bars.recall}")
    return found


def _two(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}"

"""Publish gates: for each code, whether the machine's coding may be counted at all."""

from __future__ import annotations

import math
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
    ``more``: audited answers still missing, as far as the share seen so far tells; None where
    more of them cannot open the gate, or where nobody can say how many.
    """

    code: str
    status: Status
    reasons: tuple[str, ...]
    more: int | None = None

    @property
    def sentence(self) -> str:
        """What to tell the team: ``12 more audited answers open the gate for blamed``."""
        if self.status == "publish":
            return f"{self.code}: the gate is open"
        if self.more:
            answers = "answer opens" if self.more == 1 else "answers open"
            about = "about " if self.status == "people_only" else ""
            return f"{about}{self.more} more audited {answers} the gate for {self.code}"
        kind = "never counted" if self.status == "never" else "people only"
        return f"{self.code}: {kind}: {'; '.join(self.reasons)}"


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
        why = f"{audited} of {bars.audited} audited answers"
        return Gate(code, "suggestion", (why,), max(1, bars.audited - audited))
    lasting = _lasting(score, people, bars)
    rare = _rare(score, bars)
    status: Status = "people_only" if rare or lasting else "publish"
    more = None if lasting else _for_positives(score, audited, bars)
    return Gate(code, status, (*rare, *lasting), more)


def _rare(score: CodeScore, bars: Bars) -> tuple[str, ...]:
    if score.gold >= bars.positives:
        return ()
    return (f"people gave it {score.gold} times in the audit; {bars.positives} are needed",)


def _lasting(score: CodeScore, people: CodeAgreement | None, bars: Bars) -> tuple[str, ...]:
    """What auditing more of the same does not mend."""
    found: list[str] = []
    if people is None:
        found.append("two people have not coded it blind")
    elif people.alpha is None or people.alpha < bars.people_alpha:
        found.append(f"two people agree at alpha {_two(people.alpha)}, under {bars.people_alpha}")
    if (score.precision.value or 0) < bars.precision:
        found.append(f"precision {_two(score.precision.value)}, under {bars.precision}")
    if (score.recall.value or 0) < bars.recall:
        found.append(f"recall {_two(score.recall.value)}, under {bars.recall}")
    return tuple(found)


def _for_positives(score: CodeScore, audited: int, bars: Bars) -> int | None:
    """Answers to audit until people have given the code often enough, at the share seen so far."""
    if not 0 < score.gold < bars.positives:
        return None
    return math.ceil((bars.positives - score.gold) * audited / score.gold)


def _two(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}"

"""Plausible closed answers around one invented comment, on a valid path, from a seed.

One comment becomes one response. The route is walked page by page as a respondent would walk
it; answers that the comment's question needs (a comment on "why did you wait" needs somebody
who waited) are chosen first, the rest is drawn with odds that follow the comment's tone.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from survey.definition.model import MISSING_CODES, Kind, Questionnaire, Section, Variable
from survey.definition.routing import next_page, to_seal

COMMENTS = Path(str(files("analysis"))) / "coding" / "labelled" / "comments.jsonl"
"""The invented comments that the starter model learned from, too: docs/coding.md."""
SEED = 20221123

SKIPPED = 0.06
"""Share of questions that an invented respondent skips."""

UNKNOWN = 0.07
"""Share of answers that are "I do not know" or the like, where that is offered."""

FAVOURABLE = {-1: 0.22, 0: 0.45, 1: 0.82}
"""Odds of a favourable answer from families, by the tone of their comment."""

STAFF_LEAN = 0.14
"""Staff see the same items more favourably: so HMIC found of the force itself in 2016."""

NEEDS: dict[str, tuple[dict[str, str], ...]] = {
    "before": (
        {"reported_last": "nobody"},
        {"reported_last": "me", "delay": "day"},
        {"reported_last": "me", "delay": "longer"},
        {"reported_last": "me", "times": "two_three", "reported_usually": "sometimes"},
    ),
    "contact": (
        {"reported_last": "me"},
        {"reported_last": "me"},
        {"reported_last": "someone_else"},
    ),
    "response": ({"reported_last": "me"}, {"reported_last": "someone_else"}),
    "across": ({"reported_last": "me", "other_area": "yes"},),
    "after": ({"reported_last": "me", "returned": "yes"},),
}
"""Question of the comment -> the answers that bring its page onto the route; one is drawn."""

LIKELY: dict[str, dict[str, float]] = {
    "returned": {"yes": 0.93, "no": 0.04, "died": 0.005, "not_say": 0.025},
    "reported_last": {"me": 0.72, "someone_else": 0.18, "nobody": 0.07, "not_sure": 0.03},
    "when": {
        "month": 0.14, "half_year": 0.27, "year": 0.24,
        "two_years": 0.18, "five_years": 0.12, "longer": 0.05,
    },
    "child_age": {"under_5": 0.03, "5_9": 0.06, "10_12": 0.14, "13_15": 0.42, "16_17": 0.35},
    "relationship": {
        "mother": 0.5, "father": 0.2, "step_parent": 0.06, "grandparent": 0.1, "sibling": 0.04,
        "other_relative": 0.06, "family_friend": 0.03, "other": 0.02, "foster": 0.42,
        "kinship": 0.14, "childrens_home": 0.24, "semi_independent": 0.1,
        "supported_lodgings": 0.05, "residential_school": 0.03,
    },
    "times": {"none": 0.08, "one": 0.34, "two_three": 0.26, "four_ten": 0.18, "over_ten": 0.14},
    "delay": {"at_once": 0.4, "hour": 0.3, "six_hours": 0.2, "day": 0.07, "longer": 0.03},
    "quote": {"yes": 0.35, "paraphrase": 0.4, "no": 0.25},
    "sector": {
        "police": 0.42, "council_care": 0.2, "education": 0.1, "health": 0.07,
        "care_provider": 0.12, "return_interviews": 0.05, "voluntary": 0.03, "other": 0.01,
    },
    "other_area": {"yes": 0.3, "no": 0.6, "dont_know": 0.1},
}  # fmt: skip
"""Odds where even ones would look odd. Invented, like the comments: no source is claimed."""


ELSEWHERE = {"city": 0.05, "outside": 0.5, "london_wide": 2.0}
"""Odds of places that are no command unit; each unit has 1."""


@dataclass(frozen=True, slots=True)
class DemoResponse:
    """One invented response, ready to be sealed."""

    questionnaire: str
    answers: dict[str, str | tuple[str, ...]]


def read_comments(path: Path = COMMENTS) -> list[dict[str, Any]]:
    """The labelled comments as dictionaries, in file order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def responses(questionnaires: dict[str, Questionnaire], seed: int = SEED) -> Iterator[DemoResponse]:
    """One response for each comment; the same seed gives the same answers."""
    rng = random.Random(seed)  # noqa: S311 - invented data, no secret
    for comment in read_comments():
        questionnaire = questionnaires[comment["audience"]]
        yield DemoResponse(questionnaire.key, _walk(questionnaire, comment, rng))


def _walk(
    questionnaire: Questionnaire, comment: dict[str, Any], rng: random.Random
) -> dict[str, str | tuple[str, ...]]:
    tone = _tone(comment)
    fixed = dict(rng.choice(NEEDS.get(comment["question"], ({},))))
    lean = STAFF_LEAN if questionnaire.key == "staff" else 0.0
    answers: dict[str, str | tuple[str, ...]] = {}
    for section in Section:
        page = next_page(questionnaire, answers, None, section)
        while page is not None:
            for variable in page.variables():
                if variable.code == comment["question"]:
                    answers[variable.code] = comment["text"]
                elif variable.code in fixed:
                    answers[variable.code] = fixed[variable.code]
                elif variable.kind is not Kind.TEXT and rng.random() > SKIPPED:
                    answers[variable.code] = _draw(variable, FAVOURABLE[tone] + lean, rng)
            page = next_page(questionnaire, answers, page.key, section)
    sealed = to_seal(questionnaire, answers)
    if comment["question"] not in sealed:
        raise AssertionError(f"the route of {comment['id']} does not reach its own question")
    return dict(sealed)


def _tone(comment: dict[str, Any]) -> int:
    total: int = sum(comment["sentiment"])
    return (total > 0) - (total < 0)


def _draw(variable: Variable, favourable: float, rng: random.Random) -> str | tuple[str, ...]:
    codes = [option.kept for option in variable.options]
    valid = [code for code in codes if code not in MISSING_CODES]
    unknown = [code for code in codes if code in MISSING_CODES]
    if variable.kind is Kind.MULTI:
        return _draw_several(variable, rng)
    if unknown and rng.random() < UNKNOWN:
        return rng.choice(unknown)
    if variable.favourable:
        wanted = rng.random() < favourable
        side = [code for code in valid if (code in variable.favourable) == wanted]
        return rng.choice(side or valid)
    odds = LIKELY.get(variable.code, {})
    if variable.code in ("area", "unit"):
        odds = {code: ELSEWHERE.get(code, 1.0) for code in valid}
    return rng.choices(valid, [odds.get(code, 0.0 if odds else 1.0) for code in valid])[0]


def _draw_several(variable: Variable, rng: random.Random) -> tuple[str, ...]:
    many = [option.kept for option in variable.options if not option.exclusive]
    chosen = set(rng.sample(many, k=min(len(many), rng.choice((1, 1, 1, 2, 2, 3)))))
    return tuple(code for code in many if code in chosen)

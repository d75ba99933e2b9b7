"""Random answers for property tests: possible ones, and such as no page of ours would send."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import strategies as st

from survey.definition.load import load_all, load_questionnaire
from survey.definition.model import Kind, Question

TINY = Path(__file__).resolve().parents[2] / "questionnaires"
INSTRUMENT = load_all()
FEATURES = load_questionnaire(TINY / "features" / "routes.toml")

Given = dict[str, "str | tuple[str, ...]"]

WORDS = ("They came at once.", "Nobody\nrang.", "…", "لم يأتِ أحد", "0", "=1+1", "{force}")
STRAY: tuple[str | tuple[str, ...], ...] = ("zz", "", (), ("zz",), "yes")


def possible(question: Question, chance: random.Random) -> str | tuple[str, ...]:
    """A stored answer that this question can have."""
    codes = list(question.kept_codes)
    if question.kind is Kind.TEXT:
        return chance.choice(WORDS)
    if question.kind is Kind.MULTI:
        chosen = set(chance.sample(codes, chance.randint(1, len(codes))))
        alone = [option.code for option in question.options if option.exclusive]
        chosen = {chance.choice(alone)} if chosen & set(alone) else chosen
        return tuple(code for code in codes if code in chosen)
    return chance.choice(codes)


NAMED = {**INSTRUMENT, "features": FEATURES}
"""The real questionnaires, and the tiny one that has every sort of condition."""


@st.composite
def walks(draw: st.DrawFn, *, stray: bool = False) -> tuple[str, Given]:
    """The name of a questionnaire, and answers to any of its questions, on the path or off it;
    with ``stray`` also impossible ones."""
    name = draw(st.sampled_from(sorted(NAMED)))
    asked = [
        (code, question)
        for page in NAMED[name].pages
        for question in page.questions
        for code in question.variable_codes
    ]
    few = st.sets(st.integers(0, len(asked) - 1), max_size=20)
    skipped, strange = draw(few), draw(few) if stray else set()
    chance = random.Random(draw(st.integers(0, 2**32)))
    given: Given = {}
    for number, (code, question) in enumerate(asked):
        if number in strange:
            given[code] = chance.choice(STRAY)
        elif number not in skipped:
            given[code] = possible(question, chance)
    return name, given

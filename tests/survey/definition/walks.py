"""Random answers for property tests: possible ones, and such as no page of ours would send."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from survey.definition.load import load_all, load_questionnaire
from survey.definition.model import Kind, Question, Questionnaire

TINY = Path(__file__).resolve().parents[2] / "questionnaires"
INSTRUMENT = load_all()
FEATURES = load_questionnaire(TINY / "features" / "routes.toml")

Given = dict[str, "str | tuple[str, ...]"]

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=60
)


def possible(question: Question) -> st.SearchStrategy[str | tuple[str, ...]]:
    """A stored answer that this question can have."""
    codes = list(question.kept_codes)
    if question.kind is Kind.TEXT:
        return WORDS.filter(bool)
    if question.kind is Kind.MULTI:
        chosen = st.lists(st.sampled_from(codes), min_size=1, unique=True)
        return chosen.map(lambda some: tuple(code for code in codes if code in some))
    return st.sampled_from(codes)


@st.composite
def answers(draw: st.DrawFn, questionnaire: Questionnaire, *, stray: bool = False) -> Given:
    """Answers to any of the questions, on the path or off it; with ``stray`` also impossible."""
    given: Given = {}
    for page in questionnaire.pages:
        for question in page.questions:
            for code in question.variable_codes:
                choice = draw(st.integers(0, 9))
                if stray and choice == 9:
                    given[code] = draw(st.sampled_from(["zz", "", (), ("zz",), "yes"]))
                elif choice > 2:
                    given[code] = draw(possible(question))
    return given


def some_questionnaire() -> st.SearchStrategy[Questionnaire]:
    """Any of the real ones, or the tiny one that has every sort of condition."""
    return st.sampled_from([*INSTRUMENT.values(), FEATURES])

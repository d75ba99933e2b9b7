"""The outline shows every page, route, option and code of a questionnaire as text."""

from __future__ import annotations

import pytest

from survey.definition.messages import texts
from survey.definition.outline import WIDTH, outline
from tests.survey.definition.walks import FEATURES, NAMED


@pytest.mark.parametrize("key", NAMED)
def test_every_page_and_every_visible_text_is_there(key: str) -> None:
    questionnaire = NAMED[key]
    shown = " ".join(outline(questionnaire).split())
    for page in questionnaire.pages:
        assert f" {page.key}" in shown
    kept_only = {o.label for p in questionnaire.pages for q in p.questions for o in q.kept_options}
    kept_only -= {o.label for p in questionnaire.pages for q in p.questions for o in q.options}
    for text in texts(questionnaire):
        words = " ".join(text.source.split())
        assert text in kept_only or words in shown or words.upper() in shown, text


@pytest.mark.parametrize("key", NAMED)
def test_lines_are_short_enough_for_a_terminal(key: str) -> None:
    assert max(map(len, outline(NAMED[key]).splitlines())) <= WIDTH + 10


def test_who_sees_a_page_and_what_is_dropped_is_said_in_words() -> None:
    shown = outline(FEATURES)
    assert "3. welcome\n    Only for those whose child is back.\n    How was it?" in shown
    assert "after the check page" in shown
    assert "Before sealing, “job” is left out for those who answered “Where do you live?”." in shown


def test_codes_kept_codes_and_what_goes_alone_stand_beside_the_labels() -> None:
    shown = outline(FEATURES)
    assert "[ ] Nowhere  [nowhere, only alone]" in shown
    assert "Bromley  [bromley, kept as SN]" in shown
    assert "<both; scale agree; favourable: agree; mirror: respect; S1>" in shown

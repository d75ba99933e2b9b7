"""Question pages that are put together from parts are those that are made whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from survey.collect import rendering
from survey.collect.rendering import WHOLE, QuestionPages
from survey.collect.state import State
from survey.collect.visit import visit
from survey.config import Collect
from tests.survey.collect.conftest import inside

TYPED = "@@token@@ </main> @@back@@ <b>"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_with_answers_or_errors_is_the_same_as_when_it_is_made_whole(
    make_app: Callable[..., Flask], language: str
) -> None:
    app = make_app(collect=Collect(languages=("en", "ar"), allow_draft_languages=True))
    pages, made = QuestionPages(), 0
    with app.test_request_context("/", headers={"Accept-Language": language}):
        app.preprocess_request()
        found = visit()
        for journey in inside(app).journeys.values():
            for page in journey.questionnaire.pages:
                codes = [code for one in page.questions for code in one.variable_codes]
                state = State(questionnaire="parent", answers=dict.fromkeys(codes, "yes"))
                found.change(lambda _, state=state: replace(state))
                for errors in ({}, dict.fromkeys(codes, "Wrong <b>")):
                    typed = {code: [TYPED] for code in codes} if errors else None
                    parts = pages.filled(
                        found, journey, page, "/check", typed=typed, errors=errors, change=True
                    )
                    whole = rendering._render(
                        WHOLE, journey, page, found.state.answers, typed, errors=errors,
                        change=True, token=found.token, back="/check",
                    )  # fmt: skip
                    assert parts == whole, page.key
                    made += 1
    assert made > 200

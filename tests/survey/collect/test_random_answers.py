"""Random people on random routes: what is sealed is exactly what lies on their final path."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.collect.app import create_app
from survey.collect.parts import Parts
from survey.collect.views import finish
from survey.definition.model import Kind, Page, Question, Section
from survey.definition.routing import to_seal
from tests.survey.collect.conftest import House, build, close, inside
from tests.survey.collect.respondent import pending

Answers = dict[str, "str | tuple[str, ...]"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build(Path(tmp_path_factory.mktemp("random")))


@pytest.fixture(scope="module")
def app(house: House) -> Iterator[Flask]:
    app = create_app(house.settings)
    least, finish.LEAST_SECONDS = finish.LEAST_SECONDS, -1
    yield app
    finish.LEAST_SECONDS = least
    close(app)


class Wanderer:
    """Answers at random, wanders back, changes answers, stops early; remembers what was said."""

    def __init__(self, app: Flask, survey: str, seed: int) -> None:
        self.dice = random.Random(seed)
        self.client = app.test_client()
        self.journey = inside(app).journeys[survey]
        self.said: Answers = {}
        token = re.search(r'name="token" value="([^"]+)"', self.client.get("/which").text)
        assert token is not None
        self.token = token[1]
        self.post("/which", {"survey": survey})
        self.at = self.post("/consent", {"agree": "yes"})
        self.at = self.follow(self.at)

    def post(self, address: str, data: dict[str, object]) -> str:
        response = self.client.post(address, data={"token": self.token, **data})
        assert response.status_code == 303, response.text
        return response.headers["Location"]

    def follow(self, address: str) -> str:
        response = self.client.get(address)
        return self.follow(response.headers["Location"]) if response.status_code == 303 else address

    def page(self) -> Page:
        kind, number = self.at.split("?")[0].strip("/").split("/")
        section = Section.MAIN if kind == "survey" else Section.EQUALITY
        found = self.journey.page(section, int(number))
        assert found is not None
        return found

    def walk(self) -> None:
        for _ in range(90):
            if not self.at.startswith(("/survey/", "/about-you/")):
                return
            self.step()

    def step(self) -> None:
        page, data = self.page(), {}
        for question in page.questions:
            for code in question.variable_codes:
                self.said.pop(code, None) if not question.coarse else None
                if self.dice.random() < 0.75:
                    typed, kept = self.pick(question)
                    data[code], self.said[code] = typed, kept
        press = "finish" if self.dice.random() < 0.03 else ""
        self.at = self.follow(self.post(self.at, {**data, "go": press}))
        if self.dice.random() < 0.08:
            self.at = self.follow(f"/survey/{self.dice.randint(1, 20)}")

    def pick(self, question: Question) -> tuple[object, str | tuple[str, ...]]:
        if question.kind is Kind.TEXT:
            words = "".join(self.dice.choices("aé م\n<&'\"👪", k=self.dice.randint(1, 40)))
            words = f"x{words}x"
            return words, words
        if question.kind is Kind.MULTI:
            many = [option for option in question.options if not option.exclusive]
            count = self.dice.randint(1, len(many))
            chosen = {option.code for option in self.dice.sample(many, count)}
            return list(chosen), tuple(o.code for o in question.options if o.code in chosen)
        option = self.dice.choice(question.options)
        return option.code, option.kept


@given(st.sampled_from(["parent", "carer", "staff"]), st.integers(0, 2**32))
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_is_sealed_is_exactly_what_lies_on_the_final_path(
    app: Flask, house: House, survey: str, seed: int
) -> None:
    wanderer = Wanderer(app, survey, seed)
    wanderer.walk()
    for number in wanderer.dice.sample(range(1, 20), 3):
        wanderer.at = wanderer.follow(f"/survey/{number}?change=1")
        if wanderer.at.startswith(f"/survey/{number}?"):
            wanderer.step()
    expected = to_seal(wanderer.journey.questionnaire, wanderer.said)
    before = sealed(inside(app), house)
    if not expected:
        assert wanderer.follow("/send") == "/check"
        return
    assert wanderer.post("/send", {}) == "/thank-you"
    wanderer.client.get("/thank-you")
    after = sealed(inside(app), house)
    assert list((after - before).elements()) == [json.dumps(expected, sort_keys=True)]


def sealed(parts: Parts, house: House) -> Counter[str]:
    """The answers in the pool, each as JSON."""
    found = pending(parts, house.private_key)
    return Counter(json.dumps(one["answers"], sort_keys=True) for one in found)

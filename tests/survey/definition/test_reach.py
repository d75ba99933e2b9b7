"""Reach: a page is refused only when no route leads to it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from survey.definition.load import load_questionnaire
from survey.definition.model import Page, Questionnaire
from survey.definition.problems import DefinitionError
from survey.definition.reach import both_reachable, reachable
from survey.definition.routing import path
from tests.survey.definition.walks import FEATURES, INSTRUMENT


def test_every_page_of_the_instrument_can_be_reached() -> None:
    for questionnaire in INSTRUMENT.values():
        assert all(reachable(questionnaire, page) for page in questionnaire.pages)


def test_pages_on_one_route_can_both_be_seen_and_pages_that_exclude_each_other_cannot() -> None:
    page = FEATURES.page
    assert both_reachable(FEATURES, page("welcome"), page("swim"))
    assert not both_reachable(FEATURES, page("job_home"), page("job_search"))
    assert not both_reachable(FEATURES, page("welcome"), page("waiting"))
    assert not both_reachable(FEATURES, page("told"), page("more"))


def test_reach_agrees_with_trying_every_answer() -> None:
    """Every pair of pages of the tiny questionnaire, against all its answers."""
    backs = [(), ("yes",), ("no",), ("died",)]
    places = [(), ("sea",), ("hills",), ("home",), ("nowhere",), ("sea", "home"), ("hills", "home")]
    together: set[tuple[str, str]] = set()
    for back, place, welcome in product(backs, places, ("", "Warm.")):
        given = {"back": back[0] if back else "", "places": place, "welcome": welcome}
        answers = {code: value for code, value in given.items() if value}
        keys = [p.key for p in path(FEATURES, answers)]
        together |= set(product(keys, keys))
    for first, second in product(FEATURES.pages, FEATURES.pages):
        found = both_reachable(FEATURES, first, second)
        assert found is ((first.key, second.key) in together), (first.key, second.key)


def chain(folder: Path, length: int, last: str) -> Path:
    """A questionnaire of ``length`` questions, and a page that asks about all of them."""
    text = 'title = "Long"\ndescribes = "It never ends."\n'
    for number in range(length):
        text += (
            f'[[page]]\n[[page.question]]\ncode = "q{number}"\ntype = "single"\ntext = "So?"\n'
            '[page.question.options]\nyes = "Yes"\nno = "No"\n'
        )
    every = ", ".join(f'q{number} = "yes"' for number in range(length))
    text += (
        f"[[page]]\nwhen = {{ {every} }}\nunless = {{ {last} }}\n[[page.question]]\n"
        'code = "end"\ntype = "text"\ntext = "Well?"\nmax_length = 100\n'
    )
    (folder / "long.toml").write_text(text, encoding="utf-8")
    return folder / "long.toml"


def test_a_long_condition_is_tried_to_its_end(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="Q406"):
        load_questionnaire(chain(tmp_path, 7, 'q6 = "yes"'))
    assert isinstance(load_questionnaire(chain(tmp_path, 7, 'q6 = "no"')), Questionnaire)


def test_the_check_ends_even_where_there_are_too_many_routes_to_try(tmp_path: Path) -> None:
    found = load_questionnaire(chain(tmp_path, 40, 'q39 = "yes"'))
    assert isinstance(found.page("end"), Page)

"""Explore: counts under the rules, nothing to be had by subtracting, units side by side."""

from __future__ import annotations

from survey.review.database import writing
from survey.review.models.base import random_id
from survey.review.services import coding
from tests.survey.review.answers import OneResponse, envelope
from tests.survey.review.reading import PlainCoder
from tests.survey.review.team import Team


def answers(
    spread: dict[tuple[str, str], int], wave: str = "w1", start: int = 0
) -> list[OneResponse]:
    """So many people of a unit gave an answer: {(unit, ease): people}."""
    found = []
    for (unit, ease), people in spread.items():
        for _ in range(people):
            number = start + len(found)
            given = {"ease": ease, "area": unit, "contact": "They hung up on me."}
            found.append(OneResponse(envelope(number), given, wave=wave))
    return found


THREE = {
    ("SE", "easy"): 40, ("SE", "hard"): 40, ("NE", "easy"): 4, ("NE", "hard"): 20,
    ("city", "easy"): 15, ("city", "hard"): 30,
}  # fmt: skip
"""Three units, in one of which few people found it easy."""

NEARLY_NONE = {("NE", "easy"): 14, ("NE", "hard"): 14, ("city", "hard"): 6}

UNITS = ("Se", "Ne", "City")


def row(page: str, label: str) -> str:
    """The first table row with that label below the question about ease."""
    part = page.rsplit("<h2>What about ease?</h2>", maxsplit=1)[-1]
    return part.split(f">{label}")[1].split("</tr>")[0]


def hidden(page: str, label: str) -> bool:
    """Whether the first answer with that label is hidden, alone or with its whole table."""
    table = page.rsplit("<h2>What about ease?</h2>", maxsplit=1)[-1].split(
        "</section>", maxsplit=1
    )[0]
    return "Not enough replies to show any" in table or "hidden-cell" in row(page, label)


def look(team: Team, **wanted: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in wanted.items())
    return team.signed_in("analyst", name=random_id()).get(f"/explore/?{query}").text


def test_small_counts_are_hidden_and_others_rounded(team: Team) -> None:
    team.open(answers({("SE", "easy"): 33, ("SE", "hard"): 22, ("SE", "dont_know"): 4}))
    page = look(team)
    assert ">35<" in row(page, "Easy")
    assert ">20<" in row(page, "Hard")
    assert "suppressed" in row(page, "Dont_know")
    assert "A release hides more" in page


def test_what_is_left_after_taking_a_unit_from_everybody_is_never_small(team: Team) -> None:
    some = {("SE", "easy"): 40, ("SE", "hard"): 30, ("NE", "easy"): 3, ("NE", "hard"): 25}
    team.open(answers(some))
    assert not hidden(look(team), "Easy")
    assert hidden(look(team, unit="SE"), "Easy"), "43 less 40 would be three people"


def test_a_unit_beside_which_enough_others_answered_is_shown(team: Team) -> None:
    some = {("SE", "easy"): 40, ("SE", "hard"): 30, ("NE", "easy"): 13, ("NE", "hard"): 25}
    team.open(answers(some))
    assert ">40<" in row(look(team, unit="SE"), "Easy")


def test_what_is_left_after_taking_a_wave_from_all_waves_is_never_small(team: Team) -> None:
    team.open([
        *answers({("SE", "easy"): 40, ("SE", "hard"): 30}),
        *answers({("SE", "easy"): 4, ("SE", "hard"): 30}, wave="w2", start=500),
    ])  # fmt: skip
    assert hidden(look(team, wave="w1"), "Easy")


def test_the_second_smallest_unit_is_hidden_where_all_less_the_others_would_give_the_smallest(
    team: Team,
) -> None:
    team.open(answers(THREE))
    assert ">60<" in row(look(team), "Easy"), "59 in all, to be taken from"
    assert ">40<" in row(look(team, unit="SE"), "Easy")
    assert hidden(look(team, unit="city"), "Easy"), "59 less 40 less 15 would be four people"
    assert hidden(look(team, unit="city"), "Hard"), "the rest of the four is hidden everywhere"
    browser = team.signed_in("analyst")
    page = browser.get("/explore/side-by-side?questionnaire=parent&variable=ease&answer=easy").text
    shown = {unit: "%<" in page.split(f">{unit}<")[1].split("</tr>")[0] for unit in UNITS}
    assert shown == {"Se": True, "Ne": False, "City": False}


def test_the_second_smallest_wave_is_hidden_where_all_less_the_others_would_give_the_smallest(
    team: Team,
) -> None:
    for number, (wave, easy) in enumerate({"w1": 40, "w2": 15, "w3": 4}.items()):
        some = {("SE", "easy"): easy, ("SE", "hard"): 30}
        team.open(answers(some, wave=wave, start=500 * number))
    assert ">40<" in row(look(team, wave="w1"), "Easy")
    assert hidden(look(team, wave="w2"), "Easy"), "59 less 40 less 15 would be four people"
    assert hidden(look(team, wave="w3"), "Easy")
    assert hidden(look(team, wave="w2", unit="SE"), "Easy"), "the same people by another choice"


def test_a_unit_of_which_hardly_anybody_answered_takes_the_next_one_with_it(team: Team) -> None:
    team.open(answers({("SE", "easy"): 30, ("SE", "hard"): 30, **NEARLY_NONE}))
    assert hidden(look(team, unit="NE"), "Easy"), "94 people less 60 less 28 would be six"
    assert hidden(look(team, unit="city"), "Hard")


def test_those_who_named_no_unit_stand_beside_a_small_one(team: Team) -> None:
    nowhere = [
        OneResponse(envelope(900 + n), {"ease": "easy", "contact": "They hung up."})
        for n in range(12)
    ]
    team.open([*answers(THREE), *nowhere])
    assert ">15<" in row(look(team, unit="city"), "Easy"), "16 people are left: 4 cannot be told"


def test_a_group_that_is_everybody_hides_nothing_for_want_of_others(team: Team) -> None:
    team.open(answers({("SE", "easy"): 40, ("SE", "hard"): 30}))
    assert ">40<" in row(look(team, unit="SE", wave="w1"), "Easy")


def test_an_answer_stands_side_by_side_in_every_unit(team: Team) -> None:
    team.open(answers(THREE))
    browser = team.signed_in("publisher")
    page = browser.get("/explore/side-by-side?questionnaire=parent&variable=ease").text
    assert "50%" in page.split(">Se<")[1].split("</tr>")[0]
    assert "suppressed" in page.split(">Ne<")[1].split("</tr>")[0]


def test_a_code_stands_side_by_side_in_every_wave(team: Team) -> None:
    team.open([
        *answers({("SE", "easy"): 40}),
        *answers({("SE", "hard"): 30}, wave="w2", start=500),
    ])  # fmt: skip
    with writing(team.engine) as session:
        coding.run(session, PlainCoder())
    query = "questionnaire=parent&variable=codes&answer=hard_to_reach&by=wave"
    page = team.signed_in("analyst").get(f"/explore/side-by-side?{query}").text
    assert "w1" in page.split("<tbody>")[1]
    assert "hidden-cell" in page, "nearly everybody: a statement about each of them"


def test_an_unknown_question_is_not_there(team: Team) -> None:
    team.open()
    browser = team.signed_in("analyst")
    for query in (
        "",
        "?questionnaire=parent&variable=contact",
        "?questionnaire=staff&variable=ease",
    ):
        assert browser.get(f"/explore/side-by-side{query}").status_code == 404

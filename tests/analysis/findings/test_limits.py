"""How sure we are, and what cannot be said."""

from __future__ import annotations

from analysis.findings import limits
from tests.analysis.findings.tables import reader

MACHINE = {"comments": 540, "coded": 540, "coded_by_people": 0}


def test_coding_that_nobody_checked_is_said_to_be_unchecked() -> None:
    words = limits.coded(reader(method=MACHINE))
    assert words == (
        "About 540 written answers were coded by a computer program. "
        "No person has checked this coding yet."
    )


def test_coding_by_people_is_told_as_far_as_it_goes() -> None:
    assert "about 100 of them have been coded by people" in limits.coded(
        reader(method={**MACHINE, "coded_by_people": 100})
    )
    assert "all of them by people" in limits.coded(
        reader(method={**MACHINE, "coded_by_people": 540})
    )


def test_nothing_is_said_of_coding_when_nothing_was_coded() -> None:
    assert limits.coded(reader()) == ""


def test_answers_that_were_not_coded_are_told() -> None:
    assert limits.unread(reader(method={"comments": 540, "coded": 500})).startswith("About 40 ")
    assert limits.unread(reader(method=MACHINE)) == ""


def test_the_opt_in_wording_is_always_there() -> None:
    points = limits.cannot_say(reader())
    assert limits.OPT_IN in points
    assert limits.NO_RANKING in points
    assert limits.RECALLED in points


def test_suppressed_figures_are_counted_and_said_not_to_be_zero() -> None:
    points = limits.cannot_say(reader(audit={"cells": 1968, "suppressed": 269}))
    assert any(point.startswith("269 of 1,968 figures are suppressed") for point in points)
    assert any("not zero" in point for point in points)


def test_answers_nobody_could_read_are_named() -> None:
    points = limits.cannot_say(reader(method={"left_out": {"parent.when": 5}}))
    assert any("parent.when" in point for point in points)


def test_the_attack_on_our_own_tables_is_told_when_it_was_made() -> None:
    assert limits.attacked(reader(audit={"cells": 5, "suppressed": 1})) == ""
    words = limits.attacked(reader(audit={"attacked": 269, "recoverable": 0}))
    assert words.endswith("269 hidden counts were tried, and none could be worked out.")


def test_concerns_that_are_not_counted_are_named_and_not_taken_for_nought() -> None:
    waiting = [{"code": "blamed", "label": "Blamed or judged", "why": "Not checked."}]
    points = limits.cannot_say(reader(uncounted=waiting, frame={"codes": [{}]}))
    assert any(p.startswith("Not counted here") and "blamed or judged" in p for p in points)
    points = limits.cannot_say(reader(uncounted=waiting, frame={"codes": []}))
    assert any(point.startswith("No concern is counted yet") for point in points)
    assert not any("ounted" in point for point in limits.cannot_say(reader()))

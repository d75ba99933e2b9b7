"""Funnels, ranges and changes use published figures alone."""

from __future__ import annotations

import json
from dataclasses import replace

from statsmodels.stats.proportion import proportion_confint

from analysis.release.inference import RECALLED, annex, compared, funnels, sensitivity
from analysis.release.model import Release, table_from_data, table_to_data
from tests.analysis.release.sample import sample_release


def big() -> Release:
    return sample_release(3000, 21)


def test_everything_can_be_worked_out_again_from_the_published_tables() -> None:
    again = {k: table_from_data(table_to_data(t)) for k, t in big().tables.items()}
    assert json.dumps(funnels(again)) == json.dumps(big()["funnels"])
    assert json.dumps(annex(again, big()["mirrors"])) == json.dumps(big()["annex"])


def test_units_stand_in_the_order_of_their_names_not_of_their_figures() -> None:
    assert big()["funnels"]
    for funnel in big()["funnels"]:
        labels = [unit["label"] for unit in funnel["units"]]
        assert labels == sorted(labels)


def test_invented_units_that_do_not_differ_are_all_inside() -> None:
    assert all(funnel["outside"] == [] for funnel in big()["funnels"])


def test_the_city_and_outside_london_are_no_command_units() -> None:
    for funnel in big()["funnels"]:
        assert not {"city", "outside"} & {unit["code"] for unit in funnel["units"]}


def test_recalled_trust_is_in_no_funnel_and_no_change() -> None:
    assert not any(big().tables[f["table"]].variable in RECALLED for f in big()["funnels"])
    lines = compared(big().tables, sample_release(2000, 22))["lines"]
    assert lines
    assert not any(big().tables[line["table"]].variable in RECALLED for line in lines)


def test_a_range_is_wilson_s_around_the_published_figures() -> None:
    cell = big().tables["families.ease"].favourable
    assert cell is not None
    low, high = proportion_confint(cell.count, cell.base, method="wilson")
    found = big()["annex"]["ranges"]["families.ease"]["favourable"]
    assert found[0] <= 100 * low < found[0] + 1
    assert found[1] - 1 < 100 * high <= found[1]


def test_ranges_carry_the_words_that_say_they_are_none() -> None:
    assert "they are not" in big()["annex"]["wording"]
    assert "no estimate of sampling error" in big()["annex"]["self_selected"]


def test_a_hidden_figure_has_no_range() -> None:
    small = sample_release(150, 3)
    for key, ranges in small["annex"]["ranges"].items():
        table = small.tables[key]
        cells = {c.code: c for c in table.rows}
        if table.favourable:
            cells["favourable"] = table.favourable
        assert all(cells[code].status == "shown" for code in ranges)


def test_change_is_set_beside_a_warning_and_only_for_the_same_question() -> None:
    earlier = sample_release(2000, 22)
    found = compared(big().tables, earlier)
    assert "not by itself a change in the service" in found["warning"]
    line = next(x for x in found["lines"] if x["table"] == "families.ease")
    assert line["points"] == line["percent"] - line["earlier"]
    asked_otherwise = dict(earlier.tables)
    asked_otherwise["families.ease"] = replace(earlier.tables["families.ease"], question="Other?")
    other = replace(earlier, tables=asked_otherwise)
    assert not any(x["table"] == "families.ease" for x in compared(big().tables, other)["lines"])


def test_without_an_earlier_wave_nothing_is_compared() -> None:
    assert compared(big().tables, None) == {}


def test_weights_are_a_line_beside_the_finding() -> None:
    sizes = dict.fromkeys(["AS", "AW", "CE", "CN"], 1)
    found = sensitivity(big().tables, {"source": "invented", "sizes": sizes})
    assert found["source"] == "invented"
    assert all(line["units"] == 4 for line in found["lines"])
    assert sensitivity(big().tables, None) == {}

"""The ledger goes out as TOML, CSV and JSON, and comes back the same."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.recommendations.files import (
    FORMAT,
    LedgerError,
    from_csv,
    from_toml,
    shipped,
    to_csv,
    to_data,
    to_json,
    to_toml,
)
from analysis.recommendations.model import OWN, Ledger, Recommendation, Update

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1
).map(str.strip)


@given(words=WORDS.filter(bool), why=WORDS, told=WORDS.filter(bool))
def test_whatever_is_written_comes_back_from_toml(words: str, why: str, told: str) -> None:
    row = Recommendation(
        "review-01", OWN, words=words, source="Us", because=why,
        evidence=("code:blamed", "stage:S1"), updates=(Update("2027", told),),
    )  # fmt: skip
    ledger = Ledger((row,), shipped().assessments)
    assert from_toml(to_toml(ledger)) == ledger


def test_a_spreadsheet_gives_back_what_it_was_given() -> None:
    assert from_csv(to_csv(shipped()), shipped()).recommendations == shipped().recommendations


def test_a_spreadsheet_may_hold_only_the_columns_that_change() -> None:
    found = from_csv("key,owner,due\r\ncommittee-a,MOPAC,2027-03-31\r\n", shipped())
    before = shipped()["committee-a"]
    assert found.recommendations == (replace(before, owner="MOPAC", due="2027-03-31"),)


def test_nothing_in_a_spreadsheet_runs_as_a_formula() -> None:
    row = Recommendation("review-01", OWN, words='=HYPERLINK("x")', source="@us")
    text = to_csv(Ledger((row,)))
    cells = [c for line in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for c in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert from_csv(text, shipped()).recommendations == (row,)


def test_json_names_its_format_and_every_empty_field() -> None:
    document = json.loads(to_json(shipped()))
    assert document == json.loads(json.dumps(to_data(shipped())))
    assert document["format"] == FORMAT
    assert document["recommendation"][2]["words"] == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[recommendation]]\nkey = ", "not valid TOML"),
        ('[[recommendation]]\nkey = "a"\n', "not whole"),
        ('[[recommendation]]\nkey = "a"\norigin = "review"\ncolour = "red"', "no field colour"),
        ('[[recommendation]]\nkey = "a"\norigin = "review"\nwords = "W"', "without a source"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_nothing_is_taken(text: str, says: str) -> None:
    with pytest.raises(LedgerError, match="Nothing was taken") as raised:
        from_toml(text)
    assert says in str(raised.value)


def test_a_spreadsheet_with_a_column_of_another_name_is_refused() -> None:
    with pytest.raises(LedgerError, match="Unknown: colour"):
        from_csv("key,colour\na,red\n", shipped())

"""Identifying details are found in many forms, ordinary words are left alone, nothing is slow."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import redaction
from analysis.redaction import find, redact


@pytest.mark.parametrize(
    ("kind", "detail", "around"),
    [
        ("phone", "07700 900412", "Ring me on {} please"),
        ("phone", "020 7946 0412", "the number, {}, just rings"),
        ("phone", "+44 7700 900 412", "text {}"),
        ("email", "emine.k@example.org", "write to {} simple"),
        ("postcode", "SE15 4VK", "we live at {}, second floor"),
        ("address", "14 Tamworth Rise", "they came to {} twice"),
        ("dob", "19/02/2010", "dob {} and he is small"),
        ("vehicle", "LK49 ZZT", "a grey car, {}, waits there"),
        ("nhs_number", "943 476 5919", "his number is {} at the clinic"),
        ("ni_number", "QQ 12 34 56 C".replace("QQ", "AB"), "mine is {} if you need it"),
        ("officer", "PC Adeyemi-Clarke", "then {} rang me herself"),
        ("officer", "2218SN", "the one with {} on his jacket"),
        ("reference", "CAD 4471/12MAR", "quote {} every time"),
        ("reference", "4471/09MAR", "I had the reference, {}, and nothing"),
        ("reference", "25MIS009114", "I queried {} with my manager"),
        ("reference", "01/PC/2271/24", "complained, ref {}, no reply"),
        ("organisation", "Fernhollow House", "at her last place, {}, it was worse"),
        ("organisation", "St Aldhelm's Academy", "I am at {} in the office"),
        ("handle", "lil.kado_e17", "he goes by {} there"),
        ("handle", "@sydenhamspotted", "it went round {} that week"),
        ("person", "Keira", "My {} was gone nineteen hours"),
        ("person", "Idris Okonjo-Hale", "my son {} came home"),
        ("person", "Tindall", "thank you from Mrs {} and all"),
    ],
)
def test_a_detail_is_found_exactly_with_its_type(kind: str, detail: str, around: str) -> None:
    text = around.format(detail)
    found = [(s.type, text[s.start : s.end]) for s in find(text)]
    assert any(t == kind and detail in words for t, words in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Nobody came until 3am on Tuesday, and 999 sent me to 101.",
        "We live in Waltham Forest; the Met and Kent argued about it for 24 hours.",
        "The Home Office asked for papers. My English is not good.",
        "A sergeant. Fourth time, a text. Her social worker was on leave.",
        "I rang Childline and the British Transport Police at King's Cross.",
        "i have been in this flat 19 year and the N29 bus goes past",
    ],
)
def test_ordinary_words_places_and_bodies_are_left_alone(text: str) -> None:
    assert find(text) == []


def test_details_are_replaced_by_their_type() -> None:
    text, spans = redact("Ring me on 07700 900412 about Keira.")
    assert text == "Ring me on [phone] about [person]."
    assert [s.type for s in spans] == ["phone", "person"]


def test_every_span_has_a_known_type_and_a_reason() -> None:
    spans = find("PC Darren Hollick, 3127AW, called Keira on 07700 900412 from 14 Pellbrook Road")
    assert len(spans) >= 4
    assert all(s.type in redaction.TYPES and s.reason for s in spans)


@given(st.text(max_size=120))
def test_spans_lie_inside_the_text_in_order_and_apart(text: str) -> None:
    spans = find(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "piece", ["a", "0 ", "A1", "a@a.", "Flat 1, ", "Aa ", "07700", "a_a.", "born on ", "12/"]
)
def test_hostile_repetition_costs_no_more_than_its_length(piece: str) -> None:
    """Twice the text may cost little more than twice the time: no pattern explodes."""

    def cost(text: str) -> float:
        start = time.process_time()
        find(text)
        return time.process_time() - start

    short = min(cost(piece * (2_000 // len(piece))) for _ in range(2))
    long = min(cost(piece * (4_000 // len(piece))) for _ in range(2))
    assert long < 8 * short + 0.05

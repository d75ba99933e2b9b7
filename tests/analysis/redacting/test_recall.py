"""How many identifying details are found, class by class, and how many other words are touched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import analysis.coding
from analysis.redacting import words
from analysis.redaction import Span, find
from tests.analysis.identifying import made, names, prose
from tests.analysis.identifying.letters import letters

LABELLED = Path(analysis.coding.__file__).parent / "labelled" / "comments.jsonl"
BARS = {"phone": 0.95, "email": 0.95, "postcode": 0.95, "reference": 0.95, "person": 0.90}
OTHERS = 0.90


def covered(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in spans)


def found(example: made.Example) -> bool:
    """Every word that identifies is covered, by a span of the right type among others."""
    spans = find(example.text)
    typed = [s for s in spans if s.type == example.type]
    whole = all(covered(spans, start, end) for start, end in example.needed)
    return whole and covered(typed, example.start, example.end)


@pytest.mark.parametrize("kind", made.SOURCES)
def test_enough_details_of_every_class_are_found(kind: str) -> None:
    examples = made.examples(kind)
    assert len({e.text for e in examples}) >= 200
    missed = [e.text for e in examples if not found(e)]
    assert 1 - len(missed) / len(examples) >= BARS.get(kind, OTHERS), missed[:10]


def test_half_of_the_made_up_names_are_on_no_list() -> None:
    listed = words.first_names() | words.surnames()
    assert not [n for n in (*names.UNLISTED, *names.UNLISTED_SURNAMES) if n.lower() in listed]
    persons = [re.findall(r"[^\W\d_]+", e.detail.lower()) for e in made.examples("person")]
    unlisted = [name for name in persons if not listed.issuperset(name)]
    assert len(unlisted) >= 0.5 * len(persons)


def test_details_in_whole_answers_are_found() -> None:
    """Missed: two initials for a child, a name before a Polish word, a user name of two words."""
    marks = [(t, start, end) for text, all_ in letters() for _, start, end in all_ for t in [text]]
    missed = [
        text[start:end]
        for text, start, end in marks
        if not all(
            covered(find(text), start + m.start(), start + m.end())
            for m in re.finditer(r"\w+", text[start:end])
        )
    ]
    assert len(marks) >= 140
    assert len(missed) <= 0.03 * len(marks), missed


def touched(texts: Iterable[str]) -> tuple[float, list[str]]:
    """Share of words that a span touches, and what was taken out."""
    total, hit, out = 0, 0, []
    for text in texts:
        spans = find(text)
        places = [m.span() for m in re.finditer(r"\S+", text)]
        total += len(places)
        hit += sum(covered(spans, *place) for place in places)
        out += [text[s.start : s.end] for s in spans]
    return hit / total, out


@pytest.mark.parametrize("texts", [prose.CLEAN, prose.UNSEEN])
def test_hardly_a_word_is_touched_where_nobody_is_named(texts: list[str]) -> None:
    share, out = touched(texts)
    assert share <= 0.01, out


def labelled() -> list[dict[str, list[dict[str, str]] | str]]:
    return [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


def test_hardly_a_word_of_the_labelled_answers_is_touched() -> None:
    share, out = touched(str(row["text"]) for row in labelled() if not row["pii"])
    assert share <= 0.001, out


def test_every_detail_of_the_labelled_answers_is_found() -> None:
    missed = []
    for row in labelled():
        text = str(row["text"])
        for detail in row["pii"]:
            assert isinstance(detail, dict)
            start = text.index(detail["text"])
            if not covered(find(text), start, start + len(detail["text"])):
                missed.append(detail["text"])
    assert missed == []

"""The phrase bank of invented answers is well formed, broad and free of copies."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import analysis.coding
from analysis.coding.frame import load_frame

BANK = Path(analysis.coding.__file__).parent / "phrasebank"
CORPUS_HASHES = Path(__file__).parent / "corpus_hashes.txt"
CODES = load_frame().names
FILES = (*CODES, "none")
ANSWERS = tuple(sorted(path.stem for path in (BANK / "answers").glob("*.jsonl")))
FIELDS = {"id", "audience", "question", "text", "codes", "sentiment", "kind"}
SHARED_QUESTIONS = {"change", "else"}
FAMILY_QUESTIONS = {"before", "contact", "response", "across", "after"} | SHARED_QUESTIONS
STAFF_QUESTIONS = {"harder", "joint", "works"} | SHARED_QUESTIONS
NEAR_DUPLICATE = 0.4

Row = dict[str, Any]


@cache
def rows_of(name: str) -> tuple[Row, ...]:
    lines = (BANK / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def whole_answers() -> tuple[Row, ...]:
    return tuple(row for name in ANSWERS for row in rows_of(f"answers/{name}"))


@cache
def all_rows() -> tuple[Row, ...]:
    return (*(row for name in FILES for row in rows_of(name)), *whole_answers())


def words(text: str) -> list[str]:
    return re.sub(r"[^a-z0-9 ]", "", text.lower().replace("'", "")).split()


def normal(text: str) -> str:
    """The words alone, or the text itself where it has none ("...")."""
    return " ".join(words(text)) or text.strip()


def shingles(text: str) -> frozenset[str]:
    """Runs of three words; the whole text when it is shorter."""
    parts = words(text)
    runs = {" ".join(parts[at : at + 3]) for at in range(len(parts) - 2)}
    return frozenset(runs or {normal(text)})


def near_duplicates(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of ids whose shingles overlap (Jaccard) more than NEAR_DUPLICATE."""
    seen: defaultdict[str, list[int]] = defaultdict(list)
    sets: list[frozenset[str]] = []
    found = []
    for at, (name, text) in enumerate(texts):
        own = shingles(text)
        shared = Counter(other for run in own for other in seen[run])
        for other, common in shared.items():
            if common / (len(own) + len(sets[other]) - common) > NEAR_DUPLICATE:
                found.append((texts[other][0], name))
        for run in own:
            seen[run].append(at)
        sets.append(own)
    return found


def test_there_is_one_file_for_each_code_and_one_for_none() -> None:
    assert sorted(path.stem for path in BANK.glob("*.jsonl")) == sorted(FILES)


def test_the_bank_says_that_its_lines_are_invented() -> None:
    assert "They are all invented" in (BANK / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_the_fields_and_values_of_the_format(name: str) -> None:
    for number, row in enumerate(rows_of(name), start=1):
        assert set(row) == FIELDS, row
        assert row["id"] == f"{name}-{number:03d}"
        assert row["audience"] in {"parent", "carer", "staff"}, row["id"]
        questions = STAFF_QUESTIONS if row["audience"] == "staff" else FAMILY_QUESTIONS
        assert row["question"] in questions, row["id"]
        assert row["text"] == row["text"].strip() != "", row["id"]
        assert row["sentiment"] in {-1, 0, 1}, row["id"]


@pytest.mark.parametrize("name", FILES)
def test_codes_are_of_the_frame_sorted_and_given_once(name: str) -> None:
    for row in rows_of(name):
        assert set(row["codes"]) <= set(CODES), row["id"]
        assert row["codes"] == sorted(set(row["codes"])), row["id"]


@pytest.mark.parametrize("name", FILES)
def test_a_positive_carries_the_code_of_its_file_and_a_near_miss_does_not(name: str) -> None:
    for row in rows_of(name):
        carries = name in row["codes"] or (name == "none" and not row["codes"])
        assert row["kind"] == ("positive" if carries else "near_miss"), row["id"]


@pytest.mark.parametrize("name", CODES)
def test_every_code_has_enough_positives_and_near_misses(name: str) -> None:
    kinds = Counter(row["kind"] for row in rows_of(name))
    assert kinds["positive"] + kinds["near_miss"] >= 150
    assert kinds["positive"] >= 105
    assert kinds["near_miss"] >= 36


@pytest.mark.parametrize("name", CODES)
def test_the_lines_of_a_code_come_from_more_than_one_audience(name: str) -> None:
    audiences = {row["audience"] for row in rows_of(name) if row["kind"] == "positive"}
    assert len(audiences) >= 2


def test_there_are_enough_answers_without_any_code() -> None:
    assert sum(not row["codes"] for row in rows_of("none")) >= 150


@pytest.mark.parametrize("name", ANSWERS)
def test_every_whole_answer_has_the_fields_and_values_of_the_format(name: str) -> None:
    for number, row in enumerate(rows_of(f"answers/{name}"), start=1):
        assert set(row) == FIELDS - {"kind"}, row
        assert row["id"] == f"{name}-{number:04d}"
        assert row["audience"] in {"parent", "carer", "staff"}, row["id"]
        assert row["question"] in FAMILY_QUESTIONS | STAFF_QUESTIONS, row["id"]
        assert row["text"] == row["text"].strip() != "", row["id"]
        assert set(row["codes"]) <= set(CODES), row["id"]
        assert row["codes"] == sorted(set(row["codes"])), row["id"]
        assert row["sentiment"] in {-1, 0, 1}, row["id"]


def test_whole_answers_carry_every_code_often_and_two_codes_as_often_as_people_do() -> None:
    rows = whole_answers()
    counts = Counter(code for row in rows for code in row["codes"])
    assert min(counts[code] for code in CODES) >= 200
    assert 0.25 <= sum(len(row["codes"]) > 1 for row in rows) / len(rows) <= 0.55
    assert 0.05 <= sum(not row["codes"] for row in rows) / len(rows) <= 0.2


def test_no_text_is_given_twice() -> None:
    counts = Counter(normal(row["text"]) for row in all_rows())
    assert [text for text, count in counts.items() if count > 1] == []


def test_no_two_lines_share_a_skeleton() -> None:
    assert near_duplicates([(row["id"], row["text"]) for row in all_rows()]) == []


def test_a_line_with_one_word_swapped_counts_as_a_near_duplicate() -> None:
    first = "The mother says no officer ever spoke to her daughter about what had happened."
    second = first.replace("daughter", "son")
    assert near_duplicates([("a", first), ("b", second)]) == [("a", "b")]


def test_no_line_is_an_answer_of_the_labelled_comments() -> None:
    known = set(CORPUS_HASHES.read_text(encoding="utf-8").split())
    copied = [row["id"] for row in all_rows() if fingerprint(row["text"]) in known]
    assert known
    assert copied == []


def fingerprint(text: str) -> str:
    """First 16 hex digits of SHA-256 over the words of the text."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:16]

"""A release holds what may be said, and the same answers always give the same bytes."""

from __future__ import annotations

import json
import random
from dataclasses import replace

from analysis.coding.frame import shipped
from analysis.dataset import Dataset, Record
from analysis.disclosure.ledger import Ledger
from analysis.release.build import build, make
from analysis.release.check import problems
from analysis.release.write import files
from tests.analysis.release.sample import (
    sample_dataset,
    sample_facts,
    sample_release,
    small_dataset,
)

MORE = {"release_id": "r", "wave": "demo", "created": "2026-12-01", "demo": True}


def test_the_same_answers_give_the_same_bytes() -> None:
    one, other = (
        build(small_dataset(200), facts=sample_facts(), frame=shipped(), **MORE)
        for _ in range(2)
    )  # fmt: skip
    assert files(one) == files(other)


def test_the_order_of_the_replies_changes_nothing() -> None:
    data = small_dataset(200)
    records, comments = list(data.records), list(data.comments)
    random.Random(1).shuffle(records)
    random.Random(2).shuffle(comments)
    mixed = replace(data, records=tuple(records), comments=tuple(comments))
    one, other = (build(d, facts=sample_facts(), frame=shipped(), **MORE) for d in (data, mixed))
    assert files(one) == files(other)


def test_it_names_who_runs_it_what_was_asked_and_by_which_rules() -> None:
    release = sample_release()
    assert release["force"]["short"] == "the Met"
    assert [q["key"] for q in release["questionnaires"]] == ["parent", "carer", "staff"]
    assert release["rules"]["minimum_cell"] == 10
    assert release["frame"]["version"] == shipped().version
    assert release["demo"] is True
    assert release["method"]["coder"]["kind"] == "machine"


def test_a_release_obeys_its_own_rules() -> None:
    assert problems(sample_release()) == []
    assert problems(sample_release(150, 3)) == []


def test_the_force_s_name_stands_in_the_questions() -> None:
    data = small_dataset(120)
    document = json.loads(
        json.dumps(data.codebook.document).replace("The police are", "{force} is")
    )
    named = replace(data, codebook=type(data.codebook).from_document(document))
    release = build(named, facts=sample_facts(), **MORE)
    assert release.tables["parent.trust_now"].title.startswith("the Metropolitan Police Service is")
    assert "{force}" not in json.dumps(release.codebook)


def test_an_empty_wave_still_gives_a_release_that_says_so() -> None:
    release = build(Dataset(sample_dataset(1).codebook, ()), facts={}, frame=shipped(), **MORE)
    assert all(not table.published for table in release)
    assert release["mirrors"][0]["gap"]["points"] is None
    assert len(release["cannot_say"]) == len(release.tables)
    assert problems(release) == []


def test_answers_the_codebook_does_not_know_are_said_to_be_left_out() -> None:
    data = small_dataset(200)
    odd = tuple(Record("parent", "demo", "v", {"ease": "impossible"}, f"x{i}") for i in range(12))
    release = build(replace(data, records=data.records + odd), facts={}, **MORE)
    assert release["method"]["left_out"] == {"parent.ease": 10}


def test_no_exact_count_of_the_dataset_is_in_the_document() -> None:
    data = sample_dataset(543, seed=12)
    release = build(data, facts=sample_facts(), frame=shipped(), **MORE)
    method = release["method"]
    for name in ("comments", "coded", "coded_by_people", "coded_by_machine_alone"):
        assert method[name] % 5 == 0
    assert release.tables["replies"].base == 545


def test_a_second_release_lets_tables_stand_that_grew_too_little() -> None:
    data = small_dataset(400)
    first = make(replace(data, records=data.records[:390]), facts={}, **MORE)
    book = Ledger((first.entry,))
    later = {**MORE, "release_id": "r2", "created": "2027-01-01"}
    second = make(data, facts={}, ledger=book, **later).release
    standing = [t for t in second if t.issued_in == "r"]
    assert len(standing) > 0.9 * sum(t.published for t in first.release)
    for table in standing:
        assert table == first.release.tables[table.key]
    assert second["audit"]["earlier"] == 1


def test_tables_left_out_by_choice_are_named_and_stand_nowhere_else() -> None:
    made = make(
        small_dataset(200), facts=sample_facts(), frame=shipped(),
        leave_out=["families.*.by_unit", "parent.ease", "replies"], **MORE,
    )  # fmt: skip
    release = made.release
    left = {entry["table"] for entry in release["left_out"]}
    assert {"families.ease.by_unit", "parent.ease"} <= left
    assert not left & set(release.tables)
    assert "replies" in release.tables
    assert not left & made.entry.snapshot.issued
    assert left <= set(made.entry.snapshot.tables)
    assert not any(name.startswith("tables/parent.ease.") for name in files(release))
    assert problems(release) == []


def test_recommendations_and_corrections_are_released_as_people_entered_them() -> None:
    said = {"key": "r-1", "words": "Answer within an hour.", "owner": "", "due": ""}
    change = {"date": "2026-12-02", "release": "r0", "what": "A label.", "why": "It was wrong."}
    facts = sample_facts() | {"recommendations": [said], "changes": [change]}
    release = build(small_dataset(120), facts=facts, frame=shipped(), **MORE)
    assert release["recommendations"] == [said]
    assert release["changes"] == [change]


def test_a_code_that_may_not_be_counted_is_in_no_table_and_the_release_says_so() -> None:
    why = "People have not checked enough of the machine's coding."
    told = {**sample_facts(), "uncounted": {"blamed": why}}
    release = build(small_dataset(300), facts=told, frame=shipped(), **MORE)
    assert [(one["code"], one["why"]) for one in release["uncounted"]] == [("blamed", why)]
    assert "blamed" not in [code["code"] for code in release["frame"]["codes"]]
    for key, table in release.tables.items():
        if key.startswith("concerns."):
            assert "blamed" not in {cell.code for cell in table.rows}, key
    assert "blamed" not in json.dumps(release["concerns"])
    assert problems(release) == []


def test_a_code_may_be_counted_from_one_release_to_the_next() -> None:
    waiting = {**sample_facts(), "uncounted": dict.fromkeys(shipped().published, "Not checked.")}
    ledger = Ledger(())
    first = make(small_dataset(300), facts=waiting, frame=shipped(), ledger=ledger, **MORE)
    assert not [key for key in first.release.tables if key.startswith("concerns.")]
    some = {**sample_facts(), "uncounted": {"blamed": "Not checked."}}
    for facts in (some, sample_facts()):
        ledger = ledger.add(first.entry)
        later = {**MORE, "release_id": f"r{len(ledger.entries)}"}
        first = make(small_dataset(600), facts=facts, frame=shipped(), ledger=ledger, **later)
        assert first.release["audit"]["recoverable"] == 0
        assert problems(first.release) == []
    assert "concerns.families" in first.release.tables

"""The ledger remembers what went out, and a table is issued again only with enough newcomers."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from analysis.disclosure.ledger import Entry, Ledger, LedgerError, last_issue, load, may_issue, save
from analysis.disclosure.links import Snapshot
from analysis.disclosure.model import Plan
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import shipped
from analysis.disclosure.suppress import withheld
from analysis.release.build import make
from analysis.statistics.model import Table
from analysis.statistics.tables import by_key
from tests.analysis.disclosure.making import multi, single, split
from tests.analysis.release.sample import sample_dataset, sample_facts

RULES = shipped()


def entry(release: str, *tables: Table, wave: str = "w") -> Entry:
    hidden = primary(tables, RULES)
    plan = Plan(hidden, withheld(tables, hidden))
    shot = Snapshot(release, by_key(tables), plan, frozenset(t.key for t in tables))
    return Entry(release, wave, "2026-01-01", shot, {})


def may(before: Table, now: Table) -> bool:
    return may_issue(now, primary([now], RULES), entry("r1", before), RULES)


def test_ten_newcomers_in_every_category_allow_a_new_issue() -> None:
    assert may(single("p.x", 20, 30), single("p.x", 30, 40))


def test_nine_newcomers_in_one_category_do_not() -> None:
    assert not may(single("p.x", 20, 30), single("p.x", 29, 60))


def test_no_newcomers_in_a_published_category_do_not() -> None:
    assert not may(single("p.x", 20, 30), single("p.x", 20, 60))


def test_a_category_hidden_then_and_now_does_not_hold_the_table_back() -> None:
    assert may(single("p.x", 20, 30, 2), single("p.x", 30, 40, 4))


def test_a_category_that_becomes_visible_needs_ten_newcomers_too() -> None:
    assert not may(single("p.x", 20, 30, 8), single("p.x", 30, 40, 14))
    assert may(single("p.x", 20, 30, 2), single("p.x", 30, 40, 14))


def test_newcomers_must_not_all_be_of_one_kind() -> None:
    # Twelve more wrote, and all twelve of the same concern: that says it of each of them.
    assert not may(multi("p.x", 60, 20), multi("p.x", 72, 32))
    assert may(multi("p.x", 60, 20), multi("p.x", 90, 32))


def test_units_need_newcomers_on_both_sides() -> None:
    before, now = single("families.x", 60, 60, good=1), single("families.x", 90, 90, good=1)
    assert not may(
        split("families.x.by_unit", before, (20, 40)), split("families.x.by_unit", now, (35, 55))
    )
    assert may(
        split("families.x.by_unit", before, (20, 40)), split("families.x.by_unit", now, (35, 70))
    )


def test_the_favourable_share_needs_newcomers_on_both_sides() -> None:
    # The two unfavourable answers stay hidden; together they are published, and grow by four.
    assert not may(single("p.x", 20, 30, 6, 6, good=2), single("p.x", 40, 50, 8, 8, good=2))


def test_the_last_issue_is_the_last_with_something_in_it() -> None:
    full, empty = single("p.x", 20, 30), single("p.x", 2, 3)
    entries = [entry("r1", empty), entry("r2", full), entry("r3", empty)]
    found = last_issue(entries, "p.x")
    assert found is not None
    assert found.release == "r2"
    assert last_issue(entries[:1], "p.x") is None


def test_a_ledger_comes_back_as_it_was_saved_and_only_its_owner_may_read_it(
    tmp_path: Path,
) -> None:
    made = make(
        sample_dataset(200), release_id="r1", wave="demo", created="2026-01-31",
        facts=sample_facts(), demo=True,
    )  # fmt: skip
    path = tmp_path / "ledger.json"
    save(Ledger((made.entry,)), path)
    assert load(path) == Ledger((made.entry,))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_ledger_yet_is_an_empty_one(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == Ledger()


def test_a_broken_ledger_stops_everything(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    path.write_text('{"format": "heard-led')
    with pytest.raises(LedgerError, match="backup"):
        load(path)


def test_a_name_is_used_once() -> None:
    book = Ledger((entry("r1", single("p.x", 20, 30)),))
    with pytest.raises(LedgerError, match="r1"):
        book.add(entry("r1", single("p.x", 20, 30)))


def test_another_wave_is_other_people() -> None:
    book = Ledger((entry("r1", single("p.x", 20, 30)),))
    assert book.of("another") == ()

"""A release goes from draft to published to withdrawn, and the ledger forgets nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.release.build import Made, make
from analysis.release.read import SIGNATURE, ReleaseError
from analysis.release.shelf import Shelf
from analysis.release.signing import load_key, new_key, public_key
from tests.analysis.release.sample import sample_facts, small_dataset

DATA = small_dataset()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    new_key(tmp_path / "key")
    return Shelf(tmp_path / "review")


def made(shelf: Shelf, name: str, people: int = 260) -> Made:
    return make(
        replace(DATA, records=DATA.records[:people]), release_id=name, wave="demo", demo=True,
        created="2026-12-01", facts=sample_facts(), ledger=shelf.ledger(),
    )  # fmt: skip


def published(shelf: Shelf, name: str, people: int = 260) -> None:
    shelf.create(made(shelf, name, people))
    shelf.publish(name, load_key(shelf.root.parent / "key"), "2026-12-02")


def test_a_draft_is_checked_published_signed_and_remembered(shelf: Shelf) -> None:
    folder = shelf.create(made(shelf, "r1"))
    assert shelf.states()["r1"]["state"] == "draft"
    assert shelf.ledger().entries == ()
    assert shelf.check("r1") == []
    key = load_key(shelf.root.parent / "key")
    shelf.publish("r1", key, "2026-12-02")
    assert (folder / SIGNATURE).exists()
    shelf.verify("r1", public_key(key))
    assert [e.release for e in shelf.ledger().entries] == ["r1"]
    assert shelf.states()["r1"] == {"state": "published", "on": "2026-12-02", "why": ""}


def test_a_draft_that_another_release_overtook_must_be_made_again(shelf: Shelf) -> None:
    shelf.create(made(shelf, "r1", 250))
    shelf.create(made(shelf, "r2"))
    shelf.publish("r1", load_key(shelf.root.parent / "key"), "2026-12-02")
    with pytest.raises(ReleaseError, match="Create it again"):
        shelf.publish("r2", load_key(shelf.root.parent / "key"), "2026-12-03")
    assert [e.release for e in shelf.ledger().entries] == ["r1"]


def test_a_changed_draft_is_not_published(shelf: Shelf) -> None:
    folder = shelf.create(made(shelf, "r1"))
    path = folder / "release.json"
    path.write_bytes(path.read_bytes().replace(b"invented", b"genuine!"))
    with pytest.raises(ReleaseError, match="not as it was released"):
        shelf.publish("r1", load_key(shelf.root.parent / "key"), "2026-12-02")
    assert shelf.ledger().entries == ()


def test_a_release_is_published_once(shelf: Shelf) -> None:
    published(shelf, "r1")
    with pytest.raises(ReleaseError, match="only a draft"):
        shelf.publish("r1", load_key(shelf.root.parent / "key"), "2026-12-03")


def test_what_is_not_on_the_shelf_cannot_be_published(shelf: Shelf) -> None:
    with pytest.raises(ReleaseError, match="not on the shelf"):
        shelf.publish("r9", load_key(shelf.root.parent / "key"), "2026-12-03")


def test_publishing_goes_on_after_a_crash_between_ledger_and_signature(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.create(made(shelf, "r1"))
    key = load_key(shelf.root.parent / "key")

    def crash(*_: object) -> None:
        raise OSError("the power went out")

    with monkeypatch.context() as patch:
        patch.setattr("analysis.release.shelf.sign", crash)
        with pytest.raises(OSError, match="power"):
            shelf.publish("r1", key, "2026-12-02")
    assert [e.release for e in shelf.ledger().entries] == ["r1"]
    shelf.publish("r1", key, "2026-12-02")
    assert [e.release for e in shelf.ledger().entries] == ["r1"]
    shelf.verify("r1", public_key(key))


def test_a_withdrawal_has_a_reason_and_the_ledger_keeps_the_release(shelf: Shelf) -> None:
    published(shelf, "r1")
    with pytest.raises(ReleaseError, match="Say why"):
        shelf.withdraw("r1", " ", "2027-01-01")
    shelf.withdraw("r1", "A question was counted twice.", "2027-01-01")
    assert shelf.states()["r1"]["state"] == "withdrawn"
    assert [e.release for e in shelf.ledger().entries] == ["r1"]
    assert made(shelf, "r2").release["audit"]["earlier"] == 1


def test_only_a_published_release_can_be_withdrawn(shelf: Shelf) -> None:
    shelf.create(made(shelf, "r1"))
    with pytest.raises(ReleaseError, match="not published"):
        shelf.withdraw("r1", "x", "2027-01-01")


def test_the_next_release_is_checked_against_the_last(shelf: Shelf) -> None:
    published(shelf, "r1", 200)
    shelf.create(made(shelf, "r2"))
    assert shelf.check("r2") == []
    published_later = shelf.publish("r2", load_key(shelf.root.parent / "key"), "2027-01-02")
    assert published_later["audit"]["earlier"] == 1
    assert [e.release for e in shelf.ledger().entries] == ["r1", "r2"]

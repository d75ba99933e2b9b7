"""A team trains on its own codings; the shipped starter is what its sources make today."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.coding import train, training_run
from analysis.coding.coder import Coder
from analysis.coding.evaluate import Gold

SAID = {
    "blamed": "they said it was my fault, a bad mother",
    "slow_or_no_action": "nobody came for hours and nobody looked",
    "good_contact": "she was kind and calm and explained it",
}


def gold(writer: str, n: int, *, audit: bool = False) -> list[Gold]:
    return [
        Gold(
            id=f"{writer}-{code}-{k}",
            audience="parent",
            question="response",
            text=f"{text} {writer} {k}",
            codes=frozenset([code]),
            sentiment=(1 if code.startswith("good") else -1,),
            audit=audit,
        )
        for k in range(n)
        for code, text in SAID.items()
    ]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for the shipped answers and examples, a thousandth of their size."""
    rows = [
        {
            "id": a.id,
            "audience": a.audience,
            "question": a.question,
            "text": a.text,
            "codes": sorted(a.codes),
            "sentiment": list(a.sentiment),
        }
        for a in [*gold("s1", 4), *gold("s2", 4)]
    ]
    (tmp_path / "bank").mkdir()
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    (tmp_path / "bank" / "some.jsonl").write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    monkeypatch.setattr(training_run, "LABELLED", labelled)
    monkeypatch.setattr(train, "PHRASE_BANK", tmp_path / "bank")
    return tmp_path


def test_the_shipped_starter_was_made_from_the_files_and_code_of_today() -> None:
    assert training_run.stale(Coder.load()) == ""


@pytest.mark.parametrize(
    ("key", "value", "why"), [("sources", "0" * 64, "files"), ("probe", [0.5] * 22, "code scores")]
)
def test_a_starter_of_yesterday_is_called_stale(key: str, value: object, why: str) -> None:
    coder = Coder.load()
    assert coder.model
    coder.model.about = {**coder.model.about, key: value}
    assert why in training_run.stale(coder)


def test_a_team_trains_and_sees_before_and_after(small: Path) -> None:
    mine = gold("t1", 25)
    seen: list[tuple[int, int]] = []
    found = training_run.run(mine, out=small / "model", progress=lambda *now: seen.append(now))
    assert (found.labelled, found.examples) == (24 + 75, 1)
    assert [done / total for done, total in seen] == [n / 8 for n in range(1, 9)]
    assert 5 < found.held_out < 40
    assert found.before is not None
    assert found.after is not None
    assert found.after[0] == pytest.approx(1.0, abs=0.1)
    coder = Coder.load(small / "model")
    assert coder.codes(mine[:1]) == [("blamed",)]


def test_an_audit_sample_changes_no_byte_of_the_model(small: Path) -> None:
    mine = gold("t1", 4)
    training_run.run(mine, out=small / "one")
    found = training_run.run([*mine, *gold("t2", 30, audit=True)], out=small / "two")
    assert (found.labelled, found.held_out) == (24 + 12, 0)
    for file in ("model.json", "model.npz"):
        assert (small / "one" / file).read_bytes() == (small / "two" / file).read_bytes()
    coder = Coder.load(small / "one")
    assert coder.model
    assert np.allclose(coder.model.about["probe"], training_run.probe(coder), atol=0.02)

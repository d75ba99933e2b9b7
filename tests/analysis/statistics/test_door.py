"""Nothing urgent and no words get from what people wrote to what is counted."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from analysis.dataset import NO_CODE, Coding, Comment, Dataset, Record
from analysis.release.build import build
from analysis.release.write import files
from analysis.statistics.door import admit
from tests.analysis.release.sample import sample_dataset, sample_facts, shipped_frame


def texts(value: Any) -> list[str]:
    """Every string inside a value."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value) and not isinstance(value, type):
        return [t for f in fields(value) for t in texts(getattr(value, f.name))]
    if isinstance(value, dict):
        return [t for k, v in value.items() for t in (*texts(k), *texts(v))]
    if isinstance(value, tuple | list | frozenset | set):
        return [t for item in value for t in texts(item)]
    return []


def admitted() -> Dataset:
    data = sample_dataset(60)
    record = Record("parent", "demo", "v", {"contact": "SECRETWORDS", "returned": "no"}, "r1")
    comment = Comment("c1", "r1", "parent", "contact", "SECRETWORDS")
    codings = (
        Coding("c1", "urgent", "lexicon", "1", "SECRETWORDS"),
        Coding("c1", "blamed", "lexicon", "1", "SECRETWORDS"),
    )
    return admit(
        Dataset(
            data.codebook,
            (*data.records, record),
            (*data.comments, comment),
            (*data.codings, *codings),
        )
    )


def test_urgent_stays_outside() -> None:
    assert not any(coding.code == "urgent" for coding in admitted().codings)


def test_words_and_evidence_stay_outside() -> None:
    data = admitted()
    assert not any("SECRETWORDS" in t for t in texts((data.records, data.comments, data.codings)))


def test_closed_answers_and_other_codes_come_in() -> None:
    data = admitted()
    assert data.records[-1].answers == {"returned": "no"}
    assert any(c.comment == "c1" and c.code == "blamed" for c in data.codings)


def test_a_comment_that_was_only_urgent_stays_in_the_base() -> None:
    comment = Comment("c1", "r1", "parent", "contact", "x")
    data = Dataset(
        sample_dataset(1).codebook, (), (comment,), (Coding("c1", "urgent", "lexicon", "1"),)
    )
    (coding,) = admit(data).codings
    assert coding.code == NO_CODE
    (coded,) = admit(data).coded()
    assert coded.codes == frozenset()


def test_no_byte_of_a_release_says_urgent_or_holds_words() -> None:
    data = sample_dataset(300)
    assert any(coding.code == "urgent" for coding in data.codings)
    release = build(
        data, release_id="r", wave="demo", created="2026-12-01", facts=sample_facts(), demo=True,
        frame=shipped_frame(),
    )  # fmt: skip
    for name, content in files(release).items():
        text = content.decode().lower()
        assert "urgent" not in text, name
        assert "invented words" not in text, name

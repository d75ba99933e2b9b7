"""A person's coding replaces a machine's."""

from __future__ import annotations

from analysis.codebook import Codebook
from analysis.dataset import (
    NO_CODE,
    Coding,
    Comment,
    Dataset,
    Record,
    codes_of,
    unreadable,
)
from tests.analysis.release.sample import sample_document

CODEBOOK = Codebook.from_document(sample_document())


def with_codings(*codings: Coding) -> Dataset:
    comment = Comment("c1", "r1", "parent", "contact", "Invented.")
    return Dataset(CODEBOOK, (), (comment,), codings)


def test_a_skipped_answer_has_no_codes() -> None:
    ease = CODEBOOK.variable("parent", "ease")
    why = CODEBOOK.variable("parent", "why_not")
    assert ease is not None
    assert why is not None
    record = Record("parent", "w", "v", {"why_not": ("told_to_wait", "bad_experience")})
    assert codes_of(record, ease) == ()
    assert codes_of(record, why) == ("told_to_wait", "bad_experience")


def test_what_a_person_coded_replaces_what_a_machine_coded() -> None:
    data = with_codings(
        Coding("c1", "blamed", "lexicon", "1"),
        Coding("c1", "good_contact", "anna", "1", kind="person"),
    )
    (coded,) = data.coded()
    assert coded.codes == {"good_contact"}
    assert coded.kind == "person"


def test_a_comment_read_without_a_code_is_coded_with_none() -> None:
    (coded,) = with_codings(Coding("c1", NO_CODE, "lexicon", "1")).coded()
    assert coded.codes == frozenset()


def test_a_comment_that_nobody_read_is_not_coded() -> None:
    assert list(with_codings().coded()) == []


def test_answers_the_codebook_does_not_know_are_counted_not_hidden() -> None:
    records = (
        Record("parent", "w", "v", {"ease": "impossible", "contact": "Words are no codes."}),
        Record("parent", "w", "v", {"why_not": ("told_to_wait", "moonlight")}),
        Record("parent", "w", "v", {"ease": "very_easy"}),
    )
    assert unreadable(Dataset(CODEBOOK, records)).counts == {
        "parent.ease": 1,
        "parent.why_not": 1,
    }


def test_comments_on_a_question_the_codebook_does_not_know_are_counted_too() -> None:
    comment = Comment("c1", "r1", "parent", "moonlight", "Invented.")
    assert unreadable(Dataset(CODEBOOK, (), (comment,))).counts == {"parent.moonlight": 1}

"""Concerns are counted in people: once each, however often they wrote of it."""

from __future__ import annotations

from analysis.codebook import Codebook
from analysis.dataset import Coding, Comment, Dataset, Record
from analysis.statistics.concerns import FrameCode, concern_tables
from analysis.statistics.model import Table
from analysis.statistics.tables import by_key
from tests.analysis.release.sample import sample_document

CODES = (FrameCode("blamed", "Blamed"), FrameCode("good_contact", "Good contact", tone="good"))


def tables(*said: tuple[str, str, str, tuple[str, ...]]) -> dict[str, Table]:
    """Tables over comments given as (person, audience, question, codes)."""
    comments, codings, records = [], [], {}
    for number, (person, audience, question, codes) in enumerate(said):
        comments.append(Comment(f"c{number}", person, audience, question, ""))
        codings += [Coding(f"c{number}", c, "lexicon", "1") for c in codes or ("none",)]
        records[person] = Record(audience, "w", "v", {"area": "AS"}, person)
    codebook = Codebook.from_document(sample_document())
    data = Dataset(codebook, tuple(records.values()), tuple(comments), tuple(codings))
    return dict(by_key(concern_tables(data, CODES)))


def count(table: Table, code: str) -> int:
    row = table.row_of(code)
    assert row is not None
    return row.count


def test_a_person_who_says_it_twice_counts_once() -> None:
    found = tables(("p", "parent", "contact", ("blamed",)), ("p", "parent", "after", ("blamed",)))
    assert count(found["concerns.parent"], "blamed") == 1
    assert found["concerns.parent"].base == 1
    assert count(found["concerns.parent.contact"], "blamed") == 1
    assert count(found["concerns.parent.after"], "blamed") == 1


def test_the_base_is_everybody_whose_words_were_read() -> None:
    found = tables(("p", "parent", "contact", ("blamed",)), ("q", "parent", "contact", ()))
    assert found["concerns.parent"].base == 2


def test_families_are_parents_and_carers_and_not_staff() -> None:
    found = tables(
        ("p", "parent", "contact", ("blamed",)),
        ("c", "carer", "contact", ("blamed",)),
        ("s", "staff", "harder", ("blamed",)),
    )
    assert found["concerns.families"].base == 2
    assert found["concerns.families"].parts == ("concerns.parent", "concerns.carer")
    assert count(found["concerns.staff"], "blamed") == 1


def test_a_question_s_table_lies_within_its_audience_s() -> None:
    found = tables(("p", "parent", "contact", ("blamed",)))
    assert found["concerns.parent.contact"].within == "concerns.parent"
    assert found["concerns.parent.contact"].stage == "S1"


def test_units_divide_families_who_wrote() -> None:
    found = tables(
        ("p", "parent", "contact", ("blamed",)),
        ("q", "parent", "contact", ()),
        ("s", "staff", "harder", ("blamed",)),
    )
    row = found["concerns.families.blamed.by_unit"].row_of("AS")
    assert row is not None
    assert (row.count, row.base) == (1, 2)


def test_without_coded_comments_there_are_no_concern_tables() -> None:
    assert tables() == {}


def test_a_comment_on_an_unknown_question_is_in_no_table() -> None:
    found = tables(
        ("p", "parent", "contact", ("blamed",)), ("q", "parent", "moonlight", ("blamed",))
    )
    assert found["concerns.parent"].base == 1

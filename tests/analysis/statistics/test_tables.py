"""Every closed question has a table with its base; families are parents and carers together."""

from __future__ import annotations

from analysis.statistics.model import Kind
from analysis.statistics.tables import by_key, closed_tables, family_tables, replies
from tests.analysis.release.sample import sample_dataset

DATA = sample_dataset(400, seed=3)
CLOSED = closed_tables(DATA)
BY_KEY = by_key(CLOSED)


def test_every_closed_question_of_every_questionnaire_has_a_table() -> None:
    assert [t.key for t in CLOSED] == [v.key for v in DATA.codebook if v.closed]


def test_the_base_of_a_single_choice_is_its_valid_answers() -> None:
    for table in CLOSED:
        if table.kind is Kind.SINGLE:
            assert table.base == sum(r.count for r in table.rows if not r.missing), table.key


def test_the_base_of_several_choices_is_people_not_ticks() -> None:
    table = BY_KEY["parent.why_not"]
    assert table.kind is Kind.MULTI
    assert max(r.count for r in table.rows) <= table.base
    assert sum(r.count for r in table.rows if not r.missing) > table.base


def test_favourable_counts_the_favourable_rows_and_only_where_a_scale_has_a_good_side() -> None:
    ease = BY_KEY["parent.ease"]
    assert ease.favourable == sum(r.count for r in ease.rows[:2])
    assert BY_KEY["parent.times"].favourable is None


def test_on_the_handover_item_disagreeing_is_favourable() -> None:
    table = BY_KEY["parent.repeat_story"]
    good = {r.code for r in table.rows if r.favourable}
    assert good == {"tend_disagree", "strongly_disagree"}


def test_families_are_the_sum_of_parents_and_carers() -> None:
    families = by_key(family_tables(CLOSED))["families.ease"]
    parent, carer = BY_KEY["parent.ease"], BY_KEY["carer.ease"]
    assert families.parts == ("parent.ease", "carer.ease")
    assert families.base == parent.base + carer.base
    assert families.favourable == (parent.favourable or 0) + (carer.favourable or 0)
    for whole, one, other in zip(families.rows, parent.rows, carer.rows, strict=True):
        assert whole.count == one.count + other.count


def test_only_graded_questions_asked_alike_of_both_are_added_up() -> None:
    keys = {t.key for t in family_tables(CLOSED)}
    assert "families.relationship" not in keys
    assert "families.times" not in keys


def test_replies_are_counted_by_questionnaire() -> None:
    table = replies(DATA)
    assert table.base == 400
    assert {r.code: r.count for r in table.rows} == {
        key: len(DATA.of(key)) for key in ("parent", "carer", "staff")
    }

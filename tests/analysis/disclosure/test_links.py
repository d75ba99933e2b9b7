"""What the attacker writes down is true of the real numbers, and holds all that was published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.disclosure.attack import attack
from analysis.disclosure.groups import groups
from analysis.disclosure.links import Snapshot, ceilings, names, system_of
from analysis.disclosure.model import BASE, FAVOURABLE, Plan, Reason
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import Rules, shipped
from analysis.disclosure.suppress import withheld
from analysis.disclosure.system import Name
from analysis.release.build import count
from analysis.statistics.door import admit
from analysis.statistics.model import Table
from analysis.statistics.tables import by_key
from tests.analysis.disclosure.making import multi, replies, single, split, together
from tests.analysis.release.sample import sample_dataset, shipped_frame

RULES = shipped()


def exact(at: str, tables: dict[str, Table]) -> dict[Name, int]:
    """The real numbers under the system's names."""
    found: dict[Name, int] = {}
    for table in tables.values():
        found[at, table.key, BASE] = table.base
        if table.favourable is not None:
            found[at, table.key, FAVOURABLE] = table.favourable
        for row in table.rows:
            name, base = names(at, table, row)
            found[name] = row.count
            if row.base is not None:
                found[base] = row.base
    return found


def snapshot(*tables: Table, at: str = "", rules: Rules = RULES) -> Snapshot:
    hidden = primary(tables, rules)
    plan = Plan(hidden, withheld(tables, hidden, cut=True))
    issued = frozenset(t.key for t in tables)
    return Snapshot(at, by_key(tables), plan, issued, ceilings(tables, plan, rules))


def interval(shot: Snapshot, *name: str) -> tuple[int, float]:
    found = {i.target.name: i for i in attack(system_of([shot], RULES), exact=True)}
    return found[("", *name)].low, found[("", *name)].high


@pytest.mark.parametrize("size", [120, 700])
def test_everything_the_attacker_believes_is_true(size: int) -> None:
    tables = count(admit(sample_dataset(size, seed=size)), shipped_frame())
    hidden = primary(tables, RULES)
    plan = Plan(hidden, withheld(tables, hidden))
    known = ceilings(tables, plan, RULES)
    for name, group in groups(tables).items():
        cut = Plan(hidden, withheld(group.values(), hidden, cut=True))
        shot = Snapshot("", group, cut, frozenset(group), known)
        assert system_of([shot], RULES).holds(exact("", dict(group))), name


def test_a_lone_hidden_answer_is_the_base_less_the_others() -> None:
    # 100 in all, 45 and 50 shown: rounding leaves each within two.
    assert interval(snapshot(single("parent.x", 45, 50, 5)), "parent.x", "a2") == (0, 9)
    exactly = replace(RULES, round_to=1)
    shot = snapshot(single("parent.x", 45, 50, 5), rules=exactly)
    found = {i.target.name[2]: i for i in attack(system_of([shot], exactly), exact=True)}
    assert (found["a2"].low, found["a2"].high) == (5, 5)


def test_a_hidden_parent_is_families_less_carers() -> None:
    parent, carer = single("parent.x", 3, 20, 30, good=1), single("carer.x", 40, 40, 40, good=1)
    shot = snapshot(parent, carer, together("families.x", parent, carer))
    # 43 is published as 45, 40 as 40: between 43-47 and 38-42.
    assert interval(shot, "parent.x", "a0") == (1, 9)


def test_a_hidden_unit_is_the_rest_of_all_units() -> None:
    whole = single("families.x", 60, 60, good=1)
    table = split("families.x.by_unit", whole, (5, 30), (25, 40), (30, 50))
    low, high = interval(snapshot(whole, table), "families.x.by_unit", "u0")
    assert (low, high) == (0, 9)


def test_more_cannot_answer_a_question_than_replied() -> None:
    table = single("parent.x", 50, 50, missing=(2,))
    shot = snapshot(replies(parent=102, carer=40, staff=40), table)
    # 102 replies are published as 100 (at most 102); 100 answers as 100 (at least 98).
    assert interval(shot, "parent.x", "m0") == (0, 4)


def test_an_i_do_not_know_is_held_to_the_same_width_as_an_answer() -> None:
    table = single("parent.x", 50, 50, missing=(2,))
    system = system_of([snapshot(replies(parent=102, carer=40, staff=40), table)], RULES)
    (target,) = [t for t in system.targets if t.name[-1] == "m0"]
    assert target.need == 5


def test_a_concern_s_people_lie_between_each_question_s_and_their_sum() -> None:
    parent = multi("concerns.parent", 80, 12, about="concerns")
    one = multi("concerns.parent.contact", 50, 12, about="concerns", within="concerns.parent")
    other = multi("concerns.parent.after", 60, 3, about="concerns", within="concerns.parent")
    low, high = interval(snapshot(parent, one, other), "concerns.parent.after", "a0")
    assert (low, high) == (0, 9)
    alone = multi("concerns.parent.contact", 50, 4, about="concerns", within="concerns.parent")
    only = multi("concerns.parent", 50, 4, about="concerns")
    assert interval(snapshot(only, alone), "concerns.parent.contact", "a0") == (0, 9)


def test_a_withheld_split_tells_nothing() -> None:
    whole = single("families.x", 60, 60, good=1)
    table = split("families.x.by_unit", whole, (5, 9), (4, 9))
    shot = snapshot(whole, table)
    assert table.key in shot.plan.withheld
    assert not any(name[1] == table.key for name in system_of([shot], RULES).low)


def test_over_time_people_are_only_added_and_few_newcomers_are_attacked() -> None:
    before = snapshot(single("parent.x", 20, 30), at="r1")
    after = snapshot(single("parent.x", 23, 45))
    found = {i.target.name: i for i in attack(system_of([before, after], RULES), exact=True)}
    newcomers = found["", "parent.x", "a0", "newcomers"]
    assert (newcomers.low, newcomers.high) == (1, 9)


def test_a_withdrawn_reply_makes_no_false_belief() -> None:
    first, second = single("parent.x", 20, 30), single("parent.x", 19, 45)
    system = system_of([snapshot(first, at="r1"), snapshot(second)], RULES)
    both = {**exact("r1", {first.key: first}), **exact("", {second.key: second})}
    assert system.holds(both)


def test_a_ceiling_is_the_most_a_published_figure_allows() -> None:
    tables = [replies(parent=104, carer=8, staff=40)]
    shot = snapshot(*tables)
    assert shot.ceilings["parent",] == 107
    assert shot.ceilings["carer",] == 9
    assert shot.ceilings["families",] == 116
    assert shot.plan.hidden["replies", "carer"] is Reason.SMALL

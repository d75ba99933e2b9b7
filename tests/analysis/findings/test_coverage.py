"""Who answered and who did not."""

from __future__ import annotations

import dataclasses
from typing import Any

from analysis.findings.coverage import coverage
from analysis.release.model import Cell, PublishedTable
from tests.analysis.findings.tables import reader, table

DENOMINATORS: dict[str, Any] = {
    "warning": "These count children.",
    "denominators": [
        {"label": "Children", "value": 9370, "unit": "children", "period": "2022-23",
         "area": "London", "source": "Report", "source_date": "2023-04", "status": "secondary"},
        {"label": "Elsewhere", "value": 75000, "unit": "children", "period": "2022-23",
         "area": "UK", "source": "Report", "source_date": "2023-04", "status": "secondary"},
        {"label": "By borough", "value": None, "unit": "children", "period": "",
         "area": "London", "source": "none", "source_date": "", "status": "not found"},
    ],
}  # fmt: skip


def replies(**counts: int | None) -> PublishedTable:
    made = table("replies", {}, about="replies", questionnaire="", variable="", base=500)
    rows = tuple(
        Cell(who, who, "shown" if n is not None else "suppressed", n) for who, n in counts.items()
    )
    return dataclasses.replace(made, rows=rows)


def test_replies_are_about_and_hidden_ones_are_not_zero() -> None:
    found = coverage(reader(replies(parent=1240, carer=None, staff=85)))
    assert [group.words for group in found.replies] == [
        "about 1,240",
        "too few to show",
        "about 85",
    ]
    assert found.total == 500


def test_what_is_known_for_london_stands_beside_and_the_unknown_stays_unknown() -> None:
    found = coverage(reader(denominators=DENOMINATORS))
    assert [(known.label, known.value) for known in found.known] == [
        ("Children", "9,370"), ("By borough", "not known"),
    ]  # fmt: skip
    assert found.warning == "These count children."


def test_groups_too_small_to_show_are_named_by_question() -> None:
    quiet = [
        {"table": "carer.area", "code": "AS", "label": "Lambeth or Southwark"},
        {"table": "carer.area", "code": "AW", "label": "Westminster"},
    ]
    found = coverage(reader(table("carer.area", {"AS": None}), coverage={"too_few": quiet}))
    assert [(q.question, q.groups) for q in found.quiet] == [
        ("Carers: About area?", ("Lambeth or Southwark", "Westminster"))
    ]


def test_parents_and_carers_stand_side_by_side_and_staff_apart() -> None:
    found = coverage(
        reader(
            table("parent.when", {"month": 40}),
            table("carer.when", {"month": 50}),
            table("staff.sector", {"police": 60}),
        )
    )
    assert [(made.key, len(made.columns)) for made in found.profiles] == [
        ("families-when", 2), ("staff-sector", 1),
    ]  # fmt: skip

"""The annex holds every released table once, and every exhibit finds its counts there."""

from __future__ import annotations

import functools

from analysis.findings import annex
from analysis.findings.reader import Reader
from analysis.report.page import annex_anchor
from tests.analysis.findings.tables import graded, reader, table
from tests.analysis.report.sample import release


@functools.cache
def read() -> Reader:
    return Reader.of(release())


def every() -> list[annex.Sheet]:
    return [*annex.questions(read()), *annex.written(read()), *annex.splits(read())]


def test_every_published_table_stands_in_the_annex_once() -> None:
    named = [key for sheet in every() for key in sheet.keys]
    published = {t.key for t in read().release if t.published and t.about != "replies"}
    assert published <= set(named)
    assert len(named) == len(set(named))


def test_every_sheet_has_an_anchor_of_its_own() -> None:
    anchors = [sheet.anchor for sheet in every()]
    assert len(anchors) == len(set(anchors))


def test_every_exhibit_leads_to_a_sheet_that_holds_its_tables() -> None:
    from analysis.findings.summary import summarise

    summary = summarise(release())
    sheets = {sheet.anchor: set(sheet.keys) for sheet in every()}
    for made in (*summary.exhibits(), *summary.coverage.profiles):
        assert made.tables[0] in sheets[annex_anchor(made)], made.key


def test_a_cell_prints_its_figure_and_its_count() -> None:
    sheet = next(annex.questions(reader(table("parent.sex", {"male": 40, "female": None}))))
    male, female, bases = (entries[0] for _, entries in sheet.rows)
    assert (str(male.figure), male.count) == ("40%", "80")
    assert female.hidden
    assert bases.count == "200"


def test_a_hidden_base_is_hidden_in_the_annex() -> None:
    sheet = next(annex.questions(reader(table("parent.sex", {"male": None}, base=None))))
    assert sheet.rows[-1][1][0].hidden


def test_a_table_carried_over_says_from_which_release() -> None:
    sheet = next(annex.questions(reader(graded("parent.ease", 40, issued_in="2026-spring"))))
    assert sheet.earlier == ("2026-spring",)


def test_units_have_short_heads_with_their_names_below() -> None:
    sheets = {sheet.anchor: sheet for sheet in annex.splits(read())}
    units = sheets["by-unit"]
    assert units.compact
    assert units.columns[:3] == ("AS", "AW", "CE")
    assert dict(units.heads)["AS"] == "Lambeth or Southwark"

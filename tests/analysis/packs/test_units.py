"""A page for a unit shows what the release shows of it, and nothing else."""

from __future__ import annotations

import dataclasses

from analysis.findings.summary import summarise
from analysis.packs.units import ENOUGH, NOT_UNITS, unit_pages
from analysis.release.model import PublishedTable, Release
from tests.analysis.packs.conftest import summary
from tests.analysis.report.sample import release


def few(code: str) -> Release:
    """The sample release in which one unit has hardly a figure that may be shown."""
    sample = release()

    def hide(table: PublishedTable, place: int) -> PublishedTable:
        if table.split != "unit" or place < ENOUGH - 1:
            return table
        rows = tuple(
            dataclasses.replace(c, status="suppressed", percent=None) if c.code == code else c
            for c in table.rows
        )  # fmt: skip
        return dataclasses.replace(table, rows=rows)

    splits = [key for key, table in sample.tables.items() if table.split == "unit"]
    place = {key: i for i, key in enumerate(splits)}
    tables = {key: hide(table, place.get(key, 0)) for key, table in sample.tables.items()}
    return Release(sample.document, tables, sample.codebook)


def test_every_figure_of_a_page_is_one_that_the_release_shows() -> None:
    pages = unit_pages(summary())
    assert pages
    for page in pages:
        for line in page.lines:
            cell = release().tables[line.tables[0]].row(page.code)
            assert cell is not None
            assert (cell.status, cell.percent) == ("shown", line.unit.percent)


def test_units_stand_in_the_order_of_their_codes_and_places_outside_are_no_units() -> None:
    codes = [page.code for page in unit_pages(summary())]
    assert codes == sorted(codes)
    assert not NOT_UNITS & set(codes)


def test_a_unit_with_too_few_figures_has_no_page() -> None:
    code = unit_pages(summary())[0].code
    assert code not in {page.code for page in unit_pages(summarise(few(code)))}


def test_what_is_hidden_is_counted_and_never_shown() -> None:
    splits = [table for table in release() if table.split == "unit"]
    for page in unit_pages(summary()):
        assert len(page.lines) + page.hidden == len(splits)

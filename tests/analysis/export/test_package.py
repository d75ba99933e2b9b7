"""Data packages: frictionless finds them valid, and reads the same as the release and records."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from frictionless import Package

from tests.analysis.export.reading import Cell, Key, from_row, guarded
from tests.analysis.export.sample import wicked_records


@pytest.fixture(scope="module")
def tables(exported: Path) -> Package:
    return Package(str(exported / "small-1-datapackage.zip"))


@pytest.fixture(scope="module")
def records(recorded: Path) -> Package:
    return Package(str(recorded / "small-1-records-datapackage.zip"))


def test_both_packages_are_valid_with_their_checksums_types_and_keys(
    tables: Package, records: Package
) -> None:
    for package in (tables, records):
        report = package.validate()
        assert report.valid, report.flatten(["resourceName", "note"])


def test_a_package_says_what_the_release_says_cell_by_cell(
    tables: Package, published: dict[Key, Cell]
) -> None:
    rows = tables.get_resource("tables").read_rows()
    assert dict(from_row(row.to_dict()) for row in rows) == guarded(published)


def test_a_package_of_records_has_codes_and_the_labels_beside_them(records: Package) -> None:
    for file in wicked_records().files:
        resource = records.get_resource(file.questionnaire)
        assert [tuple(row.values()) for row in resource.read_rows()] == list(file.rows("code"))
        field = resource.schema.fields[0].to_descriptor()
        assert [c["value"] for c in field["categories"]] == field["constraints"]["enum"]


def test_a_value_that_the_schema_does_not_know_is_found(recorded: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.zip"
    with (
        zipfile.ZipFile(recorded / "small-1-records-datapackage.zip") as source,
        zipfile.ZipFile(spoilt, "w") as out,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "datapackage.json":
                told = json.loads(content)
                told["resources"][0]["schema"]["fields"][0]["constraints"]["enum"] = ["moonlight"]
                content = json.dumps(told).encode()
            out.writestr(name, content)
    assert not Package(str(spoilt)).validate().valid


def test_a_package_names_no_time_but_the_release_s(exported: Path) -> None:
    with zipfile.ZipFile(exported / "small-1-datapackage.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        told = json.loads(archive.read("datapackage.json"))
    assert told["created"] == "2026-12-01T00:00:00Z"

"""The library call: checked records of a release's wave in any format, for the team.

::

    from analysis.export.write_records import RECORD_FORMATS, write_records
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analysis.export import (
    ddi,
    ods,
    plain_files,
    record_book,
    record_ddi,
    record_files,
    statistical,
    xlsx,
)
from analysis.export.recordset import RecordFile, RecordSet
from analysis.export.write import chosen_formats, file_name


def write_records(records: RecordSet, kind: str, target: Path) -> list[Path]:
    """Write checked records into the folder ``target`` and return the files, in order.

    :param kind: one of :data:`RECORD_FORMATS`, or ``all``.
    :raises analysis.export.write.UnknownFormatError: for another format.
    """
    chosen = chosen_formats(kind, RECORD_FORMATS)
    target.mkdir(parents=True, exist_ok=True)
    return [path for name in chosen for path in RECORD_FORMATS[name](records, target)]


def _path(records: RecordSet, target: Path, ending: str, file: RecordFile | None = None) -> Path:
    part = f"-{file.questionnaire}" if file else ""
    return target / file_name(f"{records.facts.release}-records{part}", records.wording, ending)


def _each(
    records: RecordSet, target: Path, ending: str, act: Callable[[RecordFile, Path], None]
) -> list[Path]:
    """One file for each questionnaire that has records."""
    paths = []
    for file in records.files:
        if file.count:
            paths.append(_path(records, target, ending, file))
            act(file, paths[-1])
    return paths


def _csv(records: RecordSet, target: Path) -> list[Path]:
    def act(file: RecordFile, path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            plain_files.write_rows(out, file.names, file.rows("code"))

    return _each(records, target, ".csv", act)


def _ods(records: RecordSet, target: Path) -> list[Path]:
    ods.write(record_book.workbook(records), path := _path(records, target, ".ods"))
    return [path]


def _xlsx(records: RecordSet, target: Path) -> list[Path]:
    xlsx.write(record_book.workbook(records), path := _path(records, target, ".xlsx"))
    return [path]


def _label(records: RecordSet, file: RecordFile) -> str:
    return f"{file.title}: team only, {records.facts.release}"


def _sav(records: RecordSet, target: Path) -> list[Path]:
    day = records.facts.created
    return _each(
        records, target, ".sav",
        lambda file, path: statistical.write_sav(file, _label(records, file), day, path),
    )  # fmt: skip


def _dta(records: RecordSet, target: Path) -> list[Path]:
    day = records.facts.created
    return _each(
        records, target, ".dta",
        lambda file, path: statistical.write_dta(file, _label(records, file), day, path),
    )  # fmt: skip


def _ddi(records: RecordSet, target: Path) -> list[Path]:
    ddi.write(record_ddi.of_records(records), path := _path(records, target, "-ddi.xml"))
    return [path]


def _package(records: RecordSet, target: Path) -> list[Path]:
    record_files.write_package(records, path := _path(records, target, "-datapackage.zip"))
    return [path]


def _json(records: RecordSet, target: Path) -> list[Path]:
    record_files.write_json(records, path := _path(records, target, ".json"))
    return [path]


def _parquet(records: RecordSet, target: Path) -> list[Path]:
    return _each(records, target, ".parquet", record_files.write_parquet)


RECORD_FORMATS: dict[str, Callable[[RecordSet, Path], list[Path]]] = {
    "csv": _csv,
    "ods": _ods,
    "xlsx": _xlsx,
    "json": _json,
    "parquet": _parquet,
    "sav": _sav,
    "dta": _dta,
    "ddi": _ddi,
    "datapackage": _package,
}
"""Format of records -> what writes it."""

"""The public benchmark trains on the training part alone and ends with micro and macro."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.coding import benchmark

META = [f"meta {n}" for n in range(5)]
HEAD = ["FFT answer", *benchmark._CONTEXT, "Respondent ID"]
CODES = ["Staff manner & personal attributes", "Timeliness of care", "Seen too seldom"]
TEXTS = ["the staff were friendly and polite", "a long wait and then late again", "parking"]


def write(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """Three kinds of answers, two of which carry a code; the third code has too few."""
    rows, split = [], []
    for n in range(240):
        row = dict.fromkeys([*HEAD, *META], "x")
        row |= {"FFT answer": f"{TEXTS[n % 3]} {n}", "Respondent ID": f"p{n}"}
        row |= {
            code: "1" if n % 3 == k and (k < 2 or n < 9) else "" for k, code in enumerate(CODES)
        }
        rows.append(row)
        split.append({"row": str(n), "split": "test" if n % 4 == 0 else "train"})
    assert len(HEAD) + len(META) == benchmark._FIRST_CODE
    write(tmp_path, "v6framework_230831.csv", rows)
    write(tmp_path, "benchmark_split.csv", split)
    return tmp_path


def test_codes_with_few_examples_are_left_out_and_the_rest_is_learned(public: Path) -> None:
    found = benchmark.pxtextmining(public)
    assert list(found.codes) == CODES[:2]
    assert (found.train, found.test) == (180, 60)
    assert found.micro > 0.95
    assert found.macro > 0.95


def test_the_test_part_teaches_nothing(public: Path) -> None:
    rows = benchmark._csv(public / "v6framework_230831.csv")
    for n, row in enumerate(rows):
        if n % 4 == 0:
            row[CODES[0]], row[CODES[1]] = row[CODES[1]], row[CODES[0]]
    write(public, "v6framework_230831.csv", rows)
    assert benchmark.pxtextmining(public).micro < 0.05


def test_the_last_line_is_micro_and_macro(public: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["benchmark", "pxtextmining", str(public)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("micro 1.000 macro 1.000")


def test_a_folder_without_the_set_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["benchmark", "pxtextmining", str(tmp_path)]) != 0
    assert "v6framework_230831.csv is not there" in capsys.readouterr().err

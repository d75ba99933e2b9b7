"""The analysis command reads and writes files, and tells of a bad file in one line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.cli import main

ROWS = [
    {"id": "1", "audience": "parent", "question": "response", "text": "Nobody came for hours."},
    {"id": "2", "audience": "carer", "question": "contact", "text": "Ring me on 07700 900412"},
]


@pytest.fixture
def comments(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_comments_are_coded_from_json_lines_to_json_lines(comments: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["code", "--comments", str(comments), "--out", str(out), "--model", "lexicon"]) == 0
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert "slow_or_no_action" in first["codes"]
    assert first["evidence"]["slow_or_no_action"][0]["words"].startswith("Nobody came")
    assert first["sentiment"] == "negative"
    assert set(first["scores"]) >= set(first["codes"])


def test_comments_are_coded_to_csv(comments: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert main(["code", "--comments", str(comments), "--out", str(out), "--model", "lexicon"]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["id"] == "1"
    assert "slow_or_no_action" in rows[0]["codes"].split(";")


def test_details_are_taken_out(comments: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["redact", "--comments", str(comments), "--out", str(out)]) == 0
    second = json.loads(out.read_text(encoding="utf-8").splitlines()[1])
    assert second["text"] == "Ring me on [phone]"
    assert set(second["spans"][0]) == {"start", "end", "type", "reason"}


def test_two_coders_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, codes in (("a", [["blamed"], []]), ("b", [["blamed"], ["blamed"]])):
        lines = [json.dumps({"id": str(n), "codes": c}) for n, c in enumerate(codes)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert main(["agree", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")]) == 0
    printed = capsys.readouterr().out
    assert "2 answers coded by both" in printed
    assert "AC1" in printed


def test_the_coder_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        dict(row, codes=codes) for row, codes in zip(ROWS, (["slow_or_no_action"], []), strict=True)
    ]
    gold.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    out = tmp_path / "measured.json"
    assert main(["evaluate", "--gold", str(gold), "--out", str(out), "--model", "lexicon"]) == 0
    assert "micro F1" in capsys.readouterr().out
    assert json.loads(out.read_text(encoding="utf-8"))["n"] == 2


def test_few_answers_give_words_and_no_groups(
    comments: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["themes", "--comments", str(comments), "--model", "lexicon"]) == 0
    assert "Fewer than 300" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("none.jsonl", None, "there is no such file"),
        ("bad.jsonl", "{", "line 1: not JSON"),
        ("text.jsonl", '{"id": "1"}', "the field 'text' is missing"),
        ("twice.jsonl", '{"id":"1","text":"a"}\n{"id":"1","text":"b"}', "stands twice"),
    ],
)
def test_a_bad_file_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, body: str | None, why: str
) -> None:
    path = tmp_path / name
    if body is not None:
        path.write_text(body, encoding="utf-8")
    assert main(["redact", "--comments", str(path), "--out", str(tmp_path / "o.jsonl")]) == 2
    error = capsys.readouterr().err
    assert why in error
    assert error.count("\n") == 1


def test_the_analysis_works_without_the_web_and_the_database() -> None:
    code = (
        "import sys\n"
        "for name in ('flask', 'wtforms', 'sqlalchemy', 'flask_wtf'):\n"
        "    sys.modules[name] = None\n"
        "import analysis.__main__\n"
        "from analysis.coding.coder import LEXICON_ONLY, Coder\n"
        "Coder.load(LEXICON_ONLY)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_redaction_needs_the_standard_library_alone() -> None:
    code = (
        "import sys, analysis.redaction; print('numpy' in sys.modules, 'textblob' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]

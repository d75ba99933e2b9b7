"""The analysis command reads and writes files, and tells of a bad file in one line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def redacted(comments: Path, out: Path) -> list[dict[str, Any]]:
    assert main(["redact", "--comments", str(comments), "--out", str(out)]) == 0
    if out.suffix == ".jsonl":
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    with out.open(encoding="utf-8", newline="") as file:
        return [dict(row, spans=json.loads(row["spans"])) for row in csv.DictReader(file)]


@pytest.mark.parametrize("end", ["jsonl", "csv"])
def test_details_are_taken_out(comments: Path, tmp_path: Path, end: str) -> None:
    first, second = redacted(comments, tmp_path / f"out.{end}")
    assert first == {"id": "1", "text": ROWS[0]["text"], "spans": []}
    assert (second["id"], second["text"]) == ("2", "Ring me on [phone]")
    assert second["spans"] == [
        {"start": 11, "end": 23, "type": "phone", "reason": "telephone number"}
    ]


def test_the_places_of_details_are_those_in_the_text_as_it_was_written(tmp_path: Path) -> None:
    path, text = tmp_path / "in.csv", 'Caf\u00e9\u2028\U0001f600, "Keira" rang 07700 900412'
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "text"], ["1", text]])
    (row,) = redacted(path, tmp_path / "out.jsonl")
    found = [text[span["start"] : span["end"]] for span in row["spans"]]
    assert found == ["Keira", "07700 900412"]


def codings(path: Path, rows: dict[str, list[str]]) -> str:
    if path.suffix == ".csv":
        lines = ["id,codes", *(f"{name},{';'.join(codes)}" for name, codes in rows.items())]
    else:
        lines = [json.dumps({"id": name, "codes": codes}) for name, codes in rows.items()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("end", ["jsonl", "csv"])
def test_two_coders_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    """Gwet's published example (2008), as one code of the frame: kappa -0.02, AC1 0.94."""
    ids = [str(n) for n in range(125)]
    a = codings(tmp_path / f"a.{end}", {i: ["blamed"] if int(i) < 123 else ["none"] for i in ids})
    b = codings(
        tmp_path / f"b.{end}", {i: [] if 118 <= int(i) < 123 else ["blamed"] for i in ids[::-1]}
    )
    out = tmp_path / "found.json"
    assert main(["agree", a, b, "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "125 answers coded by both" in printed
    row = next(line for line in printed.splitlines() if line.startswith("blamed"))
    assert row.split() == ["blamed", "118", "5", "2", "97.2%", "-0.02", "-0.02", "0.94"]
    assert "alpha over sets (MASI) -0.02" in printed
    assert json.loads(out.read_text(encoding="utf-8"))["codes"][0]["n"] == 125


def test_a_code_of_a_teams_own_frame_is_compared_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a = codings(tmp_path / "a.jsonl", {"1": ["our_own"], "2": []})
    assert main(["agree", a, codings(tmp_path / "b.csv", {"1": ["our_own"], "2": []})]) == 0
    assert "our_own" in capsys.readouterr().out


@pytest.mark.parametrize("end", ["jsonl", "csv"])
def test_themes_are_written_as_words_and_groups(tmp_path: Path, end: str) -> None:
    topics = {"dog": "dog kennel handler barking", "bus": "bus driver depot ticket"}
    topics |= {"form": "form leaflet paper print", "food": "food meal kitchen plate"}
    rows = [
        {"id": f"{topic}{n}", "text": f"{text} number {topic}"}
        for topic, text in topics.items()
        for n in range(100)
    ]
    path, out = tmp_path / "in.jsonl", tmp_path / f"out.{end}"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    coded = codings(tmp_path / "codes.csv", {f"food{n}": ["blamed"] for n in range(100)})
    args = ["themes", "--comments", str(path), "--codings", coded, "--out", str(out)]
    assert main(args) == 0
    text = out.read_text(encoding="utf-8")
    written: list[dict[str, Any]]
    if end == "jsonl":
        written = [json.loads(line) for line in text.splitlines()]
    else:
        written = [dict(row) for row in csv.DictReader(text.splitlines())]
    assert {row["kind"] for row in written} == {"word", "group"}
    assert all(set(row) == {"kind", "words", "score", "examples"} for row in written)
    examples = written[-1]["examples"]
    assert len(json.loads(examples) if isinstance(examples, str) else examples) == 20


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

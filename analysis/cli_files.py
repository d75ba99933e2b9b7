"""Files of the analysis command: JSON Lines or CSV in, JSON Lines or CSV out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.coding.evaluate import Gold
from analysis.coding.result import Coded
from analysis.dataset import NO_CODE, Comment

if TYPE_CHECKING:
    from analysis.coding.themes import Themes

Row = dict[str, Any]


class FileError(Exception):
    """A file that cannot be used: what is wrong, in which line, and what to do."""


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON Lines or CSV file (by its ending). Raises FileError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FileError(f"{path}: there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"{path}: cannot be read as UTF-8 text ({error})") from None
    if path.suffix.lower() == ".csv":
        return [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""))]
    return [_json(path, number, line) for number, line in _lines(text)]


def _lines(text: str) -> Iterable[tuple[int, str]]:
    return ((n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip())


def _json(path: Path, number: int, line: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise FileError(f"{path}, line {number}: not JSON ({error.msg})") from None
    if not isinstance(row, dict):
        raise FileError(f"{path}, line {number}: a JSON object is needed")
    return row


def _field(path: Path, number: int, row: Row, name: str) -> str:
    value = row.get(name)
    if value is None:
        raise FileError(f"{path}, row {number}: the field '{name}' is missing")
    return str(value)


def read_comments(path: Path) -> list[Comment]:
    """Comments: id and text are needed; audience, question and language may be left out."""
    comments: list[Comment] = []
    for number, row in enumerate(read_rows(path), start=1):
        comments.append(
            Comment(
                id=_field(path, number, row, "id"),
                response=str(row.get("response") or ""),
                audience=str(row.get("audience") or ""),
                question=str(row.get("question") or ""),
                text=_field(path, number, row, "text"),
                language=str(row.get("language") or "en"),
            )
        )
    _refuse_doubles(path, [comment.id for comment in comments])
    return comments


def read_gold(path: Path) -> list[Gold]:
    """Answers coded by people: as comments, and codes, disputed and sentiment."""
    gold: list[Gold] = []
    for number, row in enumerate(read_rows(path), start=1):
        gold.append(
            Gold(
                id=_field(path, number, row, "id"),
                audience=str(row.get("audience") or ""),
                question=str(row.get("question") or ""),
                text=_field(path, number, row, "text"),
                codes=frozenset(code_list(row.get("codes"))),
                disputed=frozenset(code_list(row.get("disputed"))),
                sentiment=_sentiment(row.get("sentiment")),
                audit=str(row.get("audit", "")).lower() in ("true", "1", "yes"),
                language=str(row.get("language") or "en"),
            )
        )
    _refuse_doubles(path, [g.id for g in gold])
    return gold


def read_codings(path: Path) -> dict[str, frozenset[str]]:
    """Comment id -> codes, from any file with the fields id and codes.

    The code ``none`` says that no code fits, as an empty list does.
    """
    rows = list(enumerate(read_rows(path), start=1))
    _refuse_doubles(path, [_field(path, n, row, "id") for n, row in rows])
    return {
        str(row["id"]): frozenset(code_list(_codes(path, n, row))) - {NO_CODE} for n, row in rows
    }


def _codes(path: Path, number: int, row: Row) -> object:
    if "codes" not in row:
        raise FileError(f"{path}, row {number}: the field 'codes' is missing")
    return row["codes"]


def code_list(value: object) -> list[str]:
    """Codes as a list, from a list or from text such as ``blamed;urgent``."""
    if isinstance(value, list):
        return [str(item) for item in value]
    return [
        piece.strip() for piece in str(value or "").replace(",", ";").split(";") if piece.strip()
    ]


def _sentiment(value: object) -> tuple[int, ...]:
    if value is None or value == "":
        return ()
    values = value if isinstance(value, list) else str(value).replace(",", ";").split(";")
    return tuple(int(v) for v in values)


def _refuse_doubles(path: Path, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for comment_id in ids:
        if comment_id in seen:
            raise FileError(f"{path}: the id {comment_id} stands twice; every id must be unique")
        seen.add(comment_id)


def coded_row(coded: Coded) -> Row:
    """One coded comment as a JSON object."""
    return {
        "id": coded.id,
        "codes": [hit.code for hit in coded.codes],
        "scores": {code: round(score, 4) for code, score in coded.scores.items()},
        "evidence": {
            hit.code: [
                {"start": e.start, "end": e.end, "words": e.words, "rule": e.rule}
                for e in hit.evidence
            ]
            for hit in coded.codes
        },
        "sentiment": coded.sentiment,
        "polarity": round(coded.polarity, 4),
        "subjectivity": round(coded.subjectivity, 4),
        "assessments": [[a.words, a.polarity, a.subjectivity] for a in coded.assessments],
        "needs_person": list(coded.needs_person),
    }


def theme_rows(found: Themes) -> list[Row]:
    """Words and groups as rows of one shape.

    ``score`` is a word's z of its log odds, or a group's stability; ``examples`` hold id and text.
    """
    rows: list[Row] = [
        {"kind": "word", "words": [word], "score": round(score, 3), "examples": []}
        for word, score in found.words
    ]
    for group in found.groups:
        pairs = zip(group.ids, group.examples, strict=True)
        examples = [{"id": name, "text": text} for name, text in pairs]
        own = {"words": list(group.words), "score": round(group.stability, 3)}
        rows.append({"kind": "group", **own, "examples": examples})
    return rows


_ENDS_A_LINE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
"""Some programs end a line there; inside JSON text they are escaped."""


def write_rows(
    path: Path, rows: Sequence[Mapping[str, Any]], *, objects: Sequence[str] = ()
) -> None:
    """Write rows as CSV or JSON Lines, by the ending.

    In CSV lists of words are joined by ``;``, objects and the columns *objects* are JSON.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() != ".csv":
        lines = (_line(row) + "\n" for row in rows)
        path.write_text("".join(lines), encoding="utf-8")
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        names = list(rows[0]) if rows else ["id"]
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(
            {k: _line(v) if k in objects else _cell(v) for k, v in row.items()} for row in rows
        )


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_ENDS_A_LINE)


def _cell(value: object) -> object:
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return ";".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return safe_cell(value)


def safe_cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value

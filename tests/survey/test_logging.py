"""A log line has the fixed fields and nothing that anybody said."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from survey import logging as heard

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[object]:
    root = logging.getLogger()
    kept, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    root.handlers[:], logging.raiseExceptions = kept, raising
    root.setLevel(level)
    logging.captureWarnings(False)


def test_a_line_has_exactly_the_fixed_fields(lines) -> None:  # type: ignore[no-untyped-def]
    heard.set_up()
    heard.log("started")
    (line,) = lines()
    assert tuple(line) == heard.FIELDS
    assert (line["event"], line["level"], line["exception"]) == ("started", "info", "")
    assert len(line["day"]) == len("2026-11-22")


def test_an_error_is_its_type_and_the_place_in_our_code(lines) -> None:  # type: ignore[no-untyped-def]
    from survey.box import pool

    heard.set_up()
    try:
        pool.add(None, b"MYANSWER")  # type: ignore[arg-type]
    except pool.NotStored as error:
        heard.log("not_stored", error)
    (line,) = lines()
    assert line["exception"] == "NotStored"
    assert line["where"].startswith("survey/box/pool.py:")
    assert "MYANSWER" not in json.dumps(line)


def test_what_a_library_says_is_never_written(lines) -> None:  # type: ignore[no-untyped-def]
    heard.set_up()
    library = logging.getLogger("some.library")
    library.warning("request from %s: %s", "203.0.113.77", "MYANSWER")
    library.info("not even counted")
    try:
        raise ValueError("MYANSWER")
    except ValueError:
        library.exception("203.0.113.77")
    written = lines()
    assert [line["event"] for line in written] == ["other", "other"]
    assert written[1]["exception"] == "ValueError"
    assert "203" not in json.dumps(written)
    assert "MYANSWER" not in json.dumps(written)


def test_an_unknown_event_is_refused() -> None:
    with pytest.raises(ValueError, match="no event"):
        heard.log("somebody sent MYANSWER")


def test_warnings_of_python_go_the_same_way() -> None:
    program = (
        "import warnings; from survey import logging; logging.set_up();"
        "warnings.warn('MYANSWER', stacklevel=1)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "MYANSWER" not in done.stderr
    assert json.loads(done.stderr)["event"] == "other"

"""gunicorn says that something happened and where in the code, and never to whom or with what."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from survey import gunicorn as ours
from survey.logging import EVENTS, FIELDS

ADDRESS, PLACE = "203.0.113.77", "/survey/CANARYPLACE"
MALFORMED = ("Invalid request from ip=%s: %s", ADDRESS, f"Invalid Method {PLACE}")
"""What gunicorn says of a malformed request, with its arguments."""


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What was written to standard error; afterwards logging is as it was."""
    root = logging.getLogger()
    kept, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    yield lambda: capsys.readouterr().err
    root.handlers[:], logging.raiseExceptions = kept, raising
    root.setLevel(level)
    logging.captureWarnings(False)
    logging.getLogger("heard.access").disabled = False


def quiet() -> Any:
    """Our logger, as gunicorn makes it."""
    return ours.QuietLogger(Config())


def lines(text: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("method", ["warning", "error", "critical", "exception"])
def test_a_malformed_request_leaves_a_line_without_its_words(
    said: Callable[[], str], method: str
) -> None:
    getattr(quiet(), method)(*MALFORMED)
    text = said()
    (line,) = lines(text)
    assert tuple(line) == FIELDS
    assert line["event"] in EVENTS
    assert ADDRESS not in text
    assert "CANARYPLACE" not in text


def test_gunicorns_own_logger_would_write_the_address(capfd: pytest.CaptureFixture[str]) -> None:
    """The fault: what our logger takes away."""
    their = Logger(Config())
    their.warning(*MALFORMED)
    assert ADDRESS in capfd.readouterr().err
    for handler in their.error_log.handlers[:]:
        their.error_log.removeHandler(handler)


def test_an_error_keeps_its_type_and_loses_its_message(said: Callable[[], str]) -> None:
    logger = quiet()
    try:
        raise ValueError(PLACE)
    except ValueError:
        logger.exception("Error handling request %s", PLACE)
        logger.error("Error handling request %s", PLACE, exc_info=True)
    text = said()
    assert [line["exception"] for line in lines(text)] == ["ValueError"] * 2
    assert "CANARYPLACE" not in text


def test_a_worker_that_took_too_long_is_named_as_that(said: Callable[[], str]) -> None:
    quiet().critical("WORKER TIMEOUT (pid:%s)", 4711)
    (line,) = lines(said())
    assert (line["event"], line["level"]) == ("worker_timeout", "critical")


def test_running_commentary_is_not_written(said: Callable[[], str]) -> None:
    logger = quiet()
    logger.info("Listening at %s", ADDRESS)
    logger.debug("%s %s", "GET", PLACE)
    logger.log(logging.INFO, PLACE)
    assert said() == ""
    logger.log(logging.WARNING, PLACE)
    assert "CANARYPLACE" not in said()


def test_there_is_no_access_log_whatever_is_asked_for(said: Callable[[], str]) -> None:
    config = Config()
    config.set("accesslog", "-")
    config.set("loglevel", "debug")
    logger = ours.QuietLogger(config)
    logger.access(None, None, {"REMOTE_ADDR": ADDRESS, "PATH_INFO": PLACE}, None)
    logger.access_log.info(PLACE)
    assert not logger.access_log_enabled()
    assert said() == ""


def test_the_configuration_is_one_that_gunicorn_takes_and_limits_what_is_read() -> None:
    config = Config()
    for name in config.settings:
        if hasattr(ours, name):
            config.set(name, getattr(ours, name))
    assert config.accesslog is None
    assert (config.errorlog, config.capture_output) == ("-", False)
    assert config.limit_request_line <= 4096
    assert config.umask == 0o077
    assert config.logger_class is ours.QuietLogger


APP = """
def app(environ, start_response):
    if environ["PATH_INFO"] != "/":
        raise ValueError("CANARYWORDS")
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""


def _ask(port: int, *requests: str) -> None:
    for request in requests:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall(request.encode())
            connection.recv(4096)


def test_the_real_server_writes_neither_address_nor_path_nor_words(tmp_path: Any) -> None:
    (tmp_path / "quiet.py").write_text(APP)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        command = [
            sys.executable, "-m", "gunicorn", "--config", "python:survey.gunicorn",
            "--bind", f"fd://{listener.fileno()}", "--chdir", str(tmp_path),
            "--access-logfile", "-", "--log-level", "debug", "quiet:app",
        ]  # fmt: skip
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            pass_fds=[listener.fileno()],
        )  # fmt: skip
        try:
            _ask(
                port,
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /CANARYPLACE HTTP/9.9\r\n\r\n",
                "CANARYPLACE\r\n\r\n",
                "GET /CANARYPLACE HTTP/1.1\r\nHost: x\r\n\r\n",
            )
        finally:
            process.terminate()
            text, _ = process.communicate(timeout=30)
    found = lines(text)
    assert len(found) >= 3
    assert {tuple(line) for line in found} == {FIELDS}
    assert not any(word in text for word in ("127.0.0.1", "CANARY", "HTTP"))

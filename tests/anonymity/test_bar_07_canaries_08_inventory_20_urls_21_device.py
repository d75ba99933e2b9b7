"""Bars 7, 8, 20 and 21, on the public app as it runs: what it writes down, where, and what it
leaves in addresses and on the device."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from survey import kept
from survey.intruder import lint
from tests.anonymity.served import Served, Visitor, serve

ADDRESS = "127.99.88.77"
AGENT = "CANARYAGENT/9.9"
WORDS = "CANARYWORDS and more of my own"
PLACE = "CANARYPLACE"
CODE = "CANARYCODE"
CANARIES = [each.encode() for each in (ADDRESS, AGENT, "CANARYWORDS", PLACE, CODE)]


@dataclass
class Story:
    """What happened to one visitor, and what the server left behind."""

    served: Served
    visitor: Visitor
    statuses: set[int]

    def found(self) -> list[str]:
        return lint.canaries([self.served.work], CANARIES)


def _provoke(visitor: Visitor) -> set[int]:
    """Everything that can go wrong, each time with canaries in it."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    asked = [
        visitor.ask("GET", f"/{PLACE}?code={CODE}"),
        visitor.ask("POST", "/which", f"survey=parent&csrf_token={CODE}".encode()),
        visitor.ask("POST", "/which", PLACE.encode() * 50_000),
        visitor.ask("DELETE", "/which"),
        visitor.ask("GET", "/", headers={"Host": f"{PLACE}.example"}),
        visitor.ask("POST", "/survey/1", b"&".join([PLACE.encode()] * 2_000), form),
        visitor.ask("POST", "/which", b"--x", {"Content-Type": f"multipart/form-data; x={CODE}"}),
    ]
    _malformed(visitor)
    return {answer.status for answer in asked} | _flood(visitor)


def _flood(visitor: Visitor) -> set[int]:
    """Codes are tried until the limit on guesses says that it is enough; it holds by worker."""
    statuses: set[int] = set()
    while 429 not in statuses and len(visitor.seen) < 400:
        statuses.add(visitor.ask("POST", "/come-back", f"words={CODE}".encode()).status)
    return statuses


def _malformed(visitor: Visitor) -> None:
    """What is no HTTP at all."""
    for raw in (
        f"GET /{PLACE} HTTP/9.9\r\n\r\n",
        f"{PLACE}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: x\r\n{CODE}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: x\r\nX: {CODE * 2000}\r\n\r\n",
        f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {PLACE}\r\n\r\n",
        f"GET /{PLACE * 1000} HTTP/1.1\r\nHost: x\r\n\r\n",
    ):
        with socket.create_connection(
            ("127.0.0.1", visitor.port), timeout=10, source_address=(visitor.source, 0)
        ) as connection:
            connection.sendall(raw.encode())
            connection.recv(4096)


def _break(served: Served, visitor: Visitor) -> set[int]:
    """Both databases are damaged while somebody answers."""
    page = visitor.submit(visitor.get("/which"), {"survey": "parent"})
    folder = served.box.file.parent
    for name in (served.box.file.name, "progress.sqlite3"):
        (folder / name).write_bytes(WORDS.encode() * 1000)
    statuses = {visitor.submit(page, {"agree": "yes"}).status for _ in range(4)}
    for name in (served.box.file.name, "progress.sqlite3"):
        (folder / name).write_bytes(b"")
    return statuses


def _tell(served: Served) -> Story:
    visitor = Visitor(served.port, ADDRESS, AGENT)
    statuses = {visitor.walk(WORDS).status}
    later = Visitor(served.port, ADDRESS, AGENT)
    later.submit(later.get("/which"), {"survey": "carer"})
    statuses |= _provoke(later)
    visitor.seen += later.seen
    return Story(served, visitor, statuses)


@pytest.fixture(scope="module")
def story(place: Path) -> Iterator[Story]:
    with serve(place) as served:
        yield _tell(served)


def test_the_walk_met_success_and_failure(story: Story) -> None:
    assert story.statuses >= {200, 400, 404, 405, 413, 429}


def test_no_canary_stands_in_any_file_or_in_what_was_printed(story: Story) -> None:
    assert story.found() == []


def test_files_are_exactly_those_that_we_say_and_none_is_a_log(story: Story) -> None:
    work = story.served.work
    assert lint.strange_files(story.served.box.settings.collect_folder, set(kept.files())) == []
    around = {str(path.relative_to(work)) for path in work.rglob("*") if path.is_file()}
    around = {name for name in around if not name.startswith("instance/collect/")}
    assert around == {"output", "instance/settings.toml"}


def test_every_line_that_was_printed_has_the_fixed_fields(story: Story) -> None:
    from survey.logging import EVENTS, FIELDS

    lines = [json.loads(line) for line in story.served.output.read_text().splitlines()]
    assert lines
    for line in lines:
        assert tuple(line) == FIELDS
        assert line["event"] in EVENTS


def test_no_address_carries_an_answer_a_code_a_token_or_the_cookie(story: Story) -> None:
    asked = [each for each in story.visitor.seen if PLACE not in each]
    assert len(asked) > 40
    assert _telling(asked, story.visitor.cookie) == []


def _telling(asked: list[str], cookie: str) -> list[str]:
    """Addresses with a query, a fragment, a canary, a cookie, or room for one."""
    secret = cookie.partition("=")[2] or "CANARY"
    return [
        each
        for each in asked
        if len(each) > 24 or any(word in each for word in ("?", "#", "CANARY", secret))
    ]


@pytest.mark.parametrize(
    "address",
    ["/code?code=8X0M", "/#8X0M-A0WS", "/which/CANARYCODE", "/thank-you/c2VjcmV0", "/s" * 20],
)
def test_an_address_that_carries_something_is_caught(address: str) -> None:
    assert _telling(["/", "/which", address], "s=c2VjcmV0") == [address]


def test_a_server_that_keeps_an_access_log_is_caught(place: Path) -> None:
    work = place / "fault"
    work.mkdir()
    with serve(work, config=("--access-logfile", "-")) as served:
        visitor = Visitor(served.port, ADDRESS, AGENT)
        visitor.get("/")
        _malformed(visitor)
    (found,) = lint.canaries([work], CANARIES)
    assert found.startswith(str(served.output))


def test_a_log_file_that_is_added_is_caught(story: Story) -> None:
    folder = story.served.box.settings.collect_folder
    (folder / "collect.log").write_text("hello")
    found = lint.strange_files(folder, set(kept.files()))
    (folder / "collect.log").unlink()
    assert found == ["collect.log is not in the list of files"]


def test_a_damaged_database_prints_no_canary_either(place: Path) -> None:
    work = place / "damage"
    work.mkdir()
    with serve(work) as served:
        statuses = _break(served, Visitor(served.port, ADDRESS, AGENT))
    assert max(statuses) >= 500
    assert lint.canaries([work], CANARIES) == []


def test_the_cookie_is_small_opaque_and_ends_with_the_browser(story: Story) -> None:
    visitor = Visitor(story.served.port)
    answer = visitor.ask("GET", "/which")
    answer = visitor.ask(
        "POST",
        "/which",
        f"survey=parent&csrf_token={_token(answer.body)}".encode(),
    )
    given = answer.header("Set-Cookie") or visitor.get("/which").header("Set-Cookie")
    name, _, value = visitor.cookie.partition("=")
    assert name in ("s", "__Host-s")
    assert len(visitor.cookie) <= 128
    assert len(base64.urlsafe_b64decode(value + "=")) == 32
    assert "expires" not in given.lower()
    assert "max-age" not in given.lower()


def _token(body: bytes) -> str:
    from bs4 import BeautifulSoup

    field = BeautifulSoup(body, "lxml").find("input", {"name": "csrf_token"})
    return str(field["value"]) if field else ""


def test_two_visitors_with_the_same_answers_have_nothing_in_common(story: Story) -> None:
    cookies = set()
    for _ in range(5):
        visitor = Visitor(story.served.port)
        visitor.submit(visitor.get("/which"), {"survey": "parent"})
        cookies.add(visitor.cookie)
    assert len(cookies) == 5


def test_flasks_own_cookie_would_be_caught() -> None:
    """The fault: answers in a signed cookie decode to the words."""
    from flask import Flask, session

    app = Flask(__name__)
    app.secret_key = "x"

    @app.get("/")
    def home() -> str:
        session["answer"] = "CANARYWORDS"
        return ""

    value = app.test_client().get("/").headers["Set-Cookie"].split("=")[1].split(".")[0]
    assert b"CANARYWORDS" in base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))

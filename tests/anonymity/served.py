"""The public app as it is run: gunicorn in a process of its own, and visitors over HTTP."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag

from survey.cli.serve import command
from survey.config import Collect, Settings
from tests.survey.box.conftest import Box, make_box

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Served:
    """A running public app. ``folders`` are all the places where it could have written."""

    box: Box
    port: int
    work: Path

    @property
    def output(self) -> Path:
        """What it wrote to standard output and standard error."""
        return self.work / "output"


ENVIRONMENT = ("PATH", "LANG", "VIRTUAL_ENV")


@contextmanager
def serve(
    work: Path, *, config: Sequence[str] = (), exit_url: str = "http://127.0.0.1:9/away"
) -> Iterator[Served]:
    """Serve an instance with an open wave from ``work``, under a home folder of its own.

    ``config`` replaces our gunicorn configuration: that is how a fault is planted.
    """
    box = make_box(work / "instance")
    box.engine.dispose()
    port = free_port()
    (work / "instance" / "settings.toml").write_text(
        f'[collect]\nport = {port}\nexit_url = "{exit_url}"\n'
    )
    for name in ("home", "tmp"):
        (work / name).mkdir()
    served = Served(box, port, work)
    parts = command("collect", Settings(instance=work, collect=Collect(port=port)))
    if config:
        at = parts.index("--config")
        parts[at : at + 2] = config
    environment = {key: os.environ[key] for key in ENVIRONMENT if key in os.environ}
    environment |= {"HEARD_INSTANCE": str(work / "instance"), "HOME": str(work / "home")}
    environment |= {"TMPDIR": str(work / "tmp")}
    with served.output.open("wb") as output:
        process = subprocess.Popen(
            parts, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait(process, served)
            yield served
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: subprocess.Popen[bytes], served: Served) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if Visitor(served.port).ask("GET", "/").status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the app did not start: {served.output.read_text()}")


@dataclass
class Answer:
    """A response: status, headers and body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    address: str

    @property
    def html(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "lxml")

    def header(self, name: str) -> str:
        return next((v for k, v in self.headers if k.lower() == name.lower()), "")


@dataclass
class Visitor:
    """Somebody with an address, a browser's name and a cookie, who fills in forms."""

    port: int
    source: str = "127.0.0.1"
    agent: str = "Mozilla/5.0"
    cookie: str = ""
    seen: list[str] = field(default_factory=list)
    """Every address that was asked for, redirects included."""

    def ask(
        self, method: str, address: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request, no redirect followed."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=30, source_address=(self.source, 0)
        )
        sent = {"User-Agent": self.agent, "Cookie": self.cookie, **(headers or {})}
        if body:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.request(method, address, body or None, sent)
        response = connection.getresponse()
        answer = Answer(response.status, response.getheaders(), response.read(), address)
        connection.close()
        self.seen.append(address)
        given = answer.header("Set-Cookie").split(";")[0]
        if given:
            self.cookie = given
        return answer

    def follow(self, answer: Answer) -> Answer:
        """Follow redirects within the site."""
        while answer.status in (301, 302, 303) and answer.header("Location").startswith("/"):
            answer = self.ask("GET", answer.header("Location"))
        return answer

    def get(self, address: str) -> Answer:
        return self.follow(self.ask("GET", address))

    def submit(self, page: Answer, given: Mapping[str, str] | None = None) -> Answer:
        """Fill the page's form; every text box gets ``given['*']`` if there is one."""
        form = page.html.find("form")
        assert isinstance(form, Tag), f"no form on {page.address}"
        fields = {
            str(field["name"]): str(field.get("value", ""))
            for field in form.select("input[type=hidden], input[type=text]")
        }
        given = dict(given or {})
        everywhere = given.pop("*", "")
        if everywhere:
            fields |= {str(box["name"]): everywhere for box in form.select("textarea")}
        body = urlencode(fields | given).encode()
        return self.follow(self.ask("POST", str(form["action"]), body))

    def walk(self, words: str, survey: str = "parent") -> Answer:
        """From the start to the thank-you page, with ``words`` in every text box."""
        self.get("/")
        page = self.submit(self.get("/which"), {"survey": survey})
        page = self.submit(page, {"agree": "yes"})
        for _ in range(150):
            if page.address == "/thank-you":
                return page
            if page.address == "/send":
                time.sleep(3.1)  # the time trap: nobody sends faster
            page = self._go_on(page, words)
        raise AssertionError(f"the walk never ended: {self.seen[-5:]}")

    def _go_on(self, page: Answer, words: str) -> Answer:
        """Submit the form of the page, or press its button where there is none."""
        if page.html.select_one("main form"):
            return self.submit(page, {"*": words})
        button = page.html.select_one("main a.button")
        assert button is not None, f"{page.status} at {page.address}"
        return self.get(str(button["href"]))

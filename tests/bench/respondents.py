"""Servers and respondents for the benches of the public app."""

from __future__ import annotations

import datetime
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil
from nacl.public import PrivateKey

from survey.box import store, waves
from survey.config import Settings

HELLO = """
from flask import Flask
app = Flask(__name__)
@app.get("/")
def hello():
    return "hello"
"""
PLACE = Path("build/bench-collect")
"""Git-ignored, and on the same disk as the checkout."""

WORKERS = 2


@dataclass
class Server:
    """gunicorn with its workers; ``cpu()`` is the CPU time of the workers in seconds."""

    port: int
    process: psutil.Process

    def workers(self) -> list[psutil.Process]:
        return self.process.children()

    def cpu(self) -> float:
        times = [worker.cpu_times() for worker in self.workers()]
        return sum(time.user + time.system for time in times)

    def memory(self) -> int:
        """Memory of the workers, what they share counted once for each (bytes)."""
        return sum(worker.memory_full_info().pss for worker in self.workers())


@contextmanager
def gunicorn(app: str, environment: dict[str, str], folder: Path) -> Iterator[Server]:
    """Serve an app as an instance does, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", app, "--config", "python:survey.gunicorn",
        "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--preload",
    ]  # fmt: skip
    env = {**os.environ, "PYTHONPATH": f"{folder}:.", **environment}
    process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(0.5)
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not come up")


@contextmanager
def hello() -> Iterator[Server]:
    """The measure: a bare Flask app that says hello, on the same workers."""
    PLACE.mkdir(parents=True, exist_ok=True)
    (PLACE / "bench_hello.py").write_text(HELLO)
    with gunicorn("bench_hello:app", {}, PLACE) as server:
        yield server


@contextmanager
def collect() -> Iterator[Server]:
    """The public app of a new instance with an open wave."""
    shutil.rmtree(PLACE / "instance", ignore_errors=True)
    settings = Settings(instance=PLACE / "instance")
    engine = store.prepare(settings)
    today = datetime.datetime.now(datetime.UTC).date()
    later = today + datetime.timedelta(days=30)
    waves.create(engine, "bench", bytes(PrivateKey.generate().public_key), later, later)
    waves.open_wave(engine, "bench")
    engine.dispose()
    environment = {"HEARD_INSTANCE": str(settings.instance)}
    with gunicorn("survey.collect.wsgi:application()", environment, PLACE) as server:
        yield server


@dataclass
class Person:
    """A respondent without a browser: one connection a request, a cookie, a token."""

    port: int
    cookie: str = ""
    token: str = ""
    errors: list[int] = field(default_factory=list)

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        """One request: status, and the body or where it leads."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie} if self.cookie else {}
        body = None
        if data is not None:
            body = urlencode({"token": self.token, **data})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        if cookie := response.getheader("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        status, location = response.status, response.getheader("Location")
        connection.close()
        if status >= 400:
            self.errors.append(status)
        return status, location or text

    def begin(self, survey: str = "parent") -> None:
        """As far as the first question."""
        _, text = self.ask("GET", "/which")
        found = re.search(r'name="token" value="([^"]+)"', text)
        assert found is not None
        self.token = found[1]
        self.ask("POST", "/which", {"survey": survey})
        self.ask("POST", "/consent", {"agree": "yes"})

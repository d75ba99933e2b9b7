"""One page of the public app in this process: its SQL statements, and where its time goes."""

from __future__ import annotations

import cProfile
import pstats
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from flask.testing import FlaskClient

from survey.collect.app import create_app
from survey.config import Settings

TIMES = 300
ROOM = re.compile(r"site-packages/(\w+)|(survey/\w+)")


class Inside:
    """A respondent at the app itself, no server between; ``asked`` are its SQL statements."""

    def __init__(self, settings: Settings) -> None:
        self.asked: list[str] = []
        traced = self._connect(sqlite3.connect)
        with patch("sqlite3.connect", traced), patch("sqlite3.dbapi2.connect", traced):
            app = create_app(settings)
            self.client: FlaskClient = app.test_client()
            page = self.client.get("/which").get_data(as_text=True)
            found = re.search(r'name="token" value="([^"]+)"', page)
            assert found is not None
            self.token = found[1]
            self.post("/which", {"survey": "parent"})
            self.post("/consent", {"agree": "yes"})

    def _connect(self, connect: Callable[..., sqlite3.Connection]) -> Callable[..., object]:
        def traced(*args: object, **kwargs: object) -> sqlite3.Connection:
            connection = connect(*args, **kwargs)
            connection.set_trace_callback(self.asked.append)
            return connection

        return traced

    def post(self, path: str, data: dict[str, str]) -> None:
        self.client.post(path, data={"token": self.token, **data})

    def statements(self, request: Callable[[], object]) -> int:
        """How many statements one request runs, once the open wave is known."""
        request()
        self.asked.clear()
        request()
        return sum(not one.startswith(("BEGIN", "COMMIT", "PRAGMA")) for one in self.asked)

    def shares(self, request: Callable[[], object]) -> list[tuple[str, float]]:
        """The packages in which a request spends most, with their shares (in %)."""
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(TIMES):
            request()
        profile.disable()
        times: Counter[str] = Counter()
        for (file, _, name), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
            times[room(file, name)] += own
        whole = sum(times.values())
        return [(name, 100 * own / whole) for name, own in times.most_common(6)]


def room(file: str, name: str) -> str:
    """Where a function lives: a package, a room of ours, SQLite, or Python itself."""
    if "sqlite3" in name:
        return "sqlite3"
    found = ROOM.search(Path(file).as_posix())
    return (found[1] or found[2]) if found else "python"

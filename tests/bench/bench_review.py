"""The review app with 100,000 responses and 60,000 comments, on SQLite and on PostgreSQL.

Prints, asserts nothing. For each page the 95th percentile of the time it takes in the app's
process, and what ten times as many answers cost. ``--small`` leaves the large size out.
"""

from __future__ import annotations

import argparse
import dataclasses
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from many import Many
from sqlalchemy import Engine, select, update

from survey.config import Review, Settings
from survey.review import access, database
from survey.review.app import create_app
from survey.review.models.answers import Comment, Response
from survey.review.models.people import Account
from survey.review.models.workbench import Task
from survey.review.services import accounts, queue, sign_ins
from tests import postgres

SIZES = (10_000, 100_000)
RUNS = 12
CLAIMS = 60
NOW = 1_800_000_000
HOST = "http://localhost"
EXPLORE = (
    "/explore/?questionnaire=parent",
    "/explore/?questionnaire=parent&unit={unit}&wave=2027",
    "/explore/side-by-side?questionnaire=parent&variable=codes",
)
PAGES = (
    "/", "/box/", "/coverage/", "/urgent/", "/coding/", "/coding/progress", "/comments/",
    "/comments/?page=400", "/comments/?code=blamed", "/comments/?urgent=1",
    "/comments/?questionnaire=staff", "/comments/?words=phone", "/comments/?words=phone+officer",
    "/comments/{comment}", "/responses/", "/responses/?page=190&wave=2027",
    "/responses/{response}", "/quality/", *EXPLORE, "/releases/", "/quotes/", "/recommendations/",
    "/account/",
)  # fmt: skip

Figures = dict[str, list[float]]


@contextmanager
def instance(size: int, url: str = "") -> Iterator[tuple[Settings, Engine]]:
    """A filled review database."""
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        settings = Settings(instance=Path(folder))
        settings = dataclasses.replace(settings, review=Review(database=url))
        database.prepare(settings)
        engine = database.make_engine(settings)
        begun = time.process_time()
        Many(size).fill(engine)
        print(f"  loaded in {time.process_time() - begun:.0f} s of this process")
        yield settings, engine
        engine.dispose()


def measure(settings: Settings, engine: Engine) -> Figures:
    """Seconds of every request to every page, and of every claim of the queue's next item."""
    app = create_app(settings, lambda: NOW)
    client = app.test_client()
    with database.writing(engine) as session:
        account = Account(name="Everybody", passphrase="x", vouched="a bench",
                          roles=["coder", "analyst", "publisher"])  # fmt: skip
        session.add(account)
        session.flush()
        token = sign_ins.begin(session, account, NOW, sign_ins.IN, NOW)
        names = {
            "comment": session.scalar(select(Comment.id).limit(1)),
            "response": session.scalar(select(Response.id).limit(1)),
            "unit": "CE",
        }
        identity = account.id
    client.set_cookie(access.COOKIE, token, domain="localhost")
    found = {path: times(lambda p=path: _get(client, p.format(**names))) for path in PAGES}  # type: ignore[misc]
    found["queue"] = times(lambda: _claim(engine, identity), CLAIMS)
    return found


def times(act: Callable[[], None], runs: int = RUNS) -> list[float]:
    """Wall seconds of each run after the first."""
    act()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return taken


def _get(client, path: str) -> None:  # type: ignore[no-untyped-def]
    response = client.get(path, base_url=HOST)
    assert response.status_code == 200, (path, response.status_code, response.location)


def _claim(engine: Engine, account: str) -> None:
    with database.writing(engine) as session:
        task = queue.claim(session, account, NOW, on_duty=False)
        assert task is not None
        session.execute(update(Task).where(Task.id == task.id).values(state=queue.DONE))


def worst(seconds: list[float]) -> float:
    """95th percentile, in milliseconds."""
    return 1000 * sorted(seconds)[max(0, -(-95 * len(seconds) // 100) - 1)]


def usual(seconds: list[float]) -> float:
    """Median, in milliseconds."""
    return 1000 * statistics.median(seconds)


def show(name: str, by_size: dict[int, Figures]) -> None:
    """One line a page: the 95th percentile by size, and how much more the larger costs."""
    sizes = sorted(by_size)
    print(f"{name}: 95th percentile in ms (median) with {' and '.join(f'{s:,}' for s in sizes)}")
    for page in (*PAGES, "queue"):
        cells = [f"{worst(by_size[s][page]):6.0f} ({usual(by_size[s][page]):4.0f})" for s in sizes]
        growth = usual(by_size[sizes[-1]][page]) / usual(by_size[sizes[0]][page])
        print(f"  {page:62} {'  '.join(cells)}  x{growth:.1f}")
    last = by_size[sizes[-1]]
    slow = [page for page in PAGES if worst(last[page]) >= 300]
    grown = [usual(last[p]) / usual(by_size[sizes[0]][p]) for p in ("queue", *EXPLORE)]
    print(f"  pages over 300 ms: {len(slow)} of {len(PAGES)} {slow or ''}")
    print(f"  queue's next item: {worst(last['queue']):.0f} ms (bound 50), growth x{grown[0]:.1f} "
          f"(bound 2); Explore's growth x{max(grown[1:]):.1f} (bound 4)")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="the small size alone")
    parser.add_argument("--only", choices=("sqlite", "postgres"), help="one database alone")
    given = parser.parse_args()
    sizes = SIZES[:1] if given.small else SIZES
    accounts.COST = accounts.Cost(passes=1, memory_kib=8, lanes=1)
    if given.only != "postgres":
        found = {}
        for size in sizes:
            with instance(size) as (settings, engine):
                found[size] = measure(settings, engine)
        show("SQLite", found)
    if given.only != "sqlite":
        found = {}
        with postgres.server() as server:
            for size in sizes:
                with postgres.database(server) as url:
                    text = url.render_as_string(hide_password=False)
                    with instance(size, text) as (settings, engine):
                        found[size] = measure(settings, engine)
        show("PostgreSQL", found)


if __name__ == "__main__":
    main()

"""What a page of the public app costs: prints figures, asserts nothing. Run with ``make bench``.

Costs are CPU time of the gunicorn workers, in units of H: one request to a bare Flask app that
says hello, on the same number of workers, in the same run. The rounds of H and of the pages
take turns, and the median is printed.
"""

from __future__ import annotations

import itertools
import re
import statistics
import threading
import time
from collections.abc import Callable

from inside_collect import Inside
from respondents import PLACE, Person, Server, collect, hello

from survey.config import Settings

ROUNDS = 5
REQUESTS = 150
RESPONDENTS = 32
SECONDS = 10.0


def cost(server: Server, request: Callable[[], object], count: int = REQUESTS) -> float:
    """CPU seconds of the workers for one request."""
    before = server.cpu()
    for _ in range(count):
        request()
    return (server.cpu() - before) / count


def pages(server: Server) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    new, filled = Person(server.port), Person(server.port)
    for person in (new, filled):
        person.begin()
    filled.ask("POST", "/survey/1", {"returned": "yes"})
    style = re.findall(r"/style-\w+\.css", new.ask("GET", "/")[1])[0]
    turn = itertools.cycle(("mother", "father"))

    def post() -> None:
        status, _ = new.ask("POST", "/survey/4", {"relationship": next(turn)})
        assert status == 303

    return {
        "start page": lambda: new.ask("GET", "/"),
        "question, unanswered": lambda: new.ask("GET", "/survey/20"),
        "question, prefilled": lambda: filled.ask("GET", "/survey/1"),
        "question, with errors": lambda: filled.ask("POST", "/survey/1", {"returned": "?"}),
        "accepted post, stored": post,
        "stylesheet": lambda: new.ask("GET", style),
        "leaving": lambda: Person(server.port).ask("GET", "/exit"),
    }


TARGETS = {
    "question, unanswered": 2.5,
    "question, prefilled": 5.0,
    "question, with errors": 5.0,
    "accepted post, stored": 7.0,
}


def print_costs(bare: Server, server: Server) -> None:
    measured = pages(server)
    person = Person(bare.port)
    found: dict[str, list[float]] = {name: [] for name in ("hello", *measured)}
    for _ in range(ROUNDS):
        found["hello"].append(cost(bare, lambda: person.ask("GET", "/"), REQUESTS * 2))
        for name, request in measured.items():
            found[name].append(cost(server, request))
    unit = statistics.median(found["hello"])
    print(f"H, a bare Flask hello: {unit * 1000:.2f} ms of worker CPU")
    for name in measured:
        ratio = statistics.median(found[name]) / unit
        bound = f"   (bound {TARGETS[name]})" if name in TARGETS else ""
        print(f"  {name:24} {ratio:5.1f} H{bound}")


def print_load(server: Server) -> None:
    """p95 with 32 respondents who never pause to think."""
    times: list[float] = []
    errors: list[int] = []
    until = time.monotonic() + SECONDS

    def answer() -> None:
        person = Person(server.port)
        person.begin()
        while time.monotonic() < until:
            for number, code in ((1, "returned"), (4, "relationship"), (5, "when")):
                for method, data in (("GET", None), ("POST", {code: ""})):
                    begun = time.monotonic()
                    person.ask(method, f"/survey/{number}", data)
                    times.append(time.monotonic() - begun)
        errors.extend(person.errors)

    threads = [threading.Thread(target=answer) for _ in range(RESPONDENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"{RESPONDENTS} respondents without a pause: {len(times) / SECONDS:.0f} pages a second, "
        f"p50 {statistics.median(times) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms (bound 200), "
        f"{len(errors)} errors"
    )
    print(f"memory of {len(server.workers())} workers: {server.memory() / 1e6:.0f} MB (bound 100)")


def print_inside() -> None:
    """SQL statements of a page, and what an accepted post spends its time on."""
    inside = Inside(Settings(instance=PLACE / "instance"))
    turn = itertools.cycle(("mother", "father"))
    kinds: dict[str, Callable[[], object]] = {
        "unanswered": lambda: inside.client.get("/survey/20"),
        "prefilled": lambda: inside.client.get("/survey/4"),
        "with errors": lambda: inside.post("/survey/1", {"returned": "?"}),
        "accepted post": lambda: inside.post("/survey/4", {"relationship": next(turn)}),
    }
    counts = {name: inside.statements(request) for name, request in kinds.items()}
    said = ", ".join(f"{name} {count}" for name, count in counts.items())
    print(f"SQL statements: {said} (bound 2)")
    for name in ("prefilled", "accepted post"):
        shares = ", ".join(f"{room} {share:.0f}%" for room, share in inside.shares(kinds[name]))
        print(f"what costs most, {name}: {shares}")


def main() -> None:
    with hello() as bare, collect() as server:
        print_costs(bare, server)
        print_load(server)
        print_inside()


if __name__ == "__main__":
    main()

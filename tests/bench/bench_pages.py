"""What a respondent's phone has to fetch: prints figures, asserts nothing. Run with ``make bench``.

* requests and bytes (gzip, as the proxy in front sends them) of a first visit;
* the heaviest question pages;
* first contentful paint on a phone profile (1.6 Mbit/s, 150 ms, CPU slowed four times), median.
"""

from __future__ import annotations

import gzip
import statistics

from playwright.sync_api import Browser, Page, sync_playwright
from respondents import Person, Server, collect

from survey.cli.setup import chromium

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
RUNS = 5
PAGES = 44


def weight(text: str) -> int:
    """Bytes after gzip."""
    return len(gzip.compress(text.encode(), 6))


def print_first_visit(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"http://127.0.0.1:{server.port}/")
    own = [url for url in asked if f":{server.port}/" in url]
    person = Person(server.port)
    total = sum(weight(person.ask("GET", "/" + url.split("/", 3)[3])[1]) for url in asked)
    print(
        f"first visit: {len(asked)} requests (bound 3), {total / 1000:.1f} kB compressed "
        f"(bound 35), {len(asked) - len(own)} to another origin"
    )
    page.close()


def print_questions(server: Server) -> None:
    """Every question page that a parent can be shown, by the weight of its HTML."""
    person = Person(server.port)
    person.begin()
    person.ask("POST", "/survey/10", {"reported_last": "me"})
    weights = {}
    for number in range(1, PAGES + 1):
        status, text = person.ask("GET", f"/survey/{number}")
        if status == 200:
            weights[number] = weight(text)
    heaviest = max(weights, key=lambda number: weights[number])
    print(
        f"question pages: heaviest {weights[heaviest] / 1000:.1f} kB compressed (number "
        f"{heaviest}; bound 8), median {statistics.median(weights.values()) / 1000:.1f} kB"
    )


def print_paint(server: Server, browser: Browser) -> None:
    """First contentful paint of the start page, each time with an empty cache."""
    times = [paint(browser, f"http://127.0.0.1:{server.port}/") for _ in range(RUNS)]
    print(f"first contentful paint on a slow phone: {statistics.median(times):.0f} ms (bound 1500)")


def paint(browser: Browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    slow(page)
    page.goto(address, wait_until="load")
    found = page.evaluate(
        """() => new Promise(done => new PerformanceObserver((list) => {
            for (const one of list.getEntries())
                if (one.name === "first-contentful-paint") done(one.startTime);
        }).observe({type: "paint", buffered: true}))"""
    )
    context.close()
    return float(found)


def slow(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    speed = 1.6e6 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": speed, "uploadThroughput": speed},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def main() -> None:
    with collect() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        print_first_visit(server, browser)
        print_questions(server)
        print_paint(server, browser)
        browser.close()


if __name__ == "__main__":
    main()

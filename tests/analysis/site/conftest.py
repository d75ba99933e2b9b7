"""One site, built once: a published release, a withdrawn one, and a ledger with answers."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis.recommendations.files import shipped
from analysis.recommendations.model import OWN, Ledger, Recommendation, Update
from analysis.release.model import Release
from analysis.release.write import write
from analysis.site.build import build
from analysis.site.model import PUBLISHED, WITHDRAWN, Bundle, Facts, Kept, Support
from tests.analysis.report.sample import release

ID, GONE = "2026-12-01-1", "2026-11-01-1"
WHY = "A table counted some people twice."
FACTS = Facts(
    operator="The invented review team", contact="review@example.org",
    answer_within="10 working days", software="0.1.0", demo=True,
    kept=(Kept("review", "ledger", "What was recommended.", "For good.", (("key", "A name."),)),),
    supports=(Support("Emergency", "999"),),
)  # fmt: skip
MINE = (
    Recommendation(
        "review-01", OWN, words="Say who is in charge.", source="Decided on 1 March 2027.",
        owner="The force", due="2027-06-30", status="under_way",
        evidence=("code:lost_between_teams", "stage:S4", f"figure:{ID}/families.ease/favourable",
                  f"figure:{GONE}/families.ease/favourable"),
        updates=(Update("2027-03-31", "Begun in two units."),),
    ),
    Recommendation(
        "review-02", OWN, words="Answer every call at once.", source="Decided on 1 March 2027.",
        status="not_done", because="There was no money for it.", evidence=("code:hard_to_reach",),
    ),
)  # fmt: skip


def named(identity: str) -> Release:
    """The sample release under a name of its own."""
    made = release()
    tables = {k: dataclasses.replace(t, issued_in=identity) for k, t in made.tables.items()}
    return Release({**made.document, "id": identity}, tables, made.codebook)


def ledger() -> Ledger:
    """What is publicly known, and two recommendations of the review's own."""
    return Ledger((*shipped().recommendations, *MINE), shipped().assessments)


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> list[Bundle]:
    """A published release and a withdrawn one."""
    folder = tmp_path_factory.mktemp("bundles")
    for identity in (ID, GONE):
        write(named(identity), folder / identity)
    report = folder / "summary.pdf"
    report.write_bytes(b"%PDF-1.7 invented")
    return [
        Bundle(folder / GONE, WITHDRAWN, "2026-11-20", WHY, key="a-key"),
        Bundle(folder / ID, PUBLISHED, "2026-12-02", key="a-key", files={"summary.pdf": report}),
    ]


@pytest.fixture(scope="session")
def site(bundles: list[Bundle], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a folder."""
    out = tmp_path_factory.mktemp("site") / "findings"
    build(bundles, ledger(), FACTS, out)
    return out


@pytest.fixture(scope="session")
def made(site: Path) -> dict[str, bytes]:
    """Every file of the site, by path."""
    found = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def pages(made: dict[str, bytes]) -> dict[str, BeautifulSoup]:
    """Every page that shows something, read; of the tables' pages, which are many, the list."""
    return {
        name: BeautifulSoup(content, "lxml")
        for name, content in made.items()
        if name.endswith(".html") and not is_table(name) and not name.startswith(GONE)
    }


def is_table(name: str) -> bool:
    """Whether a path is the page of one table."""
    return "/tables/" in name and name.endswith(".html") and not name.endswith("index.html")

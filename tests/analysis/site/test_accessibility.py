"""axe in a real browser, over pages of every kind, at a phone's width and a desk's."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.analysis.site.conftest import GONE, ID
from tests.axe import problems

pytestmark = pytest.mark.browser

KINDS = (
    "index.html", f"{ID}/easy-read.html", "you-said.html", "kept.html", "formats.html",
    f"{GONE}/index.html", f"{ID}/index.html", f"{ID}/coverage.html", "recommendations.html",
    f"{ID}/units.html", f"{ID}/method.html", f"{ID}/s1.html",
    f"{ID}/tables/families.ease.by_unit.html", f"{ID}/scrutiny.html",
)  # fmt: skip
"""Pages of each kind of layout; the others differ in their words and figures alone."""


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    browser: Browser, site: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=True)
    asked: list[str] = []
    seen: set[str] = set()
    page.on("request", lambda request: asked.append(request.url))
    for place, name in enumerate(KINDS):
        if width > 320 and place % 4:
            continue  # what a wide screen adds is in the shared stylesheet
        page.goto((site / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert problems(page, seen=seen) == [], name
    assert [url for url in asked if not url.startswith(site.as_uri())] == []
    page.close()

"""axe in a real browser, at a phone's width and a desk's."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.axe import LAID_OUT, problems

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "rules"), [(320, None), (1280, LAID_OUT)])
def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(
    browser: Browser, html_file: Path, width: int, rules: list[str] | None
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(html_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert problems(page, rules) == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


def test_the_page_can_be_read_with_a_wide_font_and_large_letters(
    browser: Browser, html_file: Path
) -> None:
    page = browser.new_page(viewport={"width": 640, "height": 900})
    page.goto(html_file.as_uri())
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.close()

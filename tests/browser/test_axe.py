"""A fault is found wherever it stands, also where text of other pages has been asked before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.axe import problems

pytestmark = pytest.mark.browser

ROWS = "<tr><th scope=row>Here</th><td>Words</td></tr>" * 20
PAGE = f"""<!doctype html><html lang="en"><title>T</title>
<style>td {{ color: #111 }}</style><main><h1>T</h1><table>{ROWS}</table></main>"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    window = browser.new_page()
    yield window
    window.close()


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("document.querySelectorAll('td')[13].style.color = '#bbb'", "color-contrast"),
        ("document.querySelectorAll('tr')[9].style.background = '#555'", "color-contrast"),
        ("document.querySelectorAll('tr')[7].className = 'x';"
         "document.styleSheets[0].insertRule('.x td { opacity: .3 }')", "color-contrast"),
        ("document.querySelector('table').before(document.createElement('button'))", "button-name"),
        ("document.querySelector('table').insertAdjacentHTML('beforebegin', '<button"
         " aria-label=A style=\"width:9px;height:9px;padding:0\"></button>'.repeat(2))",
         "target-size"),
    ],
)  # fmt: skip
def test_a_fault_on_a_later_page_is_found(page: Page, fault: str, rule: str) -> None:
    seen: set[str] = set()
    page.set_content(PAGE)
    assert problems(page, seen=seen) == []
    page.set_content(PAGE)
    assert problems(page, seen=seen) == []
    page.evaluate(fault)
    assert {found.partition(":")[0] for found in problems(page, seen=seen)} == {rule}

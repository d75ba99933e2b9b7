"""A link on another website, in a real browser: answers under way are still there afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse

import pytest
from playwright.sync_api import Page, expect

from tests.browser.collect.conftest import Site, serving
from tests.browser.collect.walker import Walker, onward

pytestmark = pytest.mark.browser

LINKS = {"/which": "/which", "/language": "/language", "/thank-you": "/survey/4"}
"""Where a link points, and where it leads somebody who is at the fourth page."""


def links(site: Site) -> Any:
    """A page of another website with links into ours."""
    anchors = "".join(f'<p><a href="{site.address}{to}">to {to}</a></p>' for to in LINKS)

    def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/html")])
        return [f"<!doctype html><title>Elsewhere</title>{anchors}".encode()]

    return app


def test_a_link_on_another_website_takes_no_answers(page: Page, site: Site) -> None:
    walker = Walker(page, site)
    walker.begin("parent")
    walker.choose("Yes")
    walker.press("Continue")
    (cookie,) = page.context.cookies(site.address)
    with serving(links(site)) as elsewhere:
        for to, leads in LINKS.items():
            page.goto(elsewhere.replace("127.0.0.1", "localhost"))
            onward(page.get_by_role("link", name=f"to {to}"))
            page.wait_for_url(site.address + leads)
            expect(page.locator("h1")).not_to_have_text("Going on")
            assert page.context.cookies(site.address) == [cookie], to
    walker.go("/survey/1")
    assert page.get_by_label("Yes", exact=True).is_checked()

"""The published findings: served as they lie there, to anybody, with nothing remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.collect.views.findings import TYPES
from survey.security import CONTENT_POLICY
from tests.survey.collect.conftest import inside


@pytest.fixture
def folder(app: Flask) -> Path:
    """A site that a publisher has copied here."""
    made = inside(app).settings.collect_folder / "findings"
    (made / "2027-1").mkdir(parents=True)
    (made / "index.html").write_text("<h1>Findings</h1>", encoding="utf-8")
    (made / "2027-1" / "index.html").write_text("<h1>One</h1>", encoding="utf-8")
    (made / "2027-1" / "SHA256SUMS").write_text("sums", encoding="utf-8")
    (made / "2027-1" / "t.csv").write_text("a,b", encoding="utf-8")
    (made / "notes.txt").write_text("not of a site", encoding="utf-8")
    (made / ".draft.html").write_text("not yet", encoding="utf-8")
    return made


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("path", "says", "kind"),
    [
        ("/findings/", "<h1>Findings</h1>", "text/html"),
        ("/findings/index.html", "<h1>Findings</h1>", "text/html"),
        ("/findings/2027-1/", "<h1>One</h1>", "text/html"),
        ("/findings/2027-1/SHA256SUMS", "sums", "text/plain"),
        ("/findings/2027-1/t.csv", "a,b", "text/csv"),
    ],
)
def test_a_file_is_served_as_it_is(client: FlaskClient, path: str, says: str, kind: str) -> None:
    found = client.get(path)
    assert (found.status_code, found.text, found.mimetype) == (200, says, kind)
    assert ("Content-Disposition" in found.headers) is (kind != "text/html")


@pytest.mark.usefixtures("folder")
def test_no_cookie_is_set_and_nothing_tells_one_reader_from_another(client: FlaskClient) -> None:
    for path in ("/findings", "/findings/", "/findings/2027-1/t.csv", "/findings/nothing.html"):
        found = client.get(path)
        assert "Set-Cookie" not in found.headers
        assert not {"ETag", "Last-Modified"} & set(found.headers)
        assert found.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert CONTENT_POLICY["style-src"] == "'self'"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "path",
    [
        "../collect.sqlite3",
        "%2e%2e/collect.sqlite3",
        "..%2fforms.secret",
        "2027-1/../../forms.secret",
        "notes.txt",
        ".draft.html",
        "nothing.html",
        "2027-1/nothing/",
    ],
)
def test_nothing_but_the_site_can_be_fetched(client: FlaskClient, path: str) -> None:
    assert client.get(f"/findings/{path}").status_code == 404


@pytest.mark.usefixtures("folder")
def test_a_folder_without_its_slash_leads_to_the_one_with_it(client: FlaskClient) -> None:
    assert client.get("/findings").headers["Location"] == "/findings/"
    assert client.get("/findings/2027-1").headers["Location"] == "/findings/2027-1/"


def test_no_kind_of_file_that_holds_a_secret_is_a_kind_that_is_served() -> None:
    assert not {".sqlite3", ".key", ".secret", ".lock", ".txt", ".toml"} & set(TYPES)


def test_without_a_site_there_is_nothing_and_no_page_links_to_it(client: FlaskClient) -> None:
    assert client.get("/findings/").status_code == 404
    assert "/findings/" not in client.get("/thank-you").text


@pytest.mark.usefixtures("folder")
def test_the_thank_you_page_links_to_findings_when_there_are_any(client: FlaskClient) -> None:
    assert 'href="/findings/"' in client.get("/thank-you").text

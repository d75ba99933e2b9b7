"""The page "Exactly what we keep": everything, in the reader's language, with the real dates."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from survey import kept
from survey.config import Collect, Retention
from tests.survey.collect.conftest import inside
from tests.survey.collect.respondent import Respondent


def page(client: FlaskClient) -> BeautifulSoup:
    return Respondent(client).get("/what-we-keep").html


def test_every_table_column_file_and_limit_stands_on_the_page(
    app: Flask, client: FlaskClient
) -> None:
    html = page(client)
    named = [each.get_text(strip=True) for each in html.select("dt")]
    every = kept.tables(inside(app).settings)
    wanted = [column.name for table in every for column in table.columns] + list(kept.files())
    assert sorted(named) == sorted(wanted)
    words = html.find("main").get_text(" ", strip=True)  # type: ignore[union-attr]
    assert [limit.source for limit in kept.CANNOT_PROMISE if limit.source not in words] == []


def test_dates_that_nobody_has_decided_are_said_to_be_undecided(client: FlaskClient) -> None:
    words = page(client).get_text(" ", strip=True)
    assert "Until a day that has not been decided yet." in words
    assert "{" not in words


def test_the_dates_are_those_of_the_settings(make_app: Callable[..., Flask]) -> None:
    retention = Retention(answers_until="2028-01-31", envelopes_until="2027-06-30", text_months=6)
    app = make_app(retention=retention)
    words = page(app.test_client()).get_text(" ", strip=True)
    assert "Until 31 January 2028." in words
    assert "at the latest until 30 June 2027" in words
    assert "6 months after the period ends." in words


def test_arabic_readers_find_it_whole_in_arabic(make_app: Callable[..., Flask]) -> None:
    collect = Collect(languages=("en", "ar"), allow_draft_languages=True)
    client = make_app(collect=collect).test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ar"
    html = page(client)
    assert html.html["dir"] == "rtl"  # type: ignore[index]
    for each in html.select("h1, h2, h3, dd, main li, main p"):
        words = each.get_text()
        assert any("\u0600" <= letter <= "\u06ff" for letter in words), words


def test_every_page_leads_to_it(client: FlaskClient) -> None:
    for address in ("/", "/privacy", "/which", "/nowhere"):
        html = Respondent(client).get(address).html
        assert html.select('footer a[href="/what-we-keep"]'), address
    assert Respondent(client).get("/privacy").html.select('main a[href="/what-we-keep"]')

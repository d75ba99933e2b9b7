"""The public app as a whole: when it starts, what every page has, what it never does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.box import private, waves
from survey.box.private import Cost
from survey.collect.app import CannotStart, create_app
from survey.config import Collect, Operator, Settings
from survey.paths import REFERENCE
from tests.survey.collect.conftest import House, build, close, inside
from tests.survey.collect.respondent import Respondent
from tests.survey.test_security import EXPECTED

PLAIN_PAGES = (
    "/", "/before-you-start", "/under-18", "/which", "/help", "/privacy", "/cookies",
    "/accessibility", "/ended", "/thank-you",
)  # fmt: skip


def test_it_refuses_to_start_beside_a_private_key(house: House) -> None:
    key = house.settings.collect_folder / "old" / "wave.key"
    key.parent.mkdir()
    private.create(key, "autumn", "correct horse battery", Cost(1, 8))
    with pytest.raises(CannotStart, match=r"wave\.key is a private key"):
        create_app(house.settings)
    key.rename(key.with_suffix(".txt"))
    with pytest.raises(CannotStart, match="is a private key"):
        create_app(house.settings)


def test_it_refuses_to_start_with_a_private_key_in_its_environment(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_KEY", '{"format": "heard-private-key-1"}')
    with pytest.raises(CannotStart, match="SOME_KEY holds a private key"):
        create_app(house.settings)


def test_a_private_key_on_the_review_side_of_the_same_machine_is_no_reason(house: House) -> None:
    house.settings.review_folder.mkdir()
    private.create(
        house.settings.review_folder / "wave.key", "autumn", "correct horse battery", Cost(1, 8)
    )
    close(create_app(house.settings))


def test_it_refuses_an_exit_that_is_not_on_the_list(house: House) -> None:
    collect = Collect(exit_url="https://evil.example/")
    with pytest.raises(CannotStart, match="exit_url"):
        create_app(replace(house.settings, collect=collect))


def test_it_refuses_to_start_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "collect").write_text("a file where the folder should be")
    with pytest.raises(CannotStart):
        create_app(Settings(instance=tmp_path))


def test_without_an_open_wave_it_asks_nothing_but_still_shows_help(tmp_path: Path) -> None:
    house = build(tmp_path, open_wave=False)
    app = create_app(house.settings)
    respondent = Respondent(app.test_client())
    for address in ("/", "/which", "/consent", "/survey/1", "/check", "/send"):
        respondent.get(address)
        assert respondent.page.status_code == 503, address
        assert respondent.heading == "This survey is not open now"
        assert "999" in respondent.words
    assert respondent.get("/help").page.status_code == 200
    close(app)


def test_somebody_who_answers_when_the_wave_closes_is_told_so(app: Flask) -> None:
    respondent = Respondent(app.test_client()).begin()
    waves.close_wave(inside(app).engine, "autumn")
    inside(app).wave.forget()
    respondent.get("/survey/4")
    assert "It has closed since you began. Your answers were not sent" in respondent.words


def test_every_plain_page_has_one_heading_the_exit_and_help_one_tap_away(
    client: FlaskClient,
) -> None:
    titles = set()
    for address in PLAIN_PAGES:
        respondent = Respondent(client).get(address)
        html = respondent.html
        assert respondent.page.status_code == 200, address
        assert len(html.find_all("h1")) == 1, address
        assert html.select_one('header a#exit[href="/exit"]') is not None, address
        assert html.select_one('footer a[href="/help"]') is not None, address
        assert html.html is not None
        assert html.html["lang"] == "en"
        assert html.title is not None
        titles.add(html.title.text)
    assert len(titles) == len(PLAIN_PAGES)


def test_titles_and_addresses_of_questions_say_nothing_of_what_is_asked(app: Flask) -> None:
    for survey in ("parent", "carer", "staff"):
        respondent = Respondent(app.test_client()).begin(survey)
        titles = []
        while respondent.at.startswith("/survey/"):
            assert respondent.html.title is not None
            titles.append(respondent.html.title.text)
            assert titles[-1].startswith(f"Question {respondent.at.split('/')[-1]} ")
            respondent.submit()
        assert len(titles) == len(set(titles))


def test_every_answer_of_the_app_carries_every_header(client: FlaskClient) -> None:
    addresses = [
        *PLAIN_PAGES,
        "/style-old.css",
        "/script-old.js",
        "/favicon.ico",
        "/nowhere",
        "/exit",
        "/survey/1",
    ]
    for address in addresses:
        response = client.get(address)
        assert {name: response.headers[name] for name in EXPECTED} == EXPECTED, address
    response = client.post("/which", data={"survey": "parent"})
    assert response.status_code == 400
    assert {name: response.headers[name] for name in EXPECTED} == EXPECTED


def test_an_instance_shows_its_own_numbers_and_its_own_boroughs(
    make_app: Callable[..., Flask], house: House
) -> None:
    own = house.settings.instance / "reference"
    shutil.copytree(REFERENCE, own)
    for name, old, new in (
        ("supports", "116 123", "116 999"),
        ("units", '"Croydon"', '"Croydon Town"'),
    ):
        path = own / f"{name}.toml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    parent = Respondent(make_app().test_client()).begin()
    parent.submit({"returned": "yes"}).get("/survey/9")
    assert "Croydon Town" in parent.words
    parent.get("/help")
    assert "116 999" in parent.words
    assert "116 123" not in parent.words


def test_the_stylesheet_and_the_script_are_asked_for_once_a_day(client: FlaskClient) -> None:
    page = client.get("/").text
    for address in re.findall(r"/(?:style|script)-[0-9a-f]{12}\.(?:css|js)", page):
        response = client.get(address)
        assert response.headers["Cache-Control"] == "private, max-age=86400, immutable"
        others = EXPECTED.keys() - {"Cache-Control"}
        assert {name: response.headers[name] for name in others} == {
            name: EXPECTED[name] for name in others
        }
    assert len(re.findall("-[0-9a-f]{12}[.]", page)) == 2


def test_a_demonstration_says_so_on_every_page(make_app: Callable[..., Flask]) -> None:
    client = make_app(demo=True).test_client()
    for address in (*PLAIN_PAGES, "/nowhere"):
        assert "Demonstration" in client.get(address).text, address
    assert "Demonstration" not in make_app().test_client().get("/").text


def test_the_operator_is_named_only_as_far_as_a_person_has_filled_it_in(
    make_app: Callable[..., Flask],
) -> None:
    assert "has not been filled in yet" in make_app().test_client().get("/").text
    operator = Operator(name="The <Review>", contact="review@example.org", findings_month="May")
    page = make_app(operator=operator).test_client().get("/").text
    assert "The &lt;Review&gt; runs this survey." in page
    assert "We plan to publish it in May." in page


def test_no_page_asks_another_site_for_anything(client: FlaskClient) -> None:
    for address in PLAIN_PAGES:
        html = Respondent(client).get(address).html
        for tag, name in (("link", "href"), ("script", "src"), ("img", "src"), ("form", "action")):
            for found in html.find_all(tag):
                assert str(found[name]).startswith("/"), (address, found)


def test_the_cookie_is_opaque_short_and_ends_with_the_browser(app: Flask) -> None:
    client = app.test_client()
    assert "Set-Cookie" not in client.get("/").headers
    found = client.get("/which").headers["Set-Cookie"]
    name, _, rest = found.partition("=")
    assert name == "s"
    assert len(rest.split(";")[0]) == 43
    assert {part.strip() for part in rest.split(";")[1:]} == {
        "HttpOnly", "Path=/", "SameSite=Strict",
    }  # fmt: skip
    assert len(found.split(";")[0]) <= 128


def test_over_https_the_cookie_is_tied_to_the_host(make_app: Callable[..., Flask]) -> None:
    client = make_app(collect=Collect(https=True)).test_client()
    response = client.get("/which", base_url="https://localhost")
    found = response.headers["Set-Cookie"]
    assert found.startswith("__Host-s=")
    assert "; Secure;" in found
    assert "Domain" not in found
    assert response.headers["Strict-Transport-Security"].startswith("max-age=")


def test_an_address_never_carries_the_token_or_the_cookie(app: Flask) -> None:
    respondent = Respondent(app.test_client()).begin()
    html = respondent.html
    token = html.select_one("input[name=token]")
    assert token is not None
    for link in html.select("a[href], form[action]"):
        address = str(link.get("href") or link.get("action"))
        assert str(token["value"]) not in address
        assert respondent.cookie not in address

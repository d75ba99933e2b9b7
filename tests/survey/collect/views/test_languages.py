"""The switch of language: without scripts, with every answer kept, in both directions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from babel.messages.catalog import Catalog
from bs4 import BeautifulSoup, NavigableString, Tag
from flask import Flask
from flask.testing import FlaskClient

from survey.collect.parts import Parts
from survey.collect.rendering import QuestionPages
from survey.collect.state import State
from survey.collect.views import finish
from survey.i18n import from_book
from survey.translations import pseudo
from survey.translations.extract import template
from tests.survey.collect.conftest import House, inside
from tests.survey.collect.respondent import Respondent, pending, state

Make = Callable[..., Flask]


@pytest.fixture
def app(make_app: Make, house: House) -> Flask:
    """An app that offers the Arabic draft."""
    collect = house.settings.collect
    return make_app(collect=replace(collect, languages=("en", "ar"), allow_draft_languages=True))


@pytest.fixture
def parts(app: Flask) -> Parts:
    return inside(app)


@pytest.fixture
def parent(client: FlaskClient) -> Respondent:
    return Respondent(client).begin()


def root(respondent: Respondent) -> tuple[object, object]:
    html = respondent.html.find("html")
    assert isinstance(html, Tag)
    return html["lang"], html["dir"]


def test_the_start_page_names_arabic_in_arabic(client: FlaskClient) -> None:
    start = Respondent(client).get("/")
    (link,) = start.html.select(".languages a")
    assert (link.get_text(), link["href"]) == ("العربية", "/language")


def test_a_language_is_chosen_before_anything_else(client: FlaskClient) -> None:
    reader = Respondent(client).get("/language").submit(press="language:ar")
    assert reader.at == "/"
    assert root(reader) == ("ar", "rtl")
    assert reader.get("/which").get("/help").get("/privacy").get("/ended").at == "/ended"
    assert root(reader) == ("ar", "rtl")


def test_the_browsers_language_is_taken_until_another_is_chosen(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Language": "ar-EG,ar;q=0.9,en;q=0.5"})
    assert 'lang="ar" dir="rtl"' in page.text


def test_a_switch_keeps_the_answers_and_the_place(parent: Respondent, parts: Parts) -> None:
    parent.submit({"returned": "yes"}).submit({"relationship": "mother"})
    before = state(parent, parts)
    parent.get("/language").submit(press="language:ar")
    assert root(parent) == ("ar", "rtl")
    after = state(parent, parts)
    assert after.answers == before.answers == {"returned": "yes", "relationship": "mother"}
    assert after.reached == before.reached
    parent.get("/survey/1")
    assert [box["value"] for box in parent.html.select("input[checked]")] == ["yes"]


def test_a_switch_on_a_question_keeps_what_was_just_typed(parent: Respondent, parts: Parts) -> None:
    parent.submit({"returned": "yes"}, press="language:ar")
    assert parent.at == "/survey/1"
    assert root(parent) == ("ar", "rtl")
    assert parent.heading == "هل عاد الطفل الآن؟"
    assert [box["value"] for box in parent.html.select("input[checked]")] == ["yes"]
    assert state(parent, parts).reached == 0


def test_a_switch_with_an_error_shows_the_page_and_the_error_in_the_new_language(
    parent: Respondent,
) -> None:
    parent.submit({"returned": "perhaps"}, press="language:ar")
    assert parent.page.status_code == 422
    assert parent.errors == ["اختاروا إحدى الإجابات في هذه الصفحة، أو تخطّوا هذا السؤال."]
    assert root(parent) == ("ar", "rtl")


def test_the_first_button_of_a_question_goes_on_so_that_enter_never_switches(
    parent: Respondent,
) -> None:
    first = parent.html.select_one('button[form="page"], form#page button')
    assert first is not None
    assert first.get("name") is None


def test_a_chosen_language_outlives_the_sending_and_knows_nothing_of_the_answers(
    parent: Respondent, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)
    parent.submit({"returned": "yes"}).get("/language").submit(press="language:ar")
    before = parent.cookie
    parent.finish().submit()
    assert parent.at == "/thank-you"
    for address in ("/thank-you", "/help", "/"):
        assert root(parent.get(address)) == ("ar", "rtl"), address
    assert parent.cookie != before
    assert state(parent, parts) == State(language="ar")
    parent.client.get("/exit")
    assert parent.cookie == ""


def test_a_language_that_is_not_offered_cannot_be_chosen(parent: Respondent) -> None:
    for code in ("qps-ploc", "../ar", ""):
        parent.get("/language").submit(press=f"language:{code}")
        assert parent.page.status_code == 400


def test_a_switch_from_another_website_is_refused(client: FlaskClient, parent: Respondent) -> None:
    answer = client.post("/language", data={"go": "language:ar"})
    assert answer.status_code == 400


def test_no_address_and_no_second_cookie_says_the_language(
    client: FlaskClient, parent: Respondent
) -> None:
    parent.get("/language").submit(press="language:ar").get("/language")
    links = [str(a["href"]) for a in parent.html.select("a[href]")]
    assert not [link for link in links if re.search(r"\bar\b", link)]
    assert [cookie.key for cookie in client._cookies.values()] == ["s"]


def test_what_is_sent_says_which_language_it_was_answered_in(
    parent: Respondent, parts: Parts, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("survey.collect.views.finish.LEAST_SECONDS", 0)
    parent.submit({"returned": "yes"}).get("/language").submit(press="language:ar")
    parent.finish().submit()
    assert parent.at == "/thank-you"
    assert root(parent) == ("ar", "rtl")
    assert [sent["language"] for sent in pending(parts, house.private_key)] == ["ar"]


def test_a_draft_says_so_on_every_page(client: FlaskClient, parent: Respondent) -> None:
    parent.get("/language").submit(press="language:ar")
    for address in ("/survey/1", "/", "/help", "/check", "/language", "/nowhere"):
        assert "ترجمة أولية" in client.get(address).text, address


def test_a_draft_is_nowhere_to_be_seen_where_it_is_not_allowed(
    make_app: Make, house: House
) -> None:
    closed = make_app(collect=replace(house.settings.collect, languages=("en", "ar")))
    reader = Respondent(closed.test_client())
    page = reader.client.get("/", headers={"Accept-Language": "ar"})
    assert 'lang="en" dir="ltr"' in page.text
    assert "العربية" not in page.text
    assert not reader.get("/").html.select(".languages")


def test_staff_are_asked_in_english_and_told_so_in_arabic(
    client: FlaskClient, parts: Parts, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("survey.collect.views.finish.LEAST_SECONDS", 0)
    reader = Respondent(client).get("/language").submit(press="language:ar").begin("staff")
    assert root(reader) == ("en", "ltr")
    note = reader.html.select_one('.demo[lang="ar"][dir="rtl"]')
    assert note is not None
    assert "بالإنجليزية" in note.get_text()
    reader.submit({"sector": "police"}).finish().submit()
    assert [sent["language"] for sent in pending(parts, house.private_key)] == ["en"]


def test_telephone_numbers_are_kept_from_left_to_right(client: FlaskClient) -> None:
    reader = Respondent(client).get("/language").submit(press="language:ar").get("/help")
    numbers = reader.html.select('a[href^="tel:"] bdi[dir="ltr"]')
    assert {"999", "101", "116 000"} <= {number.get_text() for number in numbers}
    assert len(numbers) == len(reader.html.select('a[href^="tel:"], a[href^="sms:"]')) - len(
        reader.html.select('a[href^="sms:"] bdi[dir="ltr"]')
    )


# ---- every page in a language that nobody speaks: an English word was never translated


@pytest.fixture(scope="module")
def strings() -> Catalog:
    return template()


@pytest.fixture(params=[pseudo.LONG, pseudo.MIRRORED])
def nobody(request: pytest.FixtureRequest, app: Flask, strings: Catalog) -> tuple[Flask, str]:
    """The app with a pseudo-language in it, and its code."""
    parts, code = inside(app), str(request.param)
    definitions = {key: one.questionnaire for key, one in parts.journeys.items()}
    fill = {"force": parts.settings.force.name}
    made = from_book(pseudo.book(code, strings), definitions, fill)
    assert isinstance(parts.languages, dict)
    parts.languages[code] = made
    return app, code


DATA = re.compile(
    r"https?://\S+|\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\bHeard\b|[\w./-]+\.(?:uk|org)\S*|“\W*[a-z_]+\W*”"
)
"""What is no sentence: addresses, dates (in pseudo-languages British), the product's name, and in
quotes a table's."""


def english(html: str) -> list[str]:
    """Every visible or spoken text with a plain Latin letter in it."""
    soup = BeautifulSoup(html, "lxml")
    for part in soup.select("script, style, .languages, [lang]:not(html), bdi, .code"):
        part.decompose()
    texts = [str(text) for text in soup.find_all(string=True) if type(text) is NavigableString]
    for name in ("aria-label", "title", "alt", "placeholder"):
        texts += [str(tag[name]) for tag in soup.find_all(attrs={name: True})]
    return [text.strip() for text in texts if re.search("[A-Za-z]", DATA.sub("", text))]


def test_the_walk_sees_an_english_word() -> None:
    planted = '<html lang="qps-ploc"><p>[Ŝţåŕţ··]</p><p aria-label="Close">Begin now</p></html>'
    assert english(planted) == ["Begin now", "Close"]


def test_every_question_page_is_translated(nobody: tuple[Flask, str]) -> None:
    app, code = nobody
    pages = QuestionPages()
    for journey in inside(app).journeys.values():
        for page in journey.questionnaire.pages:
            for change in (False, True):
                with app.test_request_context("/", headers={"Accept-Language": code}):
                    app.preprocess_request()
                    html = pages.unanswered(journey, page, "token", "/back", change)
                assert f'lang="{code}"' in html
                assert english(html) == [], page.key


def test_every_page_around_the_questions_is_translated(
    nobody: tuple[Flask, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("survey.collect.views.finish.LEAST_SECONDS", 0)
    app, code = nobody
    reader = Respondent(app.test_client())
    reader.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = code
    seen: list[str] = []

    def look() -> None:
        seen.append(f"{reader.at} {reader.page.status_code}")
        assert english(reader.page.text) == [], seen[-1]

    reader.get("/language").submit(press=f"language:{code}")
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    plain = [rule.rule for rule in rules if not rule.arguments]
    for address in sorted({*plain, "/nowhere"} - {"/exit"}):
        if reader.get(address).page.mimetype == "text/html":
            look()
    reader.page = reader.client.get("/which", headers={"Sec-Fetch-Site": "cross-site"})
    look()
    reader.get("/which").submit()
    look()
    reader.get("/which").submit({"survey": "parent"})
    look()
    reader.submit()
    look()
    reader.submit({"agree": "yes"}).submit({"returned": "perhaps"})
    look()
    reader.get("/survey/1").submit({"returned": "yes", "token": ""})
    look()
    reader.get("/survey/1").submit({"returned": "yes"}).get("/check")
    look()
    reader.finish()
    look()
    reader.submit({"website": "spam"})
    look()
    reader.finish().submit({"code": "yes"})
    assert reader.at == "/thank-you"
    look()

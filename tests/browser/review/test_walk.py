"""A real browser goes through the review app: sign in with both steps, read, refer, publish.

The database is filled through the same services as everywhere; the browser is Chromium.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import func, select
from werkzeug.serving import WSGIRequestHandler, make_server

from survey.config import Settings
from survey.review import database
from survey.review.database import reader, writing
from survey.review.models.people import Account
from survey.review.models.workbench import Reading
from survey.review.services import coding, jobs, opening, queue, safeguarding
from survey.review.services.originals import TextKeys
from tests.axe import LAID_OUT, problems
from tests.browser.collect.walker import onward
from tests.survey.review.answers import CODEBOOK, Export, parents
from tests.survey.review.reading import PlainCoder
from tests.survey.review.team import PASSPHRASE, Team

pytestmark = pytest.mark.browser


PAGES = (
    "/", "/box/", "/urgent/", "/coding/", "/coding/pause", "/coding/progress", "/comments/",
    "/comments/?words=call", "/responses/", "/explore/", "/quality/", "/coverage/",
    "/explore/side-by-side?questionnaire=parent&variable=codes", "/releases/",
    "/quotes/", "/account/", "/accounts/", "/confirm/", "/nothing-here",
)  # fmt: skip


class Silent(WSGIRequestHandler):
    """Serves without writing a line for each request."""

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """An instance with 60 responses that the machine has read, and one person with many roles."""
    settings = Settings(instance=tmp_path_factory.mktemp("review") / "instance")
    database.prepare(settings)
    team = Team(settings, database.make_engine(settings))
    ada = team.add("Ada", "coder", "analyst", "publisher")
    with writing(team.engine) as session:
        safeguarding.set_duty(session, session.get_one(Account, ada), 24, ada)
        opening.store(
            session, Export(parents(60)), keys=TextKeys(settings.review_folder), codebook=CODEBOOK
        )
        coding.run(session, PlainCoder())
    yield team
    team.engine.dispose()


@pytest.fixture(scope="module")
def address(team: Team) -> Iterator[str]:
    """Where the app is served, on a free port."""
    server = make_server("127.0.0.1", 0, team.app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def signed_in(browser: Browser, address: str, team: Team) -> Iterator[BrowserContext]:
    """Windows in which Ada has signed in, once, with passphrase and authenticator."""
    context = browser.new_context(base_url=address)
    window = context.new_page()
    window.goto("/sign-in")
    window.get_by_label("Name").fill("Ada")
    window.get_by_label("Passphrase").fill(PASSPHRASE)
    onward(window.get_by_role("button", name="Sign in"))
    window.get_by_label("Code from your authenticator app").fill(team.code("Ada"))
    onward(window.get_by_role("button", name="Continue"))
    window.get_by_role("heading", name="Overview").wait_for()
    window.close()
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    """A new window of Ada's. What a window keeps for itself ends with it; the sign-in stays."""
    window = signed_in.new_page()
    window.set_viewport_size({"width": 1280, "height": 900})
    yield window
    window.close()


@pytest.mark.parametrize(("width", "rules"), [(1280, None), (768, LAID_OUT)])
def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(
    page: Page, width: int, rules: list[str] | None
) -> None:
    seen: set[str] = set()
    page.set_viewport_size({"width": width, "height": 900})
    for path in PAGES:
        page.goto(path)
        assert problems(page, rules, seen) == [], path
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, path


def test_a_comment_is_coded_by_keyboard_alone(page: Page, team: Team) -> None:
    page.goto("/coding/")
    before = team.one(select(func.count()).select_from(Reading))
    page.keyboard.press("3")
    assert page.locator("#c-hard_to_reach").is_checked()
    page.keyboard.press("8")
    page.keyboard.press("8")
    assert not page.locator("#c-blamed").is_checked()
    page.keyboard.press("Enter")
    page.wait_for_function("!document.querySelector('#c-hard_to_reach')?.checked")
    assert team.one(select(func.count()).select_from(Reading)) == before + 1
    with reader(team.engine) as session:
        assert session.scalars(select(Reading)).first().codes == ["hard_to_reach"]  # type: ignore[union-attr]


def test_all_of_the_work_on_a_comment_goes_by_keyboard(page: Page) -> None:
    page.goto("/coding/")
    press = page.keyboard.press
    press("?")
    assert page.get_by_text("save, and on to the next comment").is_visible()
    press("m")
    page.keyboard.type("letters")
    press("Escape")
    press("N")
    assert page.get_by_label("No code fits").is_checked(), "the capital letter is the same key"
    press("x")
    page.keyboard.type("hung up")
    with page.expect_navigation():
        press("Enter")
    assert "hung up" not in page.locator("blockquote").inner_text()
    assert page.get_by_label("No code fits").is_checked(), "taking words out loses no tick"
    assert page.locator("#c-theme").input_value() == "letters"


def test_the_last_reading_is_changed_by_keyboard(page: Page, team: Team) -> None:
    page.goto("/coding/")
    press = page.keyboard.press
    press("n")
    with page.expect_navigation():
        press("Enter")
    with page.expect_navigation():
        press("b")
    assert page.get_by_label("No code fits").is_checked(), "what was given is ticked"
    assert problems(page) == []
    press("n")
    press("3")
    with page.expect_navigation():
        press("Enter")
    page.get_by_text("Your reading is changed.").wait_for()
    kept = team.one(select(Reading.codes).where(Reading.kind == queue.EARLIER))
    assert kept == ["none"]


def test_a_focused_code_is_never_under_the_button_that_saves(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto("/coding/")
    for key in ("z", "m", "1"):
        page.keyboard.press(key)
        ends = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert (
            0
            < ends
            <= page.evaluate("document.querySelector('.work-go').getBoundingClientRect().top")
        ), key


def test_the_head_of_a_long_table_stays_in_sight_and_no_table_stops_the_tab_key(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto("/quality/")
    page.locator(".gates tbody tr").last.scroll_into_view_if_needed()
    top = page.locator(".gates thead th").first.bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 5
    assert page.locator(".scroll[tabindex]").count() == 0, "nothing is wider than its place"


def test_the_page_of_work_under_way_follows_it_and_axe_finds_nothing(
    page: Page, team: Team
) -> None:
    with writing(team.engine) as session:
        job = jobs.ask(session, "check", {"release": "none"}, "somebody", int(team.clock()))
        job.state, path = "running", f"/jobs/{job.id}"
    page.goto(path)
    assert problems(page) == []
    with writing(team.engine) as session:
        jobs.finish(session, path.rpartition("/")[2], message="Nothing can be recovered.")
    page.get_by_text("Nothing can be recovered.").wait_for()


def test_a_page_without_navigation_has_the_width_of_a_page(
    browser: Browser, address: str, team: Team
) -> None:
    team.add("Nora", "coder", second=False)
    window = browser.new_context(
        base_url=address, viewport={"width": 1280, "height": 900}
    ).new_page()
    window.goto("/sign-in")
    window.get_by_label("Name").fill("Nora")
    window.get_by_label("Passphrase").fill(PASSPHRASE)
    onward(window.get_by_role("button", name="Sign in"))
    window.get_by_role("heading", name="Set up your account").wait_for()
    assert window.evaluate("document.querySelector('main').clientWidth") > 600
    window.context.close()


def test_a_comment_is_coded_without_javascript(
    browser: Browser, address: str, page: Page, team: Team
) -> None:
    plain = browser.new_context(base_url=address, java_script_enabled=False)
    plain.add_cookies(page.context.cookies())
    window = plain.new_page()
    window.goto("/coding/")
    before = team.one(select(func.count()).select_from(Reading))
    window.get_by_label("No code fits").check()
    onward(window.get_by_role("button", name="Save, next"))
    assert team.one(select(func.count()).select_from(Reading)) == before + 1
    plain.close()


def test_a_passkey_is_set_up_and_used_to_prove_who_one_is(page: Page, team: Team) -> None:
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    client.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "usb", "isUserVerified": True,
                     "hasUserVerification": True, "automaticPresenceSimulation": True}},
    )  # fmt: skip
    page.goto("/box/open")
    page.get_by_label("Code from your authenticator app").fill(team.code("Ada"))
    onward(page.get_by_role("button", name="Continue"))
    page.goto("/account/")
    page.get_by_label("Name of the passkey").fill("blue stick")
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_text("The passkey is set up.").wait_for()
    team.clock.now += 400
    page.goto("/box/open")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="Open an export of the box").wait_for()


def test_the_browser_asks_nobody_but_this_app(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/coding/", "/explore/", "/account/"):
        page.goto(path)
    assert asked
    assert all(url.startswith(address) or url.startswith("data:") for url in asked)

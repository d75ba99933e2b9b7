"""A wave played by six people: opened, coded blind, settled, released, published by two.

What a person does for the first time happens in a real browser; what they then do a hundred times
over goes through the services that the pages call. Runners are processes of their own.
"""

from __future__ import annotations

import datetime
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page
from sqlalchemy import func, select
from werkzeug.serving import make_server

from analysis.coding.frame import shipped
from analysis.release.read import read
from survey.box import envelope, opening, pool, private, store, waves
from survey.cli.main import heard
from survey.config import Settings
from survey.definition.load import load_all
from survey.demo.answers import DemoResponse, read_comments, responses
from survey.review import database
from survey.review.database import writing
from survey.review.models.answers import Comment, Response
from survey.review.models.coding import MachineReading
from survey.review.models.work import Job, ReleaseRow
from survey.review.models.workbench import Reading, Task
from survey.review.services import masking, publishing, queue, readings, releases
from survey.review.services.readings import Given
from tests.browser.review.test_walk import Silent
from tests.survey.review.team import PASSPHRASE, Team

pytestmark = pytest.mark.browser

PEOPLE = {
    "Ada": ("coder",), "Bob": ("coder",), "Cyd": ("coder",),
    "Ana": ("analyst",), "Pat": ("publisher",), "Quin": ("publisher",),
}  # fmt: skip
WAVE = "autumn"
SENT, AUDITED = 300, 155


def some_answers() -> Iterator[DemoResponse]:
    """300 of the invented responses, of every questionnaire."""
    every = responses(load_all())
    return (response for n, response in enumerate(every) if n % 9 < 5)


def send(settings: Settings, export: Path, key: Path) -> None:
    """What the public side does: seal, mix, close the wave, export."""
    questionnaires = load_all()
    public = private.create(key, WAVE, PASSPHRASE).key
    engine = store.prepare(settings)
    day = datetime.date(2027, 5, 31)
    waves.create(engine, WAVE, public, day, day)
    waves.open_wave(engine, WAVE)
    for response in some_answers():
        plain = {
            "v": 1, "wave": WAVE, "questionnaire": response.questionnaire,
            "version": questionnaires[response.questionnaire].version, "week": "2027-W20",
            "language": "en", "answers": response.answers, "tag": "",
        }  # fmt: skip
        pool.add(engine, envelope.seal(json.dumps(plain).encode(), public))
    opening.write_export(engine, export, waves.close_wave(engine, WAVE))
    engine.dispose()


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    settings = Settings(instance=tmp_path / "instance")
    database.prepare(settings)
    team = Team(settings, database.make_engine(settings))
    for name, roles in PEOPLE.items():
        team.add(name, *roles)
    yield team
    team.engine.dispose()


@pytest.fixture
def address(team: Team) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, team.app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Room:
    """Everybody's window."""

    def __init__(self, browser: Browser, address: str, team: Team) -> None:
        self.browser, self.address, self.team = browser, address, team

    def window(self, name: str) -> Page:
        """A window in which the person has signed in with both factors."""
        page = self.browser.new_context(base_url=self.address).new_page()
        page.goto("/sign-in")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Passphrase").fill(PASSPHRASE)
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in").click()
        self.prove(page, name)
        return page

    def prove(self, page: Page, name: str) -> None:
        """Give the second factor."""
        page.get_by_label("Code from your authenticator app").fill(self.team.code(name))
        press(page, "Continue")

    def wait(self, done: Callable[[], bool]) -> None:
        """Wait for a runner."""
        for _ in range(2400):
            if done():
                return
            time.sleep(0.05)
        pytest.fail("a job did not end")

    def job(self, kind: str) -> str:
        """Wait for the last job of a kind; its message."""
        found = select(Job.state).where(Job.kind == kind).order_by(Job.asked.desc()).limit(1)
        self.wait(lambda: self.team.one(found) in ("done", "failed"))
        state, message = self.team.rows(select(Job.state, Job.message).where(Job.kind == kind))[-1]
        assert state == "done", message
        return str(message)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


@pytest.fixture
def room(browser: Browser, address: str, team: Team) -> Iterator[Room]:
    room = Room(browser, address, team)
    yield room
    for context in browser.contexts:
        context.close()


def test_six_people_play_a_wave_from_the_box_to_the_published_release(
    room: Room, team: Team, tmp_path: Path
) -> None:
    export, key = tmp_path / "answers.export", tmp_path / "wave.key"
    send(team.settings, export, key)
    pat = room.window("Pat")
    open_the_box(room, pat, export, key)
    code_blind(room)
    settle(room)
    pass_gates(room)
    make_a_release(room)
    publish(room, pat)
    the_log_is_whole(team)


def open_the_box(room: Room, pat: Page, export: Path, key: Path) -> None:
    """Nothing is opened before somebody is on duty; a publisher sets it, proves who she is."""
    pat.goto("/urgent/")
    pat.get_by_label("On duty").select_option(label="Ada")
    press(pat, "Put on duty")
    pat.goto("/box/open")
    room.prove(pat, "Pat")
    pat.get_by_label("Export of the box").set_input_files(export)
    pat.get_by_label("Key file").set_input_files(key)
    pat.get_by_label("Passphrase of the key").fill(PASSPHRASE)
    press(pat, "Open")
    assert f"{SENT} new responses" in room.job("open")
    room.job("code")
    count = select(func.count()).select_from(MachineReading)
    assert room.team.one(count) == SENT == room.team.one(select(func.count(Response.id)))


def truth() -> dict[str, tuple[str, ...]]:
    """What the authors of the invented comments say is in them, by the masked words."""
    return {masking.mask(c["text"]): tuple(c["codes"]) for c in read_comments()}


def code_blind(room: Room) -> None:
    """The first comment in the browser, without a suggestion; the others as fast as it goes."""
    ada = room.window("Ada")
    ada.goto("/coding/")
    assert ada.locator("blockquote").inner_text()
    bob = room.window("Bob")
    with writing(room.team.engine) as session:  # what is rare but serious was read before
        for task in session.scalars(select(Task).where(Task.rank < queue.AUDIT)):
            task.state = queue.DONE
    bob.goto("/coding/")
    assert bob.locator(".suggested, mark").count() == 0, "a blind reader sees no suggestion"
    words = bob.locator("blockquote").inner_text()
    for code in truth()[words]:
        bob.locator(f"#c-{code}").check()
    if not truth()[words]:
        bob.get_by_label("No code fits").check()
    press(bob, "Save, next")
    assert room.team.one(select(func.count(Reading.id))) == 1
    known = truth()
    for name, kind in (("Bob", queue.BLIND), ("Ada", queue.SECOND)):
        with writing(room.team.engine) as session:
            account = session.scalar(_account(name))
            for n in range(AUDITED):
                _read(session, account, kind, known, differ=kind == queue.SECOND and n % 40 == 7)


def _account(name: str):  # type: ignore[no-untyped-def]
    from survey.review.models.people import Account

    return select(Account.id).where(Account.name == name)


def _read(session, account, kind, known, *, differ):  # type: ignore[no-untyped-def]
    wanted = select(Task).where(Task.kind == kind, Task.state != queue.DONE)
    task = session.scalars(wanted.order_by(Task.place, Task.id).limit(1)).one()
    task.state, task.holder = queue.HELD, account
    codes = known[session.get_one(Comment, task.comment).text]
    if differ:
        codes = () if codes else ("not_listened_to",)
    given = Given(codes, none_fits=not codes)
    readings.take(session, task, given, account=account, frame=shipped(), now=task.held_at + 9)


def settle(room: Room) -> None:
    """A third person sees both readings side by side and settles the first difference."""
    waiting = select(func.count(Task.id)).where(Task.kind == queue.SETTLE)
    before = room.team.one(waiting)
    assert before >= 4
    cyd = room.window("Cyd")
    cyd.goto("/coding/")
    assert "settle" in cyd.locator("main").inner_text().lower()
    known = truth()[cyd.locator("blockquote").inner_text()]
    for code in known:
        cyd.locator(f"#c-{code}").check()
    if not known:
        cyd.get_by_label("No code fits").check()
    press(cyd, "Save, next")
    assert room.team.one(waiting.where(Task.state != queue.DONE)) == before - 1


def pass_gates(room: Room) -> None:
    ana = room.window("Ana")
    ana.goto("/quality/")
    text = ana.locator("main").inner_text()
    read_ones = re.search(r"(\d+) answers of the sample have been read", text)
    assert read_ones, text
    assert int(read_ones[1]) >= 150
    assert ana.get_by_role("cell", name="open", exact=True).count() >= 3


def make_a_release(room: Room) -> None:
    ana = room.browser.contexts[-1].pages[0]
    ana.goto("/releases/")
    press(ana, "Make a release")
    assert "ready to be read" in room.job("release")
    look_at_the_release(ana)
    with ana.expect_navigation():
        ana.get_by_role("link", name="How far it is").click()
    press(ana, "Cancel this work")  # nobody here reads the PDF


def look_at_the_release(page: Page) -> None:
    """Follow the link of a job that has ended; its page loads itself again until then."""
    link = page.get_by_role("link", name="Look at the release")
    link.wait_for()
    with page.expect_navigation():
        link.click()


def publish(room: Room, pat: Page) -> None:
    """Pat asks; she cannot publish it herself; Quin does, after proving who he is."""
    release = room.team.one(select(ReleaseRow.id))
    pat.goto(f"/releases/{release}")
    press(pat, "Ask for it to be published")
    assert pat.get_by_role("button", name="publish").count() == 0
    quin = room.window("Quin")
    quin.goto(f"/releases/{release}")
    press(quin, "I have read it: publish")
    room.prove(quin, "Quin")
    press(quin, "I have read it: publish")
    assert "published and signed" in room.job("publish")
    look_at_the_release(quin)
    assert "published by Quin" in quin.locator("main").inner_text()
    folder = releases.folder(room.team.settings, release)
    public = publishing.public_key(room.team.settings.review_folder)
    releases.shelf(room.team.settings).verify(release, public)
    agreement = read(folder)["method"]["agreement"]
    assert sum(code["gate"] == "publish" for code in agreement.values()) >= 3
    assert releases.shelf(room.team.settings).states()[release]["state"] == "published"


def the_log_is_whole(team: Team) -> None:
    found = CliRunner().invoke(
        heard, ["--instance", str(team.settings.instance), "audit", "verify"]
    )
    assert found.exit_code == 0, found.output
    assert "nothing changed" in found.output

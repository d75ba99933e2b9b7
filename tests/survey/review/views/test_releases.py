"""The release room: two people publish, oversight sees what is published, files are whole."""

from __future__ import annotations

import io
import zipfile

import pytest
from sqlalchemy import select

from analysis.release.read import read
from survey.review import runner
from survey.review.database import writing
from survey.review.models.answers import Comment, Response
from survey.review.models.audit import AuditEntry
from survey.review.models.work import Job, ReleaseRow
from survey.review.services import jobs, publishing, quotes, releases
from survey.review.services.quotes import QuoteProblem
from survey.review.services.releases import ReleaseProblem
from tests.survey.review.answers import OneResponse, envelope, parents
from tests.survey.review.team import Team

RELEASE = "2027-01-15-1"


@pytest.fixture
def released(team: Team) -> Team:
    """A team with one draft release."""
    team.open(parents(120))
    with writing(team.engine) as session:
        made = releases.create(session, team.settings, today="2027-01-15")
    assert made == RELEASE
    return team


@pytest.fixture
def nobody_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are asked for and left waiting: test_runner.py is about doing them."""
    monkeypatch.setattr(runner, "start", lambda *_given: None)


def state(team: Team) -> str:
    return str(team.one(select(ReleaseRow.state)))


def test_nobody_publishes_what_they_asked_for(released: Team) -> None:
    pat = released.signed_in("publisher", "analyst", name="Pat", proved=True)
    pat.post(f"/releases/{RELEASE}/ask", page="/")
    assert state(released) == "asked"
    page = pat.get(f"/releases/{RELEASE}").text
    assert "somebody else publishes it" in page
    pat.post(f"/releases/{RELEASE}/publish", page="/")
    assert state(released) == "asked"


@pytest.mark.usefixtures("nobody_runs")
def test_a_second_person_publishes_and_it_is_signed(released: Team) -> None:
    released.signed_in("publisher", name="Pat").post(f"/releases/{RELEASE}/ask", page="/")
    quin = released.signed_in("publisher", name="Quin", proved=True)
    quin.post(f"/releases/{RELEASE}/publish", page="/")
    assert state(released) == "asked", "it is attacked once more first"
    runner.run(released.settings, released.one(select(Job.id)))
    assert state(released) == "published"
    assert released.rows(select(AuditEntry.event, AuditEntry.name))[-1] == ("published", "Quin")
    shelf = releases.shelf(released.settings)
    shelf.verify(RELEASE, publishing.public_key(released.settings.review_folder))


def test_without_a_fresh_proof_nothing_is_published(released: Team) -> None:
    released.signed_in("publisher", name="Pat").post(f"/releases/{RELEASE}/ask", page="/")
    quin = released.signed_in("publisher", name="Quin")
    response = quin.post(f"/releases/{RELEASE}/publish", page="/")
    assert response.headers["Location"] == "/confirm/"
    assert state(released) == "asked"


def test_nothing_is_published_that_nobody_asked_for(released: Team) -> None:
    quin = released.signed_in("publisher", name="Quin", proved=True)
    quin.post(f"/releases/{RELEASE}/publish", page="/")
    assert state(released) == "draft"


def test_oversight_sees_a_release_only_once_it_is_published(released: Team) -> None:
    eve = released.signed_in("oversight", name="Eve", proved=True)
    assert RELEASE not in eve.get("/releases/").text
    assert eve.get(f"/releases/{RELEASE}").status_code == 404
    assert eve.get(f"/releases/{RELEASE}/tables.zip").status_code == 404
    with writing(released.engine) as session:
        row = session.get_one(ReleaseRow, RELEASE)
        publishing.ask(row, "a")
        publishing.publish(session, row, "b", releases.shelf(released.settings), "2027-01-16")
    assert eve.get(f"/releases/{RELEASE}").status_code == 200


def test_a_publication_that_was_interrupted_at_its_end_is_finished(released: Team) -> None:
    with writing(released.engine) as session:
        publishing.ask(session.get_one(ReleaseRow, RELEASE), "a")
        job = jobs.ask(session, "publish", {"release": RELEASE}, "b", 0).id
    publishing.put_out(releases.shelf(released.settings), RELEASE, "2027-01-16")
    assert state(released) == "asked"
    runner.run(released.settings, job)
    assert state(released) == "published"


def test_the_runner_publishes_for_nobody_who_asked_for_it_themselves(released: Team) -> None:
    with writing(released.engine) as session:
        publishing.ask(session.get_one(ReleaseRow, RELEASE), "a")
        job = jobs.ask(session, "publish", {"release": RELEASE}, "a", 0).id
    runner.run(released.settings, job)
    assert released.one(select(Job.state)) == "failed"
    assert state(released) == "asked"


def test_a_withdrawn_release_says_why(released: Team) -> None:
    shelf = releases.shelf(released.settings)
    with writing(released.engine) as session:
        row = session.get_one(ReleaseRow, RELEASE)
        publishing.ask(row, "a")
        publishing.publish(session, row, "b", shelf, "2027-01-16")
    pat = released.signed_in("publisher", "analyst", name="Pat", proved=True)
    pat.post(f"/releases/{RELEASE}/withdraw", {"why": "A figure was wrong."}, page="/")
    assert state(released) == "withdrawn"
    assert "A figure was wrong." in pat.get(f"/releases/{RELEASE}").text


def test_a_folder_that_was_changed_is_said_and_not_shown(released: Team) -> None:
    path = releases.folder(released.settings, RELEASE) / "release.json"
    path.write_text(path.read_text() + " ")
    page = released.signed_in("analyst").get(f"/releases/{RELEASE}")
    assert page.status_code == 200
    assert "not as it was released" in page.text
    assert str(released.settings.instance) not in page.text


def test_the_archive_holds_every_table_and_the_codebook_and_no_time(released: Team) -> None:
    browser = released.signed_in("analyst", proved=True)
    content = browser.get(f"/releases/{RELEASE}/tables.zip").data
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert f"{RELEASE}/codebook.csv" in names
        assert f"{RELEASE}/tables/parent.ease.csv" in names
        assert {info.date_time for info in archive.infolist()} == {releases.FIXED}
        codebook = archive.read(f"{RELEASE}/codebook.csv").decode("utf-8-sig")
    assert '"parent","ease","What about ease?","single","hard","Hard","",""' in codebook
    assert content == browser.get(f"/releases/{RELEASE}/tables.zip").data


def test_nothing_is_released_when_nothing_was_opened_or_the_wave_is_unknown(team: Team) -> None:
    with writing(team.engine) as session, pytest.raises(ReleaseProblem, match="nothing to release"):
        releases.create(session, team.settings, today="2027-01-15")
    team.open(parents(60))
    with writing(team.engine) as session, pytest.raises(ReleaseProblem, match="no wave w9"):
        releases.create(session, team.settings, wave="w9", today="2027-01-15")


def quoted(team: Team, consent: str) -> str:
    """One comment by somebody who gave this answer to being quoted; returns its id."""
    answers = {"contact": "They hung up on me twice and then nobody rang back at all.",
               "quote": consent}  # fmt: skip
    team.open([OneResponse(envelope(0), answers)])
    return str(team.one(select(Comment.id)))


@pytest.mark.parametrize(
    ("consent", "kind", "text", "wrong"),
    [
        ("no", "paraphrase", "Calls were cut off.", "did not agree"),
        ("paraphrase", "words", "They hung up on me twice", "a paraphrase only"),
        ("yes", "words", "They never hung up on me", "not word for word"),
        ("yes", "paraphrase", "They hung up on me twice and then nothing.", "six or more"),
        ("yes", "paraphrase", "Ring 07700 900123.", "identifying detail"),
    ],
)
def test_a_quote_that_may_not_be_published_is_not_taken(
    team: Team, consent: str, kind: str, text: str, wrong: str
) -> None:
    comment = quoted(team, consent)
    with writing(team.engine) as session, pytest.raises(QuoteProblem, match=wrong):
        quotes.propose(session, comment, kind=kind, text=text, code="", account="ada")


def test_word_for_word_needs_a_second_person(team: Team) -> None:
    comment = quoted(team, "yes")
    with writing(team.engine) as session:
        row = quotes.propose(
            session, comment, kind="words", text="They hung up on me twice", code="", account="ada"
        )
        assert quotes.approved(session, "w1") == []
        quotes.approve(session, row.id, "ada")
        assert quotes.approved(session, "w1") == []
        quotes.approve(session, row.id, "bob")
        assert [quote.text for quote in quotes.approved(session, "w1")] == [
            "They hung up on me twice"
        ]


@pytest.mark.usefixtures("nobody_runs")
def test_a_draft_is_made_again_without_a_quote_and_the_first_thrown_away(released: Team) -> None:
    answers = {"contact": "They hung up on me twice and nobody rang back.", "quote": "paraphrase"}
    released.open([OneResponse(envelope(9_000), answers)])
    comment = released.one(
        select(Comment.id).join(Response, Response.id == Comment.response)
        .where(Comment.text.contains("nobody rang back"))
    )  # fmt: skip
    with writing(released.engine) as session:
        kept = quotes.propose(
            session, comment, kind="paraphrase", text="Calls were cut off.", code="", account="ada"
        ).id
        left = quotes.propose(
            session, comment, kind="paraphrase", text="No call came back.", code="", account="ada"
        ).id
    browser = released.signed_in("analyst", name="Ana")
    page = browser.get(f"/releases/{RELEASE}").text
    assert "Calls were cut off." in page
    browser.post(
        f"/releases/{RELEASE}/again",
        {"table": ["parent.ease"], "quote": [kept]}, page=f"/releases/{RELEASE}",
    )  # fmt: skip
    job = released.rows(select(Job.kind, Job.arguments))[-1]
    assert job[0] == "release"
    assert job[1]["quotes"] == [left]
    assert "parent.channel" in job[1]["tables"]
    assert "parent.ease" not in job[1]["tables"]
    with writing(released.engine) as session:
        choice = releases.Choice.of(job[1])
        made = releases.create(session, released.settings, today="2027-01-20", choice=choice)
    release = read(releases.folder(released.settings, made))
    assert [quote["text"] for quote in release["quotes"]] == ["Calls were cut off."]
    assert {"replies", "parent.ease"} <= set(release.tables)
    assert "parent.channel" not in release.tables
    browser.post(f"/releases/{RELEASE}/discard", page=f"/releases/{RELEASE}")
    assert not releases.folder(released.settings, RELEASE).exists()
    assert RELEASE not in browser.get("/releases/").text


@pytest.mark.usefixtures("nobody_runs")
def test_a_draft_with_nothing_in_it_is_not_made(released: Team) -> None:
    browser = released.signed_in("analyst", name="Ana")
    browser.post(f"/releases/{RELEASE}/again", {"table": ["dogs"]}, page=f"/releases/{RELEASE}")
    assert released.rows(select(Job.kind)) == []
    assert "at least one table" in browser.get(f"/releases/{RELEASE}").text


def test_what_was_published_is_never_thrown_away(released: Team) -> None:
    with writing(released.engine) as session:
        row = session.get_one(ReleaseRow, RELEASE)
        publishing.ask(row, "a")
        publishing.publish(session, row, "b", releases.shelf(released.settings), "2027-01-16")
    browser = released.signed_in("publisher", name="Pat")
    browser.post(f"/releases/{RELEASE}/discard", page="/releases/")
    assert releases.folder(released.settings, RELEASE).exists()
    assert state(released) == "published"

"""The page of exports: who may ask for files, what lies ready, and for how long."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pyreadstat
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from survey.review import runner
from survey.review.database import writing
from survey.review.models.audit import AuditEntry
from survey.review.models.work import Job, ReleaseRow
from survey.review.services import exports, releases
from tests.survey.review.answers import parents
from tests.survey.review.team import Browser, Team

RELEASE = "2027-01-15-1"
PAGE = f"/exports/{RELEASE}"


@pytest.fixture
def released(team: Team, monkeypatch: pytest.MonkeyPatch) -> Team:
    """A team with one draft release; runners are started by the test itself."""
    monkeypatch.setattr(runner, "start", lambda settings: None)
    team.open(parents(60))
    with writing(team.engine) as session:
        releases.create(session, team.settings, today="2027-01-15")
    return team


@pytest.fixture
def analyst(released: Team) -> Browser:
    return released.signed_in("analyst", name="Ana", proved=True)


def make(team: Team, browser: Browser, what: str, kind: str, language: str = "en") -> Job:
    """Ask for files as the page does, and let the runner make them."""
    sent = {"what": what, "kind": kind, "language": language}
    answer = browser.post(PAGE, sent, page=PAGE)
    assert "/jobs/" in answer.headers["Location"]
    (job_id,) = team.rows(select(Job.id).where(Job.state == "waiting"))[0]
    runner.run(team.settings, job_id)
    (job,) = team.rows(select(Job).where(Job.id == job_id))[0]
    assert job.state == "done", job.message
    return job


def fetched(browser: Browser, name: str) -> bytes:
    with browser.get(f"{PAGE}/{name}") as response:
        assert response.status_code == 200
        return response.data


def test_tables_are_asked_for_made_and_fetched(released: Team, analyst: Browser) -> None:
    assert "No file lies ready" in analyst.get(PAGE).text
    job = make(released, analyst, "tables", "xlsx")
    assert job.message == "1 files are ready."
    page = analyst.get(PAGE).text
    assert f'href="{PAGE}/{RELEASE}.xlsx"' in page
    book = load_workbook(io.BytesIO(fetched(analyst, f"{RELEASE}.xlsx")))
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]


def test_records_are_made_without_words_and_called_the_team_s(
    released: Team, analyst: Browser, tmp_path: Path
) -> None:
    make(released, analyst, "records", "sav")
    assert "Records: team only" in analyst.get(PAGE).text
    path = tmp_path / "records.sav"
    path.write_bytes(fetched(analyst, f"{RELEASE}-records-parent.sav"))
    found, meta = pyreadstat.read_sav(path, output_format="dict")
    assert meta.number_rows == 60
    assert set(found) == {"ease", "channel_999", "channel_101", "channel_online", "area", "quote"}
    assert "contact" not in found


def test_asking_for_and_fetching_files_needs_a_fresh_proof(released: Team) -> None:
    make(released, released.signed_in("publisher", name="Pat", proved=True), "tables", "csv")
    quin = released.signed_in("publisher", name="Quin")
    assert quin.get(PAGE).status_code == 200
    assert quin.get(f"{PAGE}/{RELEASE}.csv").headers["Location"] == "/confirm/"
    sent = {"what": "records", "kind": "csv", "language": "en"}
    assert quin.post(PAGE, sent, page=PAGE).headers["Location"] == "/confirm/"


@pytest.mark.parametrize("role", ["coder", "oversight", "admin", "auditor"])
def test_nobody_else_sees_the_page_or_a_file(released: Team, role: str) -> None:
    browser = released.signed_in(role, name=f"the {role}", proved=True)
    assert browser.get(PAGE).status_code == 403
    assert browser.get(f"{PAGE}/{RELEASE}.csv").status_code == 403


def test_what_was_asked_for_and_fetched_is_in_the_audit_log(
    released: Team, analyst: Browser
) -> None:
    make(released, analyst, "records", "csv")
    fetched(analyst, f"{RELEASE}-records-parent.csv")
    noted = released.rows(select(AuditEntry.event, AuditEntry.facts, AuditEntry.name))
    assert ("export_asked_for", {"release": RELEASE, "what": "records, csv"}, "Ana") in noted
    what = f"{RELEASE}-records-parent.csv"
    assert ("exported", {"release": RELEASE, "what": what}, "Ana") in noted


def test_files_are_gone_after_a_day_or_at_once(released: Team, analyst: Browser) -> None:
    make(released, analyst, "tables", "csv")
    (path,) = exports.ready(released.settings, RELEASE)
    old = time.time() - exports.KEPT - 1
    os.utime(path, (old, old))
    assert "No file lies ready" in analyst.get(PAGE).text
    assert not path.exists()
    make(released, analyst, "tables", "json")
    analyst.post(f"{PAGE}/remove", page=PAGE)
    assert list(exports.folder(released.settings, RELEASE).iterdir()) == []


def test_what_is_not_on_the_lists_is_not_made(released: Team, analyst: Browser) -> None:
    for sent in ({"kind": "sav"}, {"kind": "doc"}, {"kind": "csv", "language": "xx"}):
        analyst.post(PAGE, {"what": "tables", "language": "en", **sent}, page=PAGE)
    assert released.rows(select(Job.id)) == []
    assert "Nothing was made" in analyst.get(PAGE).text


def test_only_files_that_lie_ready_are_given(released: Team, analyst: Browser) -> None:
    assert analyst.get(f"{PAGE}/..%2Frelease.json").status_code == 404
    assert analyst.get(f"{PAGE}/nothing.csv").status_code == 404
    assert analyst.get("/exports/nothing").status_code == 404


def test_a_language_without_a_catalogue_is_named(released: Team) -> None:
    with pytest.raises(releases.ReleaseProblem, match=r"no language xx\. Languages: en, ar"):
        exports.wording(released.settings, "xx")


def test_a_release_leads_to_its_files_for_those_who_may_have_them(released: Team) -> None:
    page = f"/releases/{RELEASE}"
    assert f'href="{PAGE}"' in released.signed_in("analyst", name="Ana").get(page).text
    with writing(released.engine) as session:
        session.get_one(ReleaseRow, RELEASE).state = "published"
    assert f'href="{PAGE}"' not in released.signed_in("oversight", name="Eve").get(page).text

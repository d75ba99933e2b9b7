"""Which releases the site shows: published ones that are signed right, withdrawn ones as such."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from analysis.release.model import Release
from analysis.release.read import ReleaseError
from analysis.release.signing import sign
from analysis.release.write import write
from survey.config import Operator, Settings
from survey.review.database import reader
from survey.review.services import publishing, site
from survey.review.services.site import SiteProblem
from tests.analysis.site.conftest import named

SHOWN, DRAFT, GONE = "2026-12-01-1", "2026-12-05-1", "2026-11-01-1"


@pytest.fixture(autouse=True)
def _few_formats(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of tables cost a second each time: they are made where they are looked at."""
    if "files_of_tables" not in request.node.name:
        monkeypatch.setattr(site, "FORMATS", ())


def shelve(settings: Settings, *names: str, whole: bool = True) -> None:
    """Put releases on the shelf as publishing does, without the days that it takes.

    ``whole``: with every table, where somebody reads them.
    """
    states = {
        SHOWN: {"state": "published", "on": "2026-12-02", "why": ""},
        DRAFT: {"state": "draft", "on": "2026-12-05", "why": ""},
        GONE: {"state": "withdrawn", "on": "2026-11-20", "why": "It was wrong."},
    }
    key = publishing.signing_key(settings.review_folder)
    for name in names:
        folder = settings.review_folder / "releases" / name
        write(named(name) if whole else Release({"id": name}, {}), folder)
        if name != DRAFT:
            sign(folder, key)
    path = settings.review_folder / "ledger" / "states.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({name: states[name] for name in names}), encoding="utf-8")


def test_published_and_withdrawn_releases_go_in_and_drafts_do_not(settings: Settings) -> None:
    shelve(settings, SHOWN, DRAFT, GONE, whole=False)
    found = {bundle.id: bundle for bundle in site.bundles(settings, pdf=False)}
    assert sorted(found) == [GONE, SHOWN]
    assert (found[GONE].state, found[GONE].why) == ("withdrawn", "It was wrong.")
    assert found[SHOWN].key == publishing.public_key(settings.review_folder)
    assert found[GONE].files == {}


def test_a_draft_goes_in_by_name_alone(settings: Settings) -> None:
    shelve(settings, DRAFT, whole=False)
    assert [one.state for one in site.bundles(settings, DRAFT, pdf=False)] == ["draft"]
    with pytest.raises(SiteProblem, match="no release nothing"):
        site.bundles(settings, "nothing")


def test_a_release_that_is_not_as_it_was_signed_stops_everything(settings: Settings) -> None:
    shelve(settings, SHOWN, whole=False)
    file = settings.review_folder / "releases" / SHOWN / "codebook.json"
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(ReleaseError, match="not as it was released"):
        site.bundles(settings)


def test_files_of_tables_go_in_and_records_never_do(settings: Settings) -> None:
    shelve(settings, SHOWN)
    exports = settings.review_folder / "exports" / SHOWN
    exports.mkdir(parents=True)
    (exports / f"{SHOWN}-parent.sav").write_bytes(b"records of people")
    reports = settings.review_folder / "reports" / SHOWN
    reports.mkdir(parents=True)
    for name in ("summary.pdf", "oversight.pdf", "draft-scrutiny.pdf"):
        (reports / name).write_bytes(b"%PDF")
    (bundle,) = site.bundles(settings, pdf=False)
    assert set(bundle.files) == {"summary.pdf"} | {
        f"{SHOWN}{ending}" for ending in (".ods", ".csv", ".xlsx", "-ddi.xml", "-datapackage.zip")
    }
    assert "oversight.pdf" in site.bundles(settings)[0].files


def test_the_site_is_built_for_the_public_app_with_what_the_settings_say(
    settings: Settings, engine: Engine, tmp_path: Path
) -> None:
    told = Settings(
        settings.instance,
        operator=Operator("The Review", "post box 1", formats_within="10 working days"),
    )
    shelve(told, GONE)
    out = tmp_path / "out"
    with reader(engine) as session:
        assert site.build(session, told, out, pdf=False) > 10
        with pytest.raises(SiteProblem, match="no findings site"):
            site.build(session, told, told.review_folder, pdf=False)
    page = (out / "formats.html").read_text(encoding="utf-8")
    assert "within 10 working days" in page
    assert "post box 1" in page
    kept = (out / "kept.html").read_text(encoding="utf-8")
    assert "a date that has not been decided yet" in kept
    assert "What was recommended" in kept

"""What is asked, as the team sees it: every page, who sees it, and what has changed."""

from __future__ import annotations

import pytest

from survey.definition import archive
from survey.definition.load import load_all
from survey.definition.version import canonical
from survey.review.permissions import Role
from tests.survey.review.team import Browser, Team


@pytest.fixture
def auditor(team: Team) -> Browser:
    return team.signed_in("auditor", name="Ada")


def test_every_page_is_shown_with_who_sees_it_and_every_option_with_its_code(
    auditor: Browser,
) -> None:
    for key, questionnaire in load_all().items():
        page = auditor.get(f"/instrument/{key}").text
        for asked in questionnaire.pages:
            assert f'<li id="{asked.key}">' in page
        assert questionnaire.version[:12] in page
    staff = auditor.get("/instrument/staff").text
    assert "Only for" not in staff
    assert "Police staff" in staff
    assert '<span class="id">council_care</span>' in staff
    assert "the Metropolitan Police Service" in auditor.get("/instrument/parent").text


def test_oversight_alone_does_not_see_it(team: Team) -> None:
    for role in Role:
        seen = team.signed_in(role.value, name=f"the-{role.value}").get("/instrument/")
        assert seen.status_code == (403 if role is Role.OVERSIGHT else 200), role


def test_an_earlier_version_is_shown_and_compared(team: Team, auditor: Browser) -> None:
    assert "none kept" in auditor.get("/instrument/").text
    staff = load_all()["staff"]
    older = archive.restore(canonical(staff).replace(b"Where do you work?", b"Where is your job?"))
    archive.keep(team.settings.instance / archive.FOLDER, [older, staff])
    assert f"since={older.version}" in auditor.get("/instrument/").text
    changes = auditor.get(f"/instrument/staff/changes?since={older.version}").text
    assert "1 change." in changes
    assert "Where is your job?" in changes
    assert "Where do you work?" in changes
    then = auditor.get(f"/instrument/staff?version={older.version}").text
    assert "asked earlier" in then
    assert "Where is your job?" in then


@pytest.mark.parametrize(
    "address", ["/instrument/nobody", "/instrument/staff?version=x", "/instrument/staff/changes"]
)
def test_what_is_not_there_is_not_found(auditor: Browser, address: str) -> None:
    assert auditor.get(address).status_code == 404

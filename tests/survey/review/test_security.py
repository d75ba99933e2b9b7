"""Attacks on the team's app: forged forms, other people's things, fields nobody offered, an admin.

Session fixation is in test_access.py, brute force in services/test_throttle.py and
views/test_sign_in.py, the matrix of roles and routes in test_permissions.py.
"""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update

from survey.review.database import writing
from survey.review.models.answers import Comment, Response
from survey.review.models.audit import AuditEntry
from survey.review.models.people import Account, Passkey, SignIn
from survey.review.models.work import Job, ReleaseRow
from survey.review.models.workbench import Reading, Task
from survey.review.permissions import SIGNED_OUT
from survey.review.services import coding, queue, releases
from tests.survey.review.answers import OneResponse, envelope, parents
from tests.survey.review.reading import PlainCoder
from tests.survey.review.team import HOST, Team
from tests.survey.review.test_permissions import TEAM_ROLES, VALUES

CANARY = "heliotrope"


@pytest.fixture
def full(team: Team) -> Team:
    """A team with answers, one of them with a word that stands nowhere else."""
    some = parents(60)
    team.open([*some, OneResponse(envelope(9_999), {"contact": f"They said {CANARY} to me."})])
    with writing(team.engine) as session:
        coding.run(session, PlainCoder())
    return team


@pytest.fixture
def released(full: Team) -> Team:
    """The same with a draft release."""
    with writing(full.engine) as session:
        releases.create(session, full.settings, today="2027-01-15")
    return full


def real_paths(team: Team, method: str) -> list[tuple[str, str]]:
    """(endpoint, path) of every route, with things that are there in place of invented names."""
    with_canary = select(Comment.id).where(Comment.text.contains(CANARY))
    values = VALUES | {
        "comment_id": team.one(with_canary),
        "response_id": team.one(select(Comment.response).where(Comment.text.contains(CANARY))),
        "task_id": team.one(select(Task.id)),
        "release_id": team.one(select(ReleaseRow.id)) or "none",
        "wave": "w1", "questionnaire": "parent",
    }  # fmt: skip
    adapter = team.app.url_map.bind("localhost")
    return [
        (
            rule.endpoint,
            adapter.build(rule.endpoint, {name: values.get(name, "x") for name in rule.arguments}),
        )
        for rule in team.app.url_map.iter_rules()
        if method in (rule.methods or set()) and rule.endpoint != "static"
    ]


def test_an_admin_reads_no_answer_by_any_route(released: Team) -> None:
    admin = released.signed_in("admin", proved=True)
    token = admin.token("/accounts/")
    for method in ("GET", "POST"):
        for endpoint, path in real_paths(released, method):
            if endpoint == "sign_in.sign_out":
                continue
            data = {"csrf_token": token} if method == "POST" else None
            with admin.client.open(path, method=method, data=data, base_url=HOST) as response:
                assert CANARY not in response.get_data(as_text=True), (method, endpoint)


def test_the_canary_is_there_to_be_seen_by_whoever_may(full: Team) -> None:
    coder = full.signed_in("coder")
    path = dict(real_paths(full, "GET"))["comments.one"]
    assert CANARY in coder.get(path).text


def test_no_form_is_taken_without_its_token(released: Team) -> None:
    tables = [Account, Job, ReleaseRow, Reading, Task, AuditEntry, Response]

    def counted() -> list[int]:
        return [released.one(select(func.count()).select_from(table)) for table in tables]

    browsers = [
        released.signed_in(*TEAM_ROLES, proved=True),
        released.signed_in("admin", proved=True),
    ]
    before = counted()
    for endpoint, path in real_paths(released, "POST"):
        for browser in browsers:
            response = browser.client.post(path, data={"wave": "w1"}, base_url=HOST)
            assert response.status_code in (400, 403), endpoint
    assert counted() == before


def test_nobody_hands_in_what_another_person_is_reading(full: Team) -> None:
    ada, bob = full.signed_in("coder", name="Ada"), full.signed_in("coder", name="Bob")
    ada.get("/coding/")
    task = full.one(select(Task.id).where(Task.state == queue.HELD))
    bob.post(f"/coding/{task}", {"codes": "blamed"}, page="/account/")
    assert full.one(select(func.count()).select_from(Reading)) == 0
    assert full.one(select(Task.state).where(Task.id == task)) == queue.HELD


def test_nobody_removes_another_persons_passkey(full: Team) -> None:
    full.signed_in("coder", name="Ada")
    with writing(full.engine) as session:
        ada = session.scalars(select(Account).where(Account.name == "Ada")).one()
        session.add(Passkey(id="ada-key", account=ada.id, name="k", public_key=b"x", sign_count=0))
    bob = full.signed_in("coder", name="Bob", proved=True)
    with writing(full.engine) as session:  # with an app of his own: a last factor is never removed
        session.execute(update(Account).where(Account.name == "Bob").values(totp=b"sealed"))
    path = next(p for e, p in real_paths(full, "POST") if e == "account.remove_passkey")
    bob.post(path.replace("/x", "/ada-key"), {"passkey_id": "ada-key"}, page="/account/")
    assert full.one(select(func.count()).select_from(Passkey)) == 1


def test_ending_ones_sessions_ends_nobody_elses(full: Team) -> None:
    full.signed_in("coder", name="Ada")
    full.signed_in("coder", name="Bob").post("/account/end-sessions", page="/account/")
    names = [row[0] for row in full.rows(select(Account.name).join(SignIn))]
    assert names == ["Ada"]


def test_an_oversight_account_cannot_guess_its_way_to_a_draft(released: Team) -> None:
    eve = released.signed_in("oversight", proved=True)
    release = released.one(select(ReleaseRow.id))
    for path in (f"/releases/{release}", f"/releases/{release}/tables.zip",
                 f"/releases/{release}/summary.html"):  # fmt: skip
        assert eve.get(path).status_code == 404, path


@pytest.mark.parametrize("field", ["roles", "vouched", "active", "name", "id", "account"])
def test_a_field_that_no_form_offers_changes_nothing(full: Team, field: str) -> None:
    """Roles and names cannot be slipped in beside a change of one's own passphrase."""
    browser = full.signed_in("coder", name="Ada", proved=True)
    before = full.rows(select(Account.id, Account.name, Account.roles, Account.vouched))
    browser.post("/account/passphrase", {field: "publisher"}, page="/account/")
    browser.post("/coding/pause", {field: "publisher"}, page="/account/")
    assert full.rows(select(Account.id, Account.name, Account.roles, Account.vouched)) == before


def test_an_admin_cannot_give_roles_beside_admin_or_vouch_by_an_extra_field(full: Team) -> None:
    admin = full.signed_in("admin", name="Sam", proved=True)
    mine = full.one(select(Account.id).where(Account.name == "Sam"))
    admin.post(f"/accounts/{mine}/roles", {"roles": ["admin", "analyst"]}, page="/accounts/")
    admin.post("/accounts/", {"name": "Eve", "roles": ["analyst"], "vouched": "me"},
               page="/accounts/")  # fmt: skip
    assert full.one(select(Account.roles).where(Account.name == "Sam")) == ["admin"]
    assert full.one(select(Account.vouched).where(Account.name == "Eve")) in ("", None)


def test_a_reading_takes_no_codes_that_are_not_in_the_frame(full: Team) -> None:
    ada = full.signed_in("coder", name="Ada")
    ada.get("/coding/")
    task = full.one(select(Task.id).where(Task.state == queue.HELD))
    ada.post(f"/coding/{task}", {"codes": "made_up", "stands": "1", "coder": "machine"},
             page="/account/")  # fmt: skip
    assert full.one(select(func.count()).select_from(Reading)) == 0


def test_no_word_of_an_answer_is_in_the_audit_log(full: Team) -> None:
    """Words are taken out, an original is looked at, a response is read: the log has none of it."""
    paths = dict(real_paths(full, "GET"))
    comment, response = paths["comments.one"], paths["responses.one"]
    ada = full.signed_in("coder", name="Ada", proved=True)
    words = {"words": CANARY, "kind": "detail", "reason": "place"}
    ada.post(f"{comment}/redact", words, page=comment)
    assert CANARY not in ada.get(comment).text
    why = {"reason": "somebody asked what it was"}
    assert CANARY in ada.post(f"{comment}/reveal", why, page=comment).text
    bob = full.signed_in("analyst", name="Bob")
    assert "They said" in bob.post(response, why, page=response).text
    entries = full.rows(select(AuditEntry.event, AuditEntry.facts))
    assert [event for event, _ in entries] == ["words_taken_out", "original_seen", "response_read"]
    assert CANARY not in str(entries)


def test_only_the_sign_in_page_is_open_to_everybody() -> None:
    assert {"static", "sign_in.form", "sign_in.submit"} == SIGNED_OUT

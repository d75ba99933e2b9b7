"""Safeguarding: what may need a human now, who is on duty, and what two people decided."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from survey.review import web
from survey.review.forms import Button, DutyForm, OutcomeForm, ReferralForm
from survey.review.models.people import Account
from survey.review.models.safeguarding import Referral, Urgent
from survey.review.services import accounts, comments, lane, responses, safeguarding
from survey.review.services.safeguarding import NotYours

blueprint = Blueprint("urgent", __name__, url_prefix="/urgent")


@blueprint.get("/")
def listing() -> str:
    """What is open, the nearest limit first; and who is on duty."""
    return render_template("review/urgent.html", **_page(_duty_form()))


def _duty_form() -> DutyForm:
    form = DutyForm()
    coders = [a for a in accounts.every(web.reading()) if a.active and "coder" in a.roles]
    form.account.choices = [a.name for a in coders]
    return form


def _page(form: DutyForm) -> dict[str, object]:
    session = web.reading()
    found = safeguarding.duty(session)
    return {
        "form": form,
        "items": safeguarding.listing(session),
        "to_be_read": lane.to_be_read(session),
        "duty_name": found[1].name if found else "",
        "duty_hours": found[0].hours if found else 0,
        "closed": len(safeguarding.listing(session, closed=True)),
        "questions": responses.question_labels(session),
        "now": web.now(),
        "names": {a.id: a.name for a in accounts.every(session)},
    }


@blueprint.post("/duty")
def duty() -> Response | tuple[str, int]:
    """Put somebody on duty."""
    form = _duty_form()
    if not form.validate_on_submit():
        return render_template("review/urgent.html", **_page(form)), 400
    try:
        with web.writing() as writer:
            account = accounts.find(writer, form.account.data)
            assert account is not None
            safeguarding.set_duty(writer, account, form.hours.data, web.who().id)
            web.note(writer, "duty_set", whose=account.name, hours=form.hours.data)
    except NotYours as error:
        form.hours.errors = [str(error)]
        return render_template("review/urgent.html", **_page(form)), 400
    flash(f"{form.account.data} is on duty.")
    return redirect(url_for("urgent.listing"))


@blueprint.get("/<comment_id>")
def one(comment_id: str) -> str:
    """One urgent comment, and what was decided."""
    return _one(comment_id, ReferralForm(formdata=None))


def _one(comment_id: str, form: ReferralForm) -> str:
    session = web.reading()
    urgent, comment = session.get(Urgent, comment_id), comments.one(session, comment_id)
    if urgent is None or comment is None:
        abort(404)
    people = accounts.every(session)
    return render_template(
        "review/urgent_one.html",
        urgent=urgent,
        comment=comment,
        referrals=safeguarding.referrals(session, comment_id),
        questions=responses.question_labels(session),
        names={a.id: a.name for a in people},
        others=[a.name for a in people if _may_answer(a, urgent)],
        next=_next(session, comment_id),
        form=form,
        outcome=OutcomeForm(formdata=None),
        mine=urgent.decided_by == web.who().id,
        now=web.now(),
        button=Button(),
    )


def _may_answer(account: Account, urgent: Urgent) -> bool:
    """Whether somebody can be the second person."""
    works = account.active and bool(account.vouched)
    return works and "coder" in account.roles and account.id != urgent.decided_by


def _next(session: Session, comment_id: str) -> str:
    """The nearest limit of another comment that this person can still do something about."""
    found = (item for item in safeguarding.listing(session) if item.comment != comment_id)
    return next((item.comment for item in found if item.decided_by != web.who().id), "")


@blueprint.post("/<comment_id>/nothing")
def nothing(comment_id: str) -> Response:
    """Propose that nothing need be done."""
    return _act(comment_id, "urgent_nothing_proposed", safeguarding.propose_nothing)


@blueprint.post("/<comment_id>/refer")
def refer(comment_id: str) -> Response | tuple[str, int]:
    """Propose to pass it on."""
    form = ReferralForm()

    def propose(session: Session, urgent: Urgent, by: str) -> None:
        safeguarding.propose_referral(
            session, urgent, by, form.reason.data or "", form.recipient.data or ""
        )

    if not form.validate_on_submit():
        return _one(comment_id, form), 400
    return _act(comment_id, "urgent_referral_proposed", propose)


@blueprint.post("/<comment_id>/confirm")
def confirm(comment_id: str) -> Response:
    """A second person agrees."""
    return _act(comment_id, "urgent_confirmed", safeguarding.confirm)


@blueprint.post("/<comment_id>/back")
def send_back(comment_id: str) -> Response:
    """A second person disagrees."""
    return _act(comment_id, "urgent_sent_back", safeguarding.send_back)


def _act(comment_id: str, event: str, act: Callable[[Session, Urgent, str], None]) -> Response:
    try:
        with web.writing() as writer:
            urgent = writer.get(Urgent, comment_id)
            if urgent is None:
                abort(404)
            act(writer, urgent, web.who().id)
            web.note(writer, event, comment=comment_id)
    except NotYours as error:
        flash(str(error))
    return redirect(url_for("urgent.one", comment_id=comment_id))


@blueprint.post("/referral/<referral_id>")
def outcome(referral_id: str) -> Response:
    """Record what came of a referral."""
    form = OutcomeForm()
    with web.writing() as writer:
        referral = writer.get(Referral, referral_id)
        if referral is None:
            abort(404)
        comment_id = referral.comment
        if not form.validate_on_submit():
            flash("Write what came of it, in at most 1,000 characters. Nothing was saved.")
            return redirect(url_for("urgent.one", comment_id=comment_id))
        try:
            safeguarding.record_outcome(writer, referral, form.outcome.data)
            web.note(writer, "referral_outcome", comment=comment_id)
            flash("What came of it is saved.")
        except NotYours as error:
            flash(str(error))
    return redirect(url_for("urgent.one", comment_id=comment_id))

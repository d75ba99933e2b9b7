"""The first page after signing in: what waits for this person, what runs, what there is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.review import web
from survey.review.models.people import Account
from survey.review.models.work import ReleaseRow
from survey.review.permissions import TEAM, may
from survey.review.services import jobs, lane, publishing, queue, retention, status
from survey.review.wording import plural, when

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that waits for this person: what it is, and where it is done."""

    words: str
    link: str = ""
    address: str = ""


@blueprint.get("/")
def overview() -> str:
    """What waits for this person."""
    session = web.reading()
    counts, under_way, to_be_read = None, [], []
    if web.who().roles & TEAM:
        to_be_read = lane.to_be_read(session)
        counts, under_way = status.counts(session, web.now()), jobs.under_way(session)
    return render_template(
        "review/home.html",
        counts=counts, jobs=under_way, todo=_todo(session), to_be_read=to_be_read,
    )  # fmt: skip


def _todo(session: Session) -> list[ToDo]:
    """What waits, in the order in which it should be done."""
    asked = {
        "people.listing": _retention,
        "box.lane_take": _held,
        "releases.publish": _releases,
        "people.vouch": _accounts,
        "work.next_task": _readings,
    }
    return [
        found
        for endpoint, waits in asked.items()
        if may(web.who().roles, endpoint) and (found := waits(session))
    ]


def _retention(session: Session) -> ToDo | None:
    if web.settings().demo or not retention.is_missed(session, web.now()):
        return None
    last = retention.last(session)
    since = f"not run since {when(last)}" if last else "never run"
    return ToDo(
        f"Retention has {since}, so things may be kept longer than was promised. Ask whoever "
        "runs the machine to schedule it every night: heard retention run --side review --yes"
    )


def _held(session: Session) -> ToDo | None:
    n = sum(one.n for one in lane.waiting(session))
    words = f"{plural(n, 'answer is', 'answers are')} held: take them in or leave them out today."
    return ToDo(words, "Go to the box", url_for("box.status_view")) if n else None


def _releases(session: Session) -> ToDo | None:
    wanted = select(func.count()).where(
        ReleaseRow.state == publishing.ASKED, ReleaseRow.asked_by != web.who().id
    )
    n = session.scalar(wanted)
    words = f"{plural(n or 0, 'release waits', 'releases wait')} for a second person to publish."
    return ToDo(words, "Go to the releases", url_for("releases.listing")) if n else None


def _accounts(session: Session) -> ToDo | None:
    wanted = select(func.count()).where(Account.active, Account.vouched == "")
    n = session.scalar(wanted)
    words = f"{plural(n or 0, 'account waits', 'accounts wait')} for you to say whose it is."
    return ToDo(words, "Go to the accounts", url_for("people.listing")) if n else None


def _readings(session: Session) -> ToDo | None:
    n = sum(queue.waiting(session).values())
    words = f"{plural(n, 'reading is', 'readings are')} left for the team."
    return ToDo(words, "Read and code", url_for("work.next_task")) if n else None

"""The coding workbench: one comment at a time, from the queue."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from analysis.coding.frame import Frame, shipped
from survey.review import supports, web
from survey.review.forms import Button, RedactionForm, WorkForm
from survey.review.models.people import SignIn
from survey.review.models.workbench import Reading, Task
from survey.review.services import (
    changing,
    comments,
    progress,
    queue,
    readings,
    redactions,
    responses,
    safeguarding,
)
from survey.review.services.pauses import Stretch
from survey.review.services.readings import Given, ReadingProblem

blueprint = Blueprint("work", __name__, url_prefix="/coding")

KEYS = "1234567890qwertyuiopasdfghjkl"
"""Keys of the codes, in the order of the frame. ``n``, ``z``, ``m``, ``b`` and ``=`` are taken."""

LAST = "last_reading"
"""Under this name a session's data holds the id of the reading that was saved last in it."""


@blueprint.get("/")
def next_task() -> str | Response:
    """The comment that this person has, or the next one; or a pause, when one is due."""
    with web.writing() as writer:
        row = writer.get_one(SignIn, web.who().token_hash)
        if Stretch.of(row.data).due(web.now()):
            return redirect(url_for("work.pause"))
        found = safeguarding.duty(writer)
        on_duty = found is not None and found[1].id == web.who().id
        task = queue.claim(writer, web.who().id, web.now(), on_duty=on_duty)
        page = _page(writer, task, WorkForm(formdata=None)) if task else None
        last = changing.task_of(writer, _last(writer), web.who().id) is not None
    if page is None:
        waiting = queue.waiting(web.reading())
        return render_template("review/work_done.html", waiting=waiting, last=last)
    return render_template("review/work.html", **page, last=last)


def _page(session: Session, task: Task, form: WorkForm) -> dict[str, Any]:
    comment = comments.one(session, task.comment)
    assert comment is not None
    blind = readings.is_blind(task.kind)
    settle = readings.pair(session, task.comment) if task.kind == queue.SETTLE else None
    frame = shipped()
    return {
        "task_id": task.id,
        "kind": task.kind,
        "rank": task.rank,
        "blind": blind,
        "comment": comment,
        "suggested": {} if blind or settle else _suggested(session, comment.id),
        "both": [sorted(reading.codes) for reading in settle] if settle else [],
        "notes": [(r.not_sure, r.new_theme) for r in settle] if settle else [],
        "questions": responses.question_labels(session),
        "groups": _groups(frame),
        "keys": dict(zip(frame.names, KEYS, strict=False)),
        "form": form,
        "redaction": RedactionForm(formdata=None),
        "reasons": redactions.REASONS,
        "types": redactions.KINDS,
        "mine": progress.today(session, web.who().id),
        "left": sum(queue.waiting(session).values()),
        "button": Button(),
    }


def _groups(frame: Frame) -> list[tuple[str, list[Any]]]:
    by_kind = {"concern": "Concerns", "good": "What went well", "urgent": "Needs a human now"}
    return [(title, [c for c in frame.codes if c.kind == kind]) for kind, title in by_kind.items()]


def _suggested(session: Session, comment_id: str) -> dict[str, list[Any]]:
    """The machine's codes with their evidence."""
    return {
        coding.code: coding.evidence
        for coding in comments.all_codings(session, comment_id)
        if coding.coder == "machine"
    }


@blueprint.post("/<task_id>")
def submit(task_id: str) -> Response | tuple[str, int]:
    """Keep the reading and go on to the next comment."""
    form = WorkForm()
    problem = ""
    with web.writing() as writer:
        task = writer.get(Task, task_id)
        saved = task is not None and task.state == queue.DONE and task.holder == web.who().id
        if task is None or saved or not form.validate_on_submit():
            return redirect(url_for("work.next_task"))
        try:
            reading = readings.take(
                writer, task, _given(form), account=web.who().id, frame=shipped(), now=web.now()
            )
            _count(writer, heavy=task.rank <= queue.SERIOUS or "urgent" in reading.codes)
            _remember(writer, reading)
        except ReadingProblem as error:
            problem = str(error)
            page = _page(writer, task, form) if task.holder == web.who().id else None
    if problem and page:
        return render_template("review/work.html", **page, problem=problem), 400
    if problem:
        flash(problem)
    return redirect(url_for("work.next_task"))


@blueprint.get("/change")
def change() -> str | Response:
    """The comment that was read last in this session, with what was ticked."""
    session = web.reading()
    last = _last(session)
    task = changing.task_of(session, last, web.who().id)
    if task is None:
        flash(changing.TOO_LATE)
        return redirect(url_for("work.next_task"))
    form = WorkForm(formdata=None, obj=changing.given(session.get_one(Reading, last)))
    return render_template("review/work.html", **_page(session, task, form), changing=last)


@blueprint.post("/change/<reading_id>")
def change_submit(reading_id: str) -> Response | tuple[str, int]:
    """Keep what is given now in the place of the last reading; the log has that it was changed."""
    form = WorkForm()
    problem, page = "", None
    with web.writing() as writer:
        try:
            if _last(writer) != reading_id or not form.validate_on_submit():
                raise ReadingProblem(changing.TOO_LATE)
            reading = changing.change(
                writer, reading_id, _given(form),
                account=web.who().id, frame=shipped(), now=web.now(),
            )  # fmt: skip
            _remember(writer, reading)
            web.note(
                writer, "reading_changed",
                comment=reading.comment, kind=reading.kind, earlier=reading_id, now=reading.id,
            )  # fmt: skip
        except ReadingProblem as error:
            problem = str(error)
            task = changing.task_of(writer, reading_id, web.who().id)
            page = _page(writer, task, form) if task and _last(writer) == reading_id else None
    if page:
        page |= {"problem": problem, "changing": reading_id}
        return render_template("review/work.html", **page), 400
    flash(problem or "Your reading is changed.")
    return redirect(url_for("work.next_task"))


def _given(form: WorkForm) -> Given:
    return Given(
        codes=tuple(form.codes.data or ()),
        none_fits=bool(form.none_fits.data),
        not_sure=bool(form.not_sure.data),
        new_theme=form.new_theme.data or "",
    )


def _last(session: Session) -> str:
    """The id of the reading that was saved last in this session; nothing before the first."""
    return str(session.get_one(SignIn, web.who().token_hash).data.get(LAST, ""))


def _remember(writer: Session, reading: Reading) -> None:
    row = writer.get_one(SignIn, web.who().token_hash)
    row.data = {**row.data, LAST: reading.id}


def _count(writer: Session, *, heavy: bool) -> None:
    row = writer.get_one(SignIn, web.who().token_hash)
    row.data = Stretch.of(row.data).after(web.now(), heavy=heavy).put(row.data)


@blueprint.get("/pause")
def pause() -> str:
    """Suggest a pause, with people to talk to."""
    some = supports.for_reviewers(web.settings().reference_folder)
    return render_template("review/pause.html", supports=some, button=Button())


@blueprint.post("/pause")
def go_on() -> Response:
    """Start a new stretch."""
    with web.writing() as writer:
        row = writer.get_one(SignIn, web.who().token_hash)
        row.data = Stretch().put(row.data)
    return redirect(url_for("work.next_task"))


@blueprint.get("/progress")
def progress_page() -> str:
    """How far the reading is: oneself, the team, each code."""
    session = web.reading()
    everybody = bool({"analyst", "publisher"} & set(web.who().roles))
    return render_template(
        "review/progress.html",
        people=progress.people(session, "" if everybody else web.who().id),
        everybody=everybody,
        codes=progress.codes(session, shipped()),
        waiting=queue.waiting(session),
        themes=progress.themes(session),
        back=request.args.get("back", ""),
    )

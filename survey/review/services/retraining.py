"""Retraining on the team's own codings: what it learns from, and adopting or dropping a model.

A model is a folder, ``review/models/ID``; the database keeps its state and the comparison that
was made on answers held out. Comments of the audit sample are never learned from.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from analysis.coding.evaluate import Gold
from analysis.dataset import NO_CODE
from survey.config import Settings
from survey.review.models.answers import Comment
from survey.review.models.coding import MACHINE, Coding
from survey.review.models.quality import ModelRow
from survey.review.models.workbench import Task
from survey.review.services import queue

if TYPE_CHECKING:
    from analysis.coding.coder import Coder

OFFERED, ADOPTED, DROPPED, FORMER = "offered", "adopted", "dropped", "former"
LEAST = 60
"""Codings without which nothing could be held out to compare with."""

FOLDS = 4
"""Parts into which the team's codings are put, by person, when thresholds are tuned."""


class ModelProblem(Exception):  # noqa: N818 - says what a person can mend
    """Why a model cannot be trained, adopted or dropped; the message is for people."""


def folder(settings: Settings, model_id: str) -> Path:
    """Where a model lies."""
    return settings.review_folder / "models" / model_id


def every(session: Session) -> list[ModelRow]:
    """All models, the newest first."""
    return sorted(session.scalars(select(ModelRow)), key=lambda row: _number(row.id), reverse=True)


def _number(model_id: str) -> int:
    return int(model_id.removeprefix("model-"))


def adopted(session: Session) -> str:
    """The id of the model in use; empty for the one that is shipped."""
    return session.scalar(select(ModelRow.id).where(ModelRow.state == ADOPTED)) or ""


def path(session: Session, settings: Settings) -> Path | None:
    """The folder of the model in use; None for the one that is shipped."""
    name = adopted(session)
    return folder(settings, name) if name else None


def coder(session: Session, settings: Settings) -> tuple[Coder, str]:
    """The coder in use with its model's id. Raises :class:`ModelProblem` when it cannot be read."""
    from analysis.coding.coder import Coder, ModelError

    name = adopted(session)
    try:
        return Coder.load(folder(settings, name) if name else None), name
    except ModelError:
        if not name:
            raise
        raise ModelProblem(
            f"The team's model {name} does not fit this version of Heard. Go back to the shipped "
            "model on the page Quality, then train again. Nothing was changed."
        ) from None


def learnable(session: Session) -> int:
    """How many comments people have coded that a model may learn from."""
    return session.scalar(_from_people(select(func.count(Coding.comment.distinct())))) or 0


def _from_people(query: Any) -> Any:
    """Codes that people gave and that stand, outside the audit sample, in English."""
    sample = exists().where(Task.comment == Coding.comment, Task.kind == queue.BLIND)
    return (
        query.select_from(Coding)
        .join(Comment, Comment.id == Coding.comment)
        .where(Coding.stands, Coding.coder != MACHINE, ~sample, Comment.language == "en")
    )


def gold(session: Session) -> list[Gold]:
    """What a model learns from: comments with the codes that people gave them."""
    columns = (
        Comment.id, Comment.response, Comment.questionnaire, Comment.question, Comment.text,
        Coding.code,
    )  # fmt: skip
    codes: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for *about, code in session.execute(_from_people(select(*columns)).order_by(Comment.id)):
        codes[tuple(about)].add(code)
    return [
        Gold(f"team{_fold(response)}-{comment}", audience, question, text,
             frozenset(given) - {NO_CODE})
        for (comment, response, audience, question, text), given in codes.items()
    ]  # fmt: skip


def _fold(response: str) -> int:
    """All comments of a person lie in one part: the trainer takes it for one writer."""
    return hashlib.sha256(response.encode()).digest()[0] % FOLDS


def train(
    examples: list[Gold],
    settings: Settings,
    *,
    model_id: str,
    previous: Path | None,
    progress: Callable[[int, int], None],
) -> dict[str, Any]:
    """Train a model into its folder; returns the comparison as plain data. Takes minutes."""
    from analysis.coding import training_run

    found = training_run.run(
        examples, out=folder(settings, model_id), previous=previous, progress=progress
    )
    return asdict(found)


def require_enough(session: Session) -> None:
    """Raises :class:`ModelProblem` when too little was coded to learn from."""
    count = learnable(session)
    if count < LEAST:
        raise ModelProblem(
            f"People have coded {count} comments outside the audit sample; {LEAST} are needed to "
            "train on some and compare on others."
        )


def new_id(session: Session) -> str:
    """The next model's name."""
    return f"model-{1 + max((_number(row.id) for row in every(session)), default=0)}"


def offer(session: Session, model_id: str, comparison: dict[str, Any], today: str) -> None:
    """Put a trained model before the team."""
    session.add(ModelRow(id=model_id, made_on=today, state=OFFERED, comparison=comparison))
    session.flush()


def adopt(session: Session, model_id: str) -> None:
    """Use this model from now on; with an empty id, the shipped one. The caller commits."""
    row = session.get(ModelRow, model_id) if model_id else None
    if model_id and (row is None or row.state == DROPPED):
        raise ModelProblem("There is no such model, or it was dropped. Nothing was changed.")
    for other in session.scalars(select(ModelRow).where(ModelRow.state == ADOPTED)):
        other.state = FORMER
    if row is not None:
        row.state = ADOPTED
    session.flush()


def drop(session: Session, settings: Settings, model_id: str) -> None:
    """Do not use an offered model; its files are removed. The caller commits."""
    row = session.get(ModelRow, model_id)
    if row is None or row.state == ADOPTED:
        raise ModelProblem("There is no such model, or it is in use. Nothing was changed.")
    row.state = DROPPED
    for file in folder(settings, model_id).glob("model.*"):
        file.unlink()

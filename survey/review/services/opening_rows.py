"""The rows of one batch of opened responses: gathered, their words masked, then written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import JSON, Table, insert
from sqlalchemy.orm import Session

from survey.review.models.answers import Comment, Held, Opened, Original, Response, Withdrawable
from survey.review.models.base import Base, random_ids
from survey.review.services.originals import TextKeys

Row = dict[str, Any]
_DRAWN = 500


class Ids:
    """New random ids, drawn some at a time."""

    def __init__(self) -> None:
        self._stock: list[str] = []

    def new(self) -> str:
        """One that was never given before."""
        if not self._stock:
            self._stock = random_ids(_DRAWN)
        return self._stock.pop()


@dataclass
class Rows:
    """The rows of one batch, before they are written; ``seen``: how many responses came so far.

    The words of ``comments`` are as they were written until :meth:`cover` was called.
    """

    seen: int = 0
    responses: list[Row] = field(default_factory=list)
    comments: list[Row] = field(default_factory=list)
    originals: list[Row] = field(default_factory=list)
    withdrawable: list[Row] = field(default_factory=list)
    held: list[Row] = field(default_factory=list)

    def words(self) -> list[str]:
        """The words of each comment."""
        return [comment["text"] for comment in self.comments]

    def cover(self, masked: Sequence[str], keys: TextKeys) -> None:
        """Put masked words in place of what was written, which is sealed where they differ."""
        for comment, text in zip(self.comments, masked, strict=True):
            if text != comment["text"]:
                sealed = keys.seal(comment["wave"], comment["text"])
                row = {"comment": comment["id"], "wave": comment["wave"], "sealed": sealed}
                self.originals.append(row)
                comment["text"] = text

    def write(self, session: Session) -> None:
        """Write all rows, in the order of their random keys."""
        for model, some, key in (
            (Response, self.responses, "id"),
            (Comment, self.comments, "id"),
            (Original, self.originals, "comment"),
            (Withdrawable, self.withdrawable, "tag_hash"),
            (Held, self.held, "id"),
        ):
            if some:
                some.sort(key=lambda row: row[key])
                write(session, model, some)


def note_opened(session: Session, hashes: Iterable[str]) -> None:
    """Note envelopes as opened; ``hashes`` come sorted."""
    write(session, Opened, [{"hash": each} for each in hashes])


def write(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows that all name the same columns, handed straight to the driver.

    SQLAlchemy writes the statement once; its care for each value of each row would cost more
    than the database does.
    """
    table, connection = cast("Table", model.__table__), session.connection()
    made = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    documents = [c.name for c in table.columns if isinstance(c.type, JSON) and c.name in rows[0]]
    for row in rows:
        for name in documents:
            row[name] = json.dumps(row[name])
    order = made.positiontup
    ready = rows if order is None else [tuple([row[name] for name in order]) for row in rows]
    connection.exec_driver_sql(made.string, cast("Any", ready))

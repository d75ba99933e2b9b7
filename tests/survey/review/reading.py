"""A small team that reads: comments coded by the machine, tasks in the queue, readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from analysis.coding.frame import Frame, shipped
from analysis.coding.result import Coded, CodeHit, Evidence
from analysis.dataset import Comment as PlainComment
from survey.config import Settings
from survey.review.database import writing
from survey.review.models.people import Account
from survey.review.models.workbench import Task
from survey.review.services import coding, opening, queue, readings
from survey.review.services.originals import TextKeys
from survey.review.services.readings import Given
from tests.survey.review.answers import CODEBOOK, Export, OneResponse, parents

NOW = 1_800_000_000


class PlainCoder:
    """A coder whose rules can be seen at a glance: it codes by single words."""

    frame: Frame = shipped()
    words: ClassVar = {"hung up": "hard_to_reach", "blamed": "blamed", "help her now": "urgent"}

    def code(self, comments: Sequence[PlainComment]) -> list[Coded]:
        """Code comments by :attr:`words`."""
        return [self._one(comment) for comment in comments]

    def _one(self, comment: PlainComment) -> Coded:
        hits = []
        for words, code in self.words.items():
            start = comment.text.find(words)
            if start >= 0:
                piece = Evidence(start, start + len(words), words, f"{code}.words")
                hits.append(CodeHit(code, 0.9, (piece,)))
        reasons = () if hits else ("no_code",)
        return Coded(comment.id, tuple(hits), "neutral", 0.0, 0.0, (), reasons)


@dataclass
class Readers:
    """A database in which the machine has read everything, and people who read."""

    engine: Engine
    settings: Settings

    def __post_init__(self) -> None:
        self.keys = TextKeys(self.settings.review_folder)
        self.accounts: dict[str, str] = {}
        with writing(self.engine) as session:
            for name in ("Ada", "Bob", "Cyd"):
                account = Account(name=name, passphrase="x", roles=["coder"], vouched="a test")
                session.add(account)
                session.flush()
                self.accounts[name] = account.id

    def open(self, responses: Sequence[OneResponse]) -> None:
        """Open answers and let the machine read them."""
        with writing(self.engine) as session:
            opening.store(session, Export(responses), keys=self.keys, codebook=CODEBOOK)
            coding.run(session, PlainCoder())

    def saying(self, *texts: str) -> None:
        """Open one response for each text."""
        answers = [{"contact": text, "area": "SE"} for text in texts]
        some = parents(len(texts))
        self.open([
            OneResponse(r.hash, given) for r, given in zip(some, answers, strict=True)
        ])  # fmt: skip

    def plainly(self, *texts: str) -> None:
        """Comments outside the audit sample: one reading each, with suggestions."""
        self.saying(*texts)
        with writing(self.engine) as session:
            self.make_only(session, queue.READ, queue.BLIND)
            for task in session.scalars(select(Task).where(Task.kind == queue.BLIND)):
                task.kind, task.rank = queue.READ, queue.REST

    def claim(self, name: str, now: int = NOW, *, on_duty: bool = False) -> Task | None:
        """What the queue gives this person."""
        with writing(self.engine) as session:
            return queue.claim(session, self.accounts[name], now, on_duty=on_duty)

    def give(self, name: str, *codes: str, now: int = NOW, **given: object) -> str:
        """Claim the next task and give codes; returns the comment's id."""
        with writing(self.engine) as session:
            task = queue.claim(session, self.accounts[name], now)
            assert task is not None, f"nothing for {name}"
            answer = Given(codes, none_fits=not codes and not given, **given)  # type: ignore[arg-type]
            readings.take(
                session, task, answer, account=self.accounts[name], frame=shipped(), now=now + 9
            )
            return task.comment

    def make_only(self, session: Session, *kinds: str) -> None:
        """Leave only tasks of these kinds."""
        for task in session.scalars(select(Task).where(Task.kind.not_in(kinds))):
            session.delete(task)
        session.flush()

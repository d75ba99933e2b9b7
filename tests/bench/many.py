"""Puts a large review database together: rows by SQL, not through the app.

The answers and comments of the demonstration are repeated with new random ids. Everything that
the app would keep beside them (tallies, tasks, readings, arrivals) is made to fit.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, insert

from analysis.coding.frame import shipped
from survey.definition.codebook import document
from survey.definition.load import load_all
from survey.demo.answers import read_comments, responses
from survey.review.models.answers import Arrival, Comment, Definition, Response, Wave
from survey.review.models.base import ALPHABET
from survey.review.models.coding import MACHINE, Coding, MachineReading
from survey.review.models.people import Account
from survey.review.models.safeguarding import Urgent
from survey.review.models.tally import ANSWER, ANY, CODE, Tally
from survey.review.models.workbench import Reading, Task
from survey.review.services import queue, tallies

WAVES = ("2026", "2027")
SHARE_WITH_COMMENT = 0.6
CHUNK = 10_000
READ = 3000
"""Comments outside the audit sample that somebody has read."""


@dataclass(frozen=True)
class Template:
    """One response of the demonstration: closed answers, and the comment with its codes."""

    questionnaire: str
    version: str
    closed: dict[str, Any]
    question: str
    text: str
    codes: tuple[str, ...]
    counted: tuple[tuple[str, str], ...]

    @property
    def unit(self) -> str:
        """The command unit that was given."""
        return tallies.unit_of(self.closed)


def templates() -> tuple[list[Template], dict[str, Any]]:
    """The responses of the demonstration, and their codebook."""
    questionnaires = load_all()
    book = document(questionnaires)
    valid = {
        (key, v["code"]): {o["code"] for o in v["options"]} - set(v["missing"])
        for key, entry in book["questionnaires"].items()
        for v in entry["variables"]
    }
    found = []
    for response, comment in zip(responses(questionnaires), read_comments(), strict=True):
        key, question = response.questionnaire, comment["question"]
        closed = {
            code: answer if isinstance(answer, str) else list(answer)
            for code, answer in response.answers.items()
            if code != question
        }
        counted = [
            (code, each)
            for code, answer in closed.items()
            for each in ([answer] if isinstance(answer, str) else answer)
        ]
        counted += [
            (code, ANY)
            for code, answer in closed.items()
            if valid[key, code].intersection([answer] if isinstance(answer, str) else answer)
        ]
        found.append(Template(
            key, questionnaires[key].version, closed, question, comment["text"],
            tuple(comment["codes"]), tuple(counted),
        ))  # fmt: skip
    return found, book


class Many:
    """``size`` responses in two waves, 60% of them with a comment."""

    def __init__(self, size: int) -> None:
        self.random = random.Random(size)
        self.templates, self.book = templates()
        self.size = size
        self.frame = shipped()
        self.tally: Counter[tuple[str, ...]] = Counter()
        self.readers = [self.id() for _ in range(3)]

    def id(self) -> str:
        return "".join(self.random.choices(ALPHABET, k=16))

    def fill(self, engine: Engine) -> None:
        """Write everything, in the order of the keys."""
        with engine.begin() as connection:

            def put(model: type, rows: Sequence[dict[str, Any]]) -> None:
                for start in range(0, len(rows), CHUNK):
                    connection.execute(insert(model), rows[start : start + CHUNK])

            put(Wave, [{"name": w, "withdraw_until": "", "text_until": "", "withdrawn": 0}
                       for w in WAVES])  # fmt: skip
            put(Definition, [
                {"version": e["version"], "questionnaire": k, "codebook": e, "current": True}
                for k, e in self.book["questionnaires"].items()
            ])  # fmt: skip
            put(Account, [
                {"id": i, "name": f"Reader {n}", "passphrase": "x", "roles": ["coder"],
                 "active": True, "temporary": False, "made_by": "", "vouched": "a bench",
                 "totp": None, "totp_step": 0}
                for n, i in enumerate(self.readers)
            ])  # fmt: skip
            given, words = self.responses()
            put(Response, given)
            put(Comment, [w for w, _ in words])
            self.read(put, words)
            put(Tally, [
                dict(zip(("kind", "questionnaire", "variable", "code", "wave", "unit"), k,
                         strict=True)) | {"n": n}
                for k, n in sorted(self.tally.items())
            ])  # fmt: skip
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("ANALYZE")

    def responses(self) -> tuple[list[dict[str, Any]], list[tuple[dict[str, Any], Template]]]:
        given, words = [], []
        for _ in range(self.size):
            one, wave = self.random.choice(self.templates), self.random.choice(WAVES)
            row = {"id": self.id(), "wave": wave, "questionnaire": one.questionnaire,
                   "version": one.version, "answers": one.closed}  # fmt: skip
            given.append(row)
            for code, answer in one.counted:
                self.tally[ANSWER, one.questionnaire, code, answer, wave, one.unit] += 1
            if self.random.random() < SHARE_WITH_COMMENT:
                words.append(({
                    "id": self.id(), "response": row["id"], "wave": wave,
                    "questionnaire": one.questionnaire, "question": one.question,
                    "text": one.text, "language": "en",
                }, one))  # fmt: skip
                for code in (*(one.codes or ("none",)), ANY):
                    key = (CODE, one.questionnaire, one.question, code, wave, one.unit)
                    self.tally[key] += 1
        return sorted(given, key=_id), sorted(words, key=lambda pair: str(pair[0]["id"]))

    def read(self, put: Any, words: list[tuple[dict[str, Any], Template]]) -> None:
        """What the machine and a few people have read, and what is left to read."""
        bound = queue.SAMPLE / len(words)
        rows: dict[type, list[dict[str, Any]]] = {
            MachineReading: [], Coding: [], Task: [], Reading: [], Urgent: [],
        }  # fmt: skip
        for n, (comment, one) in enumerate(words):
            urgent = "urgent" in one.codes
            rows[MachineReading].append({
                "comment": comment["id"], "frame_version": self.frame.version, "model": "",
                "sentiment": "negative", "polarity": 0.1, "subjectivity": 0.5, "assessments": [],
                "needs_person": [], "urgent": urgent,
            })  # fmt: skip
            if urgent:
                rows[Urgent].append({"comment": comment["id"], "state": "waiting", "due": n,
                                     "decided_by": "", "confirmed_by": ""})  # fmt: skip
            in_sample = queue.draw(comment["response"]) < bound
            read = not in_sample and n < READ
            rows[Coding] += self.codings(comment["id"], one.codes, MACHINE, stands=not read)
            if read:
                rows[Coding] += self.codings(comment["id"], one.codes, self.readers[0])
            for kind, rank in self.kinds(one, in_sample=in_sample, urgent=urgent):
                done = in_sample or read
                rows[Task].append({
                    "id": self.id(), "comment": comment["id"], "kind": kind, "rank": rank,
                    "place": self.random.random(), "state": "done" if done else "waiting",
                    "holder": "", "held_at": 0, "not_by": "", "only_by": "",
                })  # fmt: skip
                if done:
                    rows[Reading].append(self.reading(comment["id"], kind, one.codes))
        for model in (MachineReading, Coding, Task, Reading, Urgent):
            put(model, rows[model])
        put(Arrival, [
            {"wave": wave, "week": f"{wave}-W{week:02}", "questionnaire": key,
             "n": self.size // 180}
            for wave in WAVES for week in range(10, 40) for key in ("parent", "carer", "staff")
        ])  # fmt: skip

    def kinds(self, one: Template, *, in_sample: bool, urgent: bool) -> Iterator[tuple[str, int]]:
        if in_sample:
            yield queue.BLIND, queue.AUDIT
            yield queue.SECOND, queue.AUDIT
        elif urgent:
            yield queue.READ, queue.URGENT
        else:
            serious = bool(set(one.codes) & set(self.frame.serious))
            rank = self.random.choice((queue.UNSURE, queue.REST))
            yield queue.READ, queue.SERIOUS if serious else rank

    def codings(
        self, comment: str, codes: Sequence[str], coder: str, *, stands: bool = True
    ) -> list[dict[str, Any]]:
        return [
            {"comment": comment, "coder": coder, "code": code, "frame_version": "1",
             "score": 0.9, "evidence": [[0, 3, "abc", "rule"]], "stands": stands}
            for code in (codes or ("none",))
        ]  # fmt: skip

    def reading(self, comment: str, kind: str, codes: Sequence[str]) -> dict[str, Any]:
        which = {queue.BLIND: 0, queue.SECOND: 1}.get(kind, 0)
        return {
            "id": self.id(), "comment": comment, "account": self.readers[which], "kind": kind,
            "frame_version": "1", "codes": list(codes) or ["none"],
            "blind": kind != queue.READ, "not_sure": False, "new_theme": "", "seconds": 20,
        }  # fmt: skip


def _id(row: dict[str, Any]) -> str:
    return str(row["id"])

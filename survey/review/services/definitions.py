"""Keeps the codebook of every questionnaire version that was ever asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.review.models.answers import Definition

FORMAT = "heard-codebook-1"


def ensure(session: Session, document: Mapping[str, Any]) -> None:
    """Keep the codebook ``document`` (see ARCHITECTURE.md); it becomes the current one.

    Older versions stay, because answers given to them still refer to them.
    """
    for key, entry in document["questionnaires"].items():
        for row in session.scalars(select(Definition).where(Definition.questionnaire == key)):
            row.current = row.version == entry["version"]
        if session.get(Definition, entry["version"]) is None:
            session.add(
                Definition(version=entry["version"], questionnaire=key, codebook=dict(entry))
            )
    session.flush()


def by_version(session: Session) -> dict[str, dict[str, Any]]:
    """Version -> codebook entry, with the questionnaire's key added as ``key``."""
    return {
        row.version: {**row.codebook, "key": row.questionnaire}
        for row in session.scalars(select(Definition))
    }


def codebook(session: Session) -> dict[str, Any]:
    """One codebook document over all versions.

    The current version leads. Variables and options that only older versions had follow it:
    a code never changes its meaning between versions, so nothing can clash.
    """
    rows = session.scalars(
        select(Definition).order_by(Definition.current.desc(), Definition.version)
    )
    merged: dict[str, Any] = {}
    for row in rows:
        if row.questionnaire not in merged:
            merged[row.questionnaire] = {**row.codebook, "variables": []}
        _add_missing(merged[row.questionnaire]["variables"], row.codebook["variables"])
    return {"format": FORMAT, "questionnaires": dict(sorted(merged.items()))}


def _add_missing(known: list[dict[str, Any]], variables: list[dict[str, Any]]) -> None:
    places = {variable["code"]: place for place, variable in enumerate(known)}
    for variable in variables:
        if variable["code"] not in places:
            known.append(variable)
            continue
        place = places[variable["code"]]
        codes = {option["code"] for option in known[place]["options"]}
        older = [o for o in variable["options"] if o["code"] not in codes]
        if older:
            known[place] = {**known[place], "options": [*known[place]["options"], *older]}


class Fit:
    """Says whether answers fit one version's codebook, and parts words from closed answers."""

    def __init__(self, entry: Mapping[str, Any]) -> None:
        self._kinds = {v["code"]: v["kind"] for v in entry["variables"]}
        self._codes = {v["code"]: {o["code"] for o in v["options"]} for v in entry["variables"]}
        self._open = [code for code, kind in self._kinds.items() if kind == "text"]
        self._several = [code for code, kind in self._kinds.items() if kind == "multi"]

    def problem(self, answers: Mapping[str, Any]) -> str:
        """Why the answers do not fit, naming variables only; empty when they do."""
        for code, value in answers.items():
            if code not in self._kinds:
                return "holds an answer to a question that the questionnaire does not have"
            if not self._fits(code, value):
                return f"holds an answer to {code} that the questionnaire does not offer"
        return ""

    def _fits(self, code: str, value: Any) -> bool:
        kind = self._kinds[code]
        if kind == "text":
            return isinstance(value, str) and bool(value)
        if kind == "multi":
            several = isinstance(value, list | tuple) and bool(value)
            return several and all(isinstance(v, str) and v in self._codes[code] for v in value)
        return isinstance(value, str) and value in self._codes[code]

    def texts(self, answers: Mapping[str, Any]) -> dict[str, str]:
        """The answers to open questions: variable -> words."""
        return {code: answers[code] for code in self._open if code in answers}

    def closed(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """All other answers, with lists where several codes were chosen."""
        found = dict(answers)
        for code in self._open:
            found.pop(code, None)
        for code in self._several:
            if code in found:
                found[code] = list(found[code])
        return found

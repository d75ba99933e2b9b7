"""One answer, or one code, in every command unit or wave side by side, under the same rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.codebook import Codebook, Variable
from analysis.coding.frame import Frame
from analysis.disclosure import model
from analysis.disclosure.model import CellId, Reason
from analysis.release.model import PublishedTable
from analysis.statistics.model import Kind, Row, Table
from survey.review.models.tally import ANSWER, ANY, CODE
from survey.review.services import explore, responses, tallies
from survey.review.services.explore_hiding import Places

FAVOURABLE = "favourable"
"""In place of an answer: every answer that counts as favourable."""

DIMENSIONS = {"unit": "Command unit", "wave": "Wave"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is compared: a question or ``codes``, one answer of it, by unit or by wave."""

    questionnaire: str
    variable: str
    answer: str
    by: str
    wave: str = ""


def answers_of(book: Codebook, frame: Frame, wanted: Wanted) -> list[tuple[str, str]]:
    """What can be compared of the question: (answer, label), the favourable side first."""
    if wanted.variable == explore.CODES:
        return [(c.code, c.label) for c in frame.codes if c.kind != "urgent"]
    variable = _variable(book, wanted)
    if variable is None:
        return []
    valid = [(o.code, o.label) for o in variable.options if o.code not in variable.missing]
    graded = bool(variable.favourable) and not variable.several
    return [*([(FAVOURABLE, "Favourable in all")] if graded else []), *valid]


def table(session: Session, book: Codebook, frame: Frame, wanted: Wanted) -> PublishedTable | None:
    """The comparison; None when there is no such question or answer."""
    labels = dict(answers_of(book, frame, wanted))
    if wanted.answer not in labels or wanted.by not in DIMENSIONS:
        return None
    codes = wanted.variable == explore.CODES
    counts = tallies.by_group(
        session, CODE if codes else ANSWER, wanted.by,
        questionnaire=wanted.questionnaire, variable="" if codes else wanted.variable,
        wave=wanted.wave,
    )  # fmt: skip
    variable = _variable(book, wanted)
    of = _codes_of(variable, wanted.answer)
    names = _names(session, book, wanted.by)
    rows = tuple(
        Row(name, label, sum(counts.get(name, {}).get(code, 0) for code in of),
            counts.get(name, {}).get(ANY, 0))
        for name, label in names.items()
    )  # fmt: skip
    whole = (
        explore.question_table(variable, {}) if variable
        else explore.count_table(frame, explore.Group(wanted.questionnaire), {})
    )  # fmt: skip
    own = Table(
        key="by", title=labels[wanted.answer], question=variable.label if variable else "",
        questionnaire=wanted.questionnaire, variable=wanted.variable, kind=Kind.SPLIT,
        base=sum(row.base or 0 for row in rows), rows=rows, split=wanted.by,
        about="comments" if codes else "answers",
    )  # fmt: skip
    return explore.protect([own], also=_hidden(session, whole, wanted, names))[0]


def _hidden(
    session: Session, whole: Table, wanted: Wanted, names: Iterable[str]
) -> dict[CellId, Reason]:
    """The units or waves that are hidden here: those in whose own table the answer is hidden."""
    if whole.key == explore.CODES:
        given = explore.behind_codes(session, wanted.questionnaire)
    else:
        behind = explore.behind(session, wanted.questionnaire, wanted.variable)
        given = behind.get(wanted.variable, {})
    places = Places([whole], [given])
    answer = model.FAVOURABLE if wanted.answer == FAVOURABLE else wanted.answer
    telling = {(whole.key, model.BASE), (whole.key, answer)}
    found = {}
    for name in names:
        unit, wave = ("", name) if wanted.by == "wave" else (name, wanted.wave)
        if telling & places.at(unit, wave).keys():
            found["by", name] = Reason.PROTECTS
    return found


def _variable(book: Codebook, wanted: Wanted) -> Variable | None:
    return next(
        (v for v in book
         if v.closed and (v.questionnaire, v.code) == (wanted.questionnaire, wanted.variable)),
        None,
    )  # fmt: skip


def _codes_of(variable: Variable | None, answer: str) -> tuple[str, ...]:
    if variable is not None and answer == FAVOURABLE:
        return tuple(variable.favourable)
    return (answer,)


def _names(session: Session, book: Codebook, by: str) -> Mapping[str, str]:
    if by == "wave":
        return {wave: wave for wave in responses.waves(session)}
    labels = explore.unit_labels(book)
    return {unit: labels.get(unit, unit) for unit in tallies.units(session)}

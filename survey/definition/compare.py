"""What has changed between two versions of a questionnaire, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from survey.definition.model import Option, Page, Question, Questionnaire
from survey.definition.words import people, said


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. An empty ``old`` means that it is new, an empty ``new`` that it is gone."""

    where: str
    old: str
    new: str

    def __str__(self) -> str:
        if not self.old:
            return f"{self.where}: new: {self.new}"
        if not self.new:
            return f"{self.where}: gone: {self.old}"
        return f"{self.where}: was {self.old}, is now {self.new}"


@dataclass
class _Flat:
    """A questionnaire as places with what stands there, and as sequences with their order."""

    values: dict[str, str] = field(default_factory=dict)
    orders: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def put(self, where: str, **values: object) -> None:
        for name, value in values.items():
            if value:
                self.values[f"{where}, {name}" if where else name] = f"“{value}”"


def compare(old: Questionnaire, new: Questionnaire) -> tuple[Change, ...]:
    """Every difference that the version knows, in the order of the new questionnaire."""
    before, after = _flat(old), _flat(new)
    found = [
        Change(where, before.values.get(where, ""), value)
        for where, value in after.values.items()
        if before.values.get(where) != value
    ]
    found += [Change(w, v, "") for w, v in before.values.items() if w not in after.values]
    return (*found, *_moved(before, after))


def _moved(before: _Flat, after: _Flat) -> Iterator[Change]:
    """What both versions have, but in another place of its sequence."""
    for where, order in after.orders.items():
        known = before.orders.get(where, ())
        was = [name for name in known if name in order]
        now = [name for name in order if name in known]
        blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
        still = {name for block in blocks for name in was[block.a : block.a + block.size]}
        for name in now:
            if name not in still:
                yield Change(f"{where}, “{name}”", _after(name, was), _after(name, now))


def _after(name: str, order: Sequence[str]) -> str:
    place = order.index(name)
    return f"after “{order[place - 1]}”" if place else "first"


def _flat(questionnaire: Questionnaire) -> _Flat:
    flat = _Flat()
    flat.put("", title=questionnaire.title, describes=questionnaire.describes)
    flat.orders["pages"] = tuple(page.key for page in questionnaire.pages)
    for page in questionnaire.pages:
        _page(questionnaire, page, flat)
    for drop in questionnaire.drops:
        flat.put(f"drop “{drop.variable}”", when=said(questionnaire, drop.when))
    return flat


def _page(questionnaire: Questionnaire, page: Page, flat: _Flat) -> None:
    where = f"page “{page.key}”"
    own = [question.text for question in page.questions]
    flat.put(
        where, title="" if page.title in own else page.title, section=page.section,
        asked=people(questionnaire, page), lead=_paragraphs(page.lead), body=_paragraphs(page.body),
        supports=", ".join(page.supports),
    )  # fmt: skip
    for question in page.questions:
        _question(question, f"{where}, question “{question.code}”", flat)


def _question(question: Question, where: str, flat: _Flat) -> None:
    flat.put(
        where, type=question.kind, text=question.text, hint=question.hint, scale=question.scale,
        favourable=", ".join(sorted(question.favourable)), mirror=question.mirror,
        stage=question.stage, variable=question.variable, max_length=question.max_length,
    )  # fmt: skip
    flat.orders[f"{where}, options"] = tuple(question.by_code)
    for option in question.options:
        _option(option, f"{where}, option “{option.code}”", flat)
    for option in question.kept_options:
        if option.code not in question.by_code:
            _option(option, f"{where}, kept as “{option.code}”", flat)
    flat.orders[f"{where}, items"] = tuple(item.code for item in question.items)
    for item in question.items:
        place = f"{where}, item “{item.code}”"
        flat.put(place, text=item.text, mirror=item.mirror, stage=item.stage)


def _option(option: Option, where: str, flat: _Flat) -> None:
    alone = "only alone" if option.exclusive else ""
    flat.put(where, label=option.label, hint=option.hint, kept=option.stored, exclusive=alone)


def _paragraphs(texts: Sequence[object]) -> str:
    return " / ".join(str(text) for text in texts)

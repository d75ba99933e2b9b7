"""Builds questions with their options and scales from the tables of a questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from survey.definition.conditions import WORDS
from survey.definition.model import (
    MISSING_CODES,
    Item,
    Kind,
    Option,
    Question,
    Scale,
    Text,
)
from survey.definition.problems import nearest
from survey.definition.reference import OptionList, listed
from survey.definition.table import Table

STAGES = ("S0", "S1", "S2", "S3", "S4", "S5", "S6")
"""S0 before the report, S1 first contact, S2 risk and recording, S3 search and updates,
S4 other force or area, S5 return, S6 afterwards."""

LENGTHS = (50, 5000)
"""The least and the most characters that an open question may allow."""

RESERVED = frozenset(
    {
        "consent", "csrf_token", "data", "errors", "form_errors", "hidden_tag", "is_submitted",
        "meta", "populate_obj", "post_process", "process", "token", "validate",
        "validate_on_submit", *WORDS,
    }
)  # fmt: skip
"""Names that the forms and the conditions need for themselves."""

_FITS = {
    "options": (Kind.SINGLE, Kind.MULTI, Kind.SELECT),
    "list": (Kind.SINGLE, Kind.MULTI, Kind.SELECT),
    "also": (Kind.SINGLE, Kind.MULTI, Kind.SELECT, Kind.SET),
    "scale": (Kind.SINGLE, Kind.SET),
    "favourable": (Kind.SINGLE, Kind.SET),
    "exclusive": (Kind.MULTI,),
    "items": (Kind.SET,),
    "max_length": (Kind.TEXT,),
    "mirror": (Kind.SINGLE, Kind.TEXT),
}
"""Key -> the types that may have it. A set gives each item its own mirror."""


@dataclass
class Library:
    """What the questions of one questionnaire may refer to by name."""

    scales: dict[str, Scale] = field(default_factory=dict)
    extras: dict[str, Option] = field(default_factory=dict)
    lists: Mapping[str, OptionList] = field(default_factory=dict)


def read_extras(table: Table, library: Library) -> None:
    """``[also]``: the answers that any question may add (I do not know, …)."""
    for option in _options(table, "also", "also"):
        library.extras[option.code] = option


def read_scale(key: str, table: Table, library: Library) -> None:
    """``[scales.KEY]``: its options, in order, and which of them are favourable."""
    table.code(key, "")
    context = f"scale {key}"
    options = _options(table.table("options"), context, context)
    if not options:
        table.problem("Q302", "options", "This scale has no options.", "Add them, one a line.")
    favourable = _known(table, "favourable", options, "Q304")
    if options and not favourable:
        table.problem(
            "Q304", "favourable", "No answer is counted as a good experience.",
            'Add favourable = ["…"], or write the answers as options of the question.',
        )  # fmt: skip
    library.scales[key] = Scale(key, options, favourable)
    table.finish()


def read_question(data: Mapping[str, Any], number: int, page: Table, library: Library) -> Question:
    """One ``[[page.question]]``. A question with problems is returned as well as it can be."""
    code = data.get("code")
    name = f"question “{code}”" if isinstance(code, str) else f"question {number}"
    table = page.child(data, name)
    code = _code(table, "code", required=True)
    kind = _kind(table)
    _unfitting(table, kind)
    scale = _scale(table, library)
    options, kept = _answers(table, kind, code, scale, library)
    question = Question(
        code=code,
        kind=kind,
        text=Text(f"question {code}", table.text("text", required=True)),
        hint=_hint(table, f"question {code}: hint"),
        options=options,
        kept_options=kept,
        scale=scale.key if scale else "",
        favourable=_favourable(table, scale, options),
        mirror=_code(table, "mirror"),
        stage=_stage(table),
        items=_items(table, kind, code),
        variable=_code(table, "variable"),
        max_length=_length(table, kind),
    )
    table.finish()
    return question


def _code(table: Table, key: str, *, required: bool = False) -> str:
    code = table.word(key)
    if not code:
        if required and table.data.get(key) is None:
            table.problem("Q104", key, "This is missing.", f'Add {key} = "…".')
        return ""
    if table.code(code, key) and code in RESERVED:
        table.problem("Q203", key, f"“{code}” has a meaning of its own.", "Choose another code.")
    return code


def _kind(table: Table) -> Kind:
    word = table.word("type")
    kinds = [kind.value for kind in Kind]
    if word in kinds:
        return Kind(word)
    if table.data.get("type") is None:
        table.problem("Q104", "type", "This is missing.", f"Add one of {listed(kinds)}.")
    elif word:
        table.problem("Q301", "type", f"There is no type “{word}”.", nearest(word, kinds))
    return Kind.TEXT


def _unfitting(table: Table, kind: Kind) -> None:
    if table.data.get("type") != kind.value:
        return  # already reported: everything else would be guessing
    for key, kinds in _FITS.items():
        if key in table.data and kind not in kinds:
            table.problem(
                "Q306", key, f"A question of type {kind.value} has no {key}.",
                f"Take it away, or make the type {listed(k.value for k in kinds)}.",
            )  # fmt: skip


def _scale(table: Table, library: Library) -> Scale | None:
    name = table.word("scale")
    if name and name not in library.scales:
        table.problem(
            "Q303", "scale", f"There is no scale “{name}”.", nearest(name, library.scales)
        )
    return library.scales.get(name)


def _answers(
    table: Table, kind: Kind, code: str, scale: Scale | None, library: Library
) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """All options in order (scale, list, own, extra), as chosen and as kept."""
    name = table.word("list")
    if name and name not in library.lists:
        table.problem("Q309", "list", f"There is no list “{name}”.", nearest(name, library.lists))
    taken = library.lists.get(name, OptionList((), ()))
    own = _options(table.table("options"), f"question {code}", f"question {code}: option")
    more = _extras(table, library)
    head = scale.options if scale else ()
    exclusive = _exclusive(table, kind, (*taken.options, *own, *more))
    options = tuple(_alone(o, exclusive) for o in (*head, *taken.options, *own, *more))
    kept = tuple(_alone(o, exclusive) for o in (*head, *taken.kept, *own, *more))
    _twice(table, options)
    asks = kind in (Kind.SINGLE, Kind.MULTI, Kind.SELECT, Kind.SET)
    if asks and not options and not table.word("scale") and not name:
        needed = "scale" if kind is Kind.SET else "options"
        table.problem("Q302", needed, "There is nothing to choose from.", f"Add {needed}.")
    return options, kept


def _options(table: Table | None, where: str, context: str) -> tuple[Option, ...]:
    """Lines ``code = "label"`` or ``code = { label = "…", hint = "…" }``."""
    if table is None:
        return ()
    found = []
    for code, value in table.data.items():
        table.raw(code)
        table.code(code, code, option=True)
        hint = None
        if isinstance(value, dict):
            row = table.child(value, code)
            label = row.text("label", required=True)
            hint = _hint(row, f"{context} {code}: hint")
            row.finish()
        else:
            label = table.visible(value, code)
        found.append(Option(code, Text(f"{context} {code}", label), hint))
    return tuple(found)


def _extras(table: Table, library: Library) -> tuple[Option, ...]:
    found = []
    for code in table.words("also"):
        if code in library.extras:
            found.append(library.extras[code])
        else:
            table.problem(
                "Q311", "also", f"There is no extra answer “{code}”.", nearest(code, library.extras)
            )
    return tuple(found)


def _exclusive(table: Table, kind: Kind, options: tuple[Option, ...]) -> frozenset[str]:
    exclusive = _known(table, "exclusive", options, "Q305")
    if kind is Kind.MULTI:
        for option in options:
            if option.code in MISSING_CODES and option.code not in exclusive:
                table.problem(
                    "Q305", "exclusive", f"“{option.code}” cannot stand beside other answers.",
                    f'Add "{option.code}" to exclusive.',
                )  # fmt: skip
    return exclusive


def _alone(option: Option, exclusive: frozenset[str]) -> Option:
    if option.code not in exclusive:
        return option
    return Option(option.code, option.label, option.hint, True, option.stored)


def _twice(table: Table, options: Iterable[Option]) -> None:
    seen: set[str] = set()
    for option in options:
        if option.code in seen:
            table.problem(
                "Q202", "options", f"The option “{option.code}” stands twice.",
                "It may also come from the scale, the list or also: take one away.",
            )  # fmt: skip
        seen.add(option.code)


def _known(table: Table, key: str, options: Iterable[Option], number: str) -> frozenset[str]:
    """The codes under ``key``, each of which must be one of the options."""
    codes = [option.code for option in options]
    for code in (found := table.words(key)):
        if code not in codes:
            table.problem(number, key, f"There is no option “{code}”.", nearest(code, codes))
        elif number == "Q304" and code in MISSING_CODES:
            table.problem(number, key, f"“{code}” is no answer on the scale.", "Take it away.")
    return frozenset(found)


def _favourable(table: Table, scale: Scale | None, options: tuple[Option, ...]) -> frozenset[str]:
    """The question's own codes (``favourable = []``: none is good or bad), else the scale's."""
    own = _known(table, "favourable", options, "Q304")
    return own if "favourable" in table.data or scale is None else scale.favourable


def _hint(table: Table, context: str) -> Text | None:
    hint = table.text("hint")
    return Text(context, hint) if hint else None


def _stage(table: Table) -> str:
    stage = table.word("stage")
    if stage and stage not in STAGES:
        table.problem("Q310", "stage", f"There is no stage “{stage}”.", nearest(stage, STAGES))
    return stage


def _items(table: Table, kind: Kind, code: str) -> tuple[Item, ...]:
    """Lines ``code = "statement"`` or ``code = { text = "…", mirror = "…", stage = "…" }``."""
    lines = table.table("items")
    found = []
    for item, value in (lines.data if lines else {}).items():
        assert lines is not None
        row = lines.child(value if isinstance(value, dict) else {"text": value}, item)
        if row.code(item, "") and item in RESERVED:
            row.problem("Q203", "", f"“{item}” has a meaning of its own.", "Choose another code.")
        text = Text(f"question {code}: item {item}", row.text("text", required=True))
        found.append(Item(item, text, _code(row, "mirror"), _stage(row)))
        row.finish()
    if kind is Kind.SET and len(found) < 2:
        table.problem(
            "Q308", "items", "A set needs at least two items.",
            "Add items, or make it a question of type single.",
        )  # fmt: skip
    return tuple(found)


def _length(table: Table, kind: Kind) -> int:
    length = table.whole("max_length")
    least, most = LENGTHS
    if kind is Kind.TEXT and table.data.get("type") == "text" and "max_length" not in table.data:
        table.problem(
            "Q307", "max_length", "It is not said how long an answer may be.",
            "Add max_length = 2000.",
        )  # fmt: skip
    elif length is not None and not least <= length <= most:
        table.problem(
            "Q307", "max_length", f"{length} characters cannot be allowed.",
            f"Choose a number from {least} to {most}.",
        )  # fmt: skip
        return 0
    return length or 0

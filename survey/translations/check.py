"""What is wrong with the catalogues: stale, fuzzy, incomplete, or with other placeholders."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from survey.translations.files import FOLDER, STATUSES, TEMPLATE, Book, codes, read

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")

MEND = "Run `heard translations extract`, then translate what is new."


@dataclass(frozen=True, slots=True)
class Status:
    """How far a language is: counts of entries."""

    code: str
    status: str
    translated: int
    total: int


def status(book: Book) -> Status:
    """How far a language is."""
    entries = list(_entries(book.catalog))
    done = sum(_translated(entry) for entry in entries)
    return Status(book.code, "confirmed" if book.confirmed else "draft", done, len(entries))


def problems(template: Catalog, folder: Path = FOLDER) -> list[str]:
    """Every problem of the template's file and of each language in ``folder``, one line each."""
    found = list(_of_template(template, folder))
    for code in codes(folder):
        book = read(code, folder)
        found += [f"{code}.po: {problem}" for problem in of_book(book, template)]
    return found


def of_book(book: Book, template: Catalog) -> Iterator[str]:
    """Every problem of one language."""
    yield from _of_header(book)
    wanted = {_key(entry): entry for entry in _entries(template)}
    has = {_key(entry): entry for entry in _entries(book.catalog)}
    for key in (key for key in wanted if key not in has):
        yield f"missing: {_shown(wanted[key])} {MEND}"
    for key in (key for key in has if key not in wanted):
        yield f"obsolete: {_shown(has[key])} {MEND}"
    if book.catalog.obsolete:
        yield f"{len(book.catalog.obsolete)} entries are obsolete (#~). Delete them."
    for key in (key for key in wanted if key in has):
        yield from _of_entry(has[key], confirmed=book.header.get("x-status") == "confirmed")


def _of_template(template: Catalog, folder: Path) -> Iterator[str]:
    """By its strings; in which file each stands may change without anyone translating anew."""
    path = folder / TEMPLATE
    held = read_po(io.StringIO(path.read_text(encoding="utf-8"))) if path.exists() else Catalog()
    if {_key(entry) for entry in _entries(held)} != {_key(entry) for entry in _entries(template)}:
        yield f"{TEMPLATE} is not what the software says now. {MEND}"


def _of_header(book: Book) -> Iterator[str]:
    said = book.header.get("x-status", "")
    if said not in STATUSES:
        yield f"X-Status is {said!r}. It is one of: {', '.join(STATUSES)}."
    if said == "confirmed" and not book.confirmed:
        yield "confirmed needs X-Confirmed-By (who) and X-Confirmed-On (a date like 2026-11-30)."


def _of_entry(entry: Message, *, confirmed: bool) -> Iterator[str]:
    if entry.fuzzy:
        yield f"fuzzy: {_shown(entry)} Read it again, then take the mark away."
    if not _translated(entry):
        if confirmed:
            yield f"not translated: {_shown(entry)}"
        return
    for problem in _placeholders(entry):
        yield f"{problem}: {_shown(entry)}"


def _placeholders(entry: Message) -> Iterator[str]:
    """A form for one or two may leave the number out ("one question"); no other may."""
    forms = _forms(entry.string)
    wanted = Counter(PLACEHOLDER.findall(_forms(entry.id)[-1]))
    for at, form in enumerate(forms):
        held = Counter(PLACEHOLDER.findall(form))
        short = len(forms) > 1 and at < len(forms) - 1
        if held - wanted or (wanted - held and not short):
            yield f"placeholders differ ({_names(wanted)} / {_names(held)})"


def _names(found: Counter[str]) -> str:
    return " ".join(sorted(found.elements())) or "none"


def _entries(catalog: Catalog) -> Iterator[Message]:
    return (entry for entry in catalog if entry.id)


def _translated(entry: Message) -> bool:
    return bool(entry.string) and all(_forms(entry.string)) and not entry.fuzzy


def _forms(words: str | Sequence[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def _key(entry: Message) -> tuple[str, tuple[str, ...]]:
    return entry.context or "", _forms(entry.id)


def _shown(entry: Message) -> str:
    words = _forms(entry.id)[0]
    short = words if len(words) <= 60 else words[:57] + "…"
    return f"[{entry.context}] “{short}”." if entry.context else f"“{short}”."

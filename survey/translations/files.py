"""Catalogue files: the template ``heard.pot`` and one ``LANGUAGE.po`` for each language.

Beside what gettext knows, the header of a ``.po`` says whether a person has confirmed it:
``X-Status: draft`` or ``confirmed``, ``X-Confirmed-By``, ``X-Confirmed-On`` (an ISO date).
"""

from __future__ import annotations

import datetime
import gettext
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

FOLDER = Path(__file__).resolve().parent
TEMPLATE = "heard.pot"
STATUSES = ("draft", "confirmed")

POT_HEADER = """\
# Every string that a respondent can see. Made by `heard translations extract`; do not edit.
msgid ""
msgstr ""
"Project-Id-Version: Heard\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


class CatalogueError(Exception):
    """A catalogue file that cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Book:
    """One language's catalogue with its header (names in small letters)."""

    code: str
    catalog: Catalog
    header: Mapping[str, str] = field(default_factory=dict)

    @property
    def confirmed(self) -> bool:
        """Whether a named person has confirmed it on a named day. All three or it is a draft."""
        return (
            self.header.get("x-status") == "confirmed"
            and bool(self.header.get("x-confirmed-by"))
            and _is_date(self.header.get("x-confirmed-on", ""))
        )

    def compiled(self) -> gettext.GNUTranslations:
        """For gettext: what is translated and not fuzzy. The rest is said in English."""
        buffer = io.BytesIO()
        write_mo(buffer, self.catalog)
        buffer.seek(0)
        return gettext.GNUTranslations(buffer)


def path_of(code: str, folder: Path = FOLDER) -> Path:
    """Where a language's catalogue lies."""
    return folder / f"{code}.po"


def codes(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that have a catalogue."""
    return tuple(sorted(path.stem for path in folder.glob("*.po")))


def read(code: str, folder: Path = FOLDER) -> Book:
    """A language's catalogue. Raises :class:`CatalogueError`."""
    path = path_of(code, folder)
    try:
        text = path.read_text(encoding="utf-8")
        catalog = read_po(io.StringIO(text), locale=code.replace("-", "_"), abort_invalid=True)
    except FileNotFoundError:
        raise CatalogueError(f"there is no catalogue {path.name} in {folder}.") from None
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise CatalogueError(f"{path.name} cannot be read: {error}.") from None
    return Book(code, catalog, _header(text))


def pot(template: Catalog) -> str:
    """The template as the text of a ``.pot``: the same from the same strings, anywhere."""
    return f"{POT_HEADER}\n{_body(template)}"


def po(book: Book) -> str:
    """A language's catalogue as the text of a ``.po``."""
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in _full(book))
    return f'msgid ""\nmsgstr ""\n{lines}\n{_body(book.catalog)}'


def _full(book: Book) -> Iterable[tuple[str, str]]:
    yield "Project-Id-Version", "Heard"
    yield "Language", book.code
    yield "MIME-Version", "1.0"
    yield "Content-Type", "text/plain; charset=utf-8"
    yield "Content-Transfer-Encoding", "8bit"
    yield "Plural-Forms", book.catalog.plural_forms
    yield "X-Status", book.header.get("x-status", "draft")
    yield "X-Confirmed-By", book.header.get("x-confirmed-by", "")
    yield "X-Confirmed-On", book.header.get("x-confirmed-on", "")


def _body(catalog: Catalog) -> str:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, omit_header=True, include_lineno=False)
    return buffer.getvalue().decode()


def _header(text: str) -> dict[str, str]:
    """The lines ``"Name: value\\n"`` of the first entry; gettext's own reader keeps fewer."""
    found: dict[str, str] = {}
    for line in text.split("\n\n", 1)[0].splitlines():
        name, colon, value = line.strip('"').removesuffix("\\n").partition(":")
        if line.startswith('"') and colon:
            found[name.strip().lower()] = value.strip()
    return found


def _is_date(text: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False

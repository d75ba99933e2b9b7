"""Reads a TOML file and its tables, noting every problem instead of stopping at the first."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from survey.definition.problems import Problems, nearest

PLACEHOLDERS = ("force",)
"""What a text may hold in braces; it is filled when the page is shown."""

_VARIABLE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_OPTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,39}")
_MARKUP = re.compile(r"</?[A-Za-z!]|&[A-Za-z]+;|&#")
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def read_toml(path: Path, problems: Problems) -> dict[str, Any] | None:
    """The file as a dictionary; None (and a problem) when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.add("Q102", path.name, "", "There is no such file.", f"Looked at {path}.")
    except UnicodeDecodeError as error:
        problems.add(
            "Q102", path.name, "", f"It is not UTF-8 text (byte {error.start}).",
            "Save it again as UTF-8.",
        )  # fmt: skip
    except OSError as error:
        problems.add("Q102", path.name, "", f"It cannot be opened: {error.strerror}.", "")
    except tomllib.TOMLDecodeError as error:
        _syntax(path, str(error), problems)
    return None


def _syntax(path: Path, message: str, problems: Problems) -> None:
    line = re.search(r"line (\d+)", message)
    where = f"line {line[1]}" if line else "the end of the file"
    if "overwrite" in message or "twice" in message or "mutate" in message:
        problems.add(
            "Q202", path.name, where, "The same key stands twice in one table.",
            "Give one of the two another code, or take it away.",
        )  # fmt: skip
        return
    problems.add(
        "Q101", path.name, where, f"This cannot be read as TOML: {message}.",
        "Look for a missing quote, comma or bracket there or one line above.",
    )  # fmt: skip


class Table:
    """One table of a file. Every value is asked for by key; what is never asked for is unknown."""

    def __init__(self, data: Mapping[str, Any], file: str, where: str, problems: Problems) -> None:
        self.data, self.file, self.where, self.problems = data, file, where, problems
        self._asked: set[str] = set()

    def problem(self, number: str, key: str, what: str, mend: str) -> None:
        """Note a problem with one key of this table (or the table itself: an empty key)."""
        where = ", ".join(part for part in (self.where, key) if part)
        self.problems.add(number, self.file, where, what, mend)

    def raw(self, key: str) -> Any:
        """The value as it stands, or None."""
        self._asked.add(key)
        return self.data.get(key)

    def text(self, key: str, *, required: bool = False) -> str:
        """A visible text, checked; empty when there is none."""
        value = self.raw(key)
        if value is None:
            if required:
                self.problem("Q104", key, "This is missing.", f'Add {key} = "…".')
            return ""
        return self.visible(value, key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of visible texts; one text alone counts as a list of one."""
        value = self.raw(key)
        values = [value] if isinstance(value, str) else value or []
        if not isinstance(values, list):
            self.wrong(key, 'a list of texts: ["…", "…"]')
            return ()
        found = (self.visible(v, f"{key} {i}") for i, v in enumerate(values, 1))
        return tuple(text for text in found if text)

    def visible(self, value: Any, key: str) -> str:
        """Check one visible text: something is said, in plain characters."""
        if not isinstance(value, str):
            self.wrong(key, 'text in quotes: "…"')
            return ""
        if not value.strip():
            self.problem("Q106", key, "This text is empty.", "Write it, or take the key away.")
            return ""
        if fault := _fault(value):
            self.problem("Q107", key, fault[0], fault[1])
        return value

    def note(self, key: str) -> str:
        """A text for the team, which may be empty: a source, a name."""
        value = self.raw(key)
        if isinstance(value, str | None):
            return value or ""
        self.wrong(key, 'text in quotes: "…"')
        return ""

    def word(self, key: str) -> str:
        """A single code or name in quotes; empty when there is none."""
        value = self.raw(key)
        if value is None:
            return ""
        if not isinstance(value, str) or not value:
            self.wrong(key, 'one word in quotes: "…"')
            return ""
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of codes; one code alone counts as a list of one."""
        value = self.raw(key)
        if value is None:
            return ()
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            self.wrong(key, 'a list of words: ["one", "two"]')
            return ()
        return tuple(values)

    def whole(self, key: str) -> int | None:
        """A whole number, or None."""
        value = self.raw(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.wrong(key, "a whole number, without quotes")
        return None

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.wrong(key, "true or false, without quotes")
        return default

    def table(self, key: str, where: str = "") -> Table | None:
        """The table under a key, or None."""
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, f"a table: [{key}] with lines under it")
            return None
        return self.child(value, where or key)

    def tables(self, key: str) -> list[dict[str, Any]]:
        """The tables of a list ``[[key]]``; empty when there are none."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.wrong(key, f"a list of tables: [[{key}]] before each")
            return []
        return value

    def child(self, data: Mapping[str, Any], where: str) -> Table:
        """A table inside this one."""
        place = ", ".join(part for part in (self.where, where) if part)
        return Table(data, self.file, place, self.problems)

    def wrong(self, key: str, expected: str) -> None:
        """Note a value of the wrong sort."""
        self.problem("Q105", key, "This is not what is expected here.", f"Write {expected}.")

    def code(self, code: str, key: str, *, option: bool = False) -> bool:
        """Check the form of a code: lower-case for questions, also upper-case for options."""
        if (_OPTION if option else _VARIABLE).fullmatch(code):
            return True
        first = "a letter or digit" if option else "a small letter"
        self.problem(
            "Q201", key, f"“{code}” cannot be a code.",
            f"Begin with {first}; then only letters a to z, digits and _, at most 40.",
        )  # fmt: skip
        return False

    def finish(self, known: Iterable[str] = ()) -> None:
        """Note every key that nothing asked for."""
        names = {*self._asked, *known}
        for key in self.data:
            if key not in names:
                self.problem("Q103", key, "No one knows this key.", nearest(key, names))


def _fault(text: str) -> tuple[str, str] | None:
    if text != text.strip() or "  " in text:
        return "There are spaces too many.", "Take away double spaces, and those at the ends."
    if _MARKUP.search(text):
        return "There is HTML in it.", "Write plain words: the page does the rest."
    for match in _BRACES.finditer(text):
        if match[1] not in PLACEHOLDERS:
            allowed = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            return f"“{match[0]}” is no placeholder.", f"Use {allowed}, or no braces."
    if not text.isprintable() or unicodedata.normalize("NFC", text) != text:
        return "There are hidden characters in it.", "Type the text again on one line."
    return None

"""What can be wrong with a questionnaire: numbered messages, naming file, place and mend.

All problems of a file are gathered and shown together. Numbers never change their meaning;
docs/questionnaires.md lists them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

NUMBERS = {
    "Q101": "The file is not valid TOML.",
    "Q102": "The file cannot be read.",
    "Q103": "A key that no one knows.",
    "Q104": "A key is missing.",
    "Q105": "A value of the wrong sort.",
    "Q106": "A text that says nothing.",
    "Q107": "A text with HTML, a stray placeholder or hidden characters.",
    "Q108": "A shared file that does not exist.",
    "Q201": "A code in a form that is not allowed.",
    "Q202": "A code that is used twice.",
    "Q203": "A code that the software needs for itself.",
    "Q301": "A question type that no one knows.",
    "Q302": "A question without options.",
    "Q303": "A scale that does not exist.",
    "Q304": "A favourable code that is missing or mistaken.",
    "Q305": "An exclusive code that is missing or mistaken.",
    "Q306": "A key that does not fit the type.",
    "Q307": "A length that is missing or out of bounds.",
    "Q308": "A set without at least two items.",
    "Q309": "A reference list that does not exist.",
    "Q310": "A stage that does not exist.",
    "Q311": "An extra answer that does not exist.",
    "Q312": "Mirrored questions that are not the same.",
    "Q313": "Answers that may be too long to be sealed.",
    "Q314": "A page whose parts do not fit its kind.",
    "Q315": "A support number that does not exist.",
    "Q401": "A condition on a question that does not exist.",
    "Q402": "A condition on a question that is not asked earlier.",
    "Q403": "A condition on an option that does not exist.",
    "Q404": "A route that does not exist.",
    "Q405": "Pages that wait for each other.",
    "Q406": "A page that nobody can reach.",
    "Q407": "Two questions that fill one variable on the same route.",
    "Q408": "A condition that cannot be read.",
    "Q409": "The order of pages is not complete.",
    "Q410": "A route that no page uses.",
    "Q411": "A main page after the equality pages.",
    "Q501": "A reference list that contradicts itself.",
    "Q502": "A date that is not a date.",
}
"""Every problem number with what it means."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: its number, the file, the place in it, what is wrong, what to do."""

    number: str
    file: str
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        return f"{self.number} {place}: {self.what} {self.mend}"


class DefinitionError(Exception):
    """A definition that cannot be used; ``problems`` holds everything that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Problems:
    """Gathers problems, each once, in the order in which they were found."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def add(self, number: str, file: str, where: str, what: str, mend: str) -> None:
        """Note one problem; ``number`` is a key of :data:`NUMBERS`."""
        assert number in NUMBERS, number
        self._found[Problem(number, file, where, what, mend)] = None

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def numbers(self) -> set[str]:
        """The numbers found so far."""
        return {problem.number for problem in self._found}

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        self._found.update(dict.fromkeys(problems))

    def stop(self) -> None:
        """Raise :class:`DefinitionError` when anything was found."""
        if self._found:
            raise DefinitionError(self._found)


def nearest(word: str, known: Iterable[str]) -> str:
    """A closing sentence for an unknown word: the likeliest meant, else all that there are."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    if close:
        return f"Did you mean “{close[0]}”?"
    if not names:
        return "There are none so far."
    return f"Known are: {', '.join(names)}."

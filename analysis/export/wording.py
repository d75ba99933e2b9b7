"""Questions and answers in a language of the questionnaires.

A label is translated only where its English wording is the one that was asked: a translation of
another wording would put words into somebody's mouth. Everything else stays English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Key = tuple[str, str, str]
"""Questionnaire, variable, code of an answer ("" for the question itself)."""

FAMILIES = "families"
SIDES = ("parent", "carer")
"""What the tables of families put together."""

BESIDE = ("lead", "hint")
"""What people read before and below a question; ``(lead)`` and ``(hint)`` in a :data:`Key`."""


@dataclass(frozen=True)
class Wording:
    """One language: its code (BCP 47), its name for itself, its direction (ltr or rtl).

    ``draft`` means that no person has confirmed the translation. ``exact`` and ``texts`` hold
    (English, translated) by place, and by English wording where that has one translation only.
    """

    language: str = "en"
    name: str = "English"
    direction: str = "ltr"
    draft: bool = False
    exact: Mapping[Key, tuple[str, str]] = field(default_factory=dict, repr=False)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def english(self) -> bool:
        """Whether nothing is translated."""
        return self.language == "en"

    def say(self, english: str, questionnaire: str = "", variable: str = "", code: str = "") -> str:
        """The English text of a question or an answer in this language; English if it has none."""
        places = SIDES if questionnaire == FAMILIES else (questionnaire,)
        for place in places:
            source, words = self.exact.get((place, variable, code), ("", ""))
            if source == english:
                return words
        return self.texts.get(english, english)


ENGLISH = Wording()


def translated(
    english: Mapping[str, Any],
    other: Mapping[str, Any],
    *,
    language: str,
    name: str,
    direction: str,
    draft: bool,
) -> Wording:
    """A wording from one codebook document (heard-codebook-1) in English and in the language."""
    exact: dict[Key, tuple[str, str]] = {}
    several: dict[str, set[str]] = {}
    here = dict(_texts(other))
    for key, text in _texts(english):
        exact[key] = (text, here.get(key, text))
        several.setdefault(text, set()).add(exact[key][1])
    texts = {text: words.pop() for text, words in several.items() if len(words) == 1}
    return Wording(language, name, direction, draft, exact, texts)


def in_words(document: Mapping[str, Any], wording: Wording) -> dict[str, Any]:
    """A codebook document with its questions and answers in the language."""
    if wording.english:
        return dict(document)
    books = {}
    for key, book in document["questionnaires"].items():
        variables = [_variable(key, variable, wording) for variable in book["variables"]]
        title = wording.say(book["title"], key)
        books[key] = {**book, "title": title, "variables": variables}
    return {**document, "questionnaires": books}


def _variable(questionnaire: str, variable: Mapping[str, Any], wording: Wording) -> dict[str, Any]:
    code = variable["code"]
    options = [
        {**o, "label": wording.say(o["label"], questionnaire, code, o["code"])}
        for o in variable.get("options") or ()
    ]
    told = {
        part: wording.say(variable[part], questionnaire, code, f"({part})")
        for part in BESIDE
        if variable.get(part)
    }
    label = wording.say(variable["label"], questionnaire, code)
    return {**variable, **told, "label": label, "options": options}


def _texts(document: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    for key, book in document["questionnaires"].items():
        yield (key, "", ""), book["title"]
        for variable in book["variables"]:
            yield (key, variable["code"], ""), variable["label"]
            for part in BESIDE:
                if variable.get(part):
                    yield (key, variable["code"], f"({part})"), variable[part]
            for option in variable.get("options") or ():
                yield (key, variable["code"], option["code"]), option["label"]

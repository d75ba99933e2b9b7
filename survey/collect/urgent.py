"""Whether an open answer reads as if somebody is in danger now. Standard library only.

The rules are data (``urgent.toml``) and over-inclusive. Nothing that is found is stored: the
page of help numbers is shown before going on, and that is all.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

_APOSTROPHES = re.compile("['`\u2018\u2019\u00b4\u02bc]")
_BREAKS = re.compile(r"[^\w]+")
_GAP = r"(?: \w+){0,3}"
_ENDS = re.compile("[.!?؟\n]+")


@dataclass(frozen=True, slots=True)
class Danger:
    """One sort of danger: its rule as an expression, and the supports that come first."""

    key: str
    show: tuple[str, ...]
    rule: re.Pattern[str]


def found(texts: Iterable[str]) -> tuple[Danger, ...]:
    """The sorts of danger that any of the texts reads like, in the order of the file."""
    sentences = [sentence for text in texts for sentence in _sentences(text)]
    return tuple(
        danger for danger in rules() if any(danger.rule.search(words) for words in sentences)
    )


def supports(dangers: Iterable[Danger]) -> tuple[str, ...]:
    """The keys of the supports to show, each once, the most urgent first."""
    keys = dict.fromkeys(key for danger in dangers for key in danger.show)
    return ("emergency", *(key for key in keys if key != "emergency"))


def _sentences(text: str) -> list[str]:
    """The sentences of a text: small letters, single spaces, nothing else."""
    return [said for part in _ENDS.split(text) if (said := normal(part))]


def normal(text: str) -> str:
    """Words as the rules are written: small letters, no marks, no apostrophes, single spaces."""
    letters = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold()
    return _BREAKS.sub(" ", letters).strip()


@functools.cache
def rules() -> tuple[Danger, ...]:
    """The rules of ``urgent.toml``, read once."""
    source = resources.files("survey.collect").joinpath("urgent.toml").read_text("utf-8")
    return tuple(
        Danger(one["key"], tuple(one["show"]), _rule(one["patterns"], one["not_after"]))
        for one in tomllib.loads(source)["danger"]
    )


def _rule(patterns: Iterable[str], not_after: Iterable[str]) -> re.Pattern[str]:
    before = "".join(rf"(?<!\b{re.escape(word)} )" for word in not_after)
    return re.compile(rf"{before}(?<!\w)(?:{'|'.join(map(expression, patterns))})")


def expression(pattern: str) -> str:
    """A pattern of the file as a regular expression over :func:`normal` text."""
    made = ""
    for word in pattern.split(" "):
        if word == "...":
            made += _GAP
        elif word.startswith("?"):
            made += f"(?: {_word(word[1:])})?"
        else:
            made += f" {_word(word)}"
    end = "" if pattern.endswith("$") else r"(?!\w)"
    return made.replace(" ", "", 1).replace("( ", "(") + end


def _word(word: str) -> str:
    return word.replace("*", r"\w*").replace("(", "(?:")

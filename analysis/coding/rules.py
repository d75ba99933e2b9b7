"""The lexicon: rules read from ``lexicon/*.toml``, and what they find in an answer.

A rule is strong (it gives its code on its own) or weak (a hint: two different weak rules of a
code in one answer give it); each is a feature of the trained model, which has the last word. Only
a rule that is "always" gives its code whatever the model says: an allegation that names a number
is read by a person even where a model, which saw few of them, doubts it.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt

from analysis.coding import text as texts
from analysis.coding.patterns import Pattern, PatternError, compile_pattern
from analysis.coding.prefilter import Candidate, Prefilter

FOLDER = Path(__file__).parent / "lexicon"
_KEYS = {"name", "patterns", "unless", "strength", "questions", "audiences", "negation"}
_STRENGTHS = ("weak", "strong", "always")
_AT_ONCE = 256
"""Answers looked at together; more would only take more memory."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule of a code. ``questions`` and ``audiences``: empty means any."""

    code: str
    name: str
    unless: tuple[Pattern, ...]
    strong: bool
    questions: frozenset[str]
    audiences: frozenset[str]
    negation: str
    always: bool = False

    @property
    def label(self) -> str:
        """The rule's full name, ``code.name``: what the evidence shows."""
        return f"{self.code}.{self.name}"


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fired: where (characters, end exclusive), and whether on its own or always."""

    code: str
    start: int
    end: int
    rule: str
    strong: bool
    always: bool = False


class Lexicon:
    """All rules with their patterns, and the filter that spares running most of them."""

    def __init__(self, rules: Iterable[tuple[Rule, tuple[Pattern, ...]]]) -> None:
        self.rules: list[Rule] = []
        self._patterns: list[tuple[Rule, Pattern]] = []
        for rule, patterns in rules:
            self.rules.append(rule)
            self._patterns.extend((rule, pattern) for pattern in patterns)
        self._prefilter = Prefilter([pattern for _, pattern in self._patterns])

    def __len__(self) -> int:
        """How many patterns there are."""
        return len(self._patterns)

    def find(self, text: str, question: str = "", audience: str = "") -> list[Match]:
        """Every rule that fires in *text*, in reading order; at most one match per pattern."""
        return self.find_all([(text, question, audience)])[0]

    def find_all(self, answers: Sequence[tuple[str, str, str]]) -> list[list[Match]]:
        """As :meth:`find`, for many (text, question, audience) at once."""
        found: list[list[Match]] = []
        for at in range(0, len(answers), _AT_ONCE):
            some = answers[at : at + _AT_ONCE]
            folded = [texts.fold(text) for text, _, _ in some]
            candidates = self._prefilter.candidates(folded)
            for low, here, (_, question, audience) in zip(folded, candidates, some, strict=True):
                found.append(self._run(low, here, question, audience))
        return found

    def _run(
        self, folded: str, candidates: list[Candidate], question: str, audience: str
    ) -> list[Match]:
        found: dict[tuple[str, int, int], Match] = {}
        for number, starts in candidates:
            rule, pattern = self._patterns[number]
            if rule.questions and question not in rule.questions:
                continue
            if rule.audiences and audience not in rule.audiences:
                continue
            match = _first(rule, pattern, folded, starts)
            if match:
                found[match.rule, match.start, match.end] = match
        return sorted(found.values(), key=lambda m: (m.start, m.end, m.rule))


def always(matches: Sequence[Sequence[Match]], codes: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which codes are given whatever the model says, shape (answers, codes)."""
    found = np.zeros((len(matches), len(codes)), dtype=bool)
    for row, here in enumerate(matches):
        for match in here:
            if match.always:
                found[row, codes.index(match.code)] = True
    return found


def _first(rule: Rule, pattern: Pattern, folded: str, starts: list[int] | None) -> Match | None:
    for hit in _hits(pattern, folded, starts):
        if rule.negation == "cancels" and texts.negated(folded, hit.start()):
            continue
        if rule.unless and any(u.regex.search(folded) for u in rule.unless):
            return None
        return Match(rule.code, hit.start(), hit.end(), rule.label, rule.strong, rule.always)
    return None


def _hits(pattern: Pattern, folded: str, starts: list[int] | None) -> Iterator[re.Match[str]]:
    if starts is None:
        return pattern.regex.finditer(folded)
    return filter(None, map(pattern.regex.match, repeat(folded), starts))


def load(folder: Path = FOLDER) -> Lexicon:
    """Read every file of *folder*. Raises PatternError naming file and rule."""
    shared = tomllib.loads((folder / "_words.toml").read_text(encoding="utf-8"))
    pairs: list[tuple[Rule, tuple[Pattern, ...]]] = []
    for path in sorted(folder.glob("[a-z]*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        for table in document["rule"]:
            pairs.append(_rule(path.stem, table, shared))
    return Lexicon(pairs)


@functools.cache
def shipped() -> Lexicon:
    """The lexicon that comes with Heard, compiled once."""
    return load()


def _rule(
    code: str, table: dict[str, object], shared: dict[str, str]
) -> tuple[Rule, tuple[Pattern, ...]]:
    name = str(table.get("name", "?"))
    unknown = set(table) - _KEYS
    if unknown:
        raise PatternError(f"{code}.{name}: unknown key {', '.join(sorted(unknown))}")
    try:
        patterns = _compile(table.get("patterns", ""), shared)
        unless = _compile(table.get("unless", ""), shared)
    except PatternError as error:
        raise PatternError(f"{code}.{name}: {error}") from None
    strength = str(table.get("strength", "strong"))
    if strength not in _STRENGTHS:
        raise PatternError(f"{code}.{name}: strength is one of {', '.join(_STRENGTHS)}")
    rule = Rule(
        code=code,
        name=name,
        unless=unless,
        strong=strength != "weak",
        always=strength == "always",
        questions=frozenset(_strings(table.get("questions"))),
        audiences=frozenset(_strings(table.get("audiences"))),
        negation=str(table.get("negation", "cancels")),
    )
    return rule, patterns


def _strings(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []


def _compile(block: object, shared: dict[str, str]) -> tuple[Pattern, ...]:
    lines = (line.strip() for line in str(block).splitlines())
    return tuple(compile_pattern(line, shared) for line in lines if line and line[0] != "#")

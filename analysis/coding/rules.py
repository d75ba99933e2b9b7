"""The lexicon: rules read from ``lexicon/*.toml``, and what they find in an answer.

A rule is strong (it gives its code on its own) or weak (a hint: two different weak rules of a
code in one answer give it, and each is a feature of the trained model).
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.coding import text as texts
from analysis.coding.patterns import Pattern, PatternError, compile_pattern

FOLDER = Path(__file__).parent / "lexicon"
_KEYS = {"name", "patterns", "unless", "strength", "questions", "audiences", "negation"}


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

    @property
    def label(self) -> str:
        """The rule's full name, ``code.name``: what the evidence shows."""
        return f"{self.code}.{self.name}"


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fired: where (characters, end exclusive), and whether on its own."""

    code: str
    start: int
    end: int
    rule: str
    strong: bool


class Lexicon:
    """All rules, indexed by the pieces of text without which they cannot match."""

    def __init__(self, rules: Iterable[tuple[Rule, tuple[Pattern, ...]]]) -> None:
        self.rules: list[Rule] = []
        self._always: list[tuple[int, Pattern]] = []
        index: dict[str, list[tuple[int, Pattern]]] = {}
        for number, (rule, patterns) in enumerate(rules):
            self.rules.append(rule)
            for pattern in patterns:
                if not pattern.literals:
                    self._always.append((number, pattern))
                for literal in pattern.literals:
                    index.setdefault(literal, []).append((number, pattern))
        self._index = sorted(index.items())

    def find(self, text: str, question: str = "", audience: str = "") -> list[Match]:
        """Every rule that fires in *text*, in reading order; at most one match per pattern."""
        folded = texts.fold(text)
        found: dict[tuple[int, int, int], Match] = {}
        for number, pattern in self._candidates(folded):
            rule = self.rules[number]
            if rule.questions and question not in rule.questions:
                continue
            if rule.audiences and audience not in rule.audiences:
                continue
            match = self._first(rule, pattern, folded)
            if match:
                found[number, match.start, match.end] = match
        return sorted(found.values(), key=lambda m: (m.start, m.end, m.rule))

    def _candidates(self, folded: str) -> list[tuple[int, Pattern]]:
        candidates = list(self._always)
        seen: set[tuple[int, int]] = set()
        for literal, entries in self._index:
            if literal in folded:
                for entry in entries:
                    key = (entry[0], id(entry[1]))
                    if key not in seen:
                        seen.add(key)
                        candidates.append(entry)
        return candidates

    @staticmethod
    def _first(rule: Rule, pattern: Pattern, folded: str) -> Match | None:
        for hit in pattern.regex.finditer(folded):
            is_negated = texts.negated(folded, hit.start())
            if rule.negation == "cancels" and is_negated:
                continue
            if rule.negation == "needed" and not is_negated:
                continue
            if rule.unless and any(u.regex.search(folded) for u in rule.unless):
                return None
            return Match(rule.code, hit.start(), hit.end(), rule.label, rule.strong)
        return None


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
    rule = Rule(
        code=code,
        name=name,
        unless=unless,
        strong=table.get("strength", "strong") == "strong",
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

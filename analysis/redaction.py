"""Finds identifying details in what people write, and takes them out. Standard library only.

The public app imports this module alone: nothing is looked up, nothing leaves the machine. Rules
find what has a form (:mod:`analysis.redacting.rules`); persons are found by names, titles, kinship
("my daughter ...") and capital letters (:mod:`analysis.redacting.names`). It will miss some: a
person reads before a quotation is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.redacting.names import persons
from analysis.redacting.rule import MARKS, Rule
from analysis.redacting.rules import RULES

_DIGIT = re.compile(r"\d")
_MOST_DIGITS = max(rule.digits for rule in RULES)
_ALWAYS = [
    frozenset(n for n, rule in enumerate(RULES) if not rule.needs and rule.digits <= digits)
    for digits in range(_MOST_DIGITS + 1)
]
"""Rules that need no word, by how many digits there are."""
_BY_NEED = {
    need: frozenset(index for index, rule in enumerate(RULES) if need in rule.needs)
    for need in frozenset[str]().union(*(rule.needs for rule in RULES))
}
_APART = dict.fromkeys(
    map(ord, ' \t\n\r!"#$%&()*+,-./0123456789:;<=>?@[\\]^_{|}~\u2013\u2014'), " "
)
_APART |= dict.fromkeys(map(ord, "'\u2018\u2019"), "")

TYPES = (
    "person",
    "officer",
    "phone",
    "email",
    "address",
    "postcode",
    "dob",
    "vehicle",
    "nhs_number",
    "ni_number",
    "reference",
    "organisation",
    "handle",
)
"""Every type of span, as it stands in the square brackets."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """An identifying detail: characters ``start`` to ``end`` (exclusive), what, and why."""

    start: int
    end: int
    type: str
    reason: str


def find(text: str) -> list[Span]:
    """Every identifying detail found in *text*, in order, none overlapping another."""
    spans = _settle(list(_by_rule(text)))
    taken = [(span.start, span.end) for span in spans]
    spans.extend(Span(start, end, "person", why) for start, end, why in persons(text, taken))
    return _settle(spans)


def redact(text: str) -> tuple[str, list[Span]]:
    """*text* with each detail replaced by its type in square brackets, and the spans found.

    Spans give the places in the text as it was written.
    """
    spans = find(text)
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += [text[at : span.start], f"[{span.type}]"]
        at = span.end
    return "".join(parts) + text[at:], spans


def _by_rule(text: str) -> Iterator[Span]:
    for rule in _possible(text):
        for match in rule.pattern.finditer(text):
            if rule.check is None or rule.check(match):
                start, end = match.span(rule.group) if rule.group else match.span()
                yield Span(start, end, rule.type, rule.reason)


def _possible(text: str) -> list[Rule]:
    """The rules that could find something, by the digits, words and marks in *text*."""
    digits = min(len(_DIGIT.findall(text)), _MOST_DIGITS) if _DIGIT.search(text) else 0
    here = set(_ALWAYS[digits])
    for word in _BY_NEED.keys() & text.lower().translate(_APART).split():
        here.update(_BY_NEED[word])
    for mark in MARKS:
        if mark in text:
            here.update(_BY_NEED.get(mark, ()))
    rules = (RULES[index] for index in sorted(here))
    return [
        rule
        for rule in rules
        if rule.digits <= digits and (rule.sign is None or rule.sign.search(text))
    ]


def _settle(spans: list[Span]) -> list[Span]:
    """Spans that overlap become one, of the type of the longest; of equals, the one found first."""
    kept: list[Span] = []
    longest = 0
    for span in sorted(spans, key=lambda s: s.start):
        length = span.end - span.start
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
            longest = length
            continue
        last = kept[-1]
        named = span if length > longest else last
        longest = max(longest, length)
        kept[-1] = Span(last.start, max(last.end, span.end), named.type, named.reason)
    return kept

"""Finds identifying details in what people write, and takes them out. Standard library only.

The public app imports this module alone: nothing is looked up, nothing leaves the machine. Rules
find what has a form (:mod:`analysis.redacting.rules`); persons are found by names, titles, kinship
("my daughter ...") and capital letters (:mod:`analysis.redacting.names`). It will miss some: a
person reads before a quotation is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.redacting.names import persons
from analysis.redacting.rules import RULES

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
    low = text.lower()
    has_digit = any(c in low for c in "0123456789")
    for rule in RULES:
        if rule.digits and not has_digit:
            continue
        if rule.needs and not any(piece in low for piece in rule.needs):
            continue
        for match in rule.pattern.finditer(text):
            if rule.check is None or rule.check(match):
                start, end = match.span(rule.group) if rule.group else match.span()
                yield Span(start, end, rule.type, rule.reason)


def _settle(spans: list[Span]) -> list[Span]:
    """Where spans overlap, the longer wins; of the same length, the one found first."""
    kept: list[Span] = []
    end_of: dict[int, None] = {}
    for span in sorted(spans, key=lambda s: s.start - s.end):
        if not any(at in end_of for at in range(span.start, span.end)):
            end_of.update(dict.fromkeys(range(span.start, span.end)))
            kept.append(span)
    return sorted(kept)

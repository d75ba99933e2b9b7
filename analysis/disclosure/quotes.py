"""What must be true before a person's words, or their meaning, are published.

A paraphrase written by a person is the default. Word for word needs the person's own yes,
redaction, and a second member of the team. No quote ever has a role and a unit beside it: there is
no place for either here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PARAPHRASE, WORDS = "paraphrase", "words"
LONGEST = 300
"""Characters: a longer story tells on itself."""


class QuoteError(ValueError):
    """A quote that may not be published; the message says why, never the words."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote and how it came to be.

    ``consent`` is the person's own answer to the question about their words (yes, paraphrase, no;
    empty when skipped, which means no). ``written_by`` and ``approved_by`` are members of the team.
    ``source`` is the original text, needed to see that a paraphrase is none; it is not published.
    """

    text: str
    kind: str
    audience: str
    code: str = ""
    stage: str = ""
    question: str = ""
    consent: str = ""
    redacted: bool = False
    written_by: str = ""
    approved_by: tuple[str, ...] = ()
    source: str = ""


def problems(quote: Quote, found: Callable[[str], Sequence[object]] | None = None) -> list[str]:
    """Everything that forbids this quote. ``found`` finds identifying details in a text."""
    wrong = []
    if quote.kind not in (PARAPHRASE, WORDS):
        wrong.append("its kind is neither paraphrase nor words")
    if quote.consent not in ("yes", "paraphrase"):
        wrong.append("the person did not agree to be quoted")
    if not quote.text.strip() or len(quote.text) > LONGEST:
        wrong.append(f"it is empty or longer than {LONGEST} characters")
    if quote.code == "urgent":
        wrong.append("it is about something urgent, which is never published")
    if found is not None and found(quote.text):
        wrong.append("it holds an identifying detail")
    wrong += _words(quote) if quote.kind == WORDS else _paraphrase(quote)
    return wrong


def _words(quote: Quote) -> list[str]:
    wrong = []
    if quote.consent != "yes":
        wrong.append("the person agreed to a paraphrase only")
    if not quote.redacted:
        wrong.append("it was not redacted")
    if len(set(quote.approved_by)) < 2:
        wrong.append("word for word needs two different people to approve it")
    return wrong


def _paraphrase(quote: Quote) -> list[str]:
    wrong = []
    if not quote.written_by:
        wrong.append("a person writes a paraphrase, and nobody is named")
    if not quote.approved_by:
        wrong.append("nobody approved it")
    if quote.source and shared_words(quote.text, quote.source) >= 6:
        wrong.append("it repeats six or more of the person's words in a row")
    return wrong


def shared_words(text: str, source: str) -> int:
    """The longest run of words that both texts have."""
    one, other = text.lower().split(), source.lower().split()
    longest, before = 0, [0] * (len(other) + 1)
    for word in one:
        now = [0] * (len(other) + 1)
        for place, theirs in enumerate(other, 1):
            if word == theirs:
                now[place] = before[place - 1] + 1
                longest = max(longest, now[place])
        before = now
    return longest


def published(
    quotes: Iterable[Quote], found: Callable[[str], Sequence[object]] | None = None
) -> list[dict[str, Any]]:
    """The public part of approved quotes; :class:`QuoteError` when one may not be published."""
    public = []
    for number, quote in enumerate(quotes, 1):
        wrong = problems(quote, found)
        if wrong:
            raise QuoteError(f"Quote {number} may not be published: {'; '.join(wrong)}.")
        names = ("text", "kind", "audience", "code", "stage", "question")
        public.append({name: getattr(quote, name) for name in names})
    return public


def from_data(data: Mapping[str, Any]) -> Quote:
    """A quote from plain data; :class:`QuoteError` for anything that a quote has no place for."""
    try:
        return Quote(**{**data, "approved_by": tuple(data.get("approved_by", ()))})
    except TypeError:
        known = set(Quote.__slots__)
        extra = ", ".join(sorted(set(data) - known)) or "text, kind and audience"
        raise QuoteError(f"A quote has no place for this, or lacks it: {extra}.") from None

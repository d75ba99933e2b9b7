"""Persons in a text: by known names, titles, kinship and capital letters. Standard library only."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from analysis.redacting import words

_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+){0,3}")
_ENDS_IN_POSSESSIVE = re.compile(r"['\u2019]s?$")
_KIN_WORDS = (
    "son|daughter|brother|sister|nephew|niece|cousin|boyfriend|girlfriend|grandson|granddaughter|"
    "stepson|stepdaughter|lad|eldest|youngest|oldest|child|boy|girl|friend|mate|partner|husband|"
    "wife|ex|twin|twins|uncle|auntie|aunty|aunt|neighbour"
)
_NAMING = re.compile(
    r"\b(?:called|named|names?(?: is| was)?|name's|known as|goes by|aka|nicknamed|i'm|i am|"
    r"(?:my|our|his|her|their|your|the|a|little|big|older|younger|step|best) (?:"
    + _KIN_WORDS
    + r")"
    r"(?: is| was)?),? {1,2}$",
    re.IGNORECASE,
)
_SURE_NAMING = re.compile(
    r"\b(?:(?:boy|girl|man|woman|lad|friend|son|daughter|lady|worker|baby|child)'?s? (?:is |was )?"
    r"(?:called|named)|(?:my|his|her|their|whose) names?(?: is| was)?|names? (?:is|was)|known as|"
    r"goes by|aka|nicknamed|(?:my|our|his|her|their) (?:little |older |younger |best |step"
    r" |eldest |youngest )?(?:"
    + _KIN_WORDS + r")),? {1,2}$",
    re.IGNORECASE,
)  # fmt: skip


_APPOSITION = re.compile(
    r"(?:, | \(| [\-\u2013] ?)(?:my|our|his|her|their|who|whose|aged|then|\d{1,2}\b)", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?i:regards|thanks|thank you|thankyou|yours(?: \w{2,12})?|signed|sincerely|from|love|cheers|"
    r"[\-\u2013\u2014])[,.:!]?\s{1,3}(?P<name>[A-Z][\w'\u2019.\-]{1,20}"
    r"(?: [A-Z][\w'\u2019.\-]{0,20}){0,2})\W{0,3}\Z"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KIN = _words("""
    son daughter child kid boy girl lad brother sister nephew niece cousin grandson granddaughter
    stepson stepdaughter partner husband wife boyfriend girlfriend friend mate neighbour ex baby
    twin mum mother dad father nan gran grandad uncle aunt auntie aunty pastor imam rabbi called
    named aka worker carer keyworker teacher manager sergeant constable advocate mentor nurse doctor
    counsellor coordinator interviewer lady interpreter solicitor name is my our young lil little
    eldest youngest oldest
""")
_TITLES = _words("""
    mr mrs ms miss mx dr fr doctor prof professor rev reverend father sister brother pastor imam
    rabbi
    sir lady dame auntie aunty aunt uncle councillor cllr judge nurse
""")
_PART_OF_NAME = _words(
    "fr mr mrs ms miss mx dr prof rev auntie aunty uncle pastor imam cllr sister"
)
_SMALL_TITLES = _words("mr mrs ms mx dr auntie aunty uncle pastor imam cllr")
_PLACE_BEFORE = _words("""
    in at near towards around outside through via across behind into onto between inside
""")
_PARTICLES = _words("de da dos van der den al el bin ibn bint ur ul la le")
_DOES = _words("""
    was is has had went came ran told said kept got left did didn't didnt does doesn't never and
    just would could gets goes says tells walked rang called phoned needs wants will won't can't
    cannot hasn't hadn't isn't wasn't wasnt who turned took knew knows asked spoke stayed lives
    lived likes loves turns disappeared vanished absconded deserves deserved
""")
Tokens = list[re.Match[str]]


def persons(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Start, end and reason of each person in *text*, outside the spans already *taken*."""
    tokens = list(_TOKEN.finditer(text))
    plain = words.plain()
    index = 0
    while index < len(tokens):
        raw = tokens[index].group()
        reason = "" if raw in plain else _why(text, tokens, index)
        if not reason or _inside(tokens[index], taken):
            index += 1
            continue
        last = _end_of_name(text, tokens, index)
        end = tokens[last].start() + len(_ENDS_IN_POSSESSIVE.sub("", tokens[last].group()))
        yield _start(text, tokens, index, reason), end, reason
        index = last + 1
    if tokens and tokens[-1].group()[0].isupper():
        yield from _at_the_end(text, taken)


def _at_the_end(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """A signature: the last words, after "thanks" or "from", if one of them could be a name."""
    match = _SIGNED.search(text, max(0, len(text) - 90))
    if match is None or _inside(match, taken):
        return
    found = [words.bare(word.strip(".")) for word in match.group("name").split()]
    if any(word in words.public() or word in words.everyday() for word in found):
        return
    listed = words.first_names(), words.surnames()
    if any(words.is_unknown(w) or any(w in names for names in listed) for w in found):
        yield match.start("name"), match.end("name"), "name at the end"


def _start(text: str, tokens: Tokens, index: int, reason: str) -> int:
    """A title belongs to the name."""
    if reason == "after a title" and tokens[index - 1].group().lower() in _PART_OF_NAME:
        return tokens[index - 1].start()
    return tokens[index].start()


def _inside(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    before = bisect_left(taken, (match.end(), 0)) - 1  # the last that begins before its end
    return before >= 0 and taken[before][1] > match.start()


def _why(text: str, tokens: Tokens, index: int) -> str:
    """The reason for which this word is taken for a person's name; empty if it is not."""
    raw = tokens[index].group()
    word = words.bare(raw)
    if len(word) < 2:
        return ""
    if raw.isupper() and len(raw) < 4:
        return _why_initials(text, tokens, index, word)
    if not raw[0].isupper():
        return _why_small(text, tokens, index, word)
    if word in words.first_names() and word not in words.not_names():
        titled = _before(text, tokens, index) in _TITLES
        return "after a title" if titled else "known first name"
    return _why_capital(text, tokens, index, word)


def _why_small(text: str, tokens: Tokens, index: int, word: str) -> str:
    if word not in words.first_names() and words.is_known(word):
        return ""
    if word in words.small_names() or _without_apostrophe(word):
        return "known first name"
    listed, unknown = word in words.first_names(), words.is_unknown(word)
    if not listed and not unknown:
        return ""
    start = tokens[index].start()
    before = text[max(0, start - 32) : start]
    if listed and _NAMING.search(before):
        return "named in the text"
    if unknown and _SURE_NAMING.search(before):
        return "unknown word where a name stands"
    return "after a title" if unknown and _before(text, tokens, index) in _SMALL_TITLES else ""


def _without_apostrophe(word: str) -> bool:
    """Whether this is a name with the s of a possessive: "joshs phone"."""
    if len(word) < 5 or word[-1] != "s" or words.is_known(word):
        return False
    return word[:-1] in words.small_names()


def _why_initials(text: str, tokens: Tokens, index: int, word: str) -> str:
    """Two or three capitals: a nickname only right after "my son" and the like."""
    start = tokens[index].start()
    if words.is_known(word) or not _SURE_NAMING.search(text[max(0, start - 32) : start]):
        return ""
    return "unknown word where a name stands"


def _before(text: str, tokens: Tokens, index: int) -> str:
    """The word just before, small letters; empty if something stands between."""
    return tokens[index - 1].group().lower() if index and _close(text, tokens, index) else ""


def _why_capital(text: str, tokens: Tokens, index: int, word: str) -> str:
    before = _before(text, tokens, index)
    if word in words.stop() or word.removesuffix("s") in words.public():
        return ""
    if before in _TITLES:
        return "after a title"
    if before in _KIN and not words.is_known(word):
        return f"after '{before}'"
    if word in words.not_names():
        return "known first name" if _then_surname(text, tokens, index) else ""
    return _why_unknown(text, tokens, index, before)


def _why_unknown(text: str, tokens: Tokens, index: int, before: str) -> str:
    """A capital on a word that is neither a common one nor a place nor anything public."""
    token, word = tokens[index], words.bare(tokens[index].group())
    if token.group().isupper() or len(word) < 3:
        return ""
    listed = word in words.surnames()
    if words.is_known(word) or (before in _PLACE_BEFORE and not listed):
        return ""
    if _starts_sentence(text, token.start()) and not _acts(text, tokens, index):
        return ""
    return "known surname" if listed else "capital letter inside a sentence"


def _acts(text: str, tokens: Tokens, index: int) -> bool:
    """Whether a word that begins a sentence is followed as a person's name would be."""
    if index + 1 >= len(tokens):
        return index > 3 and not text[tokens[index].end() :].strip(" .,!-x\n")
    if _ENDS_IN_POSSESSIVE.search(tokens[index].group()):
        return True
    following = tokens[index + 1].group()
    if not _close(text, tokens, index + 1):
        return bool(_APPOSITION.match(text, tokens[index].end()))
    word = words.bare(following)
    capital = following[0].isupper() and (word in words.surnames() or words.is_unknown(word))
    return following.lower().replace("\u2019", "'") in _DOES or capital


def _then_surname(text: str, tokens: Tokens, index: int) -> bool:
    if index + 1 >= len(tokens) or not _close(text, tokens, index + 1):
        return False
    following = tokens[index + 1].group()
    return following[0].isupper() and words.bare(following) in words.surnames()


def _end_of_name(text: str, tokens: Tokens, index: int) -> int:
    """The last word of the name that begins at *index*: at most three more words."""
    last = index
    while last + 1 < len(tokens) and last - index < 3 and _close(text, tokens, last + 1):
        if _ENDS_IN_POSSESSIVE.search(tokens[last].group()):
            break
        if not _goes_on(text, tokens, last + 1, tokens[index].group()):
            break
        last += 1
    return last


def _goes_on(text: str, tokens: Tokens, index: int, first: str) -> bool:
    """Whether this word belongs to the name before it, which begins with *first*."""
    following = tokens[index].group()
    word = words.bare(following)
    listed = word in words.surnames() or word in words.first_names()
    if len(following) == 1:
        return following.isupper() and following != "I"
    if following[0].isupper():
        return listed or not (word in words.stop() or words.is_known(word))
    if following in _PARTICLES and index + 1 < len(tokens) and _close(text, tokens, index + 1):
        return tokens[index + 1].group()[0].isupper()
    if first.islower() and words.is_unknown(first):
        return words.is_unknown(word)
    return listed and not words.is_known(word)


def _close(text: str, tokens: Tokens, index: int) -> bool:
    """Whether only spaces stand between a word and the last (or "Mr. " and the like)."""
    between = text[tokens[index - 1].end() : tokens[index].start()]
    if between.strip(" ") == "":
        return 0 < len(between) <= 3
    return between == ". " and tokens[index - 1].group().lower() in _TITLES


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \t\"'(\u201c\u2018-\u2013*\u2022")
    return not before or before[-1] in ".!?\n:;\u2026"

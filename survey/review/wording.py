"""How the pages say numbers, days, time left and states: in words, never as keys or ISO codes."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable

AUDIENCES = {"parent": "Parents", "carer": "Carers", "staff": "Staff"}

JOBS = {
    "check": "Attacking the release",
    "code": "Coding the comments",
    "export": "Making files",
    "open": "Opening the box",
    "publish": "Publishing the release",
    "release": "Making a release",
    "report": "Writing the summary",
    "train": "Training a model",
}
"""Kind of job -> what is being done."""

STATES = {
    "draft": "draft",
    "asked": "waits for a second person",
    "published": "published",
    "withdrawn": "withdrawn",
}
"""State of a release -> how the pages say it."""

NEXT = {
    "draft": "read it, then ask for it to be published",
    "asked": "somebody who did not ask for it reads it and publishes it",
    "published": "",
    "withdrawn": "",
}
"""State of a release -> what is to be done next."""

DETAILS = {
    "person": "a person's name",
    "officer": "an officer's name or number",
    "phone": "a telephone number",
    "email": "an e-mail address",
    "address": "an address",
    "postcode": "a postcode",
    "dob": "a date of birth",
    "vehicle": "a vehicle",
    "nhs_number": "an NHS number",
    "ni_number": "a National Insurance number",
    "reference": "a reference number",
    "organisation": "an organisation",
    "handle": "a name on social media",
    "detail": "another detail",
}
"""What can be taken out of a comment -> how the pages call it."""


def number(value: float | None) -> str:
    """1234567 as 1,234,567; nothing for None."""
    return "" if value is None else f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """``1 comment``, ``2 comments``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def audience(key: str) -> str:
    """Who a questionnaire asks."""
    return AUDIENCES.get(key, key.capitalize())


def pairs(values: Iterable[str], how: str = "") -> list[tuple[str, str]]:
    """Values with their labels, for a choice; ``how`` may be ``audience``."""
    return [(value, audience(value) if how == "audience" else value) for value in values]


def when(seconds: int) -> str:
    """UNIX time as day and minute, in the server's own time zone."""
    return time.strftime("%d %b %Y, %H:%M", time.localtime(seconds)).removeprefix("0")


def day(given: str | datetime.date) -> str:
    """An ISO day, month or year in words: ``21 January 2027``. What is none stays as it is."""
    iso = str(given)
    for shape, words in (("%Y-%m-%d", "%d %B %Y"), ("%Y-%m", "%B %Y")):
        try:
            found = datetime.datetime.strptime(iso, shape).replace(tzinfo=datetime.UTC)
        except ValueError:
            continue
        return found.strftime(words).removeprefix("0")
    return iso


def week(iso: str) -> str:
    """An ISO week as its first and last day: ``16 to 22 November 2026``."""
    try:
        year, number_ = iso.split("-W")
        first = datetime.date.fromisocalendar(int(year), int(number_), 1)
    except ValueError:
        return iso
    last = first + datetime.timedelta(days=6)
    shape = (
        "%d" if first.month == last.month else "%d %B" if first.year == last.year else "%d %B %Y"
    )
    return f"{first.strftime(shape).removeprefix('0')} to {day(last.isoformat())}"


def left(due: int, now: int) -> str:
    """How long until a limit, or since it has passed, in its largest unit."""
    seconds = abs(due - now)
    if seconds < 3600:
        words = plural(max(1, seconds // 60), "minute")
    elif seconds < 48 * 3600:
        words = plural(seconds // 3600, "hour")
    else:
        words = plural(seconds // (24 * 3600), "day")
    return f"{words} {'left' if due > now else 'over'}"

"""Fills the site's templates: autoescaped, without a script, the same bytes each time."""

from __future__ import annotations

import base64
import functools
import re
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from analysis.findings.wording import LIMITS_NOTE, day, joined
from analysis.recommendations.model import (
    COMMITTEE,
    NOT_KNOWN,
    STATUSES,
    TO_BE_ENTERED,
    Recommendation,
)
from analysis.report.page import EVERYBODY, templates
from analysis.report.palette import properties

STYLE, HATCH = "findings.css", "hatch.png"
INLINE = re.compile(r'url\("data:image/png;base64,([^"]+)"\)')
"""The report's hatching is written into its stylesheet; a site's policy wants a file."""
HEADING = re.compile(r"(</?h)([2-6])\b")


@functools.cache
def environment() -> Environment:
    """The site's templates; those of the report are found under ``report/``."""
    made = templates("analysis.site", tidy=True)
    made.filters.update(promote=promote, size=size, unknown=unknown, when=when)
    made.globals.update(
        caution=LIMITS_NOTE,
        caution_words=LIMITS_NOTE.removeprefix("† "),
        everybody=EVERYBODY,
        statuses=STATUSES,
        to_be_entered=TO_BE_ENTERED,
        full=False,
    )
    return made


def render(template: str, context: dict[str, Any]) -> bytes:
    """One page as UTF-8."""
    return environment().get_template(template).render(context).encode("utf-8")


def promote(html: Markup | str) -> Markup:
    """Every heading one level up: the report's chapters become pages of their own."""
    text = HEADING.sub(lambda found: f"{found[1]}{int(found[2]) - 1}", str(html))
    return Markup(text)  # noqa: S704 - our own templates, escaped already


MONTHS = 7
"""Letters of an ISO month."""
UNKNOWN = {"status": "what came of it", "owner": "who is to do it", "due": "until when",
           "number": "its official number"}  # fmt: skip


def when(iso: str) -> str:
    """A day, a month or a year as people write it: ``November 2016``."""
    if len(iso) == MONTHS:
        return day(f"{iso}-01").split(" ", 1)[1]
    return day(iso)


def unknown(row: Recommendation) -> str:
    """What is not known of a recommendation, in words; empty when everything is."""
    blank = {"status": row.status == NOT_KNOWN, "owner": not row.owner, "due": not row.due,
             "number": row.origin == COMMITTEE and not row.number}  # fmt: skip
    return joined([UNKNOWN[name] for name, missing in blank.items() if missing])


def size(count: int) -> str:
    """Bytes as people read them: ``38 KB``, ``1.2 MB``."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1_000_000:.1f} MB"


def assets() -> dict[str, bytes]:
    """The stylesheet and the one picture it needs, by file name."""
    report = files("analysis.report").joinpath("templates")
    own = files("analysis.site").joinpath("templates")
    base = report.joinpath("base.css").read_text(encoding="utf-8")
    found = INLINE.search(base)
    assert found, "the report's stylesheet has lost its hatching"
    rules = (
        ":root{" + "".join(f"{name}:{colour};" for name, colour in properties().items()) + "}",
        INLINE.sub(f'url("{HATCH}")', base),
        report.joinpath("screen.css").read_text(encoding="utf-8"),
        own.joinpath("site.css").read_text(encoding="utf-8"),
    )
    return {STYLE: "\n".join(rules).encode(), HATCH: base64.b64decode(found[1])}

"""Dates of birth, National Insurance numbers, vehicles, postcodes.

Sources of the forms: HMRC NIM39110 (National Insurance numbers), DVLA INF104 (registration marks),
Royal Mail PAF Digest (postcodes).
"""

from __future__ import annotations

from analysis.redacting import forms
from analysis.redacting.rule import rule

_IN = r"(?!1ST|2ND|3RD|\dTH|\d[AP]M|\d[KM]M|\d[GM]B|\d[HY]R)\d[A-Z]{2}"
_LONDON = (
    r"(?:NW(?:1[01]|[1-9])|SE(?:2[0-8]|1\d|[1-9])|SW(?:20|1\d|[1-9])|E(?:20|1\d|[1-9])|"
    r"N(?:2[0-2]|1\d|[1-9])|W(?:1[0-4]|[1-9])|EC[1-4][A-Z]?|WC[12][A-Z]?|"
    r"(?:BR|CR|DA|EN|HA|IG|KT|RM|SM|TN|TW|UB|WD)\d{1,2})"
)

BIRTH = (
    rule(
        "dob",
        "date of birth",
        r"(?:\bd\.? ?o\.? ?b\b\.?|date of birth|\bborn(?: on)?|birth ?date|birthday(?:'s)?|"
        r"turned \d{1,2})(?:\W| is| was| down| as| in| on| of| being){0,6}?"
        r"(?P<it>(?:the )?(?:" + forms.DATE + r"|\d{8}(?!\d)|\d{6}(?!\d)|"
        + forms.MONTH + r",? (?:of )?(?:19|20)?\d{2}(?!\d)|"
        r"\d{1,2}(?:st|nd|rd|th)? ?(?:of )?" + forms.MONTH + r"(?!\w)|"
        + forms.MONTH + r" (?:the )?\d{1,2}(?:st|nd|rd|th)?(?!\w)))",
        small=True,
        digits=1,
        needs={"dob", "b", "birth", "born", "birthdate", "birthday", "birthdays", "turned"},
    ),
    rule(
        "dob",
        "full date in the years of birth",
        r"(?<![\w/])(?=[\dadfjmnos])" + forms.DATE,
        small=True,
        check=forms.old_date,
        digits=5,
        needs={"19", "20"},
    ),
    rule(
        "dob",
        "year of birth",
        r"(?:born(?: in)?|year of birth(?: is| was|:)?) (?P<it>(?:19|20)\d{2})(?!\d)",
        small=True,
        digits=4,
        needs={"born", "birth"},
    ),
)  # fmt: skip

NUMBERS = (
    rule(
        "ni_number",
        "National Insurance number",
        r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ \-]?\d{2}[ \-]?\d{2}[ \-]?\d{2}[ \-]?[A-D]"
        r"(?!\w)",
        small=True,
        digits=6,
        sign=r"\d[ \-]?[A-D](?!\w)",
    ),
    rule(
        "ni_number",
        "after 'National Insurance'",
        r"(?:national insurance|nino|\bni)(?: numbers?| no\.?| num)?(?: is| was|:)? ?"
        r"(?P<it>[A-Z]{2}[ \-]?\d{2}[ \-]?\d{2}[ \-]?\d{2}(?:[ \-]?[A-Z](?!\w))?)",
        small=True,
        digits=6,
        needs={"insurance", "nino", "ni"},
    ),
    rule(
        "vehicle",
        "registration mark",
        r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}[ \-]?[A-Z]{3}(?![A-Za-z0-9])",
        small=True,
        digits=2,
        sign=r"\d(?<=[A-Z]{2}\d)\d[ \-]?[A-Z]{3}",
    ),
    rule(
        "vehicle",
        "older registration mark",
        r"(?<![A-Za-z0-9])(?!CAD|PC|GCS)(?:[A-Z]\d{1,3}[ \-]?[A-Z]{3}|[A-Z]{3}[ \-]?\d{1,3}[A-Z]|"
        r"[A-Z]{1,2}[IZ][A-Z]?[ \-]\d{3,4})(?![A-Za-z0-9])",
        digits=1,
        sign=r"[A-Z][ \-]?\d",
    ),
    rule(
        "vehicle",
        "after 'registration'",
        r"(?:\breg(?:istration)?|number ?plate|plates?|vrm)(?: numbers?| plate| mark| no\.?)?"
        r"(?: is| was|:| of| began| starts?| starting| starting with){0,2} "
        r"(?P<it>(?=[A-Z0-9 ]{0,6}\d)[A-Z0-9]{2,4} ?[A-Z0-9]{2,4})(?!\w)",
        small=True,
        check=forms.like_a_plate,
        digits=1,
        needs={"reg", "registration", "numberplate", "plate", "plates", "vrm"},
    ),
)

POSTCODES = (
    rule(
        "postcode",
        "postcode",
        r"(?<![A-Za-z0-9])[A-Z]{1,2}[\dO][A-Z\d]?[ \-]{0,2}" + _IN + r"(?![A-Za-z0-9])",
        small=True,
        digits=1,
        sign=r"\d[A-Z]{2}(?![A-Za-z0-9])(?<!1ST|2ND|3RD|\dTH|\d[AP]M|\d[KM]M|\d[GM]B|\d[HY]R)",
    ),
    rule(
        "postcode",
        "postcode letter by letter",
        r"(?<!\w)[A-Z] (?:[A-Z] )?\d (?:[A-Z\d] )?\d [A-Z] [A-Z](?!\w)",
        small=True,
        digits=2,
        sign=r"\d(?<=(?<!\w)[A-Z] \d) ",
    ),
    rule(
        "postcode",
        "outward postcode",
        r"(?<!\w)(?:postcode|post code|in|around|near|from|of|to|at|over|area|through)"
        r"(?: is| was| starts| area|:)? (?P<it>" + _LONDON + r")(?!\w)",
        small=True,
        digits=1,
        sign=r"\d(?<=[A-Z]\d)",
    ),
)

"""Patterns for identifying details as people in Britain write them. Standard library only.

Every repetition is bounded, so that no text, however hostile, makes a pattern slow. Sources of the
forms: Royal Mail PAF Digest (postcodes), Ofcom numbering plan (telephones), NHS Data Dictionary
(NHS number, modulus 11), HMRC NIM39110 (National Insurance numbers), DVLA INF104 (registration
marks); police references as forces write them in public notices.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from analysis.redacting import forms

Check = Callable[[re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of identifying detail. ``check`` sees the match and may refuse it.

    ``digits``: every match holds a digit. ``needs``: every match holds one of these pieces (small
    letters). Both only save time. ``group``: the part of the match that identifies.
    """

    type: str
    reason: str
    pattern: re.Pattern[str]
    check: Check | None
    group: str
    digits: bool
    needs: tuple[str, ...]


def _rule(
    kind: str,
    reason: str,
    pattern: str,
    *,
    small: bool = False,
    check: Check | None = None,
    digits: bool = False,
    needs: Iterable[str] = (),
) -> Rule:
    """``small``: capital and small letters are the same. A group ``it`` is what identifies."""
    compiled = re.compile(pattern, re.IGNORECASE if small else 0)
    group = "it" if "it" in compiled.groupindex else ""
    return Rule(kind, reason, compiled, check, group, digits, tuple(needs))


CONTACT = (
    _rule(
        "email",
        "e-mail address",
        r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
        needs="@",
    ),
    _rule(
        "email",
        "e-mail address in words",
        r"(?<!\w)[\w.+-]{2,40} ?[(\[]?(?:at|@)[)\]]? ?"
        r"(?:gmail|hotmail|yahoo|outlook|icloud|live|btinternet|aol|protonmail)"
        r"(?: ?(?:dot|\.) ?(?:com|co ?(?:dot|\.) ?uk|uk))(?!\w)",
        small=True,
        needs=("mail", "yahoo", "outlook", "icloud", "live", "btinternet", "aol"),
    ),
    _rule("handle", "name on social media", r"(?<![\w@.])@[A-Za-z][\w.]{1,38}\w", needs="@"),
    _rule(
        "handle",
        "looks like a user name",
        r"(?<![\w@./])[A-Za-z][A-Za-z0-9.]{0,30}_[A-Za-z0-9._]{0,30}[A-Za-z0-9](?!\w)",
        needs="_",
    ),
    _rule(
        "handle",
        "after the name of a site",
        forms.SITE
        + r"(?: name| account| id| tag)?(?: is| was|:| called| named| -| =| under| as){1,2} "
        r"[\"']?(?P<it>[A-Za-z][\w.\-]{2,38}\w)",
        small=True,
        check=forms.like_a_handle,
    ),
    _rule(
        "handle",
        "web address of a person's page",
        r"(?:facebook|instagram|tiktok|snapchat|twitter|x|linkedin)\.com/[\w./@?=\-]{2,80}",
        small=True,
        needs=(".com/",),
    ),
    _rule(
        "nhs_number",
        "valid NHS number",
        r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)",
        check=forms.is_nhs_number,
        digits=True,
    ),
    _rule(
        "nhs_number",
        "after 'NHS number'",
        r"nhs (?:number|no\.?|num)(?: is| was|:)? ?(?P<it>\d[\d \-]{7,12}\d)",
        small=True,
        needs=("nhs",),
    ),
    _rule(
        "phone",
        "telephone number",
        r"(?<![\w/])(?:(?:\+|00)44[ .\-]{0,2}(?:\(0\))?|\(?0)[ .\-]{0,2}[1-9]"
        r"(?:[ .\-()]{0,2}\d){8,9}(?![\d/])",
        digits=True,
    ),
    _rule(
        "phone",
        "telephone number of another country",
        r"(?<![\w/])\+(?!44)\d{1,3}(?:[ .\-()]{0,2}\d){7,12}(?!\d)",
        needs="+",
    ),
    _rule(
        "phone",
        "after 'my number is'",
        r"(?:my|his|her|our|their|mobile|phone|contact|tel|telephone|landline) ?"
        r"(?:number|no\.?|num)(?: is| was|:)? ?(?P<it>\+?\d(?:[ .\-()]{0,2}\d){5,13})(?!\d)",
        small=True,
        digits=True,
    ),
)

OFFICERS = (
    _rule(
        "officer",
        "police rank and name",
        r"(?<![\w'])(?i:"
        + forms.RANK
        + r") (?:\d{2,6}[A-Z]{0,2} )?(?P<name>"
        + forms.NAME
        + r"(?:[ \-]"
        + forms.NAME
        + r"){0,2})(?:,? \d{2,6}[A-Z]{0,2})?(?!\w)",
        check=forms.a_name_follows,
        needs=forms.RANKS,
    ),
    _rule(
        "officer",
        "police rank and number",
        r"(?<![\w'])" + forms.RANK + r" (?:number |no\.? )?[A-Z]{0,2}\d{2,6} ?(?:[A-Z]{2})?(?!\w)",
        small=True,
        digits=True,
        needs=forms.RANKS,
    ),
    _rule(
        "officer",
        "shoulder number",
        r"(?<![\w/\-])\d{2,5} ?" + forms.UNITS + r"(?![\w/])",
        digits=True,
    ),
    _rule(
        "officer",
        "shoulder number",
        r"(?<![\w/\-\u00a3])\d{3,5}(?P<letters>[A-Z]{2})(?![\w/])",
        check=forms.not_a_time,
        digits=True,
    ),
    _rule(
        "officer",
        "after 'shoulder number'",
        r"(?:shoulder|collar|warrant|badge|epaulette|epaulet|officer'?s?|staff)"
        r"(?: card)?(?: id| number| num| no\.?| ref){1,2}"
        r"(?:\W| is| was| read| said| like| began| with){0,4}"
        r"(?P<it>[A-Z]{0,3} ?\d{2,7} ?(?:[A-Z]{1,2}(?![A-Za-z]))?)",
        small=True,
        digits=True,
    ),
    _rule(
        "officer",
        "number on the shoulder",
        r"(?P<it>[A-Z]{0,2}\d{2,6}[A-Z]{0,2}) (?:was )?on (?:his|her|their|the) "
        r"(?:shoulder|collar|lapel|badge|epaulette)",
        small=True,
        digits=True,
    ),
)

NUMBERS = (
    _rule(
        "dob",
        "date of birth",
        r"(?:d\.?o\.?b\.?|date of birth|born(?: on)?|birth ?date|birthday)"
        r"(?:\W| is| was| down| as| in| the| on| of){0,6}(?P<it>" + forms.DATE + r")",
        small=True,
        digits=True,
    ),
    _rule(
        "dob",
        "full date in the years of birth",
        r"(?<![\d/])" + forms.DATE,
        small=True,
        check=forms.old_date,
        digits=True,
    ),
    _rule(
        "dob",
        "year of birth",
        r"(?:born in|year of birth(?: is| was|:)?) (?P<it>(?:19|20)\d{2})(?!\d)",
        small=True,
        digits=True,
    ),
    _rule(
        "ni_number",
        "National Insurance number",
        r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)",
        small=True,
        digits=True,
    ),
    _rule(
        "reference",
        "CAD reference",
        r"(?<!\w)CAD(?: ?(?:no\.?|number|ref(?:erence)?))?(?: is| was|:)? ?#?\d{1,6}"
        r"(?: ?(?:/|of|-) ?\d{1,2}[ /\-]?(?:[A-Z]{3,9}|\d{1,2})(?:[ /\-]?\d{2,4})?)?(?!\w)",
        small=True,
        needs=("cad",),
    ),
    _rule(
        "reference",
        "number and date of a call",
        r"(?<![\w/])\d{1,6} ?/ ?\d{1,2} ?[A-Z]{3}(?: ?\d{2,4})?(?!\w)",
        small=True,
        needs="/",
    ),
    _rule(
        "reference",
        "police reference",
        r"(?<![\w/\-])(?:[A-Z]{2,5}[-/ ]?\d{3,8}[-/]\d{2,4}|"
        r"[A-Z]{2,5}-\d{2,8}-\d{2,6}(?:-\w{2,6})?|\d{2}[A-Z]{2,5}\d{4,8}|"
        r"\d{2}/[A-Z]{1,5}/\d{2,8}(?:/\d{2,4})?|\d{5,8}/\d{2,4}|"
        r"[A-Z]{1,3}\d{1,2}/\d{3,8}(?:/\d{2,4})?|\d{2}[-/]\d{5,8}(?:[-/]\d{2,4})?|"
        r"[A-Z]{2,4}/\d{3,8}(?:/\d{2,4})?|\d{2,4}-\d{4,8}-\d{2,4})(?![\w/])",
        digits=True,
    ),
    _rule(
        "reference",
        "after 'reference' or 'case number'",
        forms.REFERENCE_OF + r"(?:\.| (?:number|no\.?|ref(?:erence)?|id|num|report)){0,2}"
        r"(?: is| was|:| of| -|,| they gave me| #){0,2} ?#?"
        r"(?P<it>(?=[A-Z0-9/\-]{0,12}\d{2})[A-Z0-9][A-Z0-9/\-]{2,22}[A-Z0-9])(?!\w)",
        small=True,
        check=forms.like_a_reference,
        digits=True,
    ),
    _rule(
        "vehicle",
        "registration mark",
        r"(?<![A-Za-z0-9])[A-Z]{2}\d{2} ?[A-Z]{3}(?![A-Za-z0-9])",
        small=True,
        digits=True,
    ),
    _rule(
        "vehicle",
        "older registration mark",
        r"(?<![A-Za-z0-9])(?!CAD|PC)(?:[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z])"
        r"(?![A-Za-z0-9])",
        digits=True,
    ),
    _rule(
        "vehicle",
        "after 'registration'",
        r"(?:\breg(?:istration)?|number ?plate|plates?|vrm)(?: number| plate| mark| no\.?)?"
        r"(?: is| was|:| of| began| starts?| starting){0,2} "
        r"(?P<it>(?=[A-Z0-9 ]{0,6}\d)[A-Z0-9]{2,4} ?[A-Z0-9]{2,4})(?!\w)",
        small=True,
        check=forms.like_a_plate,
        digits=True,
    ),
)

PLACES = (
    _rule(
        "postcode",
        "postcode",
        r"(?<![A-Za-z0-9])[A-Z]{1,2}\d[A-Z\d]? {0,2}\d[A-Z]{2}(?![A-Za-z0-9])",
        small=True,
        digits=True,
    ),
    _rule(
        "postcode",
        "outward postcode",
        r"(?:postcode|post code|in|around|near|from|of|to) (?:is |was |starts |area )?"
        r"(?P<it>(?:NW(?:1[01]|[1-9])|SE(?:2[0-8]|1\d|[1-9])|SW(?:20|1\d|[1-9])|"
        r"E(?:20|1\d|[1-9])|N(?:2[0-2]|1\d|[1-9])|W(?:1[0-4]|[1-9])|EC[1-4][A-Z]?|WC[12][A-Z]?|"
        r"(?:BR|CR|DA|EN|HA|IG|KT|RM|SM|TN|TW|UB|WD)\d{1,2}))(?!\w)",
        digits=True,
    ),
    _rule(
        "address",
        "number, name and street",
        r"(?<![\w/])"
        + forms.FLAT
        + r"(?:[Nn]o\.? ?)?\d{1,4}[a-z]?,? (?:"
        + forms.PLACE
        + r" ){1,3}(?i:"
        + forms.STREET
        + r")(?!\w)",
        digits=True,
    ),
    _rule(
        "address",
        "number and street",
        r"(?<![\w/])"
        + forms.FLAT
        + r"(?:no\.? ?)?\d{1,4}[a-z]?,? (?P<street>(?:[a-z'\u2019]{2,20} ){1,3})"
        + forms.SURE_STREET
        + r"(?!\w)",
        small=True,
        check=forms.not_filler,
        digits=True,
    ),
    _rule(
        "address",
        "flat number",
        r"(?<!\w)(?:[Ff]lat|[Aa]partment|[Aa]pt) (?:number )?\d{1,4}[a-zA-Z]?"
        r"(?! ?(?:year|month|week|day|hour|min|people|kids))"
        r"(?:,? (?:[A-Z]\w{1,20} ){1,2}(?:House|Court|Tower|Heights|Point|Mansions|Lodge|"
        r"Buildings))?(?!\w)",
        digits=True,
    ),
    _rule(
        "address",
        "street name",
        r"(?<!\w)(?:" + forms.PLACE + r" ){1,3}(?:Road|Street|Avenue|Lane|Crescent|Terrace|Gardens|"
        r"Grove|Close|Mews|Walk|Drive|Way|Rise|Estate)(?!\w)",
        check=forms.named_street,
    ),
    _rule(
        "organisation",
        "named school, home or centre",
        r"(?<!\w)(?P<name>(?:St\.? |Our Lady |The )?(?:[A-Z][A-Za-z'\u2019\-]{1,20} ){1,3})"
        r"(?:of [A-Z]\w{1,20} )?" + forms.INSTITUTION + r"(?!\w)",
        check=forms.named_place,
    ),
    _rule(
        "organisation",
        "school or church named after a saint",
        r"(?<!\w)St\.? [A-Z][a-z]{2,20}(?:['\u2019]s?|s)(?!\w)",
    ),
)

RULES: tuple[Rule, ...] = CONTACT + OFFICERS + NUMBERS + PLACES
"""Every rule, in the order in which they are asked."""

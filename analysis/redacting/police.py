"""Officers, and the references that police and partners give, as they write them themselves."""

from __future__ import annotations

from analysis.redacting import forms
from analysis.redacting.rule import rule, set_of

_TAIL = r"(?:,? \(?\d{2,6} ?(?:[A-Z]{2})?\)?(?!\w))?"
_WORN = set_of(
    "shoulder collar warrant badge epaulette epaulettes epaulet epaulets officer officers staff "
    "force"
    " pin lapel jacket vest"
)
_CALLS = set_of(
    "incident log event job call cad report ref reference crime case home complaint connect court"
    " claim number"
)
_SYSTEMS = set_of(
    "cris crn crimint merlin urn athena niche storm iopc dps compact custody misper crime occurr"
    "ence"
    " investigation exhibit pnc pac mis fwin intel"
)
_UNIT = (
    r"(?: ?(?!(?:at|to|on|in|is|he|my|we|of|or|by|so|as|it|me|no|up|an|if|do|be|go|us|am|pm)\b)"
    r"[A-Z]{2}(?![A-Za-z]))?"
)
_RANK_ENDS = r"(?i:cso|sos|sgt|nsp|upt|spc|con|tor|ent|ant|ble|ive|cer|man)"
_SHORT_ENDS = r"(?i:pc|cs|dc|ds|ci|di|su|ps|si)"

OFFICERS = (
    rule(
        "officer",
        "police rank and name",
        r"(?=[acdiopstwACDIOPSTW])(?<![\w'])"
        r"(?i:" + forms.PREFIX + r"(?:" + forms.SHORT_RANK + r"[ .]{1,2}|"
        + forms.LONG_RANK + r" ))(?:\d{2,6} ?(?:[A-Z]{2} )?)?"
        r"(?:[A-Z]\.? ){0,2}(?P<name>" + forms.NAME + r"(?:[ \-]" + forms.NAME + r"){0,2})"
        + _TAIL
        + r"(?!\w)",
        check=forms.a_name_follows,
        needs=forms.RANKS,
        sign=r"[A-Z\d](?:(?<=" + _RANK_ENDS + r"[ .].)|(?<=" + _RANK_ENDS + r"[ .]{2}.)|"
        r"(?<=" + _SHORT_ENDS + r"[ .].)|(?<=" + _SHORT_ENDS + r"[ .]{2}.))",
    ),
    rule(
        "officer",
        "police rank and name in small letters",
        r"(?=[acdiopstw])(?<![\w'])" + forms.RANK + r"\.?"
        r" (?P<name>[a-z]{2,20}(?:['\u2019\-][a-z]{1,20})?)"
        r"(?P<more> [a-z]{3,20}(?:['\u2019\-][a-z]{2,20})?)?(?!\w)",
        small=True,
        check=forms.small_name_follows,
        needs=forms.RANKS,
    ),
    rule(
        "officer",
        "police rank and number",
        r"(?=[acdiopstw])(?<![\w'])" + forms.RANK + r"\.? ?(?:number |no\.? |#)?"
        r"(?:[A-Z]{0,2}\d{3,6}" + _UNIT + r"|\d{2} ?[A-Z]{2})(?!\w)",
        small=True,
        digits=2,
        needs=forms.RANKS,
    ),
    rule(
        "officer",
        "shoulder number",
        r"(?<![\w/\-])\d{2,5} ?" + forms.UNITS + r"(?![\w/])",
        digits=2,
        sign=r"\d ?[A-Z]{2}(?!\w)",
    ),
    rule(
        "officer",
        "shoulder number",
        r"(?<![\w/\-\u00a3])\d{3,5}(?P<letters>[A-Z]{2})(?![\w/])",
        check=forms.not_a_time,
        digits=3,
        sign=r"\d[A-Z]{2}(?!\w)",
    ),
    rule(
        "officer",
        "after 'shoulder number'",
        r"(?:(?:shoulder|collar|warrant|badge|epaulettes?|epaulets?)(?: card)?|"
        r"(?:officer'?s?|staff|force|pin)(?= id| num| no| ref))"
        r"(?:(?: id| numbers?| num| no\.?| ref)\b){0,2}"
        r"(?:\W| is| was| read| said| like| began| with| of| and| he gave| she gave){0,4}?"
        r"(?P<it>(?:(?-i:[A-Z]{1,3}) ?)?\d{2,7}" + _UNIT + r")",
        small=True,
        digits=2,
        needs=_WORN,
    ),
    rule(
        "officer",
        "number on the shoulder",
        r"(?P<it>[A-Z]{0,2}\d{2,6} ?[A-Z]{0,2}) (?:was )?on (?:his|her|their|the) "
        r"(?:shoulder|collar|lapel|badge|epaulette|jacket|vest)",
        small=True,
        digits=2,
        needs=_WORN,
        sign=r"\d ?[A-Z]{0,2} (?:was )?on ",
    ),
)  # fmt: skip

_DAY = (
    r"(?:(?: of| on| from| dated|,)? ?(?:the )?[ /\-]?\d{1,2}(?:st|nd|rd|th)?[ /\-.]?(?:of )?(?:"
    + forms.MONTH
    + r"|[/.\-]?\d{1,2})(?:[ /\-.]?(?:20)?\d{2})?(?!\d))?"
)
_NUMBER_WORDS = r"(?:\.| (?:numbers?|no\.?|num|ref(?:erence)?|id|report|log)\b){0,2}"
_IS = r"(?: is| was|:| of| -|,| they gave me| #| given){0,2} ?#?"
_STRONG = (
    r"(?:cris|crn|crimint|merlin|urn|athena|niche|storm|iopc|dps|compact|custody record|misper|"
    r"(?:crime|occurrence|custody|investigation|exhibit|pnc|pac|mis|fwin|intel)(?= ref| num| no))"
)

REFERENCES = (
    rule(
        "reference",
        "CAD reference",
        r"(?<!\w)CADs?" + _NUMBER_WORDS + _IS + r"[ \-]?\d{1,6}" + _DAY + r"(?!\w)",
        small=True,
        digits=1,
        needs={"cad", "cads"},
    ),
    rule(
        "reference",
        "number and date of a call",
        r"(?<![\w/])\d{1,6} ?/ ?\d{1,2} ?[A-Z]{3}(?: ?\d{2,4})?(?!\w)",
        small=True,
        needs={"/"},
    ),
    rule(
        "reference",
        "number and date of a call",
        r"(?<!\w)(?:incident|log|event|job|call|cad|report)" + _NUMBER_WORDS + _IS
        + r" ?(?P<it>\d{2,6}(?: of| on| from| dated) (?:the )?\d{1,2}(?:st|nd|rd|th)?["
        r" /\-.](?:of )?"
        r"(?:" + forms.MONTH + r"|\d{1,2})(?:[ /\-.]\d{2,4})?)(?!\w)",
        small=True,
        digits=3,
        needs=_CALLS,
        sign=r"\d (?:of|on|from|dated) ",
    ),
    rule(
        "reference",
        "police reference",
        r"(?<![\w/\-])(?!(?:DOB|NHS|NI)\W)(?:[A-Z]{2,5}[-/ ]?\d{3,8}[-/]\d{2,4}(?:-\w{2,6})?|"
        r"[A-Z]{2,5}-\d{2,8}-\d{2,6}(?:-\w{2,6})?|\d{2}[A-Z]{2,5}\d{4,8}|"
        r"\d{2}/(?:[A-Z]{1,5}/\d{2,8}|\d{3,8})"
        r"(?:/\d{2,4})?|\d{2}[A-Z]{1,3}/\d{2,8}(?:/\d{2,4})?|\d{5,8}/\d{2,4}|"
        r"[A-Z]{1,3}\d{1,2}/\d{3,8}(?:/\d{2,4})?|\d{2}[-/]\d{5,8}(?:[-/]\d{2,4})?|"
        r"[A-Z]{2,4}/\d{3,8}(?:/\d{2,4})?|\d{2,4}-\d{4,8}-\d{2,4}|\d{3,5}-\d{6}|"
        r"[A-Z]{3,5}\d{6,10})(?![\w/])",
        digits=3,
        check=forms.not_short_date,
        sign=r"\d(?:(?=[-/])|(?<=[-/A-Z]\d))",
    ),
    rule(
        "reference",
        "after the name of a police system",
        r"(?<!\w)" + _STRONG + r"(?: (?:log|occurrence|report|record|incident))?" + _NUMBER_WORDS
        + _IS + r" ?(?=[A-Z0-9/\-]{0,14}\d{2})[A-Z0-9][A-Z0-9/\-]{1,24}[A-Z0-9](?!\w)",
        small=True,
        digits=2,
        needs=_SYSTEMS,
    ),
    rule(
        "reference",
        "after 'reference' or 'case number'",
        r"(?<!\w)" + forms.REFERENCE_OF + _NUMBER_WORDS + _IS
        + r" ?(?P<it>(?=[A-Z0-9/\-]{0,12}\d{2})[A-Z0-9][A-Z0-9/\-]{2,22}[A-Z0-9])(?!\w)",
        small=True,
        check=forms.like_a_reference,
        digits=2,
        needs=_CALLS,
    ),
    rule(
        "reference",
        "long number",
        r"(?<![\w.,\u00a3$/\-])\d{7,14}(?![\w/]|[.,]\d)",
        digits=7,
        sign=r"\d{7}",
    ),
)  # fmt: skip

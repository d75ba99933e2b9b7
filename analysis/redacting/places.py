"""Addresses, schools, homes and other named places in which a child could be found."""

from __future__ import annotations

from analysis.redacting import forms
from analysis.redacting.rule import rule, set_of

_WAYS = set_of(
    "road street avenue lane crescent terrace gardens grove mews rd ave cres gdns close drive wa"
    "y walk"
    " rise court place square row hill park parade estate green view broadway house heights tower"
    " point mansions buildings path vale end yard wharf st lodge approach gate quay circus passage"
    " alley croft meadow meadows oval esplanade promenade embankment mount dene"
)
_HOUSES = r"(?:house|court|tower|heights|point|mansions|lodge|buildings)"
_NUMBER = r"(?:(?i:no|number|num)\.? ?)?\d{1,4}(?:[/\-]\d{1,4})?[a-zA-Z]?,? "

ADDRESSES = (
    rule(
        "address",
        "number, name and street",
        r"(?<![\w/])" + forms.FLAT + _NUMBER + r"(?:" + forms.PLACE + r" ){1,3}(?i:" + forms.STREET
        + r")(?!\w)",
        digits=1,
        needs=_WAYS,
        check=forms.not_a_time_of_day,
    ),
    rule(
        "address",
        "number and street",
        r"(?<![\w/])" + forms.FLAT + r"(?:(?:no|number|num)\.? ?)?\d{1,4}(?:[/\-]\d{1,4})?[a-z]?,? "
        r"(?P<street>(?:[a-z'\u2019\-]{2,20} ){1,3})(?P<way>" + forms.STREET + r")(?!\w)",
        small=True,
        check=forms.small_street,
        digits=1,
        needs=_WAYS,
    ),
    rule(
        "address",
        "flat number",
        r"(?<!\w)(?:flat|apartment|apt|block|maisonette) (?:number |no\.? )?\d{1,4}[a-z]?"
        r"(?! ?(?:year|month|week|day|hour|min|people|kids|of|am\b|pm\b))"
        r"(?:,? (?:[a-z'\u2019\-]{2,20} ){1,2}" + _HOUSES + r")?(?!\w)",
        small=True,
        digits=1,
        needs={"flat", "apartment", "apt", "block", "maisonette"},
    ),
    rule(
        "address",
        "street name",
        r"(?<!\w)(?:" + forms.PLACE + r" ){1,3}(?:Road|Street|Avenue|Lane|Crescent|Terrace|Gardens|"
        r"Grove|Close|Mews|Walk|Drive|Way|Rise|Estate|Rd|Ave|Gdns|Cres)(?!\w)",
        check=forms.named_street,
        needs=_WAYS,
        sign=r"[RSALCTGMWDE](?<= .)(?:oad|treet|venue|ane|rescent|errace|ardens|rove|lose|ews|alk|"
        r"rive|ay|ise|state|d|ve|dns|res)(?!\w)",
    ),
    rule(
        "address",
        "street name",
        r"(?<!\w)(?P<name>(?:" + forms.PLACE + r""
        r" ){1,2})(?:estate|Court|Place|Square|Hill|Row|View|Point|"
        r"Tower|Heights|Mansions|Buildings|Parade|Wharf|Yard|Vale|St)(?![\w'\u2019]|\. ?[A-Z])",
        check=forms.unknown_place,
        needs=_WAYS,
        sign=r"[eCPSHRVTMBWY](?<= .)(?:state|ourt|lace|quare|ill|ow|iew|oint|ower|eights|ansions|"
        r"uildings|arade|harf|ard|ale|t)(?!\w)",
    ),
    rule(
        "address",
        "street name in small letters",
        r"(?<!\w)(?:in|on|at|of|to|from|near|off|down|along) (?P<it>(?P<name>[a-z'\u2019\-]{3,20} )"
        r"(?:[a-z'\u2019]{3,20} )?(?:road|street|avenue|lane|crescent|terrace|gardens|grove|close|"
        r"drive|rd|ave))(?!\w)",
        check=forms.unknown_place,
        needs=_WAYS,
        sign=r"[rsalctgd](?<= .)(?:oad|treet|venue|ane|rescent|errace|ardens|rove|lose|rive|d|ve)"
        r"(?!\w)",
    ),
)  # fmt: skip

_SCHOOLS = set_of(
    "academy school college primary secondary grammar nursery infant infants junior juniors house"
    " lodge cottage manor villa villas grange hostel hospital ward clinic surgery hall farm pru "
    "sixth"
    " home centre unit church mosque temple living independent refuge care fostering agency club"
    " accommodation high semi"
)
_STAYS = set_of(
    "live lives living lived placed place placement placements stay stays staying stayed resident"
    " pupil student accommodated work works working"
)
_SMALL_KIND = (
    r"(?:academy|primary(?: school)?|college|school|house|lodge|grange|manor|"
    r"(?:children'?\u2019?s|care|residential|foster|kids) home|nursery|sixth form|pru|unit|hostel|"
    r"refuge|cottage)"
)
_SMALL_SIGN = (
    r"[apcshlgmrfknu](?<= .)(?:cademy|rimary|ollege|chool|ouse|odge|range|anor|hildren|are|"
    r"esidential|oster|ids|ursery|ixth|ru|nit|ostel|efuge|ottage)"
)
_HOME_AFTER = r"(?: (?i:children(?:'|\u2019)?s|care|residential|kids) (?i:home|unit|centre))?"

ORGANISATIONS = (
    rule(
        "organisation",
        "named school, home or centre",
        r"(?<!\w)(?P<name>(?:Our Lady of |St\.? |The |the )?(?:[A-Z][A-Za-z'\u2019\-]{1,20} ){1,3})"
        r"(?:of [A-Z]\w{1,20} )?(?:RC |CofE |C of E |Catholic )?" + forms.INSTITUTION
        + r"(?: School)?" + _HOME_AFTER + r"(?!\w)",
        check=forms.named_place,
        needs=_SCHOOLS,
        sign=r"[A-Z][A-Za-z'\u2019\-]{1,20} (?:[A-Z]|of [A-Z])",
    ),
    rule(
        "organisation",
        "named school, home or centre",
        r"(?<!\w)(?P<it>(?P<name>(?:[A-Z][A-Za-z'\u2019\-]{3,20}"
        r" ){1,2})" + _SMALL_KIND + r")(?!\w)",
        check=forms.unknown_place,
        needs=_SCHOOLS,
        sign=_SMALL_SIGN,
    ),
    rule(
        "organisation",
        "named school or home in small letters",
        r"(?<![\w'\u2019\-])(?P<name>[a-z][a-z'\u2019\-]{4,20} )(?:high |primary )?" + _SMALL_KIND
        + _HOME_AFTER + r"(?!\w)",
        check=forms.unknown_place,
        needs=_SCHOOLS,
        sign=_SMALL_SIGN,
    ),
    rule(
        "organisation",
        "school, church or hospital named after a saint",
        r"(?<!\w)(?i:st|saint)\.? [A-Z][a-z]{2,20}(?:['\u2019]s?|s)"
        r"(?: (?i:school|academy|primary|hospital|church|college|nursery))?(?!\w)",
        needs={"st", "saint"},
    ),
    rule(
        "organisation",
        "after 'placed at' or 'lives at'",
        r"(?:lives?|living|lived|placed|placement|placements|stay(?:s|ing|ed)?|resident|pupil|"
        r"student|"
        r"place|accommodated|works?|working) (?:at|in) (?P<it>(?P<name>(?:[Tt]he )?[A-Z][a-z]{3,20}"
        r"(?: [A-Z][a-z]{2,20}){0,2}))(?!\w)",
        check=forms.unknown_place,
        needs=_STAYS,
        sign=r"[ai](?<= .)[tn] (?:[Tt]he )?[A-Z]",
    ),
)  # fmt: skip

PLACES = ADDRESSES + ORGANISATIONS

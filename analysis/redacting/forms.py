"""The pieces that the rules are made of, and the checks that refuse a false match."""

from __future__ import annotations

import re

from analysis.redacting import words


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
DATE = (
    r"(?:\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?(?:19|20)?\d{2}|\d{1,2} \d{1,2} (?:19|20)?\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th)?[ /.\-]?(?:of )?" + MONTH + r"[ /.,\-]{0,2}(?:of )?(?:19|20)?\d{2}|"
    r"(?:19|20)\d{2}-\d{2}-\d{2}|"
    + MONTH
    + r" (?:the )?\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2})(?!\d)"
)
PREFIX = r"(?:(?:a|t|acting|temporary|temp|trainee|special|chief|police|detective|det)[/ .]{1,2})?"
SHORT_RANK = (
    r"(?:wpcs?|wdc|pcsos?|pcs?|dcs?|ds|dci|di|dsu|ps|psi|tdc|tds|sgt|insp|supt|c/?insp|spc)"
)
LONG_RANK = (
    r"(?:con|det(?:ective)?\.? (?:con(?:stable)?|sgt|sergeant|insp(?:ector)?|supt|"
    r"chief insp(?:ector)?|superintendent)|constable|sergeant|inspector|superintendent|detective|"
    r"officer|policeman|policewoman)"
)
RANK = PREFIX + r"(?:" + SHORT_RANK + r"|" + LONG_RANK + r")"
RANKS = _set("""
    pc pcs wpc wpcs wdc dc dcs ds di dci dsu ps psi tdc tds sgt insp supt cinsp spc pcso pcsos con
    det
    detective constable sergeant inspector superintendent officer policeman policewoman
""")
NAME = (
    r"(?:(?:O['\u2019]|Mc|Mac)?[A-Z][a-z]{1,20}(?:['\u2019\-][A-Za-z]{1,20}){0,2}|"
    r"[A-Z]{3,15}(?!\w))"
)
STREET = (
    r"(?:road|street|avenue|lane|crescent|terrace|gardens|grove|close|drive|way|walk|rise|court|"
    r"place|square|row|mews|hill|park|parade|estate|green|view|broadway|house|heights|tower|"
    r"point|mansions|buildings|path|vale|end|yard|wharf|rd|st|ave|cres|gdns|lodge|approach|gate|"
    r"quay|circus|passage|alley|croft|meadows?|oval|esplanade|promenade|embankment|mount|dene)"
)
_SURE_WAYS = _set(
    "road street avenue lane crescent terrace gardens grove mews rd ave cres gdns close"
)
FLAT = r"(?:(?i:flat|apartment|apt|unit|room|block|floor) \w{1,4},? {1,2})?"
PLACE = r"[A-Z][A-Za-z'\u2019\-]{1,20}"
INSTITUTION = (
    r"(?:Academy|School|College|Primary|Secondary|Grammar|Nursery|Infants?|Juniors?|House|Lodge|"
    r"Cottage|Manor|Villas?|Grange|Hostel|Hospital|Ward|Clinic|Surgery|Hall|Farm|PRU|Sixth Form|"
    r"(?:Children(?:'|\u2019)?s|Care|Residential|Family|Foster) (?:Home|Centre|Unit|Agency)|"
    r"(?:Supported|Semi[\- ]Independent|Independent) (?:Living|Unit|Accommodation)|"
    r"Semi[\- ]Independent|Care|Fostering|"
    r"High School|High|Youth (?:Club|Centre)|Church|Mosque|Temple|Centre|Unit|Refuge)"
)
UNITS = (
    r"(?:MD|AB|AS|AW|CE|CN|CW|EA|HT|NA|NE|NI|NW|SE|SN|SW|SX|WA|TX|XB|XD|XH|QK|EK|GD|HQ|MS|SO|TP|TW)"
)
REFERENCE_OF = (
    r"(?:ref|reference|crime|case|log|incident|report|event|job|home office|complaint|connect|"
    r"court|claim|number)"
)


_NOT_LETTERS = _set("AM PM ST ND RD TH KM CM MM KG YR HR")
_NOT_STREET = _set("""
    down the miles mile minutes mins hours up along across of on in a at to way days people officers
    from years year old streets doors times different weeks and kids cars or for other homes metres
    yards police
""")
_GENERIC = _set("""
    Home Children Childrens The Social Youth Safer Response Missing Custody High Primary Secondary
    Scotland Crown Our Police My Your Local A Every Any All Town City Care In At When And But This
    His Her Specialist Dog Marine Support Command Met Sunday Catholic Muslim Old New Same Some One
    Two Day Night Full Private After Boarding Nursing Council Public White Mobile
""")
_NOT_NAMED_STREET = re.compile(
    r"(?:The|In|On|At|Downing|High|Our|My|Liverpool|Baker|Bow|Oxford|Regent|Fleet|Right|No|One|"
    r"Park|"
    r"Petticoat|Sesame|Coronation|Either|Some|Same) (?:High )?\w+$"
)


def nhs_number(digits: str) -> bool:
    """Whether ten digits are a valid NHS number (modulus 11; NHS Data Dictionary)."""
    if len(digits) != 10:
        return False
    total = sum(int(d) * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True))
    check = 11 - total % 11
    return (0 if check == 11 else check) == int(digits[9]) and check != 10


def is_nhs_number(match: re.Match[str]) -> bool:
    return nhs_number(re.sub(r"\D", "", match.group()))


def not_a_time(match: re.Match[str]) -> bool:
    return match.group("letters") not in _NOT_LETTERS


def old_date(match: re.Match[str]) -> bool:
    """A full date of a year in which people now alive, and most children, were born."""
    year = re.search(r"(?:19|20)\d{2}(?!\d)", match.group())
    return bool(year and int(year.group()) <= 2021)


def not_short_date(match: re.Match[str]) -> bool:
    """Not a date such as 12-03-2024 or 12/2024, which is no reference."""
    return not re.fullmatch(
        r"\d{1,2}/(?:19|20)\d{2}|\d{1,2}[/-]\d{1,2}[/-](?:19|20)?\d{2}", match.group()
    )


_OF_A_FORM = re.compile(
    r"(?:ref\w*|report|case|crime|log|job|incident|urn|cad|merlin|cris|misper|complaint) ?$", re.I
)


def to_ring(match: re.Match[str]) -> bool:
    """After "number", "ring" or "phone": neither a date nor the number of a report."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    return not _OF_A_FORM.search(before) and not re.fullmatch(
        r"\d{1,2}[.\- ]\d{1,2}[.\- ]\d{2,4}.*", match.group("it")
    )


def not_a_time_of_day(match: re.Match[str]) -> bool:
    """Not "In 2023 Kent Police Way ..." and the like: a year begins no address."""
    return not re.match(r"(?:19|20)\d{2} ", match.group())


def small_street(match: re.Match[str]) -> bool:
    """A number and a street in small letters, whose name is not just everyday words."""
    name = match.group("street").lower()
    if _NOT_STREET & _set(name):
        return False
    unknown = any(words.is_unknown(word) for word in name.split())
    return unknown or match.group("way").lower() in _SURE_WAYS


def named_street(match: re.Match[str]) -> bool:
    return not _NOT_NAMED_STREET.match(match.group())


def unknown_place(match: re.Match[str]) -> bool:
    """A name with a word that is neither common nor public."""
    return any(words.is_unknown(words.bare(w)) for w in match.group("name").split())


def named_place(match: re.Match[str]) -> bool:
    found = re.findall(r"[A-Z][\w'\u2019]+", match.group("name"))
    return any(word not in _GENERIC for word in found)


def like_a_handle(match: re.Match[str]) -> bool:
    """Marks or digits inside, or a word that nobody knows."""
    it = match.group("it").lower()
    if it in {"tik-tok", "24/7", "e-mail", "t-shirt", "wi-fi"} or it.replace("-", "").isdigit():
        return False
    return any(c.isdigit() or c in "._#@" for c in it) or words.is_unknown(it)


def surely_a_handle(match: re.Match[str]) -> bool:
    it = match.group("it")
    return any(c.isdigit() or c in "._#@" for c in it) and not it.replace(".", "").isdigit()


def mixed_handle(match: re.Match[str]) -> bool:
    """Letters and digits that are no month, form, school year or web address."""
    it = match.group("it").lower()
    letters = re.match(r"[a-z]+", it)
    if letters is None or it.startswith("www.") or it.endswith((".com", ".uk", ".org", ".net")):
        return False
    return letters.group() not in _BEFORE_NUMBERS and not re.fullmatch(MONTH, letters.group())


_BEFORE_NUMBERS = _set("""
    covid year page form level tier zone gate platform room flat unit section part step age aged day
    week grade band bus route train line channel ch no num number at to of in on for from by till
    until since about around after before over under cad pc ps dc ds di sgt urn ref log dob iphone
    galaxy samsung windows android sub top under btec gcse key stage unicode ward bay floor junction
    exit terminal mod chapter para paragraph article annex appendix question option type version
""")


def like_a_reference(match: re.Match[str]) -> bool:
    it = match.group("it").upper()
    if re.fullmatch(r"(?:19|20)\d{2}|101|999|111|24|48|72", it):
        return False
    if re.fullmatch(r"\d{1,2}[AP]M|\d+(?:ST|ND|RD|TH)|\d{1,2}[-/]\d{1,2}", it):
        return False
    return bool(re.search(r"\d{3}|\d.{0,20}[/\-].{0,20}\d|[A-Z]\d{2}|\d{2}[A-Z]", it))


def like_a_plate(match: re.Match[str]) -> bool:
    it = match.group("it")
    if not any(c.isalpha() for c in it):
        return False
    return it.upper() == it or bool(re.match(r"[a-z]{2}\d{2}(?![a-z])", it))


def a_name_follows(match: re.Match[str]) -> bool:
    first = re.split(r"[ \-'\u2019]", match.group("name"))[0]
    return not words.is_everyday(first)


def small_name_follows(match: re.Match[str]) -> bool:
    """A rank and a small word that is a surname, a first name or unknown."""
    if match.group("name") != match.group("name").lower():
        return False
    first = words.bare(match.group("name"))
    rank = match.string[match.start() : match.start("name")].rstrip(" .")
    sure = bool(re.search(r"\b" + SHORT_RANK + r"$", rank, re.IGNORECASE))
    if words.is_known(first):
        return False
    listed = first in words.surnames() or first in words.first_names()
    return listed or (sure and words.is_unknown(first)) or first.endswith(("ski", "ska", "ez"))


def a_surname(match: re.Match[str]) -> bool:
    """After an initial: a known surname, or a word that nobody knows."""
    word = words.bare(match.group("name"))
    if match.group().startswith("A ") or word in words.public():
        return False
    return word in words.surnames() or words.is_unknown(word)

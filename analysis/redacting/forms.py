"""The pieces that the rules are made of, and the checks that refuse a false match."""

from __future__ import annotations

import re

from analysis.redacting.names import is_everyday


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ /.\-](?:of )?(?:\d{1,2}|" + MONTH + r")[ /.,\-]{1,2}"
    r"(?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|" + MONTH + r" \d{1,2}(?:st|nd|rd|th)?,? "
    r"(?:19|20)\d{2})(?!\d)"
)
SHORT_RANK = r"(?:wpc|pcso|pc|dc|ds|di|dci|dsu|dcs|ps|psi|tdc|tds|sgt|insp|supt|c/?insp|sc)\.?"
LONG_RANK = (
    r"(?:det(?:ective)?\.? (?:con(?:stable)?|sgt|sergeant|insp(?:ector)?|supt|"
    r"chief insp(?:ector)?|superintendent)|"
    r"(?:police |special |chief |t/)?(?:constable|sergeant|inspector|superintendent)|detective|"
    r"officer|policeman|policewoman)"
)
RANK = r"(?:" + SHORT_RANK + r"|" + LONG_RANK + r")"
RANKS = tuple(
    sorted(
        _set("""
    pc ps dc ds di sgt insp supt sc det constable sergeant officer police
""")
    )
)
NAME = r"(?:(?:O['\u2019]|Mc|Mac)?[A-Z][a-z]{1,20}(?:['\u2019\-][A-Za-z]{1,20})?|[A-Z]{3,15}(?!\w))"
STREET = (
    r"(?:road|street|avenue|lane|crescent|terrace|gardens|grove|close|drive|way|walk|rise|court|"
    r"place|square|row|mews|hill|park|parade|estate|green|view|broadway|house|heights|tower|"
    r"point|mansions|buildings|path|vale|end|yard|wharf|rd|st|ave|cres|gdns)"
)
SURE_STREET = r"(?:road|street|avenue|lane|crescent|terrace|gardens|grove|mews|rd|ave|cres|gdns)"
FLAT = r"(?:(?i:flat|apartment|apt|unit|room) \w{1,4},? {1,2})?"
PLACE = r"[A-Z][A-Za-z'\u2019]{1,20}"
INSTITUTION = (
    r"(?:Academy|School|College|Primary|Secondary|Grammar|Nursery|Infants?|Juniors?|House|Lodge|"
    r"Cottage|Manor|Villas?|Grange|Hostel|Hospital|Ward|Clinic|Surgery|Hall|Farm|PRU|Sixth Form|"
    r"(?:Children(?:'|\u2019)?s|Care|Residential|Family) (?:Home|Centre|Unit)|"
    r"High School|Youth (?:Club|Centre)|Church|Mosque|Temple|Centre|Unit)"
)
UNITS = r"(?:AS|AW|CE|CN|CW|EA|HT|NA|NE|NI|NW|SE|SN|SW|SX|WA|TX|XB|XD|XH|QK|EK|GD|HQ|MS|SO|TP|TW)"
SITE = (
    r"(?:snap(?:chat)?|insta(?:gram)?|tik ?tok|discord|telegram|user ?name|handle|account|"
    r"gamer ?tag|roblox|xbox)"
)
REFERENCE_OF = (
    r"(?:\bref|reference|cris|crime|case|log|incident|report|misper|merlin|urn|occurrence|job|"
    r"niche|home office|complaint|custody|athena|connect|compact)"
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
    r"(?:The|In|On|At|Downing|High|Our|My|Liverpool|Baker|Bow|Oxford|Regent|Fleet|Right|No|One|Park|"
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
    year = re.search(r"(?:19|20)\d{2}", match.group())
    return bool(year and int(year.group()) <= 2021)


def not_filler(match: re.Match[str]) -> bool:
    return not _NOT_STREET & _set(match.group("street").lower())


def named_street(match: re.Match[str]) -> bool:
    return not _NOT_NAMED_STREET.match(match.group())


def named_place(match: re.Match[str]) -> bool:
    words = re.findall(r"[A-Z][\w'\u2019]+", match.group("name"))
    return any(word not in _GENERIC for word in words)


def like_a_handle(match: re.Match[str]) -> bool:
    return any(c.isdigit() or c in "._" for c in match.group("it"))


def like_a_reference(match: re.Match[str]) -> bool:
    it = match.group("it").upper()
    if re.fullmatch(r"(?:19|20)\d{2}|101|999|111|24|48|72", it):
        return False
    return bool(re.search(r"\d{3}|\d.{0,20}[/\-].{0,20}\d|[A-Z]\d{2}|\d{2}[A-Z]", it))


def like_a_plate(match: re.Match[str]) -> bool:
    it = match.group("it")
    return it.upper() == it and any(c.isalpha() for c in it)


def a_name_follows(match: re.Match[str]) -> bool:
    first = re.split(r"[ \-'\u2019]", match.group("name"))[0]
    return not is_everyday(first)

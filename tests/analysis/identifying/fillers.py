"""Made-up identifying details in the forms that people use, drawn with a seeded generator.

Telephone numbers lie in Ofcom's ranges for drama, mail addresses in example domains (RFC 2606);
NHS numbers satisfy modulus 11, and everything else is put together at random.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.analysis.identifying import names

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
STREETS = (
    "Acacia", "Pellbrook", "Hatchell", "Tallis", "Corriander", "Duckett", "Amhurst", "Tennyson",
    "Kestrel", "Ferrier", "Marlpit", "Quernmore", "Oakdene", "Brambledown", "Wexcombe",
    "St-Olave's", "Ravensbourne", "Cobbold", "Skelbrook", "Lilford",
)  # fmt: skip
WAYS = (
    "Road", "Rd", "Street", "St", "Avenue", "Ave", "Close", "Grove", "Lane", "Crescent", "Gardens",
    "Terrace", "Way", "Drive", "Walk", "Rise", "Court", "Place", "Mews", "Square", "Hill",
)  # fmt: skip
BLOCKS = ("Ripley House", "Ferrier Point", "Hawksmoor Court", "Lyndhurst Lodge", "Elder Tower")
UNITS = ("SN", "AW", "EA", "NE", "MD", "AB", "TW", "CN", "QK", "XH", "NW")
RANKS = (
    "PC", "DC", "DS", "Sgt", "PS", "Insp", "Inspector", "DI", "PCSO", "DCI", "Constable", "WPC",
    "Sergeant", "Detective Constable", "Det Con", "Officer", "T/DC", "A/PS", "Chief Inspector",
)  # fmt: skip
AREAS = ("SE", "E", "N", "SW", "W", "NW", "CR", "EN", "BR", "RM", "TW", "HA", "IG", "KT")
HOMES = (
    "Marlow-Bank", "Fernhollow", "Beckstone", "Larkmead", "Fenwick", "Hallowfield", "Thornapple",
    "Ashdown", "Beechcroft", "Quarrydene", "Oakhill", "Millstream", "Wychwood", "Rowanlea",
    "Stonecross", "Sunnybrae", "Harefoot", "Elmswell",
)  # fmt: skip
YEARS = ("12", "19", "22", "57", "68", "71")
SAINTS = ("Brannoc", "Aldhelm", "Winifred", "Ethelburga", "Oswin", "Petroc", "Hilda", "Chad")

Filler = Callable[[Random], str]


def digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def first(rng: Random) -> str:
    return rng.choice(names.UNLISTED if rng.random() < 0.5 else names.LISTED)


def surname(rng: Random) -> str:
    known = rng.random() < 0.5
    return rng.choice(names.SURNAMES if known else names.UNLISTED_SURNAMES).replace("-", " ", 0)


def named(rng: Random) -> str:
    made = [first(rng)] * 6
    made += [f"{first(rng)} {surname(rng)}"] * 3
    made += [rng.choice(names.NICKNAMES)]
    return rng.choice(made)


def after_kin(rng: Random) -> str:
    if rng.random() < 0.6:
        return rng.choice(names.SMALL_AFTER_KIN)
    return first(rng)


def titled(rng: Random) -> str:
    title = rng.choice(
        ["Mr", "Mrs", "Ms", "Miss", "Dr", "Mr.", "Sister", "Auntie", "Pastor", "Cllr"]
    )
    name = first(rng) if title in {"Auntie", "Pastor", "Sister"} else surname(rng)
    return f"{title} {name}"


def signed(rng: Random) -> str:
    return rng.choice(
        [f"{first(rng)} {surname(rng)}", first(rng), f"{first(rng)[0]}. {surname(rng)}"]
    )


def phone(rng: Random) -> str:
    end, land = digits(rng, 3), digits(rng, 3)
    made = [
        f"07700 900{end}", f"07700900{end}", f"07700 900 {end}", f"0770 090 0{end}",
        f"07700-900-{end}", f"07700.900.{end}", f"+447700900{end}", f"+44 7700 900{end}",
        f"+44 (0)7700 900{end}", f"00447700900{end}", f"O7700 9OO{end}", f"020 7946 0{land}",
        f"0207 946 0{land}", f"(020) 7946 0{land}", f"02079460{land}", f"01632 960{land}",
        f"01632-960-{land}", f"0808 157 0{land}", f"0161 496 0{land}",
        f"+353 87 {land} {digits(rng, 4)}",
        " ".join(f"07700900{end}"), f"07700 9 00 {end}", f"07 700 900 {end}",
        " ".join(WORDS[int(d)] for d in f"07700900{end}"),
        "oh seven seven double oh nine double oh " + " ".join(WORDS[int(d)] for d in end),
        f"07700 / 900{end}", f"0044 7700 900 {end}", f"+234 803 {land} {digits(rng, 4)}",
    ]  # fmt: skip
    return rng.choice(made)


def email(rng: Random) -> str:
    name = rng.choice([first(rng), surname(rng)]).replace("'", "").replace("-", "").lower()
    more = rng.choice(
        ["", digits(rng, 2), f".{rng.choice('abcdjkmst')}", "_x", f"-{digits(rng, 1)}"]
    )
    who = name + more
    made = [
        f"{who}@example.org", f"{who}@example.com", f"{who}@mail.example.co.uk",
        f"{who.title()}@Example.org", f"{who}+school@example.net", f"{who} @ example.org",
        f"{who}@ example.com", f"{who} at gmail dot com", f"{who} (at) hotmail.co.uk",
        f"{who}[at]outlook[dot]com", f"{who} at yahoo.co.uk", f"{who} at example dot org dot uk",
        f"{who} AT icloud DOT com", f"{who}@gmail", f"{who}@hotmail,com", f"{who} @gmail .com",
        f"{name} dot {rng.choice('bcd')} at met dot police dot uk",
    ]  # fmt: skip
    return rng.choice(made)


def address(rng: Random) -> str:
    street, way, number = rng.choice(STREETS), rng.choice(WAYS), rng.randint(1, 240)
    block = rng.choice(BLOCKS)
    made = [
        f"{number} {street} {way}", f"{number}{rng.choice('abc')} {street} {way}",
        f"flat {rng.randint(1, 40)}{rng.choice('abc')}, {number} {street} {way}",
        f"Flat {rng.randint(1, 90)}, {block}", f"no {number} {street.lower()} {way.lower()}",
        f"number {number} {street} {way}", f"{number} {street.lower()} {way.lower()}",
        f"Flat {rng.randint(1, 90)} {block}, {street} {way}", f"{street} {way}",
        f"{number}, {street} {way}", f"{rng.randint(1, 60)} {block}",
        f"{number}/{number + 2} {street} {way}",
        f"flat {rng.randint(1, 60)} {block.lower()}",
        f"Room {rng.randint(1, 30)}, {number} {street} {way}",
        f"{number} {street} {rng.choice(STREETS)} {way}",
        f"apt {rng.randint(1, 30)} {number} {street} {way}",
    ]  # fmt: skip
    return rng.choice(made)


def postcode(rng: Random) -> str:
    outward = f"{rng.choice(AREAS)}{rng.randint(1, 9)}" + rng.choice(["", "", digits(rng, 1)])
    inward = (
        digits(rng, 1) + rng.choice("ABDEFGHJLNPQRSTUWXYZ") + rng.choice("ABDEFGHJLNPQRSTUWXYZ")
    )
    return rng.choice(
        [f"{outward} {inward}"] * 4
        + [f"{outward}{inward}", f"{outward}  {inward}", f"{outward} {inward}".lower()]
        + [f"{outward}{inward}".lower(), f"{outward}-{inward}"]
    )


def dob(rng: Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2004, 2014)
    name, short = MONTHS[month - 1], str(year)[2:]
    th = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th")
    made = [
        f"{day:02}/{month:02}/{year}", f"{day}/{month}/{short}", f"{day:02}.{month:02}.{year}",
        f"{day:02}-{month:02}-{year}", f"{day}{th} {name} {year}", f"{day} {name[:3]} {short}",
        f"{name} {day}{th} {year}", f"{year}-{month:02}-{day:02}", f"{day}{th} of {name} {year}",
        f"{day} {name.lower()} {year}", f"{day:02}{month:02}{year}", f"{day:02} {month:02} {year}",
        f"the {day}{th} of {name}, {year}", f"{day}.{month}.{short}", f"{name} {year}",
        f"{day:02}{name[:3].upper()}{short}", f"{day}{th} {name[:3]} {year}",
    ]  # fmt: skip
    return rng.choice(made)


def vehicle(rng: Random) -> str:
    def letters(count: int) -> str:
        return "".join(rng.choice("ABCDEFGHJKLMNOPRSTUVWXY") for _ in range(count))

    new = f"{rng.choice('BCDEFGHKLMNOPRSVWY')}{letters(1)}{rng.choice(YEARS)}"
    made = [f"{new} {letters(3)}"] * 4
    made += [f"{new}{letters(3)}", f"{new} {letters(3)}".lower(), f"{new}{letters(3)}".lower()]
    made += [f"{rng.choice('HJKLMNPRSTVWXY')}{rng.randint(101, 999)} {letters(3)}"]
    made += [f"{letters(3)} {rng.randint(101, 999)}{rng.choice('KLMNPRST')}", f"{new}-{letters(3)}"]
    return rng.choice(made)


def nhs(rng: Random) -> str:
    while True:
        nine = digits(rng, 9)
        check = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check != 10 and nine[0] != "0":
            break
    ten = nine + str(check % 11)
    apart = rng.choice(["", " ", " ", "-"])
    return f"{ten[:3]}{apart}{ten[3:6]}{apart}{ten[6:]}"


def ni(rng: Random) -> str:
    letters = rng.choice("ABCEGHJKLMNPRSTWXYZ") + rng.choice("ABCEGHJKLMNPRSTWXYZ")
    six, end = digits(rng, 6), rng.choice("ABCD")
    made = [f"{letters} {six[:2]} {six[2:4]} {six[4:]} {end}", f"{letters}{six}{end}"]
    made += [f"{letters} {six} {end}", f"{letters}{six}{end}".lower(), f"{letters}{six} {end}"]
    return rng.choice([*made, f"{letters}-{six[:2]}-{six[2:4]}-{six[4:]}-{end}"])


def officer(rng: Random) -> str:
    rank, unit, number = rng.choice(RANKS), rng.choice(UNITS), digits(rng, rng.choice([3, 4]))
    made = [
        f"{rank} {surname(rng)}", f"{rank} {surname(rng)}", f"{rank} {first(rng)} {surname(rng)}",
        f"{rank.lower()} {surname(rng).lower()}", f"PC {number} {unit}", f"PC {number}{unit}",
        f"PC {number}", f"PS {digits(rng, 2)}{unit}", f"{number}{unit}",
        f"PC {number} {surname(rng)}",
        f"{rank} {surname(rng)} {number}{unit}", f"{rank} {first(rng)[0]} {surname(rng)}",
        f"{rng.choice(RANKS[:6])}. {surname(rng)}", f"PC {surname(rng)} ({number}{unit})",
        f"PC{number}",
        f"{rank} {first(rng)}",
    ]  # fmt: skip
    return rng.choice(made)


def shoulder(rng: Random) -> str:
    unit, number = rng.choice(UNITS), digits(rng, rng.choice([3, 4]))
    kind = rng.choice(
        ["shoulder number", "shoulder no", "collar number", "warrant number", "badge no."]
    )
    made = [f"{kind} {number}{unit}", f"{kind} {number}", f"{kind}: {number} {unit}"]
    return rng.choice([*made, f"epaulette {number}{unit}", f"warrant card {digits(rng, 6)}"])


def reference(rng: Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.choice(["22", "23", "24"])
    n, name = digits(rng, 4).replace("0", "3", 1), MONTHS[month - 1]
    long = digits(rng, 7)
    made = [
        f"CAD {n} of {day:02}/{month:02}", f"CAD {n}/{day:02}{name[:3].upper()}{year}", f"CAD{n}",
        f"CAD number {n} of {day} {name}", f"cad {n} {day}/{month}/{year}", f"CAD: {n}",
        f"CAD no. {n}",
        f"crime ref {long}/{year}", f"ref 01/{digits(rng, 6)}/{year}", f"CRIS {long}/{year}",
        f"crime reference number {long}/{year}", f"Merlin {year}MIS{digits(rng, 6)}",
        f"Merlin ref {year}PAC{digits(rng, 6)}", f"URN 01TW/{n}/{year}", f"MERLIN {digits(rng, 8)}",
        f"Crimint XERT{digits(rng, 8)}", f"URN {digits(rng, 6)}", f"incident {n} of {day}/{month}",
        f"incident number {n} of {day} {name}", f"ref BCA-{digits(rng, 5)}-{year}",
        f"log {n} of {day:02}/{month:02}/{year}",
        f"TAA-{digits(rng, 5)}-{year}", f"crime number {long}/{year}",
        f"niche occurrence 54{digits(rng, 9)}",
        f"Athena ref 42/{digits(rng, 5)}/{year}", f"complaint PC/{digits(rng, 5)}/{year}",
        f"case no {long}",
        f"report number {long}", f"job number {n}", f"reference no. {digits(rng, 6)}",
        f"ref 46/{digits(rng, 5)}/{year}",
        f"ref: IX/{digits(rng, 5)}/{year}", f"misper ref {year}MIS{digits(rng, 5)}",
        f"crn {long}/{year}",
        f"log number {digits(rng, 3)} on {day} {name}",
        f"STORM {digits(rng, 4)}-{day:02}{month:02}{year}",
    ]  # fmt: skip
    return rng.choice(made)


def organisation(rng: Random) -> str:
    home, saint = rng.choice(HOMES).replace("-", " "), rng.choice(SAINTS)
    made = [
        f"{home} Academy", f"{home} High School", f"{home} Primary", f"{home} House",
        f"{home} Lodge",
        f"St {saint}'s", f"St. {saint}'s School", f"St {saint}'s Academy",
        f"{home} children's home",
        f"{home} House children's home", f"the {home} unit", f"{home} College",
        f"{home} Residential Home",
        f"{home.lower()} academy", f"{home.lower()} house", f"Our Lady of {home} RC Primary School",
        f"{home} Sixth Form", f"{home} Nursery", f"The {home} Centre", f"{home} Supported Living",
        f"{home} Care Home", f"{home} PRU", f"Ark {home} Academy", f"{home} Grange",
        f"{home} Secondary School",
        f"Al-{saint} Primary School", f"{home} Children's Centre", f"{home} Cottage",
        f"St {saint}'s hospital",
    ]  # fmt: skip
    return rng.choice(made)


def handle(rng: Random) -> str:
    base = rng.choice(
        ["kizz", "lilkado", "tee", "mia", "jaybo", "badgyal", "slayer", "kash", "zaynab"]
    )
    end = rng.choice(["e17", "ldn", "x", "topend", "2k9", "se6"])
    number = digits(rng, 2)
    made = [
        f"@{base}.{end}", f"@{base}_{end}", f"{base}.{end}", f"{base}_{end}{number}",
        f"{base}{number}",
        f"{base}.{end}.{number}", f"xX_{base}_Xx", f"{base}{end}{number}", f"@{base}{number}",
        f"{base}#{digits(rng, 4)}", f"{base}-{end}", f"{base.title()}{end.title()}{number}",
        f"__{base}__",
    ]  # fmt: skip
    return rng.choice(made)

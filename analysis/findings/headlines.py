"""What stands on page 1, chosen by rules that the method prints: nobody picks it by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.findings.concerns import asked_to_change, ranked
from analysis.findings.exhibits import APART, Plan
from analysis.findings.figures import Figure, gap
from analysis.findings.journey import document, plans
from analysis.findings.mirrors import gaps
from analysis.findings.reader import AUDIENCES, Reader
from analysis.findings.wording import PEOPLE, in_ten, joined, lower_first

RULES = (
    "how satisfied families were with the whole experience;",
    "the question about the service that families answered least favourably, and most favourably;",
    "the concern that most families named in their own words;",
    "the widest gap between families and staff on an item that both were asked;",
    "how many said that nobody reported it.",
)
"""What the cards of page 1 are, in order. A card whose figure may not be shown is left out."""
OUTCOMES = frozenset({"satisfaction", "trust_before", "trust_now", "report_again"})
"""Graded questions that are no part of the service itself."""


MOST_WISHES = 2
TOO_FEW = "too few replies to say"


@dataclass(frozen=True, slots=True)
class Card:
    """One finding of page 1: ``big`` is what is seen first, ``words`` finish the sentence.

    ``anchor`` is the exhibit that it stands in.
    """

    kicker: str
    big: str
    words: str
    figure: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What one audience wrote about most when asked for one change."""

    people: str
    words: str


def cards(reader: Reader) -> tuple[Card, ...]:
    """The findings of page 1, in the order of :data:`RULES`."""
    found = (
        _overall(reader),
        *_extremes(reader),
        _concern(reader),
        _gap(reader),
        _unreported(reader),
    )
    return tuple(card for card in found if card is not None)


def wishes(reader: Reader) -> tuple[Wish, ...]:
    """For each audience, the concerns most named in answer to "What one change ...?"."""
    found = []
    for audience in AUDIENCES:
        named = asked_to_change(reader, audience, most=MOST_WISHES)
        words = joined([f"{lower_first(label)} ({figure})" for label, figure in named])
        found.append(Wish(PEOPLE[audience], words or TOO_FEW))
    return tuple(found) if any(wish.words != TOO_FEW for wish in found) else ()


def _card(kicker: str, figure: Figure, people: str, says: str, anchor: str) -> Card:
    assert figure.percent is not None
    return Card(kicker, in_ten(figure.percent), f"{people} {says}", str(figure), anchor)


def _overall(reader: Reader) -> Card | None:
    figure = reader.favourable("families.satisfaction")
    if not figure.shown:
        return None
    says = "were satisfied with the service, taking the whole experience into account"
    card = _card("The whole experience", figure, PEOPLE["families"], says, "satisfaction")
    return _apart(reader, card, "satisfaction")


def graded(reader: Reader) -> list[tuple[Figure, Plan]]:
    """Families' favourable shares of the questions about the service, where they are shown."""
    every = [plan for chapter in document()["chapter"] for plan in plans(chapter)]
    single = [plan for plan in every if len(plan.variables) == 1 and not plan.code]
    pairs = [(reader.favourable(f"families.{plan.variables[0]}"), plan) for plan in single]
    return [(f, plan) for f, plan in pairs if f.shown and plan.variables[0] not in OUTCOMES]


def _extremes(reader: Reader) -> tuple[Card | None, Card | None]:
    found = graded(reader)
    if len(found) < 2:
        return None, None
    low = min(found, key=lambda pair: pair[0].percent or 0)
    high = max(found, key=lambda pair: pair[0].percent or 0)
    return (
        _graded_card(reader, "Least favourable", *low),
        _graded_card(reader, "Most favourable", *high),
    )


def _graded_card(reader: Reader, kicker: str, figure: Figure, plan: Plan) -> Card:
    variable = plan.variables[0]
    anchor = variable.replace("_", "-")
    card = _card(kicker, figure, PEOPLE["families"], plan.says, anchor)
    return _apart(reader, card, variable)


def _apart(reader: Reader, card: Card, variable: str) -> Card:
    """Where parents and carers differ much, the card gives both figures beside the common one."""
    parent, carer = (reader.favourable(f"{who}.{variable}") for who in ("parent", "carer"))
    difference = gap(parent, carer)
    if difference is None or abs(difference) < APART:
        return card
    return replace(card, figure=f"{card.figure}: parents {parent}, carers {carer}")


def _concern(reader: Reader) -> Card | None:
    top = next((concern for concern in ranked(reader) if concern.figure.shown), None)
    if top is None:
        return None
    people = f"{PEOPLE['families']} who wrote to us"
    says = f"named this concern: {lower_first(top.label)}"
    return _card("In their own words", top.figure, people, says, "concerns-all")


def _gap(reader: Reader) -> Card | None:
    topics: Mapping[str, str] = document()["mirrors"]
    widest = next(iter(gaps(reader, topics)), None)
    if widest is None or widest.points == 0:
        return None
    way = "more" if widest.points < 0 else "less"
    return Card(
        "Families beside staff",
        f"{abs(widest.points)} points",
        f"between staff, who answered {way} favourably, and families, "
        f"on this: {lower_first(widest.topic)}",
        f"{widest.staff} and {widest.families}",
        "mirrors",
    )


def _unreported(reader: Reader) -> Card | None:
    figure = reader.figure("parent.reported_last", "nobody")
    if not figure.shown:
        return None
    says = "said that nobody reported it to the police, the most recent time"
    return _card("Not reported", figure, PEOPLE["parent"], says, "reported-last")

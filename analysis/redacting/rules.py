"""Patterns for identifying details as people in Britain write them. Standard library only."""

from __future__ import annotations

from analysis.redacting import forms, numbers
from analysis.redacting.contact import CONTACT
from analysis.redacting.places import PLACES
from analysis.redacting.police import OFFICERS, REFERENCES
from analysis.redacting.rule import Rule, rule

PERSONS = (
    rule(
        "person",
        "initial and surname",
        r"(?=[A-Z])(?<![\w'\u2019&.])(?!I )(?!A [a-z])[A-Z](?:\. ?| )(?:[A-Z]\.? ?)?"
        r"(?P<name>[A-Z][a-z]{1,20}(?:['\u2019\-][A-Z]?[a-z]{1,20})?)(?!\w)",
        check=forms.a_surname,
        sign=r"[A-Z](?<!I(?= ))(?:\. ?| )[A-Z]",
    ),
)

RULES: tuple[Rule, ...] = (
    CONTACT
    + OFFICERS
    + numbers.BIRTH
    + numbers.NUMBERS
    + numbers.POSTCODES
    + REFERENCES
    + PLACES
    + PERSONS
)
"""Every rule, in the order in which they are asked."""

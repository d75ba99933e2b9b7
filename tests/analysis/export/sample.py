"""A small release, and records, with labels that a careless writer would turn into formulas."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from analysis.codebook import Codebook
from analysis.dataset import Dataset
from analysis.disclosure.rules import shipped
from analysis.export import cover
from analysis.export.gaps import NO_ANSWER, NOT_ASKED, NOT_KEPT
from analysis.export.recordset import RecordSet, record_set
from analysis.release.build import build
from analysis.release.model import Release
from tests.analysis.release.sample import sample_facts, shipped_frame, small_dataset
from tests.once import once

WICKED = {
    "very_easy": "=1+1",
    "fairly_easy": "+44 20 7946 0000",
    "neither": "-1 or so",
    "fairly_difficult": "@SUM(A1:A9)",
    "very_difficult": "\tTab, then\r\nlines \x00\x07 and  two spaces",
    "dont_know": "\N{FULLWIDTH EQUALS SIGN}1+1 <b>&amp;</b> \u202e",
}
QUESTION = '=HYPERLINK("https://example.org","Trust now?")'


@functools.cache
def wicked_dataset() -> Dataset:
    """Invented replies to few questions; one has wicked answers, one a wicked wording."""
    data = small_dataset(more=("why_not", "reference", "informed"))
    for book in data.codebook.document["questionnaires"].values():
        for variable in book["variables"]:
            variable["lead"], variable["hint"] = "", ""
            if variable["code"] == "ease":
                variable["hint"] = "=hint"
                for option in variable["options"]:
                    option["label"] = WICKED[option["code"]]
            if variable["code"] == "trust_now":
                variable["label"], variable["lead"] = QUESTION, "@lead"
    return dataclasses.replace(data, codebook=Codebook.from_document(data.codebook.document))


@functools.cache
def wicked_release() -> Release:
    """A release of them, with an operator whose name is a formula and one corrected share."""
    facts: dict[str, Any] = sample_facts()
    facts["operator"] = {"name": "=cmd|'/C calc'!A0", "contact": "@post box 1"}
    facts["estimates"] = {
        "concerns.families": {"hard_to_reach": {"share": 12.4, "low": 8.2, "high": 17.1}}
    }
    return once(
        "wicked",
        lambda: build(
            wicked_dataset(), release_id="small-1", wave="demo", created="2026-12-01",
            facts=facts, demo=True, frame=shipped_frame(),
        ),
    )  # fmt: skip


@functools.cache
def wicked_records() -> RecordSet:
    """The records beside that release, checked, with every sort of gap."""
    facts = cover.imprint(wicked_release().document, signed=False)
    gaps = {"ease": NOT_ASKED, "reference": NO_ANSWER, "informed": NOT_KEPT}
    told = dict.fromkeys(("parent", "carer"), lambda kept: lambda row: gaps)
    return record_set(wicked_dataset(), facts, shipped(), gaps=told)

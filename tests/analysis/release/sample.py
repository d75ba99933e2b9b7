"""A seeded, invented dataset for tests: three questionnaires, their codebook, coded comments.

Nobody said any of this. ``sample_release()`` is a whole release made from it.
"""

from __future__ import annotations

import functools
import random
from typing import Any

from analysis.codebook import Codebook
from analysis.coding.frame import shipped as shipped_frame
from analysis.dataset import Answer, Coding, Comment, Dataset, Record
from analysis.release.build import build
from analysis.release.model import Release
from tests.once import once

SCALES: dict[str, tuple[list[str], list[str]]] = {
    "agree5": (
        ["strongly_agree", "tend_agree", "neither", "tend_disagree", "strongly_disagree"],
        ["strongly_agree", "tend_agree"],
    ),
    "ease5": (
        ["very_easy", "fairly_easy", "neither", "fairly_difficult", "very_difficult"],
        ["very_easy", "fairly_easy"],
    ),
    "well4": (
        ["very_well", "fairly_well", "not_very_well", "not_at_all"],
        ["very_well", "fairly_well"],
    ),
    "satisfied7": (
        [
            "completely_satisfied", "very_satisfied", "fairly_satisfied", "neither",
            "fairly_dissatisfied", "very_dissatisfied", "completely_dissatisfied",
        ],
        ["completely_satisfied", "very_satisfied", "fairly_satisfied"],
    ),
    "ynd": (["yes", "no"], ["yes"]),
}  # fmt: skip
UNITS = ["AS", "AW", "CE", "CN", "EA", "NA", "NE", "NW", "SE", "SN", "SW", "WA"]
PLACES = [*UNITS, "city", "outside"]
MIRRORED = [
    ("ease", "access", "S1", "ease5", "How easy was it to get through to someone who could help?"),
    ("information", "information", "S1", "agree5", "The information I was given was correct."),
    ("respect", "respect", "S1", "agree5", "I was spoken to with respect."),
    ("explanation", "explanation", "S1", "agree5", "I was told what would happen next and why."),
    ("risk_right", "risk", "S2", "agree5", "The risk to the child was taken seriously enough."),
    ("informed", "informed", "S3", "well4", "How well were you kept informed?"),
    ("repeat_story", "handover", "S3", "agree5", "I had to tell the same story again and again."),
    ("across_clear", "boundary", "S4", "agree5", "It was clear who was in charge."),
    ("return_support", "return", "S5", "agree5", "The child got the support they needed."),
    ("satisfaction", "overall", "S6", "satisfied7", "How satisfied are you with the service?"),
    ("fair", "fairness", "S6", "agree5", "We were treated fairly, whoever we are."),
]
STAFF_ONLY = ["training", "time", "systems", "grading", "roles_clear", "speak_up"]
TEXTS = {
    "before": "S0", "contact": "S1", "response": "S3", "across": "S4", "after": "S5",
    "change": "S6", "else": "S6",
}  # fmt: skip
STAFF_TEXTS = ["harder", "joint", "works", "change", "else"]


def _options(codes: list[str]) -> list[dict[str, str]]:
    return [{"code": code, "label": code.replace("_", " ").capitalize()} for code in codes]


def _variable(code: str, codes: list[str], label: str = "", **more: Any) -> dict[str, Any]:
    return {
        "code": code, "kind": "single", "label": label or code.replace("_", " ").capitalize(),
        "options": _options(codes), "missing": [], "scale": "", "favourable": [], "mirror": "",
        "stage": "", "asked": "", **more,
    }  # fmt: skip


def _scaled(code: str, scale: str, label: str, **more: Any) -> dict[str, Any]:
    codes, favourable = SCALES[scale]
    if code == "repeat_story":
        favourable = ["tend_disagree", "strongly_disagree"]
    missing = ["dont_know"]
    return _variable(
        code, [*codes, *missing], label, missing=missing, scale=scale, favourable=favourable, **more
    )


def _text(code: str, stage: str) -> dict[str, Any]:
    return _variable(code, [], kind="text", stage=stage)


def _family(questionnaire: str) -> list[dict[str, Any]]:
    relations = {
        "parent": ["mother", "father", "grandparent", "sibling", "other"],
        "carer": ["foster", "kinship", "childrens_home", "semi_independent", "other"],
    }[questionnaire]
    found = [
        _variable("returned", ["yes", "no", "died", "not_say"], missing=["not_say"]),
        _variable("relationship", relations),
        _variable("when", ["month", "half_year", "year", "two_years", "five_years", "longer"]),
        _variable("times", ["none", "one", "two_three", "four_ten", "over_ten"]),
        _variable("child_age", ["under_5", "5_9", "10_12", "13_15", "16_17"]),
        _variable("area", PLACES),
        _variable(
            "reported_last", ["me", "someone_else", "nobody", "not_sure"], missing=["not_sure"]
        ),
        _variable(
            "why_not",
            ["expected_return", "bad_experience", "fear_child_criminal", "told_to_wait", "not_say"],
            kind="multi", missing=["not_say"], stage="S0",
        ),
        _scaled("reference", "ynd", "Were you given a reference number?", stage="S1"),
    ]  # fmt: skip
    found += [_scaled(c, s, t, mirror=m, stage=g) for c, m, g, s, t in MIRRORED]
    found += [
        _scaled(c, "agree5", "The police are an organisation that I can trust.", stage="S6")
        for c in ("trust_before", "trust_now")
    ]
    return found + [_text(code, stage) for code, stage in TEXTS.items()]


def _staff() -> list[dict[str, Any]]:
    found = [
        _variable("sector", ["police", "council_care", "education", "health", "care_provider"]),
        _variable("role", ["contact_command", "response", "missing_unit", "social_worker"]),
        _variable("experience", ["under_1", "1_4", "5_9", "10_plus"]),
        _variable("unit", [*UNITS, "london_wide", "outside"]),
        _variable("caseload", ["daily", "weekly", "monthly", "less"]),
    ]
    found += [_scaled(m, s, t, mirror=m, stage=g) for _, m, g, s, t in MIRRORED]
    found += [_scaled(c, "agree5", c.capitalize()) for c in STAFF_ONLY]
    return found + [_text(code, "") for code in STAFF_TEXTS]


def sample_document() -> dict[str, Any]:
    """A codebook document like the one the questionnaires give."""
    titles = {"parent": "Parents and relatives", "carer": "Carers", "staff": "Staff"}
    variables = {"parent": _family("parent"), "carer": _family("carer"), "staff": _staff()}
    return {
        "format": "heard-codebook-1",
        "questionnaires": {
            key: {"title": titles[key], "version": key.encode().hex() * 4, "variables": found}
            for key, found in variables.items()
        },
    }  # fmt: skip


class Maker:
    """Makes one person after another from a seed."""

    def __init__(self, seed: int, wave: str) -> None:
        self.random = random.Random(seed)
        self.wave = wave
        self.codebook = Codebook.from_document(sample_document())
        self.frame = shipped_frame()
        self.weights = {c.code: 0.03 + 0.25 * self.random.random() for c in self.frame.codes}
        self.weights["urgent"] = 0.04

    def answers(self, questionnaire: str) -> dict[str, Answer]:
        """Closed answers: most asked, some skipped, some missing codes."""
        found: dict[str, Answer] = {}
        mood = self.random.gauss(0, 0.7)
        for variable in self.codebook.questionnaires[questionnaire].variables:
            if not variable.closed or self.random.random() < 0.04:
                continue
            codes = [option.code for option in variable.options]
            if variable.several:
                some = tuple(c for c in codes[:-1] if self.random.random() < 0.3)
                if some and found.get("reported_last") == "nobody":
                    found[variable.code] = some
                continue
            place = [1 + abs(mood + i - len(codes) / 3) for i in range(len(codes))]
            weights = [
                (0.05 if code in variable.missing else 1) / (p if variable.scale else 1)
                for code, p in zip(codes, place, strict=True)
            ]
            found[variable.code] = self.random.choices(codes, weights)[0]
        return found

    def comments(self, person: str, questionnaire: str) -> tuple[list[Comment], list[Coding]]:
        """Up to three comments with their codes. The words are all the same, and nobody's."""
        questions = list(TEXTS) if questionnaire != "staff" else STAFF_TEXTS
        comments, codings = [], []
        for question in self.random.sample(questions, self.random.choice([0, 1, 1, 2, 3])):
            name = f"{person}-{question}"
            comments.append(Comment(name, person, questionnaire, question, "Invented words."))
            codes = [c for c, w in self.weights.items() if self.random.random() < w * 0.6]
            codings += [
                Coding(name, code, "lexicon", "1", "Invented words", "machine")
                for code in codes or ["none"]
            ]
        return comments, codings


def sample_dataset(size: int = 540, seed: int = 7, wave: str = "demo") -> Dataset:
    """An invented dataset of ``size`` replies: half parents, a quarter carers, a quarter staff."""
    maker = Maker(seed, wave)
    records, comments, codings = [], [], []
    for number in range(size):
        questionnaire = maker.random.choice(["parent", "parent", "carer", "staff"])
        person = f"r{number:06d}"
        answers = maker.answers(questionnaire)
        records.append(Record(questionnaire, wave, "0" * 64, answers, person))
        written, given = maker.comments(person, questionnaire)
        comments += written
        codings += given
    return Dataset(maker.codebook, tuple(records), tuple(comments), tuple(codings))


def small_dataset(size: int = 260, seed: int = 9, more: tuple[str, ...] = ()) -> Dataset:
    """The same, asked only a few questions: for tests that make many releases."""
    data = sample_dataset(size, seed)
    kept = {
        "area", "when", "reported_last", "relationship", "ease", "trust_now", "contact", "access",
        "sector", "caseload", "harder", *more,
    }  # fmt: skip
    document = sample_document()
    for part in document["questionnaires"].values():
        part["variables"] = [v for v in part["variables"] if v["code"] in kept]
    comments = tuple(c for c in data.comments if c.question in kept)
    return Dataset(Codebook.from_document(document), data.records, comments, data.codings)


def sample_facts() -> dict[str, Any]:
    """Facts as a caller gives them."""
    return {
        "software": "0.1.0",
        "force": {"name": "the Metropolitan Police Service", "short": "the Met"},
        "operator": {"name": "The invented review team", "contact": "review@example.org"},
        "coder": {"kind": "machine", "name": "lexicon", "version": "1"},
    }


@functools.cache
def sample_release(size: int = 540, seed: int = 7) -> Release:
    """A whole release of an invented wave."""
    return once(
        f"sample-{size}-{seed}",
        lambda: build(
            sample_dataset(size, seed), release_id="sample-1", wave="demo", created="2026-12-01",
            facts=sample_facts(), demo=True, frame=shipped_frame(),
        ),
    )  # fmt: skip

"""The longest answers that a questionnaire allows can always be sealed."""

from __future__ import annotations

import json

import pytest
from nacl.public import PrivateKey

from survey.box.envelope import ROOM, SIZES, seal
from survey.definition.checks import LARGEST
from survey.definition.model import Kind, Questionnaire, Variable
from survey.definition.routing import to_seal
from survey.forms.cleaning import clean
from tests.survey.definition.walks import INSTRUMENT, Given

WIDEST = "\U0001f46a"
"""A character of four bytes, the most that one takes in UTF-8."""


def longest(questionnaire: Questionnaire, variable: Variable) -> str | tuple[str, ...]:
    codes = tuple(option.code for option in variable.options if not option.exclusive)
    if variable.kind is Kind.MULTI:
        return codes
    if codes:
        return max(codes, key=len)
    questions = {q.code: q for page in questionnaire.pages for q in page.questions}
    return clean(WIDEST * questions[variable.code].max_length)


@pytest.mark.parametrize("key", INSTRUMENT)
def test_the_longest_answers_fit_the_largest_envelope(key: str) -> None:
    questionnaire = INSTRUMENT[key]
    answers: Given = {
        code: longest(questionnaire, variable)
        for code, variable in questionnaire.variables().items()
    }
    answers |= {"returned": "yes", "reported_last": "me", "other_area": "yes", "times": "over_ten"}
    answers |= {"reported_usually": "sometimes", "sector": "police"}
    sent = to_seal(questionnaire, answers)
    texts = [code for code, v in questionnaire.variables().items() if v.kind is Kind.TEXT]
    assert set(texts) <= set(sent)
    plaintext = json.dumps(
        {
            "v": 1, "wave": "w" * 100, "questionnaire": key, "version": questionnaire.version,
            "week": "2026-W47", "language": "qps-plocm", "answers": sent, "tag": "t" * 64,
        },
        ensure_ascii=False, separators=(",", ":"),
    ).encode()  # fmt: skip
    envelope = seal(plaintext, bytes(PrivateKey.generate().public_key))
    assert len(envelope) == SIZES[-1]


def test_room_is_left_for_what_travels_beside_the_answers() -> None:
    assert ROOM[-1] > LARGEST + 500

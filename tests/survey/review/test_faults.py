"""The faults that are planted by hand still fit the code, so that planting them means something."""

from __future__ import annotations

import pytest

from tests.survey.review.faults import FAULTS, HOUSE, Fault, file_of


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_can_be_planted_and_its_test_is_there(fault: Fault) -> None:
    text = (HOUSE / fault.file).read_text(encoding="utf-8")
    assert text.replace(fault.right, fault.wrong, 1) != text
    test = (HOUSE / file_of(fault)).read_text(encoding="utf-8")
    name = fault.test.partition("::")[2]
    assert not name or f"def {name}(" in test

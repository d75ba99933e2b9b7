"""What was taken back is known by a hash alone, and travels with the export."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from survey.box import opening, waves, withdrawals
from survey.box.pool import NotStored
from tests.survey.box.conftest import Box

TAGS = [f"{number:032x}" for number in range(40)]


def test_a_tag_is_kept_as_its_hash_and_once(box: Box) -> None:
    for tag in [*TAGS, *TAGS[:5]]:
        withdrawals.add(box.engine, tag)
    assert withdrawals.every(box.engine) == sorted(
        hashlib.sha256(tag.encode()).hexdigest() for tag in TAGS
    )
    content = box.file.read_bytes()
    assert not any(tag.encode() in content for tag in TAGS)


def test_the_list_travels_with_the_export(box: Box, tmp_path: Path) -> None:
    withdrawals.add(box.engine, TAGS[0])
    header = opening.write_export(box.engine, tmp_path / "x", waves.get(box.engine, "spring"))
    assert header.withdrawn == (hashlib.sha256(TAGS[0].encode()).hexdigest(),)
    assert opening.read_header(tmp_path / "x").withdrawn == header.withdrawn


def test_forgetting_empties_the_list(box: Box) -> None:
    withdrawals.add(box.engine, TAGS[0])
    assert withdrawals.forget(box.engine) == 1
    assert withdrawals.every(box.engine) == []


def test_a_withdrawal_that_cannot_be_written_says_so(box: Box) -> None:
    box.engine.dispose()
    box.file.unlink()
    box.file.mkdir()
    with pytest.raises(NotStored):
        withdrawals.add(box.engine, TAGS[0])

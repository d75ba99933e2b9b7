"""Bar 5: backups differ by whole batches; a backup that would not is refused or replaces."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from survey.box import backup, store, waves
from survey.intruder import links
from tests.survey.box.conftest import Box, make_box
from tests.survey.box.contents import envelopes


@pytest.fixture
def box(place: Path) -> Box:
    return make_box(place / os.urandom(4).hex())


def _send(box: Box, count: int) -> None:
    for _ in range(count):
        box.send(os.urandom(30))


def _sets(folder: Path) -> list[set[str]]:
    return [set(backup.hashes_in(path)) for path in sorted(folder.iterdir())]


def test_any_two_backups_lie_a_whole_batch_or_more_apart(box: Box, place: Path) -> None:
    folder = place / os.urandom(4).hex()
    for count in (50, 63, 120, 17, 60):
        _send(box, count)
        backup.make(box.engine, folder)
    waves.close_wave(box.engine, "spring")
    backup.make(box.engine, folder)
    steps = links.differences(_sets(folder))
    assert len(_sets(folder)) >= 3
    assert min(steps) >= store.MINIMUM_BATCH


def test_a_backup_between_two_flushes_is_refused_and_says_when(box: Box, place: Path) -> None:
    folder = place / os.urandom(4).hex()
    _send(box, 50)
    backup.make(box.engine, folder)
    _send(box, 49)
    before = sorted(folder.iterdir())
    with pytest.raises(backup.NothingNew, match="another 50 answers"):
        backup.make(box.engine, folder)
    assert sorted(folder.iterdir()) == before


def test_what_waits_in_the_pool_is_in_no_backup(box: Box, place: Path) -> None:
    folder = place / os.urandom(4).hex()
    _send(box, 70)
    made = backup.make(box.engine, folder)
    pending = envelopes(box.engine, "pend")
    content = made.path.read_bytes()
    assert len(pending) == 20
    assert not any(each[100:132] in content for each in pending)
    assert made.envelopes == 50


def test_the_small_last_batch_of_a_wave_replaces_the_backup_before_it(
    box: Box, place: Path
) -> None:
    folder = place / os.urandom(4).hex()
    _send(box, 50)
    backup.make(box.engine, folder)
    _send(box, 53)
    second = backup.make(box.engine, folder)
    waves.close_wave(box.engine, "spring")
    third = backup.make(box.engine, folder)
    assert (third.envelopes, third.removed) == (103, (second.path,))
    assert links.differences(_sets(folder)) == [53]


def test_comparing_two_copies_of_the_live_file_is_caught(box: Box, place: Path) -> None:
    """The fault: a host that copies the file at any moment. Only whole batches may differ."""
    _send(box, 55)
    one = set(map(bytes, envelopes(box.engine)))
    _send(box, 1)
    other = set(map(bytes, envelopes(box.engine)))
    names = [{each[:64].hex() for each in some} for some in (one, other)]
    assert min(links.differences(names)) < store.MINIMUM_BATCH

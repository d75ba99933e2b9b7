"""Clearing a closed wave leaves no trace of it, and leaves other waves whole."""

from __future__ import annotations

import datetime

import pytest
from nacl.public import PrivateKey

from survey.box import envelope, pool, purging, waves
from tests.survey.box.conftest import TODAY, Box
from tests.survey.box.contents import envelopes


def test_an_open_wave_is_never_purged(box: Box) -> None:
    with pytest.raises(waves.WaveError, match="not closed"):
        purging.purge(box.engine, waves.get(box.engine, "spring"))


def test_a_purged_wave_leaves_no_byte_in_any_file(box: Box) -> None:
    sent = [box.send(b"%d" % number * 4000) for number in range(55)]
    wave = waves.close_wave(box.engine, "spring")
    assert purging.purge(box.engine, wave) == 55
    assert envelopes(box.engine) == []
    content = b"".join(path.read_bytes() for path in box.file.parent.iterdir())
    assert not any(each[100:132] in content for each in sent)


def test_another_wave_is_left_whole(box: Box) -> None:
    for number in range(60):
        box.send(b"%d" % number)
    first = waves.close_wave(box.engine, "spring")
    key = PrivateKey.generate()
    last = TODAY + datetime.timedelta(days=9)
    waves.create(box.engine, "autumn", bytes(key.public_key), last, last)
    waves.open_wave(box.engine, "autumn")
    second = [envelope.seal(b"%d" % number, bytes(key.public_key)) for number in range(70)]
    for sealed in second:
        pool.add(box.engine, sealed)
    assert purging.purge(box.engine, first) == 60
    assert sorted(envelopes(box.engine)) == sorted(second)
    more = envelope.seal(b"and on", bytes(key.public_key))
    pool.add(box.engine, more)
    waves.close_wave(box.engine, "autumn")
    assert sorted(envelopes(box.engine, "sealed")) == sorted([*second, more])
    assert pool.counts(box.engine).waves == {"autumn": 71, "spring": 0}

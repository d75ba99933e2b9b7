"""A wave goes from draft to open to closed, once, and one is open at a time."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from sqlalchemy import Engine

from survey.box import store, waves
from survey.config import Settings
from tests.survey.box.conftest import TODAY, Box
from tests.survey.box.contents import envelopes

DAY = datetime.timedelta(days=1)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return store.prepare(Settings(instance=tmp_path))


def make(engine: Engine, name: str, closes_on: datetime.date = TODAY) -> waves.Wave:
    public = bytes(PrivateKey.generate().public_key)
    return waves.create(engine, name, public, closes_on, closes_on + 14 * DAY)


def test_a_new_instance_has_no_current_wave(engine: Engine) -> None:
    assert waves.current(engine) is None


def test_a_draft_takes_no_answers_and_an_open_wave_does(engine: Engine) -> None:
    made = make(engine, "spring")
    assert waves.current(engine) is None
    waves.open_wave(engine, "spring")
    current = waves.current(engine)
    assert current is not None
    assert (current.name, current.state, current.public_key) == ("spring", "open", made.public_key)
    assert current.withdraw_until == TODAY + 14 * DAY


def test_the_last_day_counts_and_the_day_after_does_not(engine: Engine) -> None:
    make(engine, "spring")
    waves.open_wave(engine, "spring")
    assert waves.current(engine, TODAY) is not None
    assert waves.current(engine, TODAY + DAY) is None


def test_only_one_wave_is_open_at_a_time(engine: Engine) -> None:
    make(engine, "spring")
    make(engine, "autumn")
    waves.open_wave(engine, "spring")
    with pytest.raises(waves.WaveError, match="spring"):
        waves.open_wave(engine, "autumn")
    waves.close_wave(engine, "spring")
    assert waves.open_wave(engine, "autumn").state == "open"


def test_a_closed_wave_never_opens_again(engine: Engine) -> None:
    make(engine, "spring")
    waves.open_wave(engine, "spring")
    waves.close_wave(engine, "spring")
    with pytest.raises(waves.WaveError, match="closed"):
        waves.open_wave(engine, "spring")


def test_a_draft_cannot_be_closed(engine: Engine) -> None:
    make(engine, "spring")
    with pytest.raises(waves.WaveError, match="draft"):
        waves.close_wave(engine, "spring")


def test_two_waves_never_share_a_name_or_a_key(engine: Engine) -> None:
    made = make(engine, "spring")
    with pytest.raises(waves.WaveError):
        make(engine, "spring")
    with pytest.raises(waves.WaveError, match="own key pair"):
        waves.create(engine, "autumn", made.public_key, TODAY, TODAY)


def test_dates_out_of_order_and_short_keys_are_refused(engine: Engine) -> None:
    with pytest.raises(waves.WaveError, match="before"):
        waves.create(engine, "spring", bytes(32), TODAY, TODAY - DAY)
    with pytest.raises(waves.WaveError, match="32 bytes"):
        waves.create(engine, "spring", b"short", TODAY, TODAY)


def test_an_unknown_wave_is_named_in_the_error(engine: Engine) -> None:
    with pytest.raises(waves.WaveError, match="'winter'"):
        waves.get(engine, "winter")


def test_closing_moves_what_is_pending_into_the_box(box: Box) -> None:
    sent = [box.send(b"%d" % number) for number in range(7)]
    assert waves.close_wave(box.engine, "spring").sealed == 7
    assert sorted(envelopes(box.engine, "sealed")) == sorted(sent)
    assert envelopes(box.engine, "pend") == []

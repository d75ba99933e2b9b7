"""The mixing pool keeps every answer and no order."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from survey.box import envelope, pool, schema, store, waves
from tests.survey.box.conftest import Box, make_box
from tests.survey.box.contents import envelopes

ROOT = Path(__file__).resolve().parents[3]


def test_an_answer_waits_until_a_batch_has_come_together(box: Box) -> None:
    sent = [box.send(b"%d" % number) for number in range(49)]
    assert pool.counts(box.engine).total == 0
    assert envelopes(box.engine, "sealed") == []
    sent.append(box.send(b"the fiftieth"))
    assert pool.counts(box.engine).total == 50
    assert envelopes(box.engine, "pend") == []
    assert sorted(envelopes(box.engine, "sealed")) == sorted(sent)


def test_counts_never_tell_how_many_are_pending(box: Box) -> None:
    for number in range(70):
        box.send(b"%d" % number)
    assert pool.counts(box.engine) == pool.Counts(50, {"spring": 50})


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lengths=st.lists(st.sampled_from([10, 9_000, 50_000]), max_size=120))
def test_whatever_is_sent_is_kept_once(
    tmp_path_factory: pytest.TempPathFactory, lengths: list[int]
) -> None:
    made = make_box(tmp_path_factory.mktemp("box"))
    sent = [made.send(os.urandom(length)) for length in lengths]
    assert sorted(envelopes(made.engine)) == sorted(sent)
    assert len(envelopes(made.engine, "pend")) == len(sent) % 50
    made.engine.dispose()


def test_a_flush_of_nothing_but_the_largest_envelopes_fits(box: Box) -> None:
    sent = [box.send(os.urandom(60_000)) for _ in range(50)]
    assert sorted(envelopes(box.engine, "sealed")) == sorted(sent)


def test_every_arrangement_of_the_box_is_as_likely_as_any_other(box: Box) -> None:
    """Chi-square over where the first of four pieces lies after the inside-out shuffle."""
    seen: Counter[tuple[int, ...]] = Counter()
    pieces = [bytes([1, 0]) + bytes([number]) * (schema.PIECE - 2) for number in range(1, 4)]
    with store.writing(box.engine) as connection:
        for _ in range(1200):
            connection.execute(schema.sealed.delete())
            for end, piece in enumerate(pieces, 1):
                pool.shuffle_in(connection, schema.sealed.c.piece, piece, end)
            rows = connection.execute(select(schema.sealed.c.piece).order_by("place")).scalars()
            seen[tuple(piece[2] for piece in rows)] += 1
    expected = 1200 / 6
    chi = sum((seen[order] - expected) ** 2 / expected for order in seen)
    assert len(seen) == 6
    assert chi < 30  # five degrees of freedom: about one run in 70,000 exceeds it


def test_a_place_of_the_pool_is_overwritten_where_it_lies(box: Box) -> None:
    before = box.file.stat().st_size
    for number in range(49):
        box.send(b"%d" % number)
    assert box.file.stat().st_size == before
    with store.reading(box.engine) as connection:
        assert connection.exec_driver_sql("PRAGMA freelist_count").scalar() == 0


def test_nothing_enters_a_box_without_an_open_wave(box: Box) -> None:
    sealed = envelope.seal(b"late", box.public)
    waves.close_wave(box.engine, "spring")
    with pytest.raises(pool.BoxClosed):
        pool.add(box.engine, sealed)
    assert envelopes(box.engine) == []


def test_an_envelope_sealed_to_a_strange_key_is_refused(box: Box) -> None:
    with pytest.raises(pool.BoxClosed):
        pool.add(box.engine, envelope.seal(b"words", bytes(range(32))))


@pytest.mark.parametrize("broken", [b"", b"\1" * 3999, b"\2" * 4000])
def test_what_is_not_an_envelope_is_refused(box: Box, broken: bytes) -> None:
    with pytest.raises(pool.NotStored):
        pool.add(box.engine, broken)


def test_a_busy_database_says_that_nothing_was_stored(box: Box) -> None:
    engine = store.connect(box.file)
    with store.reading(engine) as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    sealed = envelope.seal(b"MYANSWER", box.public)
    with store.writing(box.engine), pytest.raises(pool.NotStored) as caught:
        pool.add(engine, sealed)
    assert "MYANSWER" not in str(caught.value)
    assert caught.value.__suppress_context__
    pool.add(engine, sealed)
    assert envelopes(box.engine) == [sealed]
    engine.dispose()


def test_a_database_that_is_gone_says_that_nothing_was_stored(box: Box) -> None:
    box.engine.dispose()
    box.file.unlink()
    box.file.mkdir()
    with pytest.raises(pool.NotStored):
        box.send(b"words")


def test_a_full_disk_loses_nothing_that_was_acknowledged(box: Box) -> None:
    """The file may not grow any more: the send that would flush is refused, and told so."""
    sent = [box.send(b"%d" % number) for number in range(49)]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (box.file.stat().st_size, hard))
    try:
        for _ in range(3):
            with pytest.raises(pool.NotStored):
                box.send(b"too much")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert sorted(envelopes(box.engine)) == sorted(sent)
    sent.append(box.send(b"after the disk was cleared"))
    assert sorted(envelopes(box.engine, "sealed")) == sorted(sent)


@pytest.mark.parametrize("room", [0, 1_000, 5_000, 20_000])
def test_a_disk_that_has_no_room_for_a_journal_stores_nothing_halfway(box: Box, room: int) -> None:
    sent = [box.send(b"%d" % number) for number in range(10)]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(pool.NotStored):
            box.send(b"too much")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert sorted(envelopes(box.engine)) == sorted(sent)
    sent.append(box.send(b"again"))
    assert sorted(envelopes(box.engine)) == sorted(sent)


def test_killing_the_senders_loses_and_doubles_nothing(box: Box, tmp_path: Path) -> None:
    """A short round; bar 22 kills sixty (tests/anonymity)."""
    log = tmp_path / "log"
    command = [sys.executable, "-m", "tests.survey.box.senders", str(box.settings.instance)]
    command += [box.public.hex(), str(log), "--rounds", "4"]
    subprocess.run(command, cwd=ROOT, check=True)
    acknowledged = {line.split()[1] for line in log.read_text().splitlines()}
    kept = Counter(envelope.fingerprint(content) for content in envelopes(box.engine))
    assert max(kept.values()) == 1
    assert acknowledged <= set(kept)
    assert len(kept) <= len(acknowledged) + 4 * 3  # stored, but killed before it was said
    with store.reading(box.engine) as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        pending = connection.execute(select(schema.box.c.pending)).scalar_one()
    assert pending == len(envelopes(box.engine, "pend"))
    assert pool.counts(box.engine).total == len(envelopes(box.engine, "sealed"))


def test_an_overfull_pool_would_be_flushed_at_once(box: Box) -> None:
    """If a batch were made smaller by hand, the next answer moves all that waits."""
    for number in range(30):
        box.send(b"%d" % number)
    with store.writing(box.engine) as connection:
        connection.execute(update(schema.box).values(batch=10))
    box.send(b"one more")
    assert len(envelopes(box.engine, "sealed")) == 31

"""The store of answers under way."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.collect import progress
from survey.collect.cookie import new_secret
from survey.collect.progress import KEEP_SLOTS, SLOT_SECONDS, Progress
from survey.collect.state import BUCKETS, State, pack, unpack

WORDS = "They told me to wait until the morning"


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Progress]:
    store = Progress(tmp_path / "progress.sqlite3", clock)
    yield store
    store.close()


def test_what_was_kept_comes_back_with_the_same_secret_only(store: Progress) -> None:
    secret = new_secret()
    state = State(questionnaire="parent", answers={"contact": WORDS, "why_not": ("a", "b")})
    assert store.write(secret, state, None) is not None
    kept = store.read(secret)
    assert kept is not None
    assert kept.state == state
    assert store.read(new_secret()) is None


def test_the_file_holds_no_words_of_an_answer(store: Progress) -> None:
    store.write(new_secret(), State(answers={"contact": WORDS}), None)
    assert WORDS.encode() not in store.path.read_bytes()
    assert b"contact" not in store.path.read_bytes()


def test_a_row_read_with_another_rows_id_but_the_wrong_key_is_nothing(store: Progress) -> None:
    secret = new_secret()
    store.write(secret, State(questionnaire="parent"), None)
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE progress SET state = zeroblob(length(state))")
    connection.close()
    assert store.read(secret) is None


def test_of_two_writers_the_slower_one_is_told_to_read_again(store: Progress) -> None:
    secret = new_secret()
    first = store.write(secret, State(reached=1), None)
    assert store.write(secret, State(reached=9), None) is None
    assert store.write(secret, State(reached=2), first) is not None
    assert store.write(secret, State(reached=3), first) is None
    kept = store.read(secret)
    assert kept is not None
    assert kept.state.reached == 2


def test_rows_are_swept_half_a_day_after_the_last_touch_and_not_before(
    store: Progress, clock: Clock
) -> None:
    secret = new_secret()
    store.write(secret, State(), None)
    clock.now += KEEP_SLOTS * SLOT_SECONDS
    assert store.sweep() == 0
    clock.now += SLOT_SECONDS
    assert store.sweep() == 1
    assert store.read(secret) is None


def test_the_slot_is_the_only_time_and_the_columns_are_these_three(store: Progress) -> None:
    store.write(new_secret(), State(), None)
    connection = sqlite3.connect(store.path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(progress)")]
    slots = connection.execute("SELECT slot FROM progress").fetchone()
    connection.close()
    assert columns == ["id", "slot", "state"]
    assert slots == (int(Clock.now // SLOT_SECONDS),)


def test_every_connection_overwrites_what_is_deleted_and_keeps_no_log(store: Progress) -> None:
    for _ in range(2):
        with store._connection() as connection:
            assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        store.close()


def test_swept_rows_leave_no_bytes_behind(store: Progress, clock: Clock) -> None:
    kept = [store.write(new_secret(), State(reached=n), None) for n in range(40)]
    clock.now += (KEEP_SLOTS + 1) * SLOT_SECONDS
    assert store.sweep() == 40
    left = store.path.read_bytes()
    assert not [one for one in kept if one and one.stored[200:260] in left]
    assert [path.name for path in store.path.parent.iterdir()] == ["progress.sqlite3"]


def test_a_store_that_cannot_be_written_says_so_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "progress.sqlite3"
    store = Progress(path)
    with pytest.raises(progress.StorageError):
        store.read(new_secret())
    path.parent.mkdir()
    secret = new_secret()
    kept = store.write(secret, State(reached=1), None)
    with store._connection() as connection:
        connection.execute("PRAGMA query_only = ON")
    with pytest.raises(progress.StorageError):
        store.write(secret, State(reached=2), kept)
    found = store.read(secret)
    assert found is not None
    assert found.state.reached == 1
    store.close()


def test_a_forked_process_opens_its_own_connection(store: Progress) -> None:
    secret = new_secret()
    store.write(secret, State(reached=1), None)
    child = os.fork()
    if child == 0:
        kept = store.read(secret)
        os._exit(0 if kept and kept.state.reached == 1 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@given(
    st.dictionaries(
        st.text(min_size=1), st.text(min_size=1) | st.lists(st.text(), min_size=1).map(tuple)
    ),
    st.lists(st.integers(0, 99)).map(tuple),
    st.binary(max_size=5_000),
)
def test_packing_keeps_everything_in_one_of_a_few_lengths(
    answers: dict[str, str | tuple[str, ...]], todo: tuple[int, ...], envelope: bytes
) -> None:
    state = State(
        questionnaire="carer", version="v", language="ar", consent=True, answers=answers,
        reached=4, todo=todo, helped=(2,), onward="/check", kept=("contact",),
        began=7, envelope=envelope,
        code="six words", sent=True,
    )  # fmt: skip
    packed = pack(state)
    assert len(packed) in BUCKETS
    assert unpack(packed) == state


def test_a_state_beyond_the_largest_bucket_is_refused() -> None:
    with pytest.raises(ValueError, match="largest bucket"):
        pack(State(answers={"contact": "x" * BUCKETS[-1]}))


def test_a_file_that_a_power_cut_broke_is_thrown_away_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    path.write_bytes(b"SQLite format 3\0" + b"broken" * 2000)
    progress.prepare(path)
    store = Progress(path)
    secret = new_secret()
    assert store.write(secret, State(reached=1), None) is not None
    store.close()
    progress.prepare(path)
    assert store.read(secret) is not None, "a good file stays"
    store.close()


def test_only_a_write_that_must_be_durable_waits_for_the_disk(store: Progress) -> None:
    secret = new_secret()
    asked: list[str] = []
    with store._connection() as connection:
        connection.set_trace_callback(asked.append)
    kept = store.write(secret, State(reached=1), None)
    assert not [line for line in asked if "synchronous" in line]
    store.write(secret, State(envelope=b"e"), kept, durable=True)
    assert [line for line in asked if "synchronous" in line] == [
        "PRAGMA synchronous = EXTRA", "PRAGMA synchronous = OFF",
    ]  # fmt: skip
    with store._connection() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (0,)

"""Words are masked alike in this process and in others, which are told nothing else and end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.redacting import worker
from survey.review.services import masking
from survey.review.services.masking import Apart, Ended, Here
from tests.analysis.identifying import made

TEXTS = [e.text for kind in made.SOURCES for e in made.examples(kind, 5)] + [
    "", "nothing", "\ud83d\ude00 caf\u00e9", "\ud800 alone", "line\nend\r\n\x00", '"quoted"',
]  # fmt: skip


@pytest.fixture
def apart() -> Iterator[Apart]:
    """Two processes that mask."""
    masker = Apart(2)
    yield masker
    masker.close()


def gone(process: subprocess.Popen[bytes]) -> bool:
    return process.poll() is not None


def test_other_processes_mask_as_this_one_does_and_in_the_same_order(apart: Apart) -> None:
    texts = [f"{text} {n}" for n in range(3) for text in TEXTS]
    first, second = apart.hand_over(texts), apart.hand_over(texts[::-1])
    masked = Here().hand_over(texts)()
    assert masked == [masking.mask(text) for text in texts]
    assert any(a != b for a, b in zip(texts, masked, strict=True))
    assert first() == masked
    assert second() == masked[::-1]


def test_another_process_gets_neither_settings_nor_open_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEARD_SECRET", "a-secret")
    with (tmp_path / "key").open("wb") as file:
        os.set_inheritable(file.fileno(), True)
        masker = Apart(1)
        try:
            assert masker.hand_over(["My Keira"])() == ["My [person]"]
            place = Path(f"/proc/{masker.processes[0].pid}")
            assert b"a-secret" not in (place / "environ").read_bytes()
            opened = [each.readlink() for each in (place / "fd").iterdir()]
            assert tmp_path / "key" not in opened
        finally:
            masker.close()


def test_a_killed_process_is_told_in_words_that_hold_nobody_elses(apart: Apart) -> None:
    for process in apart.processes:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with pytest.raises(Ended, match=r"Nothing\s+was stored") as told:
        apart.hand_over(["My Keira"])()
    assert "Keira" not in str(told.value)
    assert told.value.__suppress_context__


def test_closing_ends_the_processes_and_what_waits_for_them() -> None:
    masker = Apart(2)
    masker.hand_over(["My son Keira went out. " * 200] * 3_000)
    masker.close()
    assert all(gone(process) for process in masker.processes)


def test_a_process_that_masks_ends_when_whoever_started_it_is_killed() -> None:
    code = (
        "import time; from survey.review.services.masking import Apart; a = Apart(1);"
        "print(a.processes[0].pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 60
    while _runs(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_ctrl_c_is_left_to_whoever_started_the_processes(apart: Apart) -> None:
    assert apart.hand_over(["nothing"] * 500)() == ["nothing"] * 500
    for process in apart.processes:
        process.send_signal(signal.SIGINT)
    assert apart.hand_over(["My Keira"] * 500)() == ["My [person]"] * 500


@pytest.mark.parametrize(
    ("responses", "processors", "kind"),
    [(1_999, 2, Here), (2_000, 1, Here), (2_000, 2, Apart)],
)
def test_other_processes_are_started_for_many_responses_and_processors(
    responses: int, processors: int, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masking.os, "sched_getaffinity", lambda _pid: set(range(processors)))
    with masking.masker(responses) as masker:
        assert type(masker) is kind


def test_a_line_is_answered_by_what_changed_and_null() -> None:
    assert worker.answer(b'["My Keira", "nothing"]\n') == b'["My [person]", null]\n'

"""``heard run`` in an empty folder: asks at a terminal for what is missing, else says how."""

from __future__ import annotations

import os
import pty
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

COMMAND = [sys.executable, "-c", "from survey.cli.main import main; main()"]
PASSPHRASE = "seven quiet herons by the lock"


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def environment() -> dict[str, str]:
    ports = {"HEARD_COLLECT_PORT": free_port(), "HEARD_REVIEW_PORT": free_port()}
    return {**os.environ, **ports, "HEARD_COLLECT_WORKERS": "1", "HEARD_REVIEW_WORKERS": "1"}


def read_until(terminal: int, words: str, heard: str = "") -> str:
    deadline = time.monotonic() + 120
    while words not in heard and time.monotonic() < deadline:
        if select.select([terminal], [], [], 1)[0]:
            try:
                heard += os.read(terminal, 4096).decode()
            except OSError:  # the other end is closed
                break
    assert words in heard, heard
    return heard


def test_at_a_terminal_it_makes_wave_key_and_account_and_serves(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    env = environment()
    process = subprocess.Popen(
        [*COMMAND, "--instance", str(tmp_path / "own"), "run"],
        stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        for question, answer in (
            ("account now?", "y"), ("Passphrase", PASSPHRASE), ("Again", PASSPHRASE),
            ("last day to answer", ""), ("Name to sign in", "amina"),
            ("Passphrase", PASSPHRASE), ("Again", PASSPHRASE),
        ):  # fmt: skip
            said = read_until(ours, question)
            assert PASSPHRASE not in said
            os.write(ours, f"{answer}\n".encode())
        read_until(ours, "Ctrl-C")
        start = f"http://127.0.0.1:{env['HEARD_COLLECT_PORT']}/"
        page = urllib.request.urlopen(start, timeout=20).read().decode()
        assert "Start now" in page
        assert "Demonstration" not in page
    finally:
        process.send_signal(signal.SIGINT)
        read_until(ours, "Stopped")
        assert process.wait(timeout=30) == 0
        os.close(ours)


def test_without_a_terminal_it_says_which_commands_are_next(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "--instance", str(tmp_path / "own"), "run"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, env={**environment(), "PYTHONUNBUFFERED": "1"}, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    process.send_signal(signal.SIGINT)
    said += process.stdout.read()
    process.stdout.close()
    assert process.wait(timeout=30) == 0
    for command in ("heard keys create", "heard wave create", "heard wave open", "heard users add"):
        assert command in said

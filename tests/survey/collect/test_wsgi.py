"""How gunicorn starts the app, and the sweep."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from survey.box import private
from survey.box.private import Cost
from survey.cli.serve import command
from tests.anonymity.served import free_port
from tests.survey.collect.conftest import House

START = "import survey.collect.wsgi as wsgi; wsgi.application()"
LOOK = "; import sys, threading; print('alembic' in sys.modules, threading.active_count())"


def start(instance: Path, more: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START + more],
        env=environment(instance), capture_output=True, text=True, check=False,
    )  # fmt: skip


def environment(instance: Path) -> dict[str, str]:
    return {**os.environ, "HEARD_INSTANCE": str(instance)}


def test_it_starts_on_an_instance(house: House) -> None:
    assert start(house.settings.instance).returncode == 0


def test_beside_a_private_key_it_says_what_to_do_and_gives_up(house: House) -> None:
    key = house.settings.collect_folder / "wave.key"
    private.create(key, "autumn", "correct horse battery", Cost(1, 8))
    ended = start(house.settings.instance)
    assert ended.returncode == 3
    assert ended.stderr.startswith("heard: ")
    assert "move the file to the review side" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_wrong_setting_is_named(house: House) -> None:
    (house.settings.instance / "settings.toml").write_text("[collect]\nprot = 1\n")
    ended = start(house.settings.instance)
    assert ended.returncode == 3
    assert "no setting 'prot'" in ended.stderr


def test_before_the_workers_fork_no_thread_runs_and_no_migration_is_loaded(house: House) -> None:
    assert start(house.settings.instance, LOOK).stdout == "False 1\n"


def test_each_worker_sweeps(house: House, tmp_path: Path) -> None:
    collect = replace(house.settings.collect, port=free_port())
    output = tmp_path / "output"
    with output.open("wb") as file:
        running = subprocess.Popen(
            command("collect", replace(house.settings, collect=collect)),
            env=environment(house.settings.instance), stdout=file, stderr=file,
        )  # fmt: skip
        try:
            deadline = time.monotonic() + 120
            while output.read_text().count("sweep_done") < 2 and time.monotonic() < deadline:
                assert running.poll() is None, output.read_text()
                time.sleep(0.1)
        finally:
            running.terminate()
            running.wait(30)
    assert output.read_text().count("sweep_done") == 2

"""How gunicorn starts the app, and the sweep."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from survey.box import private
from survey.box.private import Cost
from tests.survey.collect.conftest import House

START = "import survey.collect.wsgi as wsgi; wsgi.application()"


def start(instance: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HEARD_INSTANCE": str(instance)}
    return subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=False
    )


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

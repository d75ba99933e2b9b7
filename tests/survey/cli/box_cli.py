"""Runs ``heard`` as a person would, in one instance."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from survey.cli.main import heard

WORDS = "lantern gravel mitten orbit seven"


@dataclass
class Shell:
    """An instance folder and a passphrase file."""

    instance: Path

    @property
    def passphrase(self) -> str:
        path = self.instance.parent / "passphrase"
        path.write_text(WORDS + "\n", encoding="utf-8")
        return str(path)

    def run(self, *words: str, typed: str = "") -> Result:
        return CliRunner().invoke(heard, ["--instance", str(self.instance), *words], input=typed)

    def done(self, *words: str) -> str:
        """Run a command that must work; what it said."""
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.output

    def refused(self, *words: str, typed: str = "") -> str:
        """Run a command that must refuse; the one line that it said."""
        result = self.run(*words, typed=typed)
        assert result.exit_code == 1, result.output
        assert "Traceback" not in result.output
        return result.output

    def open_wave(self, name: str = "spring") -> None:
        """A key pair and an open wave of that name."""
        self.done("keys", "create", name, "--passphrase-file", self.passphrase)
        self.done("wave", "create", name, "--closes-on", "2999-05-31")
        self.done("wave", "open", name)

    def on_duty(self) -> None:
        """Somebody who reads what is urgent: nothing is opened before."""
        self.done("users", "add", "alex", "--passphrase-file", self.passphrase)
        self.done("users", "duty", "alex")

    def copy(self, folder: Path) -> Shell:
        """The same instance in another folder."""
        shutil.copytree(self.instance, folder / "instance")
        return Shell(folder / "instance")

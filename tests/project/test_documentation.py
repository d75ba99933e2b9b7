"""The documentation names every command and setting, and its links lead somewhere."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import click
import pytest

from survey.cli.main import COMMANDS, heard
from survey.config import SECTIONS, Settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands() -> list[str]:
    found = []
    context = click.Context(heard)
    for name in COMMANDS:
        command = heard.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found += [f"heard {name} {sub}" for sub in command.commands]
        else:
            found.append(f"heard {name}")
    return found


def test_every_command_is_explained_in_the_command_reference() -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert [name for name in commands() if f"`{name}" not in text] == []


def test_every_command_has_a_help_text_that_is_a_sentence() -> None:
    context = click.Context(heard)
    for name in COMMANDS:
        command = heard.get_command(context, name)
        assert command is not None
        assert (command.help or "").strip().split("\n")[0].endswith((".", ":")), name


def test_every_setting_is_explained() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    settings = Settings(instance=Path())
    for section in SECTIONS:
        part = text.split(f"## [{section}]")[1].split("\n## ")[0]
        keys = [field.name for field in dataclasses.fields(getattr(settings, section))]
        assert [key for key in keys if f"`{key}`" not in part] == [], section


@pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_the_readme_says_what_a_machine_needs_in_its_first_line() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("\n\n")[0]
    for word in ("Debian", "git", "make", "3.11", "3.13", "venv"):
        assert word in first


def test_the_readme_names_the_two_commands_that_the_makefile_has() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", readme, re.DOTALL)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [block.strip() for block in blocks] == ["make demo", "make test"]
    for block in blocks:
        assert f"\n{block.split()[1]}:" in makefile

"""The one command, ``heard``: finds the instance, and the module of each command group."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import click

from survey.config import SettingsError, load_settings

COMMANDS = {
    "attack": "survey.cli.attack:attack",
    "audit": "survey.cli.audit:audit",
    "backup": "survey.cli.backup:backup",
    "box": "survey.cli.box:box",
    "check": "survey.cli.check:check",
    "code": "survey.cli.code:code",
    "demo": "survey.cli.demo:demo",
    "export": "survey.cli.export:export",
    "keys": "survey.cli.keys:keys",
    "packs": "survey.cli.packs:packs",
    "questionnaires": "survey.cli.questionnaires:questionnaires",
    "recommendations": "survey.cli.recommendations:recommendations",
    "release": "survey.cli.release:release",
    "reference": "survey.cli.reference:reference",
    "report": "survey.cli.report:report",
    "retention": "survey.cli.retention:retention",
    "run": "survey.cli.serve:run",
    "serve": "survey.cli.serve:serve",
    "setup": "survey.cli.setup:setup",
    "site": "survey.cli.site:site",
    "translations": "survey.cli.translations:translations",
    "users": "survey.cli.users:users",
    "wave": "survey.cli.wave:wave",
}
"""Command name -> where it lives. Modules are imported when their command is called."""


class Problem(click.ClickException):
    """Something a person can mend. The message says what happened and what to do."""

    def show(self, file: object = None) -> None:
        """Print the message alone, without a usage text or a trace."""
        click.echo(f"heard: {self.message}", err=True)


class LazyGroup(click.Group):
    """A group that imports a command's module only when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None when there is no such name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        found = getattr(importlib.import_module(module), attribute)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=LazyGroup)
@click.option(
    "--instance",
    type=click.Path(path_type=Path),
    default=Path("instance"),
    envvar="HEARD_INSTANCE",
    show_default=True,
    help="The instance folder: settings, keys, databases, releases.",
)
@click.version_option(package_name="heard", prog_name="heard")
@click.pass_context
def heard(ctx: click.Context, instance: Path) -> None:
    """Heard: ask people, anonymously, what happened when a child was reported missing."""
    try:
        ctx.obj = load_settings(instance)
    except SettingsError as error:
        raise Problem(str(error)) from None


def main() -> None:
    """Entry point of the ``heard`` command: whatever fails, a person reads one line.

    With ``HEARD_TRACE=1`` the trace is shown instead, for those who build.
    """
    if os.environ.get("HEARD_TRACE"):
        heard(prog_name="heard")
    try:
        heard(prog_name="heard")
    except PermissionError as error:
        click.echo(
            f"heard: this user may not use {error.filename or 'a file it needs'}. Nothing that was "
            "stored is lost. Name a folder that this user may read and write, or change who may.",
            err=True,
        )
        sys.exit(1)
    except Exception as error:
        from survey.logging import where

        place = where(error.__traceback__)
        known = str(error) if isinstance(error, OSError) else type(error).__name__
        click.echo(
            f"heard: something went wrong in Heard itself ({known}, {place}). What was stored "
            "before is still stored. Try again; if it happens again, report this line.",
            err=True,
        )
        sys.exit(70)

"""Questions that several commands ask at the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from survey.cli.main import Problem

passphrase_file = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Read the passphrase from the first line of this file instead of asking.",
)

side = click.option(
    "--side",
    type=click.Choice(["both", "collect", "review"]),
    default="both",
    show_default=True,
    help="Which side this machine holds.",
)


def passphrase(file: Path | None, *, new: bool = False) -> str:
    """The passphrase from ``file``, or asked for without showing it; ``new``: asked twice."""
    if file is None:
        words: str = click.prompt(
            "Passphrase", hide_input=True, confirmation_prompt="Again" if new else False
        )
        return words
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Problem(f"the passphrase file {file} cannot be read.") from None
    if not lines or not lines[0]:
        raise Problem(f"the passphrase file {file} is empty.")
    return lines[0]

"""An instance folder: its settings file, its two sides and their databases."""

from __future__ import annotations

from pathlib import Path

from survey.cli.main import Problem
from survey.config import Settings

TEMPLATE = """\
# Settings of this instance, explained in docs/settings.md. `heard check live` says what is missing.
demo = {demo}

[operator]
# Who runs the review, as respondents are told.
name = "{operator}"
contact = ""
privacy_notice = ""
findings_url = ""
findings_month = ""
formats_within = ""

[force]
name = "the Metropolitan Police Service"
short = "the Met"

[collect]
{languages}
hostnames = ["127.0.0.1", "localhost"]
https = false

[review]
hostnames = ["localhost"]

[retention]
text_months = 12
envelopes_until = ""
answers_until = ""
"""

LANGUAGES = 'languages = ["en"]'

DEMO_LANGUAGES = """\
# Nobody has confirmed the Arabic translation yet: outside a demo it is not offered.
languages = ["en", "ar"]
allow_draft_languages = true"""


def prepare(settings: Settings, *, demo: bool = False, operator: str = "") -> None:
    """Make the folders and databases that are not there yet; what is there stays.

    Raises :class:`Problem` when the folder cannot be used, or is a demo where none is wanted.
    """
    if (settings.instance / "settings.toml").exists() and settings.demo != demo:
        raise Problem(_mixed(settings.instance, demo))
    try:
        for folder in (settings.instance, settings.collect_folder, settings.review_folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_settings(settings.instance / "settings.toml", demo=demo, operator=operator)
    except OSError as error:
        raise Problem(
            f"the instance folder {settings.instance} cannot be written: {error.strerror}."
        ) from None
    prepare_databases(settings)


def prepare_databases(settings: Settings) -> None:
    """Bring both databases to the newest schema."""
    from survey.box import store
    from survey.review import database

    store.prepare(settings)
    database.prepare(settings)


def _mixed(instance: Path, demo: bool) -> str:
    if demo:
        return (
            f"{instance} is not a demo, and invented answers never enter an instance that is "
            "not one. Nothing was changed. Use another folder: heard --instance DEMO-FOLDER demo"
        )
    return (
        f"{instance} is a demo. Nothing was changed. Use another folder for answers of your own: "
        "heard --instance FOLDER run"
    )


def _write_settings(path: Path, *, demo: bool, operator: str) -> None:
    if not path.exists():
        languages = DEMO_LANGUAGES if demo else LANGUAGES
        text = TEMPLATE.format(demo=str(demo).lower(), operator=operator, languages=languages)
        path.write_text(text, encoding="utf-8")

"""Settings: frozen, read once from ``instance/settings.toml`` and the environment, passed in.

``HEARD_SECTION_KEY`` in the environment (``HEARD_COLLECT_PORT=8080``) wins over the file.
Every setting is named in docs/settings.md; a test compares the two.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from survey.paths import REFERENCE


class SettingsError(Exception):
    """A setting that cannot be used; the message says which, where, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs the review, as respondents are told. Empty until a person fills it in."""

    name: str = ""
    contact: str = ""
    privacy_notice: str = ""
    findings_url: str = ""
    findings_month: str = ""
    formats_within: str = ""


@dataclass(frozen=True, slots=True)
class Force:
    """The police force the questions name."""

    name: str = "the Metropolitan Police Service"
    short: str = "the Met"


@dataclass(frozen=True, slots=True)
class Collect:
    """The public app."""

    host: str = "127.0.0.1"
    port: int = 8000
    hostnames: tuple[str, ...] = ("127.0.0.1", "localhost")
    https: bool = False
    proxies: int = 0
    workers: int = 2
    exit_url: str = "https://www.bbc.co.uk/weather"
    languages: tuple[str, ...] = ("en",)
    allow_draft_languages: bool = False
    batch: int = 50
    flood: int = 500
    onion: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """The team's app. ``database`` is an SQLAlchemy URL; empty means SQLite in the instance."""

    host: str = "127.0.0.1"
    port: int = 8001
    hostnames: tuple[str, ...] = ("localhost",)
    https: bool = False
    proxies: int = 0
    workers: int = 2
    database: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept. Dates are ISO dates; empty until a person decides."""

    text_months: int = 12
    envelopes_until: str = ""
    answers_until: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an app or a command may be told. ``instance`` is the instance folder."""

    instance: Path
    demo: bool = False
    operator: Operator = field(default_factory=Operator)
    force: Force = field(default_factory=Force)
    collect: Collect = field(default_factory=Collect)
    review: Review = field(default_factory=Review)
    retention: Retention = field(default_factory=Retention)

    @property
    def collect_folder(self) -> Path:
        """Where the public side keeps everything; holds no private key, ever."""
        return self.instance / "collect"

    @property
    def review_folder(self) -> Path:
        """Where the team's side keeps everything, releases included."""
        return self.instance / "review"

    @property
    def reference_folder(self) -> Path:
        """The instance's own reference lists where it has them, else those that are shipped."""
        own = self.instance / "reference"
        return own if own.is_dir() else REFERENCE


SECTIONS = ("operator", "force", "collect", "review", "retention")


def load_settings(instance: Path, environ: Mapping[str, str] | None = None) -> Settings:
    """Read ``instance/settings.toml`` (it may be absent) and the environment.

    Raises :class:`SettingsError` for an unknown section or key, or a value of the wrong type.
    """
    path = instance / "settings.toml"
    document = _read(path)
    environ = os.environ if environ is None else environ
    unknown = set(document) - {*SECTIONS, "demo"}
    if unknown:
        raise SettingsError(f"{path}: no such section: {', '.join(sorted(unknown))}.")
    settings = Settings(instance=instance)
    parts: dict[str, Any] = {
        name: _section(getattr(settings, name), document.get(name, {}), name, path, environ)
        for name in SECTIONS
    }
    demo = document.get("demo", False)
    if not isinstance(demo, bool):
        raise SettingsError(f"{path}: demo is true or false, without quotes.")
    return dataclasses.replace(settings, demo=demo, **parts)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}. Mend that line.") from None


def _section(
    default: Any, given: Mapping[str, Any], name: str, path: Path, environ: Mapping[str, str]
) -> Any:
    values: dict[str, Any] = {}
    kinds = {f.name: type(getattr(default, f.name)) for f in dataclasses.fields(default)}
    for key, value in given.items():
        if key not in kinds:
            raise SettingsError(f"{path}: [{name}] has no setting {key!r}. See docs/settings.md.")
        values[key] = _typed(value, kinds[key], f"{path}: [{name}] {key}")
    for key, kind in kinds.items():
        variable = f"HEARD_{name}_{key}".upper()
        if variable in environ:
            values[key] = _from_text(environ[variable], kind, variable)
    return dataclasses.replace(default, **values)


def _typed(value: Any, kind: type, where: str) -> Any:
    if kind is tuple:
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise SettingsError(f'{where} is a list of words: ["one", "two"].')
    if type(value) is not kind:
        names = {bool: "true or false", int: "a whole number", str: "text in quotes"}
        raise SettingsError(f"{where} is {names[kind]}.")
    return value


def _from_text(text: str, kind: type, where: str) -> Any:
    if kind is tuple:
        return tuple(word for word in text.split(",") if word)
    if kind is bool:
        if text not in ("true", "false"):
            raise SettingsError(f"{where} is true or false.")
        return text == "true"
    if kind is int:
        if not text.isdecimal():
            raise SettingsError(f"{where} is a whole number.")
        return int(text)
    return text

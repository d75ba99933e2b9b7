"""What the public app is made of, put together once at its start."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from flask import current_app
from sqlalchemy import Engine

from survey.box import groups, waves
from survey.box.waves import Wave
from survey.collect.drafts import Drafts
from survey.collect.flood import Flood
from survey.collect.journey import Journey
from survey.collect.progress import Progress
from survey.config import Settings
from survey.definition.reference import Support
from survey.i18n import Language

WAVE_SECONDS = 5.0
"""For how long a worker remembers which wave is open, so that pages need not ask."""

NAME = "collect"


class OpenWave:
    """The wave that takes answers now, asked for at most every :data:`WAVE_SECONDS`."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._until = float("-inf")
        self._wave: Wave | None = None
        self._with_code: frozenset[str] = frozenset()

    def forget(self) -> None:
        """Ask again at the next look."""
        self._until = float("-inf")

    def now(self) -> Wave | None:
        """The open wave, or None: then nothing is asked and nothing is taken."""
        if self._clock() >= self._until:
            self._wave = waves.current(self._engine)
            self._with_code = self._asked_for()
            self._until = self._clock() + WAVE_SECONDS
        return self._wave

    def asks_code(self, questionnaire: str) -> bool:
        """Whether the open wave asks for a group's code before this questionnaire."""
        return self.now() is not None and questionnaire in self._with_code

    def _asked_for(self) -> frozenset[str]:
        return groups.asked_for(self._engine, self._wave.name) if self._wave else frozenset()


@dataclass(frozen=True)
class File:
    """A stylesheet or a script."""

    body: bytes

    @cached_property
    def mark(self) -> str:
        """A hash of what is in it, for its address."""
        return sha256(self.body).hexdigest()[:12]


@dataclass(frozen=True)
class Parts:
    """Everything a view needs. ``form_key`` is the key of the form tokens."""

    settings: Settings
    journeys: Mapping[str, Journey]
    supports: Mapping[str, Support]
    languages: Mapping[str, Language]
    engine: Engine
    wave: OpenWave
    progress: Progress
    drafts: Drafts
    flood: Flood
    form_key: bytes
    style: File
    script: File

    @property
    def sending_lock(self) -> Path:
        """The file at which two clicks on "Send" wait for each other."""
        return self.settings.collect_folder / "sending.lock"

    @property
    def https(self) -> bool:
        """Whether the app is reached over HTTPS, which the cookie's name depends on."""
        return self.settings.collect.https


def parts() -> Parts:
    """The parts of the running app."""
    found = current_app.extensions[NAME]
    assert isinstance(found, Parts)
    return found

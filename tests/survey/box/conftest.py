"""A collect database of its own for every test, with an open wave whose private key is known."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from sqlalchemy import Engine

from survey.box import envelope, pool, store, waves
from survey.config import Settings

TODAY = datetime.datetime.now(datetime.UTC).date()


@dataclass(frozen=True)
class Box:
    settings: Settings
    engine: Engine
    key: PrivateKey

    @property
    def public(self) -> bytes:
        return bytes(self.key.public_key)

    @property
    def private(self) -> bytes:
        return bytes(self.key)

    @property
    def file(self) -> Path:
        return store.database(self.settings)

    def send(self, plaintext: bytes) -> bytes:
        sealed = envelope.seal(plaintext, self.public)
        pool.add(self.engine, sealed)
        return sealed


def make_box(instance: Path, name: str = "spring") -> Box:
    settings = Settings(instance=instance)
    engine = store.prepare(settings)
    key = PrivateKey.generate()
    last = TODAY + datetime.timedelta(days=30)
    waves.create(engine, name, bytes(key.public_key), last, last)
    waves.open_wave(engine, name)
    return Box(settings, engine, key)


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    made = make_box(tmp_path)
    yield made
    made.engine.dispose()

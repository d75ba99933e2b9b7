"""A whole instance in a temporary folder, with an open wave and its private key elsewhere."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from nacl.public import PrivateKey

from survey.box import store, waves
from survey.collect import parts
from survey.collect.app import create_app
from survey.collect.parts import Parts
from survey.config import Collect, Settings

TODAY = datetime.datetime.now(datetime.UTC).date()


@dataclass(frozen=True)
class House:
    """An instance with an open wave, and the key that opens what is sent."""

    settings: Settings
    private_key: bytes


def build(folder: Path, *, open_wave: bool = True) -> House:
    """Make an instance under ``folder``."""
    key = PrivateKey.generate()
    settings = Settings(instance=folder, collect=Collect(exit_url="http://127.0.0.1:9/away"))
    engine = store.prepare(settings)
    waves.create(
        engine, "autumn", bytes(key.public_key),
        TODAY + datetime.timedelta(days=30), TODAY + datetime.timedelta(days=60),
    )  # fmt: skip
    if open_wave:
        waves.open_wave(engine, "autumn")
    engine.dispose()
    return House(settings, bytes(key))


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> House:
    """An instance that is made once and copied for every test."""
    return build(tmp_path_factory.mktemp("pattern") / "instance")


@pytest.fixture
def house(tmp_path: Path, pattern: House) -> House:
    folder = tmp_path / "instance"
    shutil.copytree(pattern.settings.instance, folder)
    return replace(pattern, settings=replace(pattern.settings, instance=folder))


@pytest.fixture
def make_app(house: House) -> Iterator[Callable[..., Flask]]:
    """``make_app(demo=True)``: the app with some settings changed; closed at the end."""
    made: list[Flask] = []

    def make(**changes: object) -> Flask:
        app = create_app(replace(house.settings, **changes))  # type: ignore[arg-type]
        app.testing = True
        made.append(app)
        return app

    yield make
    for app in made:
        close(app)


def close(app: Flask) -> None:
    """Let go of an app's database connections."""
    found = inside(app)
    found.engine.dispose()
    found.progress.close()


def inside(app: Flask) -> Parts:
    """The parts of an app."""
    found = app.extensions[parts.NAME]
    assert isinstance(found, Parts)
    return found


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()

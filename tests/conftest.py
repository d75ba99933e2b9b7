"""Settings for every test, the order of the files, and the one real browser of browser tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from survey.cli.setup import chromium
from tests import once, templates

# Property tests are never timed, so a busy machine fails none.
settings.register_profile("heard", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("heard")

# Hundreds of tests make an app of their own; its templates need not be compiled anew for each.
Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": templates.Compiled()}

LONGEST = (
    "project/test_wheel.py", "browser/collect/test_accessibility.py", "browser/review/test_wave.py",
    "analysis/report/test_document.py", "browser/collect/test_walks.py",
    "analysis/disclosure/test_monthly.py", "analysis/report/test_accessibility.py",
    "browser/review/test_walk.py", "browser/collect/test_exit.py",
    "browser/collect/test_languages.py", "anonymity/test_bar_25_abuse.py",
    "analysis/coding/test_coder.py", "survey/cli/test_first_run.py",
)  # fmt: skip
"""The files that take longest, the longest first. No test needs this order: it is there so that
at the end no worker waits for another that has just begun a long file."""

CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        once.put_up()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        once.take_down()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long."""
    tests = Path(__file__).parent
    place = {tests / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(LONGEST)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. One for the whole run: Playwright starts once in a process."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()

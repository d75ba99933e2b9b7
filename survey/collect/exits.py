"""Where the exit button may lead: a short list of harmless pages, so that no setting (and no
mistake in one) can send somebody in danger anywhere else."""

from __future__ import annotations

from urllib.parse import urlsplit

from survey.config import Settings, SettingsError

ALLOWED = (
    "https://www.bbc.co.uk/weather",
    "https://www.metoffice.gov.uk/",
    "https://www.google.co.uk/",
    "https://en.wikipedia.org/wiki/Main_Page",
)

LOOPBACK = ("127.0.0.1", "localhost")
"""Also allowed, for tests and for demonstrations without a network."""


def check(settings: Settings) -> None:
    """Raise :class:`~survey.config.SettingsError` when the exit leads somewhere else."""
    address = settings.collect.exit_url
    if address not in ALLOWED and urlsplit(address).hostname not in LOOPBACK:
        allowed = "\n  ".join(ALLOWED)
        raise SettingsError(
            f"[collect] exit_url is {address!r}. The exit button may lead to one of:\n  {allowed}"
        )

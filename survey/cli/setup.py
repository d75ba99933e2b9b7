"""``heard setup``: the system packages that pip cannot bring. As root by apt, else one line."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess

import click

from survey.cli.main import Problem

CHROMIUM = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable",
    "google-chrome",
)  # fmt: skip
"""Names under which a system may have Chromium, the one that tests prefer first: the same browser
without its window costs half as much."""


def chromium() -> str | None:
    """The path of the system's Chromium; ``HEARD_CHROMIUM`` names another one."""
    return os.environ.get("HEARD_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)


def missing_for_tests() -> list[str]:
    """Debian packages that only the tests need and that this machine lacks."""
    packages = []
    if chromium() is None:
        packages.append("chromium")
    if shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None:
        packages.append("nginx-light")
    if shutil.which("openssl") is None:
        packages.append("openssl")
    if shutil.which("pdftoppm") is None:
        packages.append("poppler-utils")
    if shutil.which("soffice") is None:
        packages.append("libreoffice-calc-nogui")
    if importlib.util.find_spec("pgserver") is None and not _postgres_binaries():
        packages.append("postgresql")
    return packages


def _postgres_binaries() -> bool:
    from pathlib import Path

    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@click.command()
@click.option("--tests", is_flag=True, help="Also what the tests need: a browser, nginx …")
def setup(tests: bool) -> None:
    """Check for the system libraries and fonts that reports need, and install them as root."""
    from analysis.report.system import missing

    packages = missing() + (missing_for_tests() if tests else [])
    if not packages:
        return
    command = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Problem(
            f"these system packages are missing. Install them, then try again:  {command}"
        )
    click.echo("Installing system packages: " + " ".join(packages))
    _apt("update", "-qq")
    _apt("install", "-qq", "--yes", "--no-install-recommends", *map(_offered, packages))


def _offered(package: str) -> str:
    """The package to install: Chromium without its window, where the system offers that."""
    if package != "chromium" or shutil.which("apt-cache") is None:
        return package
    asked = ["apt-cache", "show", CHROMIUM[0]]
    found = subprocess.run(asked, capture_output=True, check=False).returncode == 0
    return CHROMIUM[0] if found else package


def _apt(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Problem(f"apt-get {arguments[0]} failed: {lines[-1] if lines else 'no reason given'}")

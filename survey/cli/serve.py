"""``heard serve`` and ``heard run``: the two apps under gunicorn, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from survey.cli.main import Problem
from survey.config import Collect, Review, Settings

APPS = {
    "collect": "survey.collect.wsgi:application()",
    "review": "survey.review.wsgi:application()",
}
PRELOADED = ("collect",)
"""Apps that are put together once, before the workers fork, which then share their memory."""


def command(name: str, settings: Settings) -> list[str]:
    """The gunicorn command line of one app."""
    part: Collect | Review = getattr(settings, name)
    return [
        sys.executable, "-m", "gunicorn", APPS[name],
        "--config", "python:survey.gunicorn",
        "--bind", f"{part.host}:{part.port}",
        "--workers", str(part.workers),
        *(["--preload"] if name in PRELOADED else []),
    ]  # fmt: skip


def start(name: str, settings: Settings) -> subprocess.Popen[bytes]:
    """Start one app; its process group is its own, so that it can be stopped cleanly."""
    part: Collect | Review = getattr(settings, name)
    _refuse_taken_port(part.host, part.port, name)
    environment = {**os.environ, "HEARD_INSTANCE": str(settings.instance.resolve())}
    return subprocess.Popen(command(name, settings), env=environment, start_new_session=True)


def _refuse_taken_port(host: str, port: int, name: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Problem(
                f"port {port} is in use by something else. Stop that, or choose another: "
                f"HEARD_{name.upper()}_PORT=8010"
            ) from None


def wait_until_up(process: subprocess.Popen[bytes], host: str, port: int) -> None:
    """Return when the app answers; a Problem when it ended instead, or after 30 seconds."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Problem("the app ended at its start. The line above says why.")
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.1)
    raise Problem(f"nothing answers on port {port} after 30 seconds.")


@contextmanager
def apps(settings: Settings, names: tuple[str, ...]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Serve the named apps while the block runs; all of them are stopped at its end."""
    running: list[subprocess.Popen[bytes]] = []
    try:
        for name in names:
            part: Collect | Review = getattr(settings, name)
            running.append(start(name, settings))
            wait_until_up(running[-1], part.host, part.port)
        yield running
    finally:
        for process in running:
            process.terminate()
        for process in running:
            _wait_or_kill(process)


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Stop:
    """Becomes true at Ctrl-C or a TERM signal, from the moment it is made."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True


def until_stopped(running: list[subprocess.Popen[bytes]], stop: Stop) -> None:
    """Wait until somebody asks to stop; a Problem when an app ends by itself."""
    while not stop.asked:
        if any(process.poll() is not None for process in running):
            raise Problem("one of the apps has ended. Nothing that was sent is lost; start again.")
        time.sleep(0.2)
    click.echo("\nStopped.")


def serve_until_stopped(settings: Settings, names: tuple[str, ...]) -> None:
    """Serve, say where, and stop cleanly."""
    with apps(settings, names) as running:
        stop = Stop()  # before anybody is told of Ctrl-C
        if "collect" in names:
            click.echo(f"Public app:  http://{settings.collect.host}:{settings.collect.port}")
        if "review" in names:
            host = settings.review.hostnames[0]
            click.echo(f"Review app:  http://{host}:{settings.review.port}")
        click.echo("Ctrl-C stops everything.")
        until_stopped(running, stop)


@click.command()
@click.argument("app", type=click.Choice(sorted(APPS)))
@click.pass_obj
def serve(settings: Settings, app: str) -> None:
    """Serve one app (collect or review) under gunicorn."""
    serve_until_stopped(settings, (app,))


@click.command()
@click.pass_context
def run(context: click.Context) -> None:
    """Make an instance where there is none, then serve both apps from it."""
    from survey.cli import first_run, instance

    settings: Settings = context.obj
    instance.prepare(settings)
    click.echo(f"Instance: {Path(settings.instance).resolve()}")
    first_run.offer(context, settings)
    serve_until_stopped(settings, ("collect", "review"))

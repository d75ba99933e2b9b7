"""``heard demo``: an invented wave, from sealed answers to the review summary, then both apps."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from survey.cli.instance import prepare
from survey.cli.reviewing import bar
from survey.cli.serve import serve_until_stopped
from survey.config import Settings, load_settings
from survey.demo import wave
from survey.review.services.site import published_folder

OPERATOR = "The Demonstration Review (invented)"


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop after the summary; serve nothing.")
@click.pass_obj
def demo(settings: Settings, no_serve: bool) -> None:
    """Send 540 invented answers through the whole product, then serve both apps."""
    done = settings.instance / "demo.done"
    if not done.exists():
        settings, summary = make(settings)
        done.write_text(f"{summary.relative_to(settings.instance)}\n", encoding="utf-8")
    tell(settings, settings.instance / done.read_text(encoding="utf-8").strip())
    if not no_serve:
        serve_until_stopped(settings, ("collect", "review"))


def make(settings: Settings) -> tuple[Settings, Path]:
    """Run every step of the main job in a demo instance; return where the PDF is."""
    _start_again(settings)
    with bar("Instance, keys and databases  "):
        prepare(settings, demo=True, operator=OPERATOR)
        settings = load_settings(settings.instance)
        wave.open_wave(settings)
    with bar("Sending 540 sealed answers    ") as progress:
        wave.send(settings, progress)
    with bar("Opening the box               ") as progress:
        wave.open_box(settings, progress)
    with bar("Coding the comments           ") as progress:
        wave.code(settings, progress)
    with bar("Making a release              ") as progress:
        release_id = wave.release(settings, progress)
    with bar("Writing the review summary    ") as progress:
        summary = wave.report(settings, release_id, progress)
    with bar("Building the findings site    "):
        wave.findings(settings, release_id)
    return settings, summary


def _start_again(settings: Settings) -> None:
    """A demo that was interrupted half-way holds nothing that anybody needs: remove it."""
    if settings.demo:
        for folder in (settings.collect_folder, settings.review_folder):
            shutil.rmtree(folder, ignore_errors=True)


def tell(settings: Settings, summary: Path) -> None:
    """Say where everything is."""
    click.echo()
    click.echo("This is a demonstration. Every answer in it is invented.")
    click.echo(
        f"Sign in to the review app as {wave.ACCOUNT} with the passphrase: {wave.PASSPHRASE}"
    )
    click.echo(f"Review summary (PDF):  {summary}")
    click.echo(f"Review summary (HTML): {summary.with_suffix('.html')}")
    if (site := published_folder(settings) / "index.html").exists():
        click.echo(f"Findings site: {site}")
        click.echo(f"While served, at: http://127.0.0.1:{settings.collect.port}/findings/")

"""The analysis command: ``python -m analysis``. Works without the web parts installed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from analysis import cli_run

DESCRIPTION = """\
Codes free-text answers with the coding frame, measures the coder against people, takes identifying
details out of text. Everything happens on this machine. Files are JSON Lines (.jsonl) or CSV.
"""


def parser() -> argparse.ArgumentParser:
    """The command line, with a help text for every option."""
    top = argparse.ArgumentParser(prog="python -m analysis", description=DESCRIPTION)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _code(commands)
    _train(commands)
    _evaluate(commands)
    _agree(commands)
    _redact(commands)
    _themes(commands)
    _benchmark(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status (0 done, 2 a problem that a person can mend)."""
    options = parser().parse_args(arguments)
    try:
        options.run(options)
    except cli_run.PROBLEMS as problem:
        print(f"analysis: {problem}", file=sys.stderr)  # noqa: T201
        return 2
    return 0


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=text, description=text)


def _files(command: argparse.ArgumentParser, *, out: bool = True) -> None:
    command.add_argument(
        "--comments",
        type=Path,
        required=True,
        metavar="IN",
        help="answers: id and text, and if known audience, question, language",
    )
    if out:
        command.add_argument(
            "--out", type=Path, required=True, metavar="OUT", help=".jsonl or .csv"
        )


def _model(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--model",
        type=Path,
        metavar="FOLDER",
        help="a model of your own; the word 'lexicon' for the rules alone; default: the starter",
    )


def _code(commands: Commands) -> None:
    command = _add(
        commands,
        "code",
        "Give every answer its codes, a score per code, the words behind each, its sentiment,"
        " and the reasons for a person to read it.",
    )
    _files(command)
    _model(command)
    command.set_defaults(run=cli_run.code)


def _train(commands: Commands) -> None:
    command = _add(
        commands,
        "train",
        "Train the coder on answers coded by people, together with the shipped examples. Compares"
        " the new model with the one before on answers that neither has seen.",
    )
    command.add_argument(
        "--gold",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="answers with codes; may be given several times",
    )
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="the new model")
    command.add_argument(
        "--only-gold", action="store_true", help="leave the shipped labelled answers out"
    )
    _model(command)
    command.set_defaults(run=cli_run.train)


def _evaluate(commands: Commands) -> None:
    command = _add(
        commands,
        "evaluate",
        "Measure the coder against codes given by people: micro and macro F1, every code with"
        " intervals, by audience, and what is gained by leaving the unsure to people. Disputed"
        " codes count neither way.",
    )
    command.add_argument("--gold", type=Path, required=True, metavar="FILE")
    command.add_argument("--out", type=Path, metavar="FILE", help="the same as JSON")
    _model(command)
    command.set_defaults(run=cli_run.evaluate)


def _agree(commands: Commands) -> None:
    command = _add(
        commands,
        "agree",
        "Agreement of two coders on the answers that both coded: kappa, alpha and AC1 for every"
        " code with its prevalence, and alpha with MASI distance over whole sets.",
    )
    command.add_argument("a", type=Path, metavar="A", help="id and codes, by one coder")
    command.add_argument("b", type=Path, metavar="B", help="id and codes, by the other")
    command.add_argument("--out", type=Path, metavar="FILE", help="the same as JSON")
    command.set_defaults(run=cli_run.agree)


def _redact(commands: Commands) -> None:
    command = _add(
        commands,
        "redact",
        "Take identifying details out of answers: the text with each replaced by its type in square"
        " brackets, and where, what and why. Places count characters of the text as written.",
    )
    _files(command)
    command.set_defaults(run=cli_run.redact)


def _themes(commands: Commands) -> None:
    command = _add(
        commands,
        "themes",
        "What no code covers: words that the uncoded answers use more than the rest, and groups of"
        " answers to read, each with how stable it is. Under 300 answers: words only.",
    )
    _files(command, out=False)
    command.add_argument("--out", type=Path, metavar="OUT", help="the same as .jsonl or .csv")
    command.add_argument(
        "--codings", type=Path, metavar="FILE", help="id and codes; default: the machine's own"
    )
    command.add_argument("--seed", type=int, default=2022)
    _model(command)
    command.set_defaults(run=cli_run.themes)


def _benchmark(commands: Commands) -> None:
    command = _add(
        commands,
        "benchmark",
        "Train the same method on a public labelled set and print its F1. The last line is micro"
        " and macro.",
    )
    command.add_argument("name", choices=["pxtextmining"])
    command.add_argument("folder", type=Path, metavar="DIR", help="the set's folder")
    command.set_defaults(run=cli_run.benchmark)

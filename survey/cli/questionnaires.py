"""``heard questionnaires``: check the definitions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from survey.definition.load import load_all, load_questionnaire
from survey.definition.model import Questionnaire
from survey.definition.problems import DefinitionError, Problem, Problems
from survey.definition.reference import Reference, load_reference


@click.group()
def questionnaires() -> None:
    """Check the questionnaires and see what they ask."""


@questionnaires.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check questionnaires: FILES, or without any all that Heard asks.

    Prints every problem with its number, its place and how to mend it, and ends with code 1;
    or what was found to be good. What the numbers mean is in docs/questionnaires.md.
    """
    try:
        found = _load(files)
    except DefinitionError as error:
        _show(error.problems)
        raise SystemExit(1) from None
    for key, questionnaire in found.items():
        click.echo(_summary(key, questionnaire))


def _load(files: Sequence[Path]) -> dict[str, Questionnaire]:
    reference = load_reference()
    if not files:
        return load_all(reference=reference)
    problems = Problems()
    found = {}
    for path in files:
        if questionnaire := _one(path, reference, problems):
            found[path.stem] = questionnaire
    problems.stop()
    return found


def _one(path: Path, reference: Reference, problems: Problems) -> Questionnaire | None:
    try:
        return load_questionnaire(path, reference)
    except DefinitionError as error:
        problems.extend(error.problems)
        return None


def _show(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
    many = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    click.echo(f"heard: {many} to mend. Nothing was changed.", err=True)


def _summary(key: str, questionnaire: Questionnaire) -> str:
    questions = sum(len(page.questions) for page in questionnaire.pages)
    return (
        f"{key}: {len(questionnaire.pages)} pages, {questions} questions, "
        f"{len(questionnaire.variables())} variables, version {questionnaire.version}"
    )

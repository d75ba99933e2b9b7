"""``heard questionnaires``: check the definitions, read them, compare two versions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from survey.cli.main import Problem as Trouble
from survey.config import Settings
from survey.definition import archive
from survey.definition.compare import compare as differences
from survey.definition.load import load_all, load_questionnaire
from survey.definition.model import Questionnaire
from survey.definition.outline import WIDTH, outline
from survey.definition.problems import DefinitionError, Problem, Problems
from survey.definition.reference import Reference, load_reference


@click.group()
def questionnaires() -> None:
    """Check the questionnaires and see what they ask."""


@questionnaires.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check questionnaires: FILES (or one folder), or without any all that Heard asks.

    Prints every problem with its number, its place and how to mend it, and ends with code 1;
    or what was found to be good. What the numbers mean is in docs/questionnaires.md.
    """
    for key, questionnaire in _found(files).items():
        click.echo(_summary(key, questionnaire))


@questionnaires.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def preview(files: tuple[Path, ...]) -> None:
    """Show every page as text: who sees it, what it says, every option with its code.

    FILES are questionnaires; without any all that Heard asks.
    """
    found = _found(files)
    click.echo(f"\n{'=' * WIDTH}\n\n".join(outline(one) for one in found.values()))


@questionnaires.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
def compare(old: Path, new: Path | None) -> None:
    """Show what has changed from OLD to NEW.

    OLD and NEW are questionnaires, or folders of them; without NEW the ones that Heard asks.
    Either may be a version that the instance has kept (INSTANCE/questionnaires/NAME.json).
    """
    before, after = _found((old,)), _found((new,) if new else ())
    if not old.is_dir():
        after = {key: one for key, one in after.items() if key in before}
    for key in sorted({*before, *after}):
        if key not in after or key not in before:
            click.echo(f"{key}: {'gone' if key in before else 'new'}")
            continue
        changes = differences(before[key], after[key])
        click.echo(_versions(key, before[key], after[key], len(changes)))
        for change in changes:
            click.echo(f"  {change}")


@questionnaires.command()
@click.argument("key")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it: NAME.pdf (tagged, PDF/UA-1) or NAME.html.",
)
@click.pass_obj
def paper(settings: Settings, key: str, out: Path) -> None:
    """Write the questionnaire KEY (parent, carer or staff) as a sheet to print.

    Questions are numbered; routes become plain "go to" instructions. How the paper comes back is
    for you to write on it: it is not locked as answers on the website are.
    """
    from analysis.report.system import MissingLibraryError
    from survey.paper import write

    reference = _reference()
    found = load_all(reference=reference).get(key)
    if found is None:
        raise Trouble(f"there is no questionnaire {key!r}: parent, carer or staff.")
    if out.suffix not in (".pdf", ".html"):
        raise Trouble(f"{out} ends in neither .pdf nor .html. Nothing was written.")
    try:
        write(settings, found, reference.supports, out)
    except MissingLibraryError as error:
        raise Trouble(f"{error} Or write it as HTML: --out {out.with_suffix('.html')}") from None
    except OSError as error:
        raise Trouble(f"{out} cannot be written: {error.strerror}.") from None
    click.echo(f"{out}: {found.title}, version {found.version[:12]}")


def _versions(key: str, old: Questionnaire, new: Questionnaire, many: int) -> str:
    if old.version == new.version:
        return f"{key}: no change, version {new.version[:12]}"
    count = "1 change" if many == 1 else f"{many} changes"
    return f"{key}: {count}, version {old.version[:12]} -> {new.version[:12]}"


def _found(files: Sequence[Path]) -> dict[str, Questionnaire]:
    """The questionnaires; ends the command, with their problems, when they are broken."""
    try:
        return _load(files)
    except DefinitionError as error:
        _show(error.problems)
        raise SystemExit(1) from None


def _reference() -> Reference:
    """The lists of the instance that the command was given, else those that are shipped."""
    settings = click.get_current_context().find_object(Settings)
    return load_reference(settings.reference_folder) if settings else load_reference()


def _load(files: Sequence[Path]) -> dict[str, Questionnaire]:
    reference = _reference()
    if not files:
        return load_all(reference=reference)
    if len(files) == 1 and files[0].is_dir():
        return load_all(files[0], reference)
    problems = Problems()
    found = {}
    for path in files:
        if questionnaire := _one(path, reference, problems):
            found[questionnaire.key] = questionnaire
    problems.stop()
    return found


def _one(path: Path, reference: Reference, problems: Problems) -> Questionnaire | None:
    try:
        if path.suffix == ".json":
            return archive.read(path)
        return load_questionnaire(path, reference)
    except archive.ArchiveError as error:
        raise Trouble(str(error)) from None
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

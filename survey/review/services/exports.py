"""Exports: a release, or checked records of its wave, in a format and a language.

The review app, ``heard export`` and other programs all come through here, so that a file is the
same whoever asked for it. Never call it in a web worker: some formats take a while.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale
from sqlalchemy.orm import Session

from analysis.export.wording import ENGLISH, Wording, translated
from survey import i18n
from survey.config import Settings
from survey.definition import codebook
from survey.definition.load import load_all
from survey.definition.model import Questionnaire
from survey.definition.reference import load_reference
from survey.review.services import dataset, releases
from survey.review.services.not_there import gaps_of
from survey.review.services.releases import ReleaseProblem
from survey.translations import files

if TYPE_CHECKING:
    from analysis.dataset import Dataset
    from analysis.export.recordset import Gaps, RecordSet

KEPT = 24 * 60 * 60
"""Seconds that files made in the app lie ready: records are not to pile up on a disk."""

Progress = Callable[[int, int], None]


def formats(*, records: bool) -> tuple[str, ...]:
    """The formats of a release, or of records."""
    if records:
        from analysis.export.write_records import RECORD_FORMATS

        return tuple(RECORD_FORMATS)
    from analysis.export.write import FORMATS

    return tuple(FORMATS)


def languages() -> dict[str, str]:
    """The languages that questions and answers can be given in: code -> name for people."""
    found = {"en": "English"}
    for code in files.codes():
        name = Locale.parse(code, sep="-").get_display_name() or code
        found[code] = name if files.read(code).confirmed else f"{name} (draft)"
    return found


def folder(settings: Settings, release_id: str) -> Path:
    """Where the app puts the files of a release until they are fetched."""
    return settings.review_folder / "exports" / release_id


def ready(settings: Settings, release_id: str) -> list[Path]:
    """The files that lie ready, after those that are too old have been removed."""
    remove_old(settings, release_id)
    return sorted(folder(settings, release_id).glob("*"))


def old(settings: Settings, release_id: str = "*") -> list[Path]:
    """Files of a release, or of all, that have lain longer than :data:`KEPT`."""
    before = time.time() - KEPT
    every = (settings.review_folder / "exports").glob(f"{release_id}/*")
    return [path for path in every if path.stat().st_mtime < before]


def remove_old(settings: Settings, release_id: str = "*") -> int:
    """Remove those files; returns how many there were."""
    found = old(settings, release_id)
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def remove(settings: Settings, release_id: str) -> int:
    """Remove what lies ready; returns how many files there were."""
    found = ready(settings, release_id)
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def release(
    settings: Settings,
    release_id: str,
    kind: str,
    target: Path,
    *,
    language: str = "en",
    progress: Progress | None = None,
) -> list[Path]:
    """Write a release in one format or ``all`` into a folder; returns the files.

    :raises ReleaseProblem: no such release, or no such language.
    :raises analysis.export.write.UnknownFormatError: no such format.
    :raises analysis.report.system.MissingLibraryError: no PDF on this machine.
    """
    from analysis.export.write import FORMATS, chosen_formats, write

    chosen = chosen_formats(kind, FORMATS)
    source, words = _folder(settings, release_id), wording(settings, language)
    return _each(chosen, progress, lambda name: write(source, name, target, words))


def records(
    session: Session,
    settings: Settings,
    release_id: str,
    *,
    kind: str,
    target: Path,
    language: str = "en",
    progress: Progress | None = None,
) -> list[Path]:
    """Write the checked records of a release's wave in one format or ``all``; returns the files.

    Raises as :func:`release` does.
    """
    from analysis.export.write import chosen_formats
    from analysis.export.write_records import RECORD_FORMATS, write_records

    chosen = chosen_formats(kind, RECORD_FORMATS)
    made = record_set(session, settings, release_id, language)
    return _each(chosen, progress, lambda name: write_records(made, name, target))


def record_set(
    session: Session, settings: Settings, release_id: str, language: str = "en"
) -> RecordSet:
    """The records of a release's wave, checked, under the rules that come with Heard."""
    from analysis.disclosure.rules import shipped
    from analysis.export import cover, recordset
    from analysis.release.build import named
    from analysis.release.read import SIGNATURE, read

    source = _folder(settings, release_id)
    facts = cover.imprint(read(source).document, signed=(source / SIGNATURE).is_file())
    data = named(dataset.load(session, facts.wave), {"force": {"name": settings.force.name}})
    words = wording(settings, language)
    return recordset.record_set(data, facts, shipped(), words, _gaps(data))


def wording(settings: Settings, language: str) -> Wording:
    """Questions and answers of the questionnaires in a language; :class:`ReleaseProblem`."""
    if language == "en":
        return ENGLISH
    known = ", ".join(languages())
    if language not in languages():
        raise ReleaseProblem(f"There is no language {language}. Languages: {known}.")
    instrument = load_all(reference=load_reference(settings.reference_folder))
    fill = {"force": settings.force.name}
    book = files.read(language, files.FOLDER)
    there = i18n.from_book(book, instrument, fill)
    here = i18n.Language("en", "English", fill=fill)
    return translated(
        codebook.document(instrument, here.text),
        codebook.document(instrument, there.text),
        language=language,
        name=there.name,
        direction=there.direction,
        draft=there.draft,
    )


def _folder(settings: Settings, release_id: str) -> Path:
    found = releases.folder(settings, release_id)
    if not found.is_dir():
        raise ReleaseProblem(f"There is no release {release_id}. `heard release list` shows all.")
    return found


def _gaps(data: Dataset) -> Mapping[str, Callable[[Sequence[str]], Gaps]]:
    """Questionnaire -> why answers are not there, where its routes are those of every record."""
    return {
        key: gaps_of(questionnaire)
        for key, questionnaire in load_all().items()
        if _only(data, questionnaire)
    }


def _only(data: Dataset, questionnaire: Questionnaire) -> bool:
    versions = {record.version for record in data.of(questionnaire.key)}
    return versions <= {questionnaire.version}


def _each(
    chosen: Sequence[str], progress: Progress | None, act: Callable[[str], list[Path]]
) -> list[Path]:
    written: list[Path] = []
    for done, name in enumerate(chosen):
        if progress:
            progress(done, len(chosen))
        written += act(name)
    return written

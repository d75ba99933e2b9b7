"""Every version of the questionnaires that an instance has asked, kept to be read and compared.

One file for each version, ``KEY-VERSION.json``: the canonical form of :mod:`version`, whose SHA-256
is the version. So a file proves itself, and no file can change without being found out.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from survey.config import Settings
from survey.definition import model
from survey.definition.load import load_all
from survey.definition.model import Questionnaire, Text
from survey.definition.reference import load_reference
from survey.definition.version import FORMAT, canonical, digest

FOLDER = "questionnaires"
"""The folder's name in an instance."""

_CLASSES = {
    name: found for name, found in vars(model).items() if dataclasses.is_dataclass(found)
} | {"Text": Text}


class ArchiveError(Exception):
    """A kept version that is not what its name says; the message names the file."""


def asked(settings: Settings) -> dict[str, Questionnaire]:
    """The questionnaires as this instance asks them, with its own reference lists; kept."""
    found = load_all(reference=load_reference(settings.reference_folder))
    keep(settings.instance / FOLDER, found.values())
    return found


def keep(folder: Path, questionnaires: Iterable[Questionnaire]) -> None:
    """Keep these versions; those that are kept already stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for questionnaire in questionnaires:
        path = folder / f"{questionnaire.key}-{questionnaire.version}.json"
        if not path.exists():
            fresh = path.with_name(f".{path.name}.{os.getpid()}")
            fresh.write_bytes(canonical(questionnaire))
            fresh.replace(path)


def versions(folder: Path, key: str) -> list[Questionnaire]:
    """The kept versions of one questionnaire, the one kept last first.

    Raises :class:`ArchiveError`.
    """
    found = folder.glob(f"{key}-*.json")
    latest = sorted(found, key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    return [read(path) for path in latest]


def read(path: Path) -> Questionnaire:
    """One kept version. Raises :class:`ArchiveError`."""
    wrong = f"{path} is not the version that its name says. Put it back from a backup, or remove it"
    try:
        questionnaire = restore(path.read_bytes())
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ArchiveError(f"{wrong}.") from None
    if path.stem != f"{questionnaire.key}-{questionnaire.version}":
        raise ArchiveError(f"{wrong}.")
    return questionnaire


def restore(content: bytes) -> Questionnaire:
    """The questionnaire of a canonical form. Its texts have no contexts, and so no translations."""
    document: dict[str, Any] = json.loads(content)
    if document.pop("format") != FORMAT:
        raise ValueError("not a definition")
    document.setdefault("version", "")
    questionnaire = _made(document)
    assert isinstance(questionnaire, Questionnaire)
    return dataclasses.replace(questionnaire, version=digest(questionnaire))


def _made(document: Mapping[str, Any]) -> Any:
    """An object of the model; what the canonical form left out because it is empty is empty."""
    kind: Any = _CLASSES[document["is"]]
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name in document:
            values[field.name] = _value(document[field.name], hints[field.name])
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            values[field.name] = _empty(str(hints[field.name]))
    return kind(**values)


def _value(value: Any, hint: Any) -> Any:
    if isinstance(value, list):
        parts = [_value(part, hint) for part in value]
        return frozenset(parts) if "frozenset" in str(hint) else tuple(parts)
    if isinstance(value, dict) and "is" in value:
        return _made(value)
    if isinstance(value, dict):
        return MappingProxyType({key: _value(part, str) for key, part in value.items()})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return Text("", value) if isinstance(value, str) and "Text" in str(hint) else value


def _empty(hint: str) -> Any:
    if "frozenset" in hint:
        return frozenset()
    if "tuple" in hint:
        return ()
    return Text("", "") if "Text" in hint else ""

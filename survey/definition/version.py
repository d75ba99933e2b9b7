"""The version of a questionnaire: the SHA-256 of its definition in one canonical form.

The canonical form is the loaded questionnaire itself, with everything that it took from scales,
shared files and reference lists written out: JSON in UTF-8, keys sorted, no spaces, sets as
sorted lists, a text as its wording alone, what is empty left out. So the version changes when a
word, an option, a route, a code or a borough's unit changes, and does not when a comment, the
layout of the file or the place of a shared page does.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from survey.definition.model import Questionnaire, Text

FORMAT = "heard-definition-1"


def canonical(questionnaire: Questionnaire) -> bytes:
    """The canonical form of a definition, without its version."""
    document = {"format": FORMAT, **_plain(questionnaire)}
    document.pop("version", None)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(questionnaire: Questionnaire) -> str:
    """SHA-256 of the canonical form, in hex (64 characters)."""
    return hashlib.sha256(canonical(questionnaire)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return value.source
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        known = {name: part for name, part in fields.items() if part not in (None, "", [], {}, 0)}
        return {"is": type(value).__name__, **known}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return value

"""Masks identifying details in comments before anybody reads them."""

from __future__ import annotations

from analysis.redaction import redact


def mask(text: str) -> str:
    """The text with identifying details replaced by their type, like ``[phone]``."""
    return redact(text)[0]

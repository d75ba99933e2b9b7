"""Secrets of an instance: each made once, when first needed, and readable by its owner only."""

from __future__ import annotations

import secrets
from pathlib import Path

from survey.review.services.originals import write_new

FORM_COOKIE = "form-cookie.secret"
"""Signs the cookie that holds the token of forms."""

ACCOUNTS = "accounts.secret"
"""Seals the secrets of authenticator apps in the database."""


def read(review_folder: Path, name: str = FORM_COOKIE) -> bytes:
    """A secret (32 bytes), made when it is not there yet."""
    path = review_folder / name
    if not path.exists():
        review_folder.mkdir(parents=True, exist_ok=True)
        write_new(path, secrets.token_bytes(32))
    return path.read_bytes()

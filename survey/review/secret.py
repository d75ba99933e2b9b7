"""The secret that signs the form cookie: made once for an instance, readable by its owner only."""

from __future__ import annotations

import secrets
from pathlib import Path

from survey.review.services.originals import write_new

FILE = "form-cookie.secret"


def read(review_folder: Path) -> bytes:
    """The secret (32 bytes), made when it is not there yet."""
    path = review_folder / FILE
    if not path.exists():
        review_folder.mkdir(parents=True, exist_ok=True)
        write_new(path, secrets.token_bytes(32))
    return path.read_bytes()

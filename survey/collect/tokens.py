"""The token that proves a form was ours: no session, nothing stored.

It is a keyed hash of the cookie's secret under a key of this instance, so a page that could
make the browser post (but not read our pages) cannot know it, and two workers agree on it.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from pathlib import Path

from wtforms import ValidationError
from wtforms.csrf.core import CSRF
from wtforms.form import BaseForm

from survey.collect.cookie import derive

KEY_FILE = "forms.secret"
KEY_BYTES = 32
TOKEN_BYTES = 18


def server_key(folder: Path) -> bytes:
    """The instance's key for form tokens, made at the first start.

    It opens nothing: whoever has it can forge a form, not read an answer. Two workers that
    start at once both get the one that was written first.
    """
    path = folder / KEY_FILE
    if not path.exists():
        fresh = path.with_name(f"{KEY_FILE}.{os.getpid()}")
        fresh.write_bytes(secrets.token_bytes(KEY_BYTES))
        fresh.chmod(0o600)
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()


def token(secret: bytes, key: bytes) -> str:
    """The token of one browser: 24 letters, digits, ``-`` and ``_``."""
    made = derive(secret, b"heard form", TOKEN_BYTES, key)
    return base64.urlsafe_b64encode(made).decode()


def good(given: str, secret: bytes, key: bytes) -> bool:
    """Whether a posted token is the browser's own."""
    return hmac.compare_digest(given.encode(), token(secret, key).encode())


class CookieToken(CSRF):  # type: ignore[misc]
    """WTForms' way to carry the token; ``csrf_context`` is ``(secret, key)``."""

    def setup_form(self, form: BaseForm) -> list[tuple[str, object]]:
        """Remember the browser's secret before the field is made."""
        self.context: tuple[bytes, bytes] = form.meta.csrf_context
        return list(super().setup_form(form))

    def generate_csrf_token(self, csrf_token_field: object) -> str:
        """The value of the hidden field."""
        return token(*self.context)

    def validate_csrf_token(self, form: BaseForm, field: object) -> None:
        """Refuse a form that is not this browser's."""
        if not good(getattr(field, "data", None) or "", *self.context):
            raise ValidationError("expired")

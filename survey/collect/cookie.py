"""The one cookie: 32 random bytes that only the respondent's browser holds.

Everything else is derived from it: the place of the answers under way, the key that reads
them, and the token in the forms. It says nothing, lasts until the browser closes, and is
deleted at sending and at exit; from then on nobody can read what was under way.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from hashlib import blake2b

from flask import Request, Response

SECRET_BYTES = 32
ENCODED_LENGTH = 43


def name(https: bool) -> str:
    """The cookie's name. ``__Host-`` ties it to one host over HTTPS; browsers refuse that
    prefix on plain HTTP, which only a demonstration on this machine uses."""
    return "__Host-s" if https else "s"


def new_secret() -> bytes:
    """A secret for a browser that has none."""
    return secrets.token_bytes(SECRET_BYTES)


def from_elsewhere(request: Request) -> bool:
    """Whether another website sent the browser here: it then keeps the cookie to itself."""
    return request.headers.get("Sec-Fetch-Site") == "cross-site"


def read(request: Request, https: bool) -> bytes | None:
    """The secret that the browser sent, or None when there is none or it is malformed."""
    value = request.cookies.get(name(https), "")
    if len(value) != ENCODED_LENGTH or not value.isascii():
        return None
    try:
        secret = base64.b64decode(value + "=", altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    return secret if len(secret) == SECRET_BYTES else None


def put(response: Response, secret: bytes, https: bool) -> None:
    """Give the browser its secret. Without a date it ends when the browser closes."""
    value = base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
    response.set_cookie(
        name(https), value, path="/", secure=https, httponly=True, samesite="Strict"
    )


def delete(response: Response, https: bool) -> None:
    """Take the cookie back: the answers under way can no longer be read by anyone."""
    response.delete_cookie(name(https), path="/", secure=https, httponly=True, samesite="Strict")


def derive(secret: bytes, purpose: bytes, size: int, key: bytes = b"") -> bytes:
    """``size`` bytes from the secret for one purpose (at most 16 bytes, BLAKE2b ``person``).

    Two purposes give unrelated bytes; the secret cannot be found from either.
    """
    return blake2b(secret, digest_size=size, key=key, person=purpose).digest()

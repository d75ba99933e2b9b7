"""Ed25519 signatures over a release: proof that it is whole and comes from the review team."""

from __future__ import annotations

import base64
import binascii
import json
import os
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from analysis.release.read import SIGNATURE, SUMS, ReleaseError, check_sums

FORMAT = "heard-signature-1"


def new_key(path: Path) -> str:
    """Make a signing key in a new file that only its owner may read; returns the public key.

    ``FileExistsError`` when the file is there: a key is never written over.
    """
    key = SigningKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(base64.b64encode(bytes(key)) + b"\n")
    return _text(bytes(key.verify_key))


def load_key(path: Path) -> SigningKey:
    """Read a signing key; :class:`ReleaseError` when the file holds none."""
    try:
        return SigningKey(base64.b64decode(path.read_bytes(), validate=False))
    except FileNotFoundError:
        raise ReleaseError(f"There is no signing key at {path}. Make one first.") from None
    except (ValueError, TypeError, binascii.Error):
        raise ReleaseError(f"{path} is no signing key. Put the right file there.") from None


def public_key(key: SigningKey) -> str:
    """The public half, as people publish it (base64)."""
    return _text(bytes(key.verify_key))


def sign(folder: Path, key: SigningKey) -> None:
    """Sign a release folder: writes signature.json beside SHA256SUMS, once."""
    check_sums(folder)
    path = folder / SIGNATURE
    if path.exists():
        raise ReleaseError(f"{folder} is signed already. A release is signed once.")
    document = {
        "format": FORMAT,
        "signs": SUMS,
        "key": public_key(key),
        "signature": _text(key.sign((folder / SUMS).read_bytes()).signature),
    }
    draft = path.with_name(f"{SIGNATURE}.draft")
    draft.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def verify(folder: Path, public: str) -> None:
    """Check every checksum and the signature by this public key; :class:`ReleaseError` if not.

    The key inside signature.json proves nothing by itself: ``public`` must come from elsewhere.
    """
    check_sums(folder)
    try:
        document = json.loads((folder / SIGNATURE).read_text(encoding="utf-8"))
        signature = base64.b64decode(document["signature"])
        VerifyKey(base64.b64decode(public)).verify((folder / SUMS).read_bytes(), signature)
    except FileNotFoundError:
        raise ReleaseError(f"{folder} is not signed. Ask where the signed release is.") from None
    except BadSignatureError:
        raise ReleaseError(
            f"{folder}: the signature is not by this key. Do not use this release before you "
            "know who made it."
        ) from None
    except (ValueError, KeyError, TypeError):
        raise ReleaseError(f"{folder}: the signature or the public key cannot be read.") from None


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")

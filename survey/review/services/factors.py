"""Second factors: an authenticator app (RFC 6238), passkeys (WebAuthn), and one-time codes."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any

import pyotp
import webauthn
from nacl.secret import SecretBox
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from survey.review.models.base import ALPHABET
from survey.review.models.people import Account, Passkey, RecoveryCode

STEP = 30
"""Seconds for which an authenticator's code holds; one step earlier or later is taken too."""

CODES, GROUPS, GROUP = 8, 4, 6
"""One-time codes: how many, and their form (four groups of six: 119 bits)."""


@dataclass(frozen=True, slots=True)
class Site:
    """Who asks for a passkey: the host name, and the origin as the browser names it."""

    host: str
    origin: str


def has_second(session: Session, account: Account) -> bool:
    """Whether the account has an authenticator app or a passkey."""
    return account.totp is not None or bool(passkeys(session, account.id))


def passkeys(session: Session, account_id: str) -> list[Passkey]:
    """The passkeys of an account, by name."""
    query = select(Passkey).where(Passkey.account == account_id).order_by(Passkey.name)
    return list(session.scalars(query))


# Authenticator app


def new_secret() -> str:
    """A new shared secret (160 bits, base32)."""
    return pyotp.random_base32()


def uri(secret: str, name: str) -> str:
    """What the QR code holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Heard review team")


def code_fits(secret: str, code: str, now: int, last_step: int = 0) -> int:
    """The time step whose code this is, or 0; a step up to ``last_step`` was used already."""
    totp, step = pyotp.TOTP(secret, interval=STEP), now // STEP
    for candidate in (step, step - 1, step + 1):
        expected = totp.at(candidate * STEP)
        if candidate > last_step and secrets.compare_digest(expected, _digits(code)):
            return candidate
    return 0


def _digits(code: str) -> str:
    return "".join(c for c in code if c in "0123456789")[:8]


def set_totp(account: Account, box: SecretBox, secret: str, step: int) -> None:
    """Keep an authenticator app's secret, sealed; ``step`` is the one just proved."""
    account.totp, account.totp_step = bytes(box.encrypt(secret.encode())), step


def check_totp(account: Account, box: SecretBox, code: str, now: int) -> bool:
    """Whether the code is right and was not used before; it is used up."""
    if account.totp is None:
        return False
    step = code_fits(box.decrypt(account.totp).decode(), code, now, account.totp_step)
    if step:
        account.totp_step = step
    return bool(step)


# Recovery codes


def new_recovery_codes(session: Session, account_id: str) -> list[str]:
    """New one-time codes in place of all earlier ones; they are shown once and never kept."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account == account_id))
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)) for _ in range(CODES)]
    session.add_all(RecoveryCode(hash=_hash(code), account=account_id) for code in codes)
    session.flush()
    return ["-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP)) for code in codes]


def _hash(code: str) -> str:
    plain = "".join(c for c in code.casefold() if c in ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()


def use_recovery_code(session: Session, account_id: str, code: str) -> bool:
    """Whether this is an unused one-time code of the account; it is used up."""
    row = session.get(RecoveryCode, _hash(code))
    if row is None or row.account != account_id:
        return False
    session.delete(row)
    session.flush()
    return True


def recovery_codes_left(session: Session, account_id: str) -> int:
    """How many one-time codes are left."""
    query = select(func.count()).select_from(RecoveryCode)
    return session.scalar(query.where(RecoveryCode.account == account_id)) or 0


# Passkeys


def registration(session: Session, account: Account, site: Site) -> tuple[str, str]:
    """(options for the browser as JSON, challenge to keep) for a new passkey."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Heard review team",
        user_id=account.id.encode(),
        user_name=account.name,
        exclude_credentials=_descriptors(session, account.id),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return webauthn.options_to_json(options), bytes_to_base64url(options.challenge)


def register(
    session: Session, account: Account, site: Site, *, challenge: str, answer: str, name: str
) -> bool:
    """Keep a new passkey when the browser's answer (JSON) is right."""
    try:
        found = webauthn.verify_registration_response(
            credential=_document(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return False
    session.add(
        Passkey(
            id=bytes_to_base64url(found.credential_id), account=account.id,
            name=name.strip()[:40] or "Passkey", public_key=found.credential_public_key,
            sign_count=found.sign_count,
        )
    )  # fmt: skip
    session.flush()
    return True


def authentication(session: Session, account_id: str, site: Site) -> tuple[str, str]:
    """(options for the browser as JSON, challenge to keep) for signing in with a passkey."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_descriptors(session, account_id),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return webauthn.options_to_json(options), bytes_to_base64url(options.challenge)


def authenticate(
    session: Session, account_id: str, site: Site, *, challenge: str, answer: str
) -> bool:
    """Whether the browser's answer (JSON) proves one of the account's passkeys."""
    try:
        document = _document(answer)
        row = session.get(Passkey, str(document["id"]))
        if row is None or row.account != account_id:
            return False
        found = webauthn.verify_authentication_response(
            credential=document,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return False
    row.sign_count = found.new_sign_count
    return True


def _document(answer: str) -> dict[str, Any]:
    document = json.loads(answer)
    if not isinstance(document, dict):
        raise TypeError
    return document


def _descriptors(session: Session, account_id: str) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(row.id))
        for row in passkeys(session, account_id)
    ]


def forget(session: Session, account: Account) -> None:
    """Take away every second factor and one-time code of an account."""
    account.totp, account.totp_step = None, 0
    session.execute(delete(Passkey).where(Passkey.account == account.id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.account == account.id))

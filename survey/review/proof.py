"""Proving who one is: an authenticator's code, a passkey, a one-time code; the same everywhere."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from survey.review import web
from survey.review.forms import ProofForm
from survey.review.models.people import Account
from survey.review.services import accounts, factors, sign_ins, throttle

WRONG = {
    "code": "That code is not right, or was used already. Wait for the next one and try again.",
    "passkey": "The passkey was not accepted. Try again, or use another way.",
    "recovery": "That is not one of your one-time codes, or it was used already.",
    "passphrase": "The passphrase is not right.",
}


def too_many(seconds: int) -> str:
    """How long to wait, for people."""
    minutes = -(-seconds // 60)
    return f"Too many attempts. Try again in {minutes} minute{'s' if minutes > 1 else ''}."


def page(form: ProofForm | None = None) -> dict[str, Any]:
    """What the page that asks needs: the ways this person has, and a passkey's options."""
    with web.writing() as writer:
        account = writer.get_one(Account, web.who().id)
        ways = _ways(writer, account)
        options = ""
        if "passkey" in ways:
            options, challenge = factors.authentication(writer, account.id, web.site())
            sign_ins.set_challenge(writer, web.who().token_hash, challenge)
    return {"form": form or ProofForm(formdata=None), "ways": ways, "options": options}


def _ways(session: Session, account: Account) -> list[str]:
    ways = []
    if factors.passkeys(session, account.id):
        ways.append("passkey")
    if account.totp is not None:
        ways.append("code")
    if ways and factors.recovery_codes_left(session, account.id):
        ways.append("recovery")
    return ways or ["passphrase"]


def check(form: ProofForm) -> str:
    """Check what was sent and note it; the problem in words, or nothing when it is right."""
    if not form.validate_on_submit():
        return "The form was not complete. Try again."
    way = form.way.data
    with web.writing() as writer:
        account = writer.get_one(Account, web.who().id)
        key = f"second:{account.id}"
        seconds = throttle.wait(writer, key, web.now())
        if seconds:
            return too_many(seconds)
        if way not in _ways(writer, account):
            return "Choose one of the ways shown."
        if _proves(writer, account, way, form):
            throttle.succeeded(writer, key)
            if way == "recovery":
                web.note(writer, "recovery_code_used")
            return ""
        throttle.failed(writer, key, web.now())
        web.note(writer, "proof_failed", way=way)
    return WRONG[way]


def _proves(session: Session, account: Account, way: str, form: ProofForm) -> bool:
    given = form.answer.data or ""
    if way == "code":
        return factors.check_totp(account, web.account_box(), given, web.now())
    if way == "recovery":
        return factors.use_recovery_code(session, account.id, given)
    if way == "passkey":
        challenge = sign_ins.take_challenge(session, web.who().token_hash)
        return bool(challenge) and factors.authenticate(
            session, account.id, web.site(), challenge=challenge, answer=given
        )
    return accounts.matches(account.passphrase, given)

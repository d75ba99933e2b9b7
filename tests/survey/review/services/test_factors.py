"""Second factors are used once, by their owner, and not after their time."""

from __future__ import annotations

import pyotp
import pytest
from nacl.secret import SecretBox
from sqlalchemy import Engine, select

from survey.review.database import writing
from survey.review.models.people import Account, RecoveryCode
from survey.review.services import factors
from survey.review.services.factors import Site

NOW = 1_800_000_000
BOX = SecretBox(b"k" * 32)
SITE = Site("localhost", "http://localhost:8001")


def account(name: str = "Ada") -> Account:
    return Account(name=name, passphrase="x", roles=["coder"])


def test_a_code_of_the_rfc_is_taken() -> None:
    # RFC 6238, appendix B: the secret "12345678901234567890" at 59 s, the last six digits.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert factors.code_fits(secret, "287 082", 59) == 1


@pytest.mark.parametrize(("drift", "taken"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_off(drift: int, taken: bool) -> None:
    secret = factors.new_secret()
    assert bool(factors.code_fits(secret, pyotp.TOTP(secret).at(NOW + drift), NOW)) == taken


def test_a_code_is_taken_once() -> None:
    ada, secret = account(), factors.new_secret()
    factors.set_totp(ada, BOX, secret, 0)
    code = pyotp.TOTP(secret).at(NOW)
    assert factors.check_totp(ada, BOX, code, NOW)
    assert not factors.check_totp(ada, BOX, code, NOW)
    assert not factors.check_totp(ada, BOX, pyotp.TOTP(secret).at(NOW - 30), NOW)
    assert factors.check_totp(ada, BOX, pyotp.TOTP(secret).at(NOW + 30), NOW + 30)


def test_the_secret_is_not_readable_in_the_database() -> None:
    ada, secret = account(), factors.new_secret()
    factors.set_totp(ada, BOX, secret, 0)
    assert ada.totp is not None
    assert secret.encode() not in ada.totp


def test_nonsense_is_no_code() -> None:
    secret = factors.new_secret()
    for code in ("", "abcdef", "000000000000", "١٢٣٤٥٦"):
        assert factors.code_fits(secret, code, NOW) == 0


def test_one_time_codes_work_once_for_their_owner_alone(either_engine: Engine) -> None:
    with writing(either_engine) as session:
        ada, bob = account("Ada"), account("Bob")
        session.add_all([ada, bob])
        session.flush()
        codes = factors.new_recovery_codes(session, ada.id)
        assert len(set(codes)) == factors.CODES
        assert not factors.use_recovery_code(session, bob.id, codes[0])
        assert factors.use_recovery_code(session, ada.id, codes[0].upper().replace("-", " "))
        assert not factors.use_recovery_code(session, ada.id, codes[0])
        assert factors.recovery_codes_left(session, ada.id) == factors.CODES - 1
        kept = session.scalars(select(RecoveryCode.hash)).all()
        assert not any(code.replace("-", "") in kept for code in codes)


def test_new_one_time_codes_replace_the_old(engine: Engine) -> None:
    with writing(engine) as session:
        ada = account()
        session.add(ada)
        session.flush()
        old = factors.new_recovery_codes(session, ada.id)
        factors.new_recovery_codes(session, ada.id)
        assert not factors.use_recovery_code(session, ada.id, old[0])


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", '{"id": "x"}', '{"id": {}}', "x" * 9000]
)
def test_no_answer_of_a_browser_breaks_a_passkey_check(engine: Engine, answer: str) -> None:
    with writing(engine) as session:
        ada = account()
        session.add(ada)
        session.flush()
        _, challenge = factors.registration(session, ada, SITE)
        kept = factors.register(session, ada, SITE, challenge=challenge, answer=answer, name="key")
        assert not kept
        assert not factors.authenticate(session, ada.id, SITE, challenge=challenge, answer=answer)

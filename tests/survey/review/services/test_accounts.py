"""Accounts: what is kept of a passphrase, what roles go together, who vouches for whom."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.review.database import writing
from survey.review.models.people import Account
from survey.review.services import accounts, sign_ins
from survey.review.services.accounts import AccountProblem, Cost

WORDS = "four quiet words here"


def add(session: Session, name: str, *roles: str, **given: object) -> Account:
    return accounts.create(session, name, WORDS, roles or ("coder",), **given)  # type: ignore[arg-type]


def test_the_cost_of_a_guess_is_the_one_that_was_measured() -> None:
    assert Cost() == Cost(passes=3, memory_kib=64 * 1024, lanes=4)


def test_what_is_kept_is_argon2id(engine: Engine) -> None:
    with writing(engine) as session:
        assert add(session, "Ada").passphrase.startswith("$argon2id$")


def test_right_words_and_an_active_account_are_needed(either_engine: Engine) -> None:
    with writing(either_engine) as session:
        ada = add(session, "Ada")
        assert accounts.verify(session, " Ada ", WORDS) is ada
        assert accounts.verify(session, "Ada", WORDS + "!") is None
        assert accounts.verify(session, "Bob", WORDS) is None
        ada.active = False
        assert accounts.verify(session, "Ada", WORDS) is None


def test_the_same_letters_from_another_keyboard_are_the_same_passphrase(engine: Engine) -> None:
    with writing(engine) as session:
        accounts.create(session, "Zoe", "smo\u0308rga\u030as med gurka", ["coder"])
        assert accounts.verify(session, "Zoe", "smörgås med gurka")


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\nb"])
def test_names_that_cannot_be_read_are_refused(engine: Engine, name: str) -> None:
    with writing(engine) as session, pytest.raises(AccountProblem, match="name"):
        add(session, name)


def test_a_name_is_given_once(engine: Engine) -> None:
    with writing(engine) as session:
        add(session, "Ada")
        with pytest.raises(AccountProblem, match="already"):
            add(session, "Ada")


def test_admin_stands_alone(engine: Engine) -> None:
    with writing(engine) as session, pytest.raises(AccountProblem, match="admin"):
        add(session, "Ada", "admin", "coder")


def test_neither_maker_nor_owner_can_vouch_for_an_account(engine: Engine) -> None:
    with writing(engine) as session:
        admin, publisher = add(session, "Admin", "admin"), add(session, "Pat", "publisher")
        ada = add(session, "Ada", vouched="", made_by=admin.id)
        for somebody in (admin, ada):
            with pytest.raises(AccountProblem, match="Somebody else"):
                accounts.vouch(ada, somebody)
        accounts.vouch(ada, publisher)
        assert ada.vouched == "Pat"


def test_new_roles_and_a_reset_must_be_vouched_for_again_and_end_sessions(engine: Engine) -> None:
    with writing(engine) as session:
        ada = add(session, "Ada")
        token = sign_ins.begin(session, ada, 1000)
        accounts.set_roles(session, ada, ["coder"], "admin")
        assert ada.vouched
        assert sign_ins.find(session, token, 1000)
        accounts.set_roles(session, ada, ["analyst"], "admin")
        assert not ada.vouched
        assert sign_ins.find(session, token, 1000) is None
        ada.vouched = "Pat"
        words = accounts.reset(session, ada, "admin")
        assert ada.temporary
        assert not ada.vouched
        assert accounts.verify(session, "Ada", words) is ada
        assert accounts.verify(session, "Ada", WORDS) is None

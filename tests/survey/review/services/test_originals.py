"""Original words: sealed, shown only with the key, gone in time, also from backups."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from survey.config import Settings
from survey.review.database import truncate_wal, writing
from survey.review.models.answers import Comment, Original, Wave
from survey.review.models.coding import Coding
from survey.review.services import originals, redactions
from survey.review.services.originals import TextKeys
from survey.review.services.redactions import RedactionProblem
from tests.survey.review.reading import Readers

TEXT = "My number is 07700 900123 and they hung up on me at Tallis Grove."


@pytest.fixture
def readers(engine: Engine, settings: Settings) -> Readers:
    readers = Readers(engine, settings)
    readers.plainly(TEXT)
    return readers


def test_what_is_stored_is_masked_and_the_original_is_not_readable_in_any_file(
    readers: Readers,
) -> None:
    with writing(readers.engine) as session:
        comment = session.scalars(select(Comment)).one()
        assert "[phone]" in comment.text
        assert redactions.reveal(session, comment, readers.keys) == TEXT
    for file in readers.settings.review_folder.rglob("*"):
        if file.is_file():
            assert b"07700 900123" not in file.read_bytes(), file


def test_without_its_key_an_original_cannot_be_read(readers: Readers) -> None:
    readers.keys.destroy("w1")
    with writing(readers.engine) as session:
        comment = session.scalars(select(Comment)).one()
        assert redactions.reveal(session, comment, readers.keys) is None


def test_originals_and_their_key_go_when_their_time_is_over(readers: Readers) -> None:
    with writing(readers.engine) as session:
        wave = session.get_one(Wave, "w1")
        wave.text_until = "2027-11-30"
        waves = [wave]
        assert originals.destroy_due(session, readers.keys, waves, "2027-11-30") == []
        assert originals.destroy_due(session, readers.keys, waves, "2027-12-01") == ["w1"]
        assert session.scalar(select(func.count()).select_from(Original)) == 0
    assert not list((readers.settings.review_folder / "text-keys").glob("*"))


def test_key_files_are_their_owners_alone(readers: Readers) -> None:
    folder = readers.settings.review_folder / "text-keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_processes_that_need_a_new_key_get_the_same(tmp_path: Path) -> None:
    one, two = TextKeys(tmp_path), TextKeys(tmp_path)
    assert two.open("w", one.seal("w", "words")) == "words"
    assert one.open("w", two.seal("w", "words")) == "words"


def test_waves_with_odd_names_stay_inside_the_folder(tmp_path: Path) -> None:
    keys = TextKeys(tmp_path)
    keys.seal("../../etc/passwd", "words")
    assert [p.parent for p in (tmp_path / "text-keys").iterdir()] == [tmp_path / "text-keys"]


def test_words_that_a_person_takes_out_are_gone_everywhere_and_kept_sealed(
    readers: Readers,
) -> None:
    with writing(readers.engine) as session:
        comment = session.scalars(select(Comment)).one()
        before = session.scalars(select(Coding)).one().evidence[0]
        start = comment.text.index("hung up")
        assert before[:3] == [start, start + 7, "hung up"]
        count = redactions.take_out(
            session, comment, "My number", kind="detail", reason="story",
            account=readers.accounts["Ada"], keys=readers.keys,
        )  # fmt: skip
        assert count == 1
        after = session.scalars(select(Coding)).one().evidence[0]
        assert comment.text[after[0] : after[1]] == "hung up"
        assert redactions.reveal(session, comment, readers.keys) == TEXT
    truncate_wal(readers.engine)
    database = readers.settings.review_folder / "review.sqlite3"
    assert b"My number is" not in database.read_bytes()


def test_evidence_inside_words_that_are_taken_out_goes_with_them(readers: Readers) -> None:
    with writing(readers.engine) as session:
        comment = session.scalars(select(Comment)).one()
        redactions.take_out(
            session, comment, "they hung up on me", kind="detail", reason="story",
            account=readers.accounts["Ada"], keys=readers.keys,
        )  # fmt: skip
        assert session.scalars(select(Coding)).one().evidence == []


@pytest.mark.parametrize(
    ("words", "kind", "reason"),
    [("not in it", "person", "name"), ("My", "nonsense", "name"), ("My", "person", "x"),
     ("", "person", "name")],
)  # fmt: skip
def test_nothing_is_taken_out_by_mistake(
    readers: Readers, words: str, kind: str, reason: str
) -> None:
    with writing(readers.engine) as session:
        comment = session.scalars(select(Comment)).one()
        before = comment.text
        with pytest.raises(RedactionProblem):
            redactions.take_out(
                session, comment, words, kind=kind, reason=reason,
                account=readers.accounts["Ada"], keys=readers.keys,
            )  # fmt: skip
        assert comment.text == before


def test_words_that_are_like_the_mark_do_not_loop(readers: Readers) -> None:
    with writing(readers.engine) as session:
        comment = session.scalars(select(Comment)).one()
        comment.text = "a person is a person"
        count = redactions.take_out(
            session, comment, "person", kind="person", reason="name",
            account=readers.accounts["Ada"], keys=readers.keys,
        )  # fmt: skip
        assert (count, comment.text) == (2, "a [person] is a [person]")

"""A private key opens with its passphrase only, and once destroyed never again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from survey.box import envelope, keys, private

CHEAP = private.Cost(passes=1, memory_kib=8)
WORDS = "correct horse battery"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "spring.key"
    private.create(path, "spring", WORDS, CHEAP)
    return path


def test_the_right_passphrase_gives_the_key_that_opens(key_file: Path) -> None:
    public = keys.load_public(key_file)
    sealed = envelope.seal(b"words", public.key)
    assert envelope.open_envelope(sealed, private.unwrap(key_file, WORDS)) == b"words"


def test_a_wrong_passphrase_opens_nothing(key_file: Path) -> None:
    with pytest.raises(private.WrongPassphrase):
        private.unwrap(key_file, WORDS + " ")


def test_by_default_a_guess_costs_256_mib(tmp_path: Path) -> None:
    private.create(tmp_path / "a.key", "a", WORDS)
    parameters = json.loads((tmp_path / "a.key").read_text())["argon2id"]
    assert (parameters["memory_kib"], parameters["passes"]) == (262_144, 3)
    assert len(private.unwrap(tmp_path / "a.key", WORDS)) == 32


def test_the_key_itself_does_not_stand_in_the_file(key_file: Path) -> None:
    key = private.unwrap(key_file, WORDS)
    content = key_file.read_bytes()
    assert key not in content
    assert key.hex().encode() not in content
    assert WORDS.encode() not in content


def test_only_the_owner_may_read_a_key_file(key_file: Path) -> None:
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(private.WeakPassphrase):
        private.create(tmp_path / "a.key", "a", "short")
    assert not (tmp_path / "a.key").exists()


def test_a_key_is_never_overwritten(key_file: Path) -> None:
    before = key_file.read_bytes()
    with pytest.raises(FileExistsError):
        private.create(key_file, "spring", WORDS, CHEAP)
    assert key_file.read_bytes() == before


def test_two_keys_are_never_alike(tmp_path: Path) -> None:
    made = {private.create(tmp_path / f"{n}.key", "x", WORDS, CHEAP).key for n in range(5)}
    assert len(made) == 5


def _change(path: Path, **changes: object) -> None:
    document = json.loads(path.read_text())
    path.write_text(json.dumps(document | changes))


def test_a_damaged_key_file_is_said_to_be_damaged(key_file: Path) -> None:
    _change(key_file, wrapped="zz")
    with pytest.raises(keys.KeyFileError, match="damaged"):
        private.unwrap(key_file, WORDS)


def test_a_key_file_may_not_ask_for_endless_memory(key_file: Path) -> None:
    parameters = json.loads(key_file.read_text())["argon2id"]
    _change(key_file, argon2id=parameters | {"memory_kib": 10**9})
    with pytest.raises(keys.KeyFileError, match="damaged"):
        private.unwrap(key_file, WORDS)


def test_a_swapped_public_half_is_noticed(key_file: Path, tmp_path: Path) -> None:
    other = private.create(tmp_path / "other.key", "other", WORDS, CHEAP)
    _change(key_file, public_key=other.key.hex(), key_id=other.key_id.hex())
    with pytest.raises(keys.KeyFileError, match="do not belong together"):
        private.unwrap(key_file, WORDS)


def test_a_destroyed_key_is_gone_and_was_overwritten_first(key_file: Path, tmp_path: Path) -> None:
    second_name = tmp_path / "the same file"
    second_name.hardlink_to(key_file)
    private.destroy(key_file)
    assert not key_file.exists()
    assert set(second_name.read_bytes()) == {0}


def test_what_is_not_a_private_key_is_not_destroyed(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("dear all")
    with pytest.raises(keys.KeyFileError):
        private.destroy(path)
    assert path.read_text() == "dear all"

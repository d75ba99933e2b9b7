"""The collect side reads public keys, and refuses to run beside a private one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from survey.box import keys, private
from tests.survey.box.conftest import Box

CHEAP = private.Cost(passes=1, memory_kib=8)
WORDS = "correct horse battery"


def test_a_public_key_is_read_as_it_was_written(tmp_path: Path) -> None:
    public = private.create(tmp_path / "a.key", "spring", WORDS, CHEAP)
    keys.write_public(tmp_path / "a.pub", public)
    assert keys.load_public(tmp_path / "a.pub") == public
    assert keys.load_public(tmp_path / "a.key") == public


def test_a_key_file_of_somebody_else_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refused)
    with pytest.raises(keys.KeyFileError, match="This user may not read"):
        keys.load_public(tmp_path / "a.pub")


def test_a_changed_public_key_is_noticed(tmp_path: Path) -> None:
    public = private.create(tmp_path / "a.key", "spring", WORDS, CHEAP)
    keys.write_public(tmp_path / "a.pub", public)
    document = json.loads((tmp_path / "a.pub").read_text())
    document["public_key"] = "00" * 32
    (tmp_path / "a.pub").write_text(json.dumps(document))
    with pytest.raises(keys.KeyFileError, match="changed"):
        keys.load_public(tmp_path / "a.pub")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "x"}', "\x00"])
def test_what_is_not_a_key_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.pub").write_text(content)
    with pytest.raises(keys.KeyFileError):
        keys.load_public(tmp_path / "a.pub")
    with pytest.raises(keys.KeyFileError, match="no key file"):
        keys.load_public(tmp_path / "nowhere.pub")


def test_a_collect_folder_in_order_holds_no_private_key(box: Box) -> None:
    box.send(b"words")
    keys.refuse_private_keys(box.settings.collect_folder, {"PATH": "/usr/bin"})


def test_a_private_key_in_the_folder_is_found_by_its_name(box: Box) -> None:
    stray = box.settings.collect_folder / "deep" / "spring.key"
    stray.parent.mkdir()
    stray.write_bytes(b"anything")
    with pytest.raises(keys.PrivateKeyFound, match=r"spring\.key"):
        keys.refuse_private_keys(box.settings.collect_folder, {})


def test_a_renamed_private_key_is_found_by_what_stands_in_it(box: Box) -> None:
    stray = box.settings.collect_folder / "notes.txt"
    private.create(stray, "spring", WORDS, CHEAP)
    assert keys.private_keys_in(box.settings.collect_folder) == [stray]


@pytest.mark.parametrize("mark", ["-----BEGIN PRIVATE KEY-----", "AGE-SECRET-KEY-1QQ"])
def test_a_private_key_in_the_environment_is_found(tmp_path: Path, mark: str) -> None:
    with pytest.raises(keys.PrivateKeyFound, match="HEARD_SECRET"):
        keys.refuse_private_keys(tmp_path, {"HEARD_SECRET": f"{mark}..."})


def test_the_error_does_not_repeat_the_key(tmp_path: Path) -> None:
    with pytest.raises(keys.PrivateKeyFound) as caught:
        keys.refuse_private_keys(tmp_path, {"X": "AGE-SECRET-KEY-1QQSECRETPART"})
    assert "SECRETPART" not in str(caught.value)

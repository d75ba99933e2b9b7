"""A signature proves that a release is whole and whose it is."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from analysis.release.read import SIGNATURE, SUMS, ReleaseError, read
from analysis.release.signing import load_key, new_key, public_key, sign, verify
from analysis.release.write import checksums, files, write
from tests.analysis.release.sample import sample_release


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(sample_release(), tmp_path / "r1")
    return tmp_path / "r1"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    new_key(tmp_path / "signing.key")
    return tmp_path / "signing.key"


def test_a_signed_release_is_verified_and_still_read(folder: Path, key_file: Path) -> None:
    key = load_key(key_file)
    sign(folder, key)
    verify(folder, public_key(key))
    assert read(folder).id == "sample-1"


def test_only_the_owner_may_read_the_key_and_it_is_never_written_over(key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        new_key(key_file)


def test_the_public_key_is_the_one_told_when_it_was_made(tmp_path: Path) -> None:
    told = new_key(tmp_path / "other.key")
    assert public_key(load_key(tmp_path / "other.key")) == told


def test_another_s_signature_is_refused(folder: Path, key_file: Path, tmp_path: Path) -> None:
    stranger = new_key(tmp_path / "stranger.key")
    sign(folder, load_key(key_file))
    with pytest.raises(ReleaseError, match="not by this key"):
        verify(folder, stranger)


def test_a_release_changed_with_its_checksums_is_refused(folder: Path, key_file: Path) -> None:
    key = load_key(key_file)
    sign(folder, key)
    contents = files(sample_release())
    del contents[SUMS]
    contents["release.json"] = contents["release.json"].replace(b"invented", b"genuine!")
    (folder / "release.json").write_bytes(contents["release.json"])
    (folder / SUMS).write_bytes(checksums(contents))
    read(folder)  # the checksums agree: only the signature tells
    with pytest.raises(ReleaseError, match="not by this key"):
        verify(folder, public_key(key))


def test_an_unsigned_release_is_said_to_be_so(folder: Path, key_file: Path) -> None:
    with pytest.raises(ReleaseError, match="is not signed"):
        verify(folder, public_key(load_key(key_file)))


def test_a_release_is_signed_once(folder: Path, key_file: Path) -> None:
    sign(folder, load_key(key_file))
    with pytest.raises(ReleaseError, match="signed already"):
        sign(folder, load_key(key_file))


def test_a_broken_signature_or_key_is_said_to_be_unreadable(folder: Path, key_file: Path) -> None:
    key = load_key(key_file)
    sign(folder, key)
    with pytest.raises(ReleaseError, match="cannot be read"):
        verify(folder, "not a key")
    (folder / SIGNATURE).write_text(json.dumps({"signature": 5}))
    with pytest.raises(ReleaseError, match="cannot be read"):
        verify(folder, public_key(key))


def test_a_file_that_is_no_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hello")
    with pytest.raises(ReleaseError, match="no signing key"):
        load_key(tmp_path / "x")
    with pytest.raises(ReleaseError, match="no signing key at"):
        load_key(tmp_path / "nowhere")

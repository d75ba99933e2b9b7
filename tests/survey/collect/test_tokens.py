"""Form tokens and the key behind them."""

from __future__ import annotations

from pathlib import Path

from survey.collect.cookie import new_secret
from survey.collect.tokens import KEY_FILE, good, server_key, token


def test_a_token_is_good_for_its_own_browser_and_instance_only(tmp_path: Path) -> None:
    key, secret = server_key(tmp_path), new_secret()
    assert good(token(secret, key), secret, key)
    assert not good(token(new_secret(), key), secret, key)
    assert not good(token(secret, b"k" * 32), secret, key)
    assert not good("", secret, key)
    assert not good("é", secret, key)


def test_the_key_is_made_once_and_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first = server_key(tmp_path)
    assert server_key(tmp_path) == first
    assert len(first) == 32
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]

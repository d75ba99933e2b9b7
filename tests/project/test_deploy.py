"""The units of deploy/ run real commands, as users who share nothing, cut off from the network."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from survey.cli.main import heard

SYSTEMD = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
SERVICES = sorted(SYSTEMD.glob("*.service"))

HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "PrivateMounts": "yes",
    "PrivateUsers": "yes",
    "CapabilityBoundingSet": "",
    "IPAddressDeny": "any",
    "UMask": "0077",
    "LimitCORE": "0",
    "MemorySwapMax": "0",
    "StateDirectoryMode": "0700",
}
"""What every service has: no way to other users, to the network, or to a disk that is not its."""


def unit(path: Path) -> dict[str, list[str]]:
    """Key -> values of a unit file, all sections together."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        key, sign, value = line.partition("=")
        if sign and re.fullmatch(r"[A-Za-z]+", key):
            found.setdefault(key, []).append(value)
    return found


def weak(settings: dict[str, list[str]]) -> dict[str, list[str] | None]:
    """What is not as it must be."""
    return {k: settings.get(k) for k, value in HARDENED.items() if settings.get(k) != [value]}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_service_is_cut_off_from_everything_it_does_not_need(path: Path) -> None:
    assert weak(unit(path)) == {}


def test_a_service_that_lost_one_of_its_limits_is_caught(tmp_path: Path) -> None:
    text = SERVICES[0].read_text(encoding="utf-8").replace("MemorySwapMax=0\n", "")
    (tmp_path / "x.service").write_text(text, encoding="utf-8")
    assert weak(unit(tmp_path / "x.service")) == {"MemorySwapMax": None}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_what_a_service_starts_is_a_command_that_there_is(path: Path) -> None:
    (line,) = unit(path)["ExecStart"]
    program, *words = shlex.split(line)
    assert program == "/opt/heard/bin/heard"
    context = heard.make_context("heard", [*words, "--help"], resilient_parsing=True)
    command = heard
    while words and not words[0].startswith("-") and hasattr(command, "get_command"):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command = found
    options = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_the_two_sides_share_neither_user_nor_folder() -> None:
    sides: dict[str, set[str]] = {"collect": set(), "review": set()}
    for path in SERVICES:
        settings = unit(path)
        side = "collect" if "collect" in path.stem else "review"
        sides[side] |= {*settings["User"], *settings["Group"], *settings["StateDirectory"]}
        assert settings["Environment"] == [f"HEARD_INSTANCE=/var/lib/heard-{side}"]
    assert sides["collect"] == {"heard-collect"}
    assert sides["review"] == {"heard-review"}


def test_the_journal_of_the_collect_host_stays_in_memory() -> None:
    journal = unit(SYSTEMD / "journald-heard.conf")
    assert journal["Storage"] == ["volatile"]


def test_every_timer_has_its_service() -> None:
    timers = {path.stem for path in SYSTEMD.glob("*.timer")}
    assert timers == {path.stem for path in SERVICES if "retention" in path.stem}

"""Exports show no order; opening is random, partial failures stay partial, twice adds nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey

from survey.box import envelope, opening, pool, purging, schema, store, waves
from tests.survey.box.conftest import Box


def answer(number: int, tag: str = "") -> bytes:
    return json.dumps(
        {
            "v": 1,
            "wave": "spring",
            "questionnaire": "parent",
            "version": "0" * 64,
            "week": "2026-W47",
            "language": "en",
            "answers": {"number": str(number), "reasons": ["a", "b"]},
            "tag": tag,
        }
    ).encode()


def export(box: Box, path: Path) -> opening.Header:
    return opening.write_export(box.engine, path, waves.get(box.engine, "spring"))


def numbers(opened: opening.Opened) -> list[int]:
    return [int(response.answers["number"]) for response in opened.responses]


def test_an_export_of_an_open_wave_leaves_what_is_pending(box: Box, tmp_path: Path) -> None:
    for number in range(60):
        box.send(answer(number))
    header = export(box, tmp_path / "box")
    assert (header.count, header.closed, header.wave) == (50, False, "spring")
    waves.close_wave(box.engine, "spring")
    header = export(box, tmp_path / "box")
    assert (header.count, header.closed) == (60, True)
    assert opening.read_header(tmp_path / "box") == header


def test_envelopes_lie_in_an_export_in_the_order_of_their_hashes(box: Box, tmp_path: Path) -> None:
    sent = [box.send(answer(number)) for number in range(50)]
    export(box, tmp_path / "box")
    content = (tmp_path / "box").read_bytes()
    in_order = sorted(sent, key=envelope.fingerprint)
    places = [content.index(each) for each in in_order]
    assert places == sorted(places)


def test_everything_sent_comes_out_once_in_another_order(box: Box, tmp_path: Path) -> None:
    for number in range(100):
        box.send(answer(number))
    export(box, tmp_path / "box")
    opened = opening.open_export(tmp_path / "box", box.private)
    first = numbers(opened)
    assert sorted(first) == list(range(100))
    assert len(opened.hashes) == 100
    assert opened.hashes == sorted(opened.hashes)
    assert numbers(opening.open_export(tmp_path / "box", box.private)) != first


def test_opening_twice_adds_nothing(box: Box, tmp_path: Path) -> None:
    for number in range(50):
        box.send(answer(number))
    waves.close_wave(box.engine, "spring")
    export(box, tmp_path / "box")
    opened = opening.open_export(tmp_path / "box", box.private)
    assert len(numbers(opened)) == 50
    again = opening.open_export(tmp_path / "box", box.private, set(opened.hashes), True)
    assert numbers(again) == []
    assert again.hashes == []


def test_a_second_opening_brings_only_what_is_new(box: Box, tmp_path: Path) -> None:
    for number in range(50):
        box.send(answer(number))
    export(box, tmp_path / "box")
    first = opening.open_export(tmp_path / "box", box.private)
    numbers(first)
    for number in range(50, 100):
        box.send(answer(number))
    export(box, tmp_path / "box")
    second = opening.open_export(tmp_path / "box", box.private, set(first.hashes))
    assert sorted(numbers(second)) == list(range(50, 100))


def test_fewer_than_fifty_new_answers_stay_sealed_while_the_wave_is_open(
    box: Box, tmp_path: Path
) -> None:
    for number in range(50):
        box.send(answer(number))
    export(box, tmp_path / "box")
    known = {opening.open_export(tmp_path / "box", box.private).header.wave}
    opened = opening.open_export(tmp_path / "box", box.private)
    numbers(opened)
    known = set(opened.hashes[:1])
    with pytest.raises(opening.TooFew, match="49 new answers"):
        opening.open_export(tmp_path / "box", box.private, known)
    assert len(opening.open_export(tmp_path / "box", box.private, known, True).responses) == 49


def test_a_tampered_envelope_is_set_aside_and_the_rest_opened(box: Box, tmp_path: Path) -> None:
    sent = [box.send(answer(number)) for number in range(50)]
    export(box, tmp_path / "box")
    content = bytearray((tmp_path / "box").read_bytes())
    place = content.index(sent[7]) + 2000
    content[place] ^= 1
    (tmp_path / "box").write_bytes(content)
    opened = opening.open_export(tmp_path / "box", box.private)
    assert sorted(numbers(opened)) == [n for n in range(50) if n != 7]
    changed = bytearray(sent[7])
    changed[2000] ^= 1
    assert opened.rejected == [
        opening.Rejected(
            envelope.fingerprint(bytes(changed)), "This envelope was changed after it was sealed."
        )
    ]


@pytest.mark.parametrize(
    "plaintext",
    [
        b"not json",
        b"[]",
        b"{}",
        answer(1).replace(b'"v": 1', b'"v": 2'),
        answer(1).replace(b'"v": 1', b'"v": 3'),
        answer(1).replace(b'"v": 1', b'"v": true'),
        answer(1).replace(b'"v": 1', b'"v": 1, "lane": ""'),
        answer(1).replace(b'"v": 1', b'"v": 2, "lane": "other"'),
        answer(1).replace(b'"v": 1', b'"v": 2, "lane": ["look"]'),
        answer(1).replace(b'"en"', b"5"),
        answer(1).replace(b'"tag"', b'"other"'),
        b"[" * 10_000,
    ],
)
def test_what_heard_did_not_write_is_set_aside(box: Box, tmp_path: Path, plaintext: bytes) -> None:
    box.send(plaintext)
    box.send(answer(1))
    waves.close_wave(box.engine, "spring")
    export(box, tmp_path / "box")
    opened = opening.open_export(tmp_path / "box", box.private, wave_closed=True)
    assert numbers(opened) == [1]
    assert [each.reason for each in opened.rejected] == [
        "Its content is not an answer that Heard wrote."
    ]


def test_a_wrong_key_opens_nothing_and_says_so(box: Box, tmp_path: Path) -> None:
    for number in range(50):
        box.send(answer(number))
    export(box, tmp_path / "box")
    opened = opening.open_export(tmp_path / "box", bytes(PrivateKey.generate()))
    assert numbers(opened) == []
    assert {each.reason for each in opened.rejected} == {"This envelope was sealed to another key."}


def test_an_export_cut_short_is_refused(box: Box, tmp_path: Path) -> None:
    for number in range(50):
        box.send(answer(number))
    export(box, tmp_path / "box")
    content = (tmp_path / "box").read_bytes()
    (tmp_path / "box").write_bytes(content[:-10])
    with pytest.raises(opening.OpeningError, match="not whole"):
        opening.open_export(tmp_path / "box", box.private)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_file_is_taken_for_an_export_by_mistake(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("export") / "box"
    path.write_bytes(content)
    with pytest.raises(opening.OpeningError):
        opening.open_export(path, os.urandom(32))


def test_a_missing_export_is_named(tmp_path: Path) -> None:
    with pytest.raises(opening.OpeningError, match="nowhere"):
        opening.read_header(tmp_path / "nowhere")


def test_an_envelope_that_stands_twice_in_an_export_counts_once(box: Box, tmp_path: Path) -> None:
    sent = [box.send(answer(number)) for number in range(50)]
    export(box, tmp_path / "box")
    line, _, rest = (tmp_path / "box").read_bytes().partition(b"\n")
    line = line.replace(b'"count": 50', b'"count": 51')
    twice = len(sent[0]).to_bytes(4, "big") + sent[0]
    (tmp_path / "box").write_bytes(line + b"\n" + rest + twice)
    assert len(opening.open_export(tmp_path / "box", box.private).responses) == 50


def test_a_failed_export_leaves_the_earlier_one(box: Box, tmp_path: Path) -> None:
    for number in range(50):
        box.send(answer(number))
    export(box, tmp_path / "box")
    before = (tmp_path / "box").read_bytes()

    def full(_done: int, _total: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        opening.write_export(
            box.engine, tmp_path / "box", waves.get(box.engine, "spring"), progress=full
        )
    assert (tmp_path / "box").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["box"]


def test_progress_counts_every_envelope(box: Box, tmp_path: Path) -> None:
    for number in range(50):
        box.send(answer(number))
    seen: list[tuple[int, int]] = []
    opening.write_export(
        box.engine, tmp_path / "box", waves.get(box.engine, "spring"), lambda *at: seen.append(at)
    )
    opened = opening.open_export(
        tmp_path / "box", box.private, progress=lambda *at: seen.append(at)
    )
    numbers(opened)
    assert seen == [(number, 50) for number in range(1, 51)] * 2


def test_the_second_version_says_whether_a_person_has_to_look(box: Box, tmp_path: Path) -> None:
    for number, lane in enumerate((b"", b"look", b"")):
        box.send(answer(number).replace(b'"v": 1', b'"v": 2, "lane": "%b"' % lane))
    box.send(answer(3))
    waves.close_wave(box.engine, "spring")
    export(box, tmp_path / "box")
    opened = opening.open_export(tmp_path / "box", box.private, wave_closed=True)
    assert {one.answers["number"]: one.look for one in opened.responses} == {
        "0": False, "1": True, "2": False, "3": False,
    }  # fmt: skip
    assert opened.rejected == []


def test_an_envelope_that_lies_in_the_box_twice_is_exported_once(box: Box, tmp_path: Path) -> None:
    sent = [box.send(answer(number)) for number in range(3)]
    large = envelope.seal(b"x" * 5_000, box.public)
    for each in (sent[0], large, large):
        pool.add(box.engine, each)
    wave = waves.close_wave(box.engine, "spring")
    assert export(box, tmp_path / "box").count == 4
    opened = opening.open_export(tmp_path / "box", box.private, wave_closed=True)
    assert sorted(numbers(opened)) == [0, 1, 2]
    assert purging.purge(box.engine, wave) == 4
    with store.reading(box.engine) as connection:
        assert connection.execute(schema.sealed.select()).all() == []


def test_an_envelope_of_which_a_part_was_removed_stops_no_export(box: Box, tmp_path: Path) -> None:
    box.send(answer(1))
    large = envelope.seal(b"x" * 5_000, box.public)
    pool.add(box.engine, large)
    waves.close_wave(box.engine, "spring")
    with store.writing(box.engine) as connection:
        for row in connection.execute(schema.sealed.select()).all():
            if row.piece[:2] == bytes([4, 2]):
                gone = schema.sealed.c.place == row.place
                connection.execute(schema.sealed.update().where(gone).values(piece=bytes(4018)))
    assert export(box, tmp_path / "box").count == 1
    opened = opening.open_export(tmp_path / "box", box.private, wave_closed=True)
    assert numbers(opened) == [1]

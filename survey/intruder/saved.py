"""A rehearsal for saved answers (drafts): known ones are saved and some opened, the file attacked.

The copy has the instance's own file of drafts, and its own throwaway keys. Codes are not stretched
here, because how dear a guess is makes no difference to where a draft lies.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from survey.collect import shelf
from survey.collect.drafts import DAYS, FILE, Drafts, Place
from survey.collect.state import State
from survey.config import Settings
from survey.intruder import links, lint, order
from survey.intruder.rehearsal import Line
from survey.intruder.snapshot import Snapshot, needle

SAVED = 80
OPENED_EACH = 5
"""One in so many is opened again, soon after it was saved."""

HITS_LIMIT = 8
"""Blind guessing has more hits once in a million tries (Poisson), however many there are."""

WORDS = "saved words "


class _Quick(Drafts):
    """Drafts whose places cost nothing to find."""

    def place(self, code: str) -> Place:
        made = hashlib.blake2b(code.encode(), key=self._pepper, digest_size=48).digest()
        return Place(made[:16], made[16:])


@dataclass
class Saved:
    """What was saved, as it lay on the disk: what is still there in its order, and what went."""

    folder: Path
    left: list[bytes] = field(default_factory=list)
    opened: list[bytes] = field(default_factory=list)


def rehearse(settings: Settings, folder: Path, count: int = SAVED) -> Saved:
    """Save ``count`` drafts into a copy of the instance's file of drafts below ``folder``."""
    folder.mkdir(parents=True)
    if (settings.collect_folder / FILE).is_file():
        shutil.copy2(settings.collect_folder / FILE, folder / FILE)
    drafts = _Quick(folder, secrets.token_bytes(32))
    today = datetime.datetime.now(datetime.UTC).date()
    done, kept = Saved(folder), {}
    for number in range(count):
        words = WORDS + str(number) + " x" * (10 if number % 2 else 10_000)
        state = State(questionnaire="staff", answers={"words": words})
        drafts.save(str(number), state, today + datetime.timedelta(days=DAYS))
        kept[number] = drafts.place(str(number))
        if number % OPENED_EACH == OPENED_EACH - 1:
            gone = kept.pop(number - 2)
            done.opened.append(_sealed(drafts, gone))
            drafts.remove(gone)
    done.left = [_sealed(drafts, place) for place in kept.values()]
    return done


def _sealed(drafts: Drafts, place: Place) -> bytes:
    with closing(sqlite3.connect(drafts.path)) as connection:
        row = shelf.find(connection, place.name)
    assert row is not None
    return row[1]


def table(done: Saved) -> Iterator[Line]:
    """Every attack on saved answers."""
    taken = Snapshot(done.folder, done.folder / FILE)
    for channel in order.attack(taken, done.left):
        yield Line(
            "saved", f"order, {channel.name} ({channel.found:,} saved)", f"τ {channel.tau:+.3f}",
            f"within ±{channel.limit:.3f}", channel.broken,
        )  # fmt: skip
        yield Line(
            "saved", f"matching, {channel.name}", f"{channel.hits} of {channel.found:,}",
            f"about 1, at most {HITS_LIMIT}", channel.hits > HITS_LIMIT,
        )  # fmt: skip
    sizes = {len(each) for each in done.left}
    yield Line("saved", "lengths of saved answers", str(len(sizes)), "1", len(sizes) > 1)
    yield from _residue(done, taken)


def _residue(done: Saved, taken: Snapshot) -> Iterator[Line]:
    found = lint.canaries([done.folder], [WORDS.encode()])
    yield Line("saved", "files that hold saved words", str(len(found)), "0", bool(found))
    keys = {needle(each): number for number, each in enumerate(done.opened)}
    left = sum(len(links.known_in(content, keys)) for content in taken.files().values())
    yield Line("saved", "left after they were opened again", str(left), "0", left > 0)

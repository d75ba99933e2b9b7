"""A rehearsal: known answers are sent into a copy of a collect folder, and the copy attacked.

The copy has the instance's own database file, settings and history. Its waves are closed in
the copy, a wave with a throwaway key is opened, and numbered answers are sent through the same
code that takes real ones. The tester knows their order; the attacks do not.
"""

from __future__ import annotations

import dataclasses
import datetime
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nacl.public import PrivateKey
from sqlalchemy import Engine

from survey.box import backup, envelope, groups, opening, pool, store, waves
from survey.config import Settings
from survey.intruder import chance, links, lint, order, snapshot

NAME = "attack-rehearsal"
GROUPS = 50
"""As many as answers in a batch, and equally large: a blind guess is right once in 50."""

QUESTIONNAIRE = "staff"
ENOUGH = 1_000
"""Answers from which on every size must have company: fewer need not hold a rare size at all."""

CROWD = 10
Progress = Callable[[int, int], None]


SECTIONS = {
    "folder": "What lies in the folder, looked at as it is",
    "order": "Can the order in which answers came be recovered? (τ = 1: yes; 0: a blind guess)",
    "matching": "To who knows the time of every visit: how many answers can be matched?",
    "recent": "How many answers are known to be among the last?",
    "code": "How many answers are paired with the group whose code came with them?",
    "length": "Does the length of an answer give it away?",
    "backups": "What do two stolen backups show when they are compared?",
    "residue": "What is left of words, and of what was removed?",
    "saved": "Answers saved to come back to: what do they show, while they lie there and after?",
}
"""The questions of the table, in their order."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: which question of :data:`SECTIONS`, what was tried, what it gave,
    what chance gives, and whether the attack worked."""

    section: str
    attack: str
    result: str
    chance: str
    broken: bool


@dataclass(frozen=True)
class Rehearsal:
    """A finished sending: the files, and what the tester knows."""

    settings: Settings
    engine: Engine
    key: PrivateKey
    envelopes: list[bytes]
    codes: list[str]
    backups: list[Path]

    def snapshot(self, into: Path) -> snapshot.Snapshot:
        """A thief's copy of the collect folder as it lies there now."""
        folder = self.settings.collect_folder
        return snapshot.take(folder, store.database(self.settings), into)


def rehearse(
    settings: Settings, work: Path, answers: int, progress: Progress | None = None
) -> Rehearsal:
    """Send ``answers`` numbered answers into a copy of the instance's collect folder in ``work``.

    Takes a backup after the sixth, the twelfth … flush, as an administrator would.
    """
    copy = dataclasses.replace(settings, instance=work / "instance")
    if settings.collect_folder.is_dir():
        _copy_databases(settings.collect_folder, copy.collect_folder)
    engine = store.prepare(copy)
    key, codes = _open_wave(engine, answers)
    done = Rehearsal(copy, engine, key, [], codes, [])
    for number, code in enumerate(codes):
        sealed = envelope.seal(_plaintext(number), bytes(key.public_key))
        pool.add(engine, sealed)
        groups.count(engine, NAME, QUESTIONNAIRE, code)
        done.envelopes.append(sealed)
        if (number + 1) % (6 * copy.collect.batch) == 0:
            done.backups.append(backup.make(engine, work / "backups").path)
        if progress:
            progress(number + 1, answers)
    return done


def _copy_databases(folder: Path, into: Path) -> None:
    into.mkdir(mode=0o700, parents=True)
    for path in folder.iterdir():
        if path.name.startswith(store.FILE):
            shutil.copy2(path, into / path.name)


def _open_wave(engine: Engine, answers: int) -> tuple[PrivateKey, list[str]]:
    for wave in waves.every(engine):
        if wave.state == "open":
            waves.close_wave(engine, wave.name)
    key, last = PrivateKey.generate(), datetime.date(2999, 1, 1)
    waves.create(engine, NAME, bytes(key.public_key), last, last)
    waves.open_wave(engine, NAME)
    people = max(groups.MINIMUM_PEOPLE, answers)
    names = [f"group {number:02}" for number in range(GROUPS)]
    for name in names:
        groups.create(engine, NAME, QUESTIONNAIRE, name, people)
    codes = [names[number % GROUPS] for number in range(answers)]
    random.shuffle(codes)
    return key, codes


def _plaintext(number: int) -> bytes:
    words = 5_000 if number % 20 == 7 else 20_000 if number % 100 == 3 else 900
    return f"answer {number} ".encode() + b"word " * (words // 5)


def table(done: Rehearsal, work: Path) -> list[Line]:
    """Run every attack on the rehearsal."""
    taken = done.snapshot(work / "snapshot")
    return [
        *_order(taken, done.envelopes),
        _recent(taken, done),
        *_links(taken, done),
        _lengths(taken, done.envelopes),
        *_snapshots(done),
        *_residue(done, work),
    ]


def _order(taken: snapshot.Snapshot, envelopes: Sequence[bytes]) -> Iterator[Line]:
    for channel in order.attack(taken, envelopes):
        yield Line(
            "order",
            f"{channel.name} ({channel.found:,} answers)",
            f"τ {channel.tau:+.3f}",
            f"within ±{channel.limit:.3f}",
            channel.broken,
        )
        yield Line(
            "matching",
            channel.name,
            f"{channel.hits} of {channel.found:,}",
            f"about 1, at most {chance.HITS_LIMIT}",
            channel.hits > chance.HITS_LIMIT,
        )


def _recent(taken: snapshot.Snapshot, done: Rehearsal) -> Line:
    late = order.waiting(taken, done.envelopes)
    batch = done.settings.collect.batch
    return Line(
        "recent",
        "what waits in the mixing pool",
        f"{len(late)} of {len(done.envelopes):,}",
        f"fewer than {batch}",
        len(late) >= batch,
    )


def _links(taken: snapshot.Snapshot, done: Rehearsal) -> Iterator[Line]:
    for link in links.attack(taken, done.envelopes, done.codes):
        yield Line(
            "code",
            link.name,
            f"{link.right} right",
            f"about {link.chance:.0f}, at most {link.limit:.0f}",
            link.broken,
        )


def _lengths(taken: snapshot.Snapshot, envelopes: Sequence[bytes]) -> Line:
    found = order.sizes(taken, envelopes)
    words = ", ".join(f"{size:,} bytes: {count}" for size, count in sorted(found.items()))
    alone = len(envelopes) >= ENOUGH and min(found.values(), default=0) < CROWD
    broken = alone or len(found) > len(envelope.SIZES)
    return Line("length", words, f"{len(found)} sizes", f"3 or fewer, {CROWD} of each", broken)


def _snapshots(done: Rehearsal) -> Iterator[Line]:
    steps = links.differences([set(backup.hashes_in(path)) for path in done.backups])
    if steps:
        batch = done.settings.collect.batch
        yield Line(
            "backups",
            "answers that come between any two",
            f"{min(steps)} or more",
            f"{batch} or more",
            min(steps) < batch,
        )


def _residue(done: Rehearsal, work: Path) -> Iterator[Line]:
    words = [f"answer {number} ".encode() for number in range(len(done.envelopes))]
    found = lint.canaries([done.settings.instance], words)
    yield Line("residue", "files that hold words of an answer", str(len(found)), "0", bool(found))
    waves.close_wave(done.engine, NAME)
    _purge(done, work)
    keys = {snapshot.needle(each): n for n, each in enumerate(done.envelopes)}
    left = Counter(
        name
        for name, content in done.snapshot(work / "after").files().items()
        for _ in links.known_in(content, keys)
    )
    words_left = ", ".join(f"{count} in {name}" for name, count in left.items()) or "0"
    yield Line("residue", "sealed answers left after a purge", words_left, "0", bool(left))


def _purge(done: Rehearsal, work: Path) -> None:
    from survey.box.purging import purge

    wave = waves.get(done.engine, NAME)
    opening.write_export(done.engine, work / "export", wave)
    purge(done.engine, wave)

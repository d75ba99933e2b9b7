"""The audit log: entries chained by SHA-256, so that a changed, missing or cut entry shows.

A chain alone does not show that its end was cut off. So the head (number and hash of the last
entry) is also written to a file beside the database, and can be printed and kept elsewhere: what
is kept on paper cannot be cut.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from survey.review.models.audit import AuditEntry, AuditHead

START = "0" * 64
"""The hash before the first entry."""

FILE = "audit.head"
_PENDING = "heard_audit_head"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many entries, and the hash of the last."""

    n: int = 0
    hash: str = START

    def __str__(self) -> str:
        return f"{self.n}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """The head that :meth:`__str__` printed; ``ValueError`` for anything else."""
        n, _, digest = text.strip().partition(":")
        if len(digest) != len(START):
            raise ValueError(text)
        return cls(int(n), digest)


def note(
    session: Session,
    what: str,
    /,
    *,
    at: int,
    account: str = "",
    name: str = "",
    **facts: str | int | bool | list[str],
) -> AuditEntry:
    """Add an entry in the caller's transaction. ``facts`` never hold a word of an answer."""
    head = session.get(AuditHead, 1, with_for_update=True)
    if head is None:
        head = AuditHead(id=1, n=0, hash=START)
        session.add(head)
        session.flush()
    entry = AuditEntry(
        n=head.n + 1, at=at, account=account, name=name, event=what, facts=facts, before=head.hash,
        hash="",
    )  # fmt: skip
    entry.hash = digest(entry)
    session.add(entry)
    head.n, head.hash = entry.n, entry.hash
    session.flush()
    session.info[_PENDING] = Head(entry.n, entry.hash)
    return entry


def log(
    session: Session,
    review_folder: Path,
    what: str,
    /,
    *,
    account: str = "",
    name: str = "",
    **facts: str | int | bool | list[str],
) -> None:
    """Add an entry now, outside the web app, and keep the head in its file once it is committed."""
    keep_head(session, review_folder / FILE)
    note(session, what, at=int(time.time()), account=account, name=name, **facts)


def digest(entry: AuditEntry) -> str:
    """SHA-256 (hex) over everything in an entry but its own hash, as canonical JSON."""
    parts = [entry.n, entry.at, entry.account, entry.name, entry.event, entry.facts, entry.before]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def keep_head(session: Session, path: Path) -> None:
    """Write the head to its file whenever this session commits an entry."""

    def write(committed: Session) -> None:
        head = committed.info.pop(_PENDING, None)
        if head is not None and head.n >= read_head(path).n:
            draft = path.with_suffix(".draft")
            draft.write_text(f"{head}\n", encoding="utf-8")
            draft.replace(path)

    event.listen(session, "after_commit", write)


def read_head(path: Path) -> Head:
    """The head in the file; the start of a chain when there is none."""
    try:
        return Head.parse(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return Head()


def current(session: Session) -> Head:
    """The head as the database has it."""
    row = session.get(AuditHead, 1)
    return Head(row.n, row.hash) if row else Head()


def verify(
    session: Session,
    kept: Iterable[Head] = (),
    progress: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Go through the whole chain; the problems found, in words. ``kept`` are heads kept elsewhere.

    Finds an entry that was changed, removed or put in, and a tail that was cut off.
    """
    problems: list[str] = []
    wanted: dict[int, set[str]] = {}
    for head in kept:
        if head.n:
            wanted.setdefault(head.n, set()).add(head.hash)
    last = Head()
    total = current(session).n
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.n)):
        problems += _problems(entry, last)
        if wanted.pop(entry.n, {entry.hash}) != {entry.hash}:
            problems.append(f"Entry {entry.n} is not the one whose hash was kept elsewhere.")
        last = Head(entry.n, entry.hash)
        if progress:
            progress(entry.n, max(total, entry.n))
    if current(session) != last:
        problems.append(f"The log ends at entry {last.n}, but its head says {total}.")
    problems += [f"Entry {n} is missing: the end of the log was cut off." for n in sorted(wanted)]
    return problems


def _problems(entry: AuditEntry, last: Head) -> list[str]:
    found = []
    if entry.n != last.n + 1:
        found.append(f"Between entries {last.n} and {entry.n} something is missing.")
    elif entry.before != last.hash:
        found.append(f"Entry {entry.n} does not follow from the entry before it.")
    if digest(entry) != entry.hash:
        found.append(f"Entry {entry.n} was changed.")
    return found


def page(session: Session, before: int = 0, size: int = 100) -> list[AuditEntry]:
    """Entries, the newest first; ``before`` is the number of the last one shown already."""
    query: Any = select(AuditEntry).order_by(AuditEntry.n.desc()).limit(size)
    if before:
        query = query.where(AuditEntry.n < before)
    return list(session.scalars(query))

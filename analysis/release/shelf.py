"""The shelf: where releases lie, in which state, and the ledger that links them.

```
ROOT/releases/ID/       release folders; never changed
ROOT/ledger/ledger.json the ledger: exact counts of what was published; private
ROOT/ledger/drafts/ID   what the ledger will remember of a release that is not published yet
ROOT/ledger/states.json state of each release: draft, published, withdrawn (with day and reason)
```
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

from analysis.disclosure import ledger as ledgers
from analysis.disclosure.control import reattack
from analysis.disclosure.rules import Rules
from analysis.disclosure.rules import shipped as shipped_rules
from analysis.release.build import Made
from analysis.release.check import problems
from analysis.release.model import Release
from analysis.release.read import SIGNATURE, ReleaseError, read
from analysis.release.signing import sign, verify
from analysis.release.write import write


@dataclass(frozen=True)
class Shelf:
    """The releases of one instance. ``root`` is the review folder."""

    root: Path

    def folder(self, release_id: str) -> Path:
        """Where a release lies."""
        return self.root / "releases" / release_id

    def ledger(self) -> ledgers.Ledger:
        """Every release that was published, oldest first."""
        return ledgers.load(self._ledger)

    def states(self) -> dict[str, dict[str, str]]:
        """Release -> {state, on, why}; state is draft, published or withdrawn."""
        try:
            found: dict[str, dict[str, str]] = json.loads(
                (self.root / "ledger" / "states.json").read_text(encoding="utf-8")
            )
        except FileNotFoundError:
            return {}
        return found

    def create(self, made: Made) -> Path:
        """Put a new release on the shelf as a draft; returns its folder."""
        folder = self.folder(made.release.id)
        write(made.release, folder)
        draft = ledgers.Ledger((made.entry,))
        ledgers.save(draft, self._draft(made.release.id))
        self._state(made.release.id, "draft", made.entry.created)
        return folder

    def check(
        self,
        release_id: str,
        rules: Rules | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[str]:
        """What keeps a release from being published: checksums, rules, a new attack. Empty: fine.

        The attack is made again in full, with every release published since the draft was made.
        """
        release = read(self.folder(release_id))
        found = problems(release)
        if not self._draft(release_id).exists():
            return found
        entry = self._drafted(release_id)
        past = tuple(e for e in self.ledger().of(entry.wave) if e.release != release_id)
        if release["audit"]["earlier"] != len(past):
            return [*found, "Another release was published since this draft. Create it again."]
        pinned = reattack(entry, past, rules or shipped_rules(), progress)
        return found + [f"{' '.join(i.target.name[1:])}: {i.low} to {i.high}" for i in pinned]

    def publish(
        self,
        release_id: str,
        key: SigningKey,
        today: str,
        progress: Callable[[int, int], None] | None = None,
    ) -> Release:
        """Check, sign, and write into the ledger. :class:`ReleaseError` says what is wrong."""
        state = self.states().get(release_id, {}).get("state")
        if state != "draft":
            raise ReleaseError(
                f"{release_id} is {state or 'not on the shelf'}: only a draft can be published."
            )
        found = self.check(release_id, progress=progress)
        if found:
            raise ReleaseError(
                f"{release_id} was not published. {len(found)} problems; the first: {found[0]}"
            )
        # First the ledger, then the signature: a crash between them forgets nothing that is out.
        entry = self._drafted(release_id)
        book = self.ledger()
        if all(old.release != release_id for old in book.entries):
            ledgers.save(book.add(entry), self._ledger)
        if not (self.folder(release_id) / SIGNATURE).exists():
            sign(self.folder(release_id), key)
        self._state(release_id, "published", today)
        self._draft(release_id).unlink()
        return read(self.folder(release_id))

    def verify(self, release_id: str, public: str) -> None:
        """Checksums and signature, or :class:`ReleaseError`."""
        verify(self.folder(release_id), public)

    def withdraw(self, release_id: str, why: str, today: str) -> None:
        """Mark a release as withdrawn, with the reason that the public will read.

        The folder and the ledger stay: people have seen it, and a later release must not be
        played against it.
        """
        if self.states().get(release_id, {}).get("state") != "published":
            raise ReleaseError(f"{release_id} is not published, so it cannot be withdrawn.")
        if not why.strip():
            raise ReleaseError("Say why: the reason is published with the withdrawal.")
        self._state(release_id, "withdrawn", today, why.strip())

    @property
    def _ledger(self) -> Path:
        return self.root / "ledger" / "ledger.json"

    def _draft(self, release_id: str) -> Path:
        return self.root / "ledger" / "drafts" / f"{release_id}.json"

    def _drafted(self, release_id: str) -> ledgers.Entry:
        return ledgers.load(self._draft(release_id)).entries[0]

    def _state(self, release_id: str, state: str, on: str, why: str = "") -> None:
        states: Mapping[str, Any] = {
            **self.states(),
            release_id: {"state": state, "on": on, "why": why},
        }
        path = self.root / "ledger" / "states.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name("states.json.draft")
        draft.write_text(json.dumps(states, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        draft.replace(path)

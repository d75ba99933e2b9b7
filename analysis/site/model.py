"""What the findings site is made from: published bundles, the ledger, and who runs the review.

Nothing here imports the dataset or the statistics: the site sees bundles, as every reader does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.findings.summary import Summary, summarise
from analysis.release.model import Release
from analysis.release.read import read

PUBLISHED, WITHDRAWN, DRAFT = "published", "withdrawn", "draft"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One release folder with its state.

    :param on: ISO date of publication or withdrawal.
    :param why: the reason of a withdrawal.
    :param key: the public key (base64) that its signature was checked with; empty for a draft.
    :param files: file name -> file made from this release (PDFs, exports), copied when present.
    """

    folder: Path
    state: str
    on: str = ""
    why: str = ""
    key: str = ""
    files: Mapping[str, Path] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The release's name."""
        return self.folder.name

    @property
    def shown(self) -> bool:
        """False when its figures are not to be seen any more."""
        return self.state != WITHDRAWN

    def release(self) -> Release:
        """Read it; raises :class:`analysis.release.read.ReleaseError` when it was changed."""
        return read(self.folder)


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept: on which side, what it is, why, and how long."""

    side: str
    name: str
    why: str
    how_long: str
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """One number to call; from the dated reference list, never typed into a page."""

    name: str
    contact: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the site says that no bundle holds. Empty text: nobody has decided it yet.

    :param answer_within: how soon the operator answers a request for another format, in words
        such as ``10 working days``.
    """

    operator: str = ""
    contact: str = ""
    answer_within: str = ""
    software: str = ""
    demo: bool = False
    kept: tuple[Kept, ...] = ()
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A bundle that was read, with everything its release lets one say."""

    bundle: Bundle
    release: Release
    summary: Summary

    @classmethod
    def of(cls, bundle: Bundle) -> Told:
        """Read a bundle."""
        release = bundle.release()
        return cls(bundle, release, summarise(release))

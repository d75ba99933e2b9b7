"""Where a table comes from: its file and checksum, its rules, its versions, its method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.findings.wording import day
from analysis.release.model import PublishedTable, Release
from analysis.release.read import SUMS
from analysis.site.model import Bundle

RULE, VERSION, METHOD = "rule", "version", "method"
SHORT = 16
"""Letters of a checksum that are shown; the whole stands in SHA256SUMS."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a table's origin. ``kind`` is rule, version or method."""

    kind: str
    name: str
    says: str


def facts(release: Release, table: PublishedTable, bundle: Bundle) -> list[Fact]:
    """Everything a reader needs to follow the figures of one table."""
    return [*_method(release, table), *_rules(release, table), *_versions(release, table, bundle)]


def _rules(release: Release, table: PublishedTable) -> Iterator[Fact]:
    rules: Mapping[str, Any] = release["rules"]
    least = rules["minimum_cell"]
    yield Fact(RULE, "Smallest number shown", (
        f"No number of people under {least}, and none so near to its whole that fewer than "
        f"{least} are left. What could be worked out from other tables is hidden as well."
    ))  # fmt: skip
    yield Fact(RULE, "Rounding", (
        f"Counts and bases to {rules['round_to']}. Percentages are whole and come from the "
        "rounded figures."
    ))  # fmt: skip
    yield Fact(RULE, "Percentages", (
        f"None on fewer than {rules['minimum_percent_base']} replies; under "
        f"{rules['flag_percent_base']} marked †."
    ))  # fmt: skip
    if table.split == "unit":
        yield Fact(RULE, "Command units", "In the order of their codes, never ranked.")
    if not table.published:
        yield Fact(RULE, "Withheld", table.why)


def _versions(release: Release, table: PublishedTable, bundle: Bundle) -> Iterator[Fact]:
    yield Fact(VERSION, "Release", f"{release.id}, made on {day(release['created'])}")
    if table.issued_in not in ("", release.id):
        yield Fact(VERSION, "Carried over", f"These are the figures of release {table.issued_in}.")
    for one in release["questionnaires"]:
        if table.questionnaire in (one["key"], "families", ""):
            if table.questionnaire == "families" and one["key"] == "staff":
                continue
            yield Fact(
                VERSION, f"Questionnaire: {one['title']}", f"SHA-256 {one['version'][:SHORT]}…"
            )
    if table.about == "concerns":
        frame = release["frame"]
        yield Fact(
            VERSION, "Coding frame", f"{frame['version']}, SHA-256 {frame['sha256'][:SHORT]}…"
        )
    yield Fact(VERSION, "Rules of disclosure control", f"version {release['rules']['version']}")
    yield Fact(VERSION, "Software", f"Heard {release['software']}")
    digest = checksums(bundle).get(f"tables/{table.key}.csv", "")
    if digest:
        yield Fact(VERSION, "File", f"tables/{table.key}.csv, SHA-256 {digest[:SHORT]}…")
    if bundle.key:
        yield Fact(VERSION, "Signed with the key", bundle.key)


def _method(release: Release, table: PublishedTable) -> Iterator[Fact]:
    kinds = {
        "replies": "How many people sent each questionnaire.",
        "single": "One answer a person. Percent of the people who gave a valid answer.",
        "multi": "People could give several answers, so the shares add up to more than 100%.",
        "split": "Each line has its own base: the people of that group who gave a valid answer.",
    }
    yield Fact(METHOD, "What is counted", kinds.get(table.kind, ""))
    if table.about == "concerns":
        yield Fact(METHOD, "Coding", (
            "What people wrote was coded with the coding frame. A person counts once for a code. "
            "The base is the people who wrote something that was read and coded."
        ))  # fmt: skip
    if table.asked:
        yield Fact(METHOD, "Who was asked", table.asked)
    if table.favourable is not None:
        names = [cell.label for cell in table.rows if cell.favourable]
        if names:
            yield Fact(METHOD, "Favourable answers", ", ".join(names))


def checksums(bundle: Bundle) -> dict[str, str]:
    """File of the bundle -> its SHA-256."""
    lines = (bundle.folder / SUMS).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}

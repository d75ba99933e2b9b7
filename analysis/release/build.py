"""Builds a release: counts, protects, and puts together what may be said.

The order is fixed: words and ``urgent`` are left at the door, tables are counted, disclosure
control decides, and only then is anything put into the release.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from typing import Any, ParamSpec

from analysis.codebook import Codebook
from analysis.coding.frame import Frame
from analysis.dataset import Dataset
from analysis.disclosure.control import control
from analysis.disclosure.ledger import Entry, Ledger, bare, last_issue
from analysis.disclosure.links import Snapshot
from analysis.disclosure.rules import Rules
from analysis.disclosure.rules import shipped as shipped_rules
from analysis.reference.load import denominators
from analysis.release import inference, sections
from analysis.release.model import FORMAT, PublishedTable, Release, table_from_data, table_to_data
from analysis.release.publish import Issue, publish
from analysis.statistics.concerns import FrameCode, concern_tables
from analysis.statistics.door import admit
from analysis.statistics.model import Table
from analysis.statistics.splits import split_tables
from analysis.statistics.tables import closed_tables, family_tables, replies

Given = ParamSpec("Given")


@dataclass(frozen=True)
class Made:
    """A release, and what the ledger must remember of it once it is published."""

    release: Release
    entry: Entry


def make(
    dataset: Dataset,
    *,
    release_id: str,
    wave: str,
    created: str,
    facts: Mapping[str, Any],
    demo: bool,
    frame: Frame | None = None,
    rules: Rules | None = None,
    ledger: Ledger | None = None,
    earlier: Release | None = None,
    leave_out: Sequence[str] = (),
) -> Made:
    """Make a release of one wave. ``created`` is an ISO date; ``ledger`` holds earlier releases.
    ``earlier`` is the published release of an earlier wave to set this one beside.
    ``leave_out`` names tables that the team chose not to publish, by key or pattern
    (``families.*.by_unit``); the release says which. ``replies`` is never left out.

    ``facts`` (all optional) are the things the numbers do not say: ``force`` {name, short},
    ``operator`` {name, contact, findings_url}, ``software`` (version), ``coder`` {kind, name},
    ``agreement`` (per code), ``estimates`` {table key: {code: {share, low, high}}} in percent,
    ``quotes`` (approved one by one), ``changes`` (log of corrections), ``margin`` {source,
    sizes} of units for a sensitivity line, ``denominators`` (the team's own reference data),
    ``recommendations`` (the review's own, as people entered them), ``environment``,
    ``uncounted`` {code: why}, the codes that are suggestions still. ``frame`` None leaves concerns
    out.
    """
    rules = rules or shipped_rules()
    admitted = named(admit(dataset), facts)
    uncounted = sections.uncounted(frame, facts.get("uncounted", {}))
    frame = without(frame, facts.get("uncounted", {}))
    tables = count(admitted, frame)
    past = ledger.of(wave) if ledger else ()
    left = frozenset(t.key for t in tables if _left_out(t.key, leave_out))
    controlled = control(tables, rules, past=past, left_out=left)
    issue = Issue(release_id, created)
    anew = partial(
        publish,
        plan=controlled.plan,
        rules=rules,
        issue=issue,
        estimates=facts.get("estimates", {}),
    )
    chosen = [table for table in tables if table.key not in left]
    published = _published(chosen, controlled.held, past, anew)
    document = {
        "format": FORMAT,
        "id": release_id,
        "created": created,
        "demo": demo,
        "wave": wave,
        **_who(facts, admitted),
        "rules": rules.as_dict(),
        "method": sections.method(admitted, facts, rules),
        "denominators": facts.get("denominators") or denominators(),
        **_about(admitted, frame, published),
        "uncounted": uncounted,
        "compared": inference.compared(published, earlier),
        "sensitivity": inference.sensitivity(published, facts.get("margin")),
        "quotes": sections.quotes(facts.get("quotes", ())),
        "cannot_say": sections.cannot_say(published.values()),
        "left_out": [{"table": t.key, "title": t.title} for t in tables if t.key in left],
        "recommendations": [dict(one) for one in facts.get("recommendations", ())],
        "audit": sections.audit(controlled, published.values(), len(past)),
        "changes": list(facts.get("changes", ())),
    }
    release = Release(document, published, dict(admitted.codebook.document))
    shot = Snapshot(
        at=release_id,
        tables={t.key: bare(t) for t in tables},
        plan=controlled.plan,
        issued=frozenset(published) - controlled.held,
        ceilings=controlled.ceilings,
        floors=controlled.floors,
    )
    went_out = {key: table_to_data(published[key]) for key in sorted(shot.issued)}
    return Made(release, Entry(release_id, wave, created, shot, went_out))


def _released(make: Callable[Given, Made]) -> Callable[Given, Release]:
    """The same function, giving the release alone."""

    @functools.wraps(make)
    def build(*args: Given.args, **kwargs: Given.kwargs) -> Release:
        return make(*args, **kwargs).release

    return build


build = _released(make)
"""Make a release of one wave; see :func:`make`, which also gives the ledger's entry."""


def _left_out(key: str, patterns: Sequence[str]) -> bool:
    return key != "replies" and any(fnmatchcase(key, pattern) for pattern in patterns)


def _published(
    tables: Sequence[Table],
    held: frozenset[str],
    past: Sequence[Entry],
    anew: Callable[[Table], PublishedTable],
) -> dict[str, PublishedTable]:
    """The tables as they may be seen; where one may not be issued again, the earlier one."""
    found = {}
    for table in tables:
        if table.key in held:
            before = last_issue(past, table.key)
            assert before is not None, f"{table.key} is held back but was never issued"
            found[table.key] = table_from_data(before.published[table.key])
        else:
            found[table.key] = anew(table)
    return found


def named(dataset: Dataset, facts: Mapping[str, Any]) -> Dataset:
    """The dataset with the force's name where the questionnaires say {force}."""
    name = facts.get("force", {}).get("name") or "the police force"
    text = json.dumps(dataset.codebook.document, ensure_ascii=False)
    document = json.loads(text.replace("{force}", json.dumps(name, ensure_ascii=False)[1:-1]))
    return replace(dataset, codebook=Codebook.from_document(document))


def count(dataset: Dataset, frame: Frame | None) -> list[Table]:
    """Every table of a release, counted. ``dataset`` has passed the door."""
    closed = closed_tables(dataset)
    families = family_tables(closed)
    codes = frame_codes(frame) if frame else ()
    return [
        replies(dataset),
        *closed,
        *families,
        *split_tables(dataset, families),
        *concern_tables(dataset, codes),
    ]


def without(frame: Frame | None, codes: Collection[str]) -> Frame | None:
    """The coding frame with the codes that may be counted in this release."""
    if frame is None:
        return None
    return replace(frame, codes=tuple(c for c in frame.codes if c.code not in codes))


def frame_codes(frame: Frame) -> tuple[FrameCode, ...]:
    """The codes of the frame that may be counted."""
    return tuple(
        FrameCode(c.code, c.label, c.stages, c.kind) for c in frame.codes if c.kind != "urgent"
    )


def _who(facts: Mapping[str, Any], dataset: Dataset) -> dict[str, Any]:
    books = dataset.codebook.questionnaires.values()
    return {
        "software": facts.get("software", ""),
        "environment": dict(facts.get("environment", {})),
        "force": dict(facts.get("force", {})),
        "operator": dict(facts.get("operator", {})),
        "questionnaires": [{"key": b.key, "title": b.title, "version": b.version} for b in books],
    }


def _about(
    dataset: Dataset,
    frame: Frame | None,
    published: Mapping[str, PublishedTable],
) -> dict[str, Any]:
    codes = frame_codes(frame) if frame else ()
    mirrors = sections.mirrors(published, dataset.codebook)
    return {
        "frame": sections.frame(frame),
        "stages": sections.stages(frame),
        "coverage": sections.coverage(published),
        "mirrors": mirrors,
        "units": sections.units(published),
        "funnels": inference.funnels(published),
        "concerns": sections.concerns(published, codes, sections.stages(frame)),
        "annex": inference.annex(published, mirrors),
    }

"""Builds a release: counts, protects, and puts together what may be said.

The order is fixed: words and ``urgent`` are left at the door, tables are counted, disclosure
control decides, and only then is anything put into the release.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.coding.frame import Frame
from analysis.dataset import Dataset
from analysis.disclosure.control import control
from analysis.disclosure.rules import Rules
from analysis.disclosure.rules import shipped as shipped_rules
from analysis.reference.load import denominators
from analysis.release import sections
from analysis.release.model import FORMAT, PublishedTable, Release
from analysis.release.publish import Issue, publish
from analysis.statistics.concerns import FrameCode, concern_tables
from analysis.statistics.door import admit
from analysis.statistics.model import Table
from analysis.statistics.splits import split_tables
from analysis.statistics.tables import closed_tables, family_tables, replies


def build(
    dataset: Dataset,
    *,
    release_id: str,
    wave: str,
    created: str,
    facts: Mapping[str, Any],
    demo: bool,
    frame: Frame | None = None,
    rules: Rules | None = None,
) -> Release:
    """Make a release of one wave. ``created`` is an ISO date.

    ``facts`` (all optional) are the things the numbers do not say: ``force`` {name, short},
    ``operator`` {name, contact, findings_url}, ``software`` (version), ``coder`` {kind, name},
    ``agreement`` (per code), ``estimates`` {code: {share, low, high}}, ``quotes`` (approved
    paraphrases only), ``changes`` (log of corrections). ``frame`` None leaves concerns out.
    """
    rules = rules or shipped_rules()
    admitted = admit(dataset)
    tables = count(admitted, frame)
    controlled = control(tables, rules)
    plan = controlled.plan
    issue = Issue(release_id, created)
    estimates = facts.get("estimates", {})
    published = {t.key: publish(t, plan, rules, issue, estimates) for t in tables}
    document = {
        "format": FORMAT,
        "id": release_id,
        "created": created,
        "demo": demo,
        "wave": wave,
        **_who(facts, dataset),
        "rules": rules.as_dict(),
        "method": sections.method(admitted, facts, rules),
        **_about(dataset, frame, published),
        "quotes": sections.quotes(facts.get("quotes", ())),
        "cannot_say": sections.cannot_say(published.values()),
        "audit": sections.audit(controlled, published.values(), earlier=0),
        "changes": list(facts.get("changes", ())),
    }
    return Release(document, published, dict(dataset.codebook.document))


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


def frame_codes(frame: Frame) -> tuple[FrameCode, ...]:
    """The codes of the frame that may be counted."""
    return tuple(
        FrameCode(c.code, c.label, c.stages, c.kind) for c in frame.codes if c.kind != "urgent"
    )


def _who(facts: Mapping[str, Any], dataset: Dataset) -> dict[str, Any]:
    books = dataset.codebook.questionnaires.values()
    return {
        "software": facts.get("software", ""),
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
    return {
        "frame": sections.frame(frame),
        "stages": sections.stages(frame),
        "denominators": denominators(),
        "coverage": sections.coverage(published),
        "mirrors": sections.mirrors(published, dataset.codebook),
        "units": sections.units(published),
        "concerns": sections.concerns(published, codes, sections.stages(frame)),
    }

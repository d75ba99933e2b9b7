"""Approved quotes, each in its place. Which may be shown was decided before, one by one."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.findings.reader import Reader

SPEAKER = {"parent": "A parent or relative", "carer": "A carer", "staff": "A member of staff"}
KINDS = {
    "paraphrase": "in other words",
    "words": "in their words, with identifying details taken out",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote: the text, who spoke, and whether these are their words or ours."""

    text: str
    speaker: str
    kind: str
    stage: str
    code: str

    @property
    def verbatim(self) -> bool:
        """True for somebody's own words, which stand in quotation marks."""
        return self.kind == "words"

    @property
    def credit(self) -> str:
        """``A carer, in other words``."""
        return f"{self.speaker}, {KINDS[self.kind]}"


def quotes(reader: Reader, stage: str | None = None) -> tuple[Quote, ...]:
    """The quotes of one stage, or all; a kind or speaker that is not known is left out."""
    return tuple(
        Quote(entry["text"], SPEAKER[entry["audience"]], entry["kind"], entry.get("stage", ""),
              entry.get("code", ""))
        for entry in reader.part("quotes", [])
        if entry.get("audience") in SPEAKER and entry.get("kind") in KINDS
        and (stage is None or entry.get("stage", "") == stage)
    )  # fmt: skip

"""The sample release as findings, and its packs, made once."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from analysis.findings.summary import Summary, summarise
from analysis.packs.render import Pack, packs, pdf
from tests.analysis.report.sample import release
from tests.analysis.site.conftest import ledger


@functools.cache
def summary() -> Summary:
    """The findings of the sample release."""
    return summarise(release())


@functools.cache
def made() -> dict[str, Pack]:
    """Every pack by its name."""
    return {pack.name: pack for pack in packs(summary(), ledger())}


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDFs of the packs: one of each kind."""
    folder = tmp_path_factory.mktemp("packs")
    units = [name for name in made() if name.startswith("unit-") and made()[name].paper]
    found = {}
    for name in ("oversight", "scrutiny", "easy-read", units[0]):
        found[name] = folder / f"{name}.pdf"
        found[name].write_bytes(pdf(made()[name], summary(), ledger(), "sums"))
    return found

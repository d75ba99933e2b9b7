"""What people keep beside the figures of a release: corrections and their log."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.release.build import build
from analysis.release.read import ReleaseError
from analysis.release.write import write
from survey.review.services.release_facts import Correction, changes
from tests.analysis.release.sample import sample_facts, small_dataset

OLDER = {"date": "2026-12-02", "release": "r0", "what": "A label.", "why": "A slip."}


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    made = build(
        small_dataset(60), release_id="r1", wave="demo", created="2026-12-02", demo=True,
        facts=sample_facts() | {"changes": [OLDER]},
    )  # fmt: skip
    write(made, folder / "r1")
    return folder


def test_a_correction_adds_a_line_to_the_log_of_what_it_corrects(releases: Path) -> None:
    found = changes(releases, Correction("r1", "A base.", "It was counted twice."), "2026-12-05")
    assert found[0] == OLDER
    assert found[1] == {
        "date": "2026-12-05", "release": "r1", "what": "A base.", "why": "It was counted twice.",
    }  # fmt: skip


def test_a_release_that_corrects_nothing_has_no_log(releases: Path) -> None:
    assert changes(releases, None, "2026-12-05") == []


@pytest.mark.parametrize(
    ("correction", "message"),
    [
        (Correction("r1", "A base.", " "), "the public reads both"),
        (Correction("r9", "A base.", "Why."), "r9"),
    ],
)
def test_a_correction_without_a_reason_or_of_nothing_is_refused(
    releases: Path, correction: Correction, message: str
) -> None:
    with pytest.raises(ReleaseError, match=message):
        changes(releases, correction, "2026-12-05")

"""Builds the findings site: plain files for any web server. The same bundles give the same bytes.

```
OUT/index.html               the newest findings, and every release with its state
OUT/recommendations.html     the ledger; also .json and .csv
OUT/you-said.html  corrections.html  kept.html  formats.html
OUT/ID/index.html            one release: its key findings; a page for each chapter
OUT/ID/tables/KEY.html       one page a table: figures, file, rules, versions, method
OUT/ID/bundle/               the release itself, signed, as it was published
OUT/ID/files/                reports and exports made from it, when there are any
```
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from analysis.packs.render import STYLE as PACKS_STYLE
from analysis.packs.render import stylesheet as packs_stylesheet
from analysis.recommendations.files import to_csv, to_json
from analysis.recommendations.model import Ledger
from analysis.site import edition, shared
from analysis.site.model import WITHDRAWN, Bundle, Facts, Told
from analysis.site.render import assets

Files = dict[str, bytes | Path]


def files(bundles: Iterable[Bundle], ledger: Ledger, facts: Facts) -> Files:
    """Path in the site -> its bytes, or the file to copy.

    :param bundles: in any order; the newest release is the one that the front page shows.
    """
    ordered = sorted(bundles, key=lambda one: (len(one.id), one.id), reverse=True)
    told = [Told.of(bundle) for bundle in ordered]
    site = _site(told, ledger, facts)
    made: Files = {**assets(), PACKS_STYLE: packs_stylesheet().encode()}
    made |= {"recommendations.json": to_json(ledger).encode()}
    made |= {"recommendations.csv": to_csv(ledger).encode()}
    for one in told:
        made |= edition.withdrawn(one, site) if one.bundle.state == WITHDRAWN else _whole(one, site)
    return made | shared.pages(told, ledger, site)


def _whole(told: Told, site: dict[str, Any]) -> Files:
    made: Files = dict(edition.pages(told, site))
    made |= edition.bundle_files(told.bundle)
    for name, path in sorted(told.bundle.files.items()):
        made[f"{told.bundle.id}/files/{name}"] = path
    return made


def _site(told: Sequence[Told], ledger: Ledger, facts: Facts) -> dict[str, Any]:
    """What every page needs."""
    return {
        "facts": facts,
        "ledger": ledger,
        "demo": facts.demo or any(one.release["demo"] for one in told),
        "latest": next((one for one in told if one.bundle.shown), None),
        "ids": [one.bundle.id for one in told],
    }


def build(bundles: Iterable[Bundle], ledger: Ledger, facts: Facts, out: Path) -> int:
    """Write the site to ``out`` and return how many files it has.

    The new site takes the place of the old one at once, when it is whole. ``out`` must be absent,
    empty, or a site: a folder with anything else in it is left alone (:class:`FileExistsError`).
    """
    if out.exists() and any(out.iterdir()) and not (out / "findings.css").is_file():
        raise FileExistsError(f"{out} holds something that is no findings site. Choose another.")
    made = files(bundles, ledger, facts)
    draft = out.with_name(f".{out.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    for name, content in made.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, path)
        else:
            path.write_bytes(content)
    _swap(draft, out)
    return len(made)


def _swap(draft: Path, out: Path) -> None:
    old = out.with_name(f".{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        os.replace(out, old)  # noqa: PTH105 - a rename, at once
    os.replace(draft, out)  # noqa: PTH105
    shutil.rmtree(old, ignore_errors=True)

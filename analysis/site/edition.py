"""The pages of one release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.findings.figures import figure_of
from analysis.packs.render import packs
from analysis.packs.render import page as pack_page
from analysis.release.read import SIGNATURE, SUMS
from analysis.report.charts.key import key
from analysis.report.page import charts
from analysis.report.page import method as method_facts
from analysis.site import chapters, downloads, provenance
from analysis.site.model import DRAFT, Bundle, Told
from analysis.site.render import render


def pages(told: Told, site: dict[str, Any]) -> dict[str, bytes]:
    """Path -> bytes of every HTML page of a release."""
    context = _context(told, site)
    made = dict(_findings(told, context))
    made |= {f"tables/{k}.html": v for k, v in _tables(told, context)}
    made |= dict(_packs(told, site))
    made["tables/index.html"] = render(
        "tables.html", {**context, "up": "../../", "groups": list(chapters.by_stage(told.release))}
    )
    return {f"{told.bundle.id}/{name}": content for name, content in made.items()}


def _context(told: Told, site: dict[str, Any]) -> dict[str, Any]:
    summary, release = told.summary, told.release
    return {
        **site,
        "up": "../",
        "told": told,
        "bundle": told.bundle,
        "release": release,
        "summary": summary,
        "imprint": summary.imprint,
        "rules": release["rules"],
        "charts": charts(summary),
        "key": key(),
        "pages": chapters.pages(summary),
        "behind": lambda exhibit: chapters.behind(release, exhibit),
        "downloads": downloads.of(told.bundle, release),
        "table_links": "tables/",
    }


def _findings(told: Told, context: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    yield "index.html", render("release.html", {**context, "cards": chapters.cards(told.summary)})
    yield "downloads.html", render("downloads.html", context)
    for page in context["pages"]:
        template = "chapter.html" if page.chapter else f"{page.name}.html"
        more = method_facts(told.summary.reader) if page.name == "method" else {}
        yield f"{page.name}.html", render(template, {**context, **more, "page": page})


def _packs(told: Told, site: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    draft = told.bundle.state == DRAFT
    for pack in packs(told.summary, site["ledger"]):
        html = pack_page(pack, told.summary, site=True, draft=draft)
        yield f"{pack.name}.html", html.encode("utf-8")


def _tables(told: Told, context: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    drawn = chapters.drawn_in(told.summary, told.release)
    ranges = told.release["annex"].get("ranges", {}) if told.release["annex"] else {}
    for table in told.release:
        more = {
            "up": "../../",
            "table": table,
            "rows": [(cell, figure_of(cell, table.key)) for cell in table.rows],
            "facts_of": provenance.facts(told.release, table, told.bundle),
            "drawn": drawn.get(table.key),
            "ranges": ranges.get(table.key, {}),
        }
        yield table.key, render("table.html", {**context, **more})


def withdrawn(told: Told, site: dict[str, Any]) -> dict[str, bytes]:
    """A page at every address that the release had, which says that it was withdrawn, and why.

    Links to a figure go on working; the figure itself is gone.
    """
    names = ["index", "downloads", "tables/index"]
    names += [page.name for page in chapters.pages(told.summary)]
    names += [f"tables/{key}" for key in told.release.tables]
    names += [pack.name for pack in packs(told.summary, site["ledger"])]
    made = {}
    for name in names:
        up = "../" * (2 if "/" in name else 1)
        context = {**site, "up": up, "bundle": told.bundle, "imprint": told.summary.imprint}
        made[f"{told.bundle.id}/{name}.html"] = render("withdrawn.html", context)
    return made


def bundle_files(bundle: Bundle) -> dict[str, Path]:
    """The release as it was published: everything that its checksums and signature cover."""
    names = [*provenance.checksums(bundle), SUMS]
    if (bundle.folder / SIGNATURE).exists():
        names.append(SIGNATURE)
    return {f"{bundle.id}/bundle/{name}": bundle.folder / name for name in sorted(names)}

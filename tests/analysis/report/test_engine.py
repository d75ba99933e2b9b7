"""What makes a PDF quick changes nothing in it."""

from __future__ import annotations

import base64
import gc
import re

import pytest
import weasyprint

from analysis.report import document, engine
from analysis.report.charts.svg import Canvas, text

HEAD = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>T</title>'
    '<style>body{font-family:"Noto Sans"}</style></head><body><h1>T</h1>'
)


def chart(words: str = "Half: 50%.") -> str:
    canvas = Canvas("k")
    canvas.add(text(0, 12, "Half"))
    canvas.y = 20
    return str(canvas.chart('What "they" said & did', words).svg)


def test_a_chart_becomes_a_picture_that_says_the_same_and_holds_the_same() -> None:
    made = engine.pictured(f"<p>before</p>{chart()}<p>after</p>")
    assert made.startswith("<p>before</p><img ")
    assert made.endswith("<p>after</p>")
    assert 'alt="Chart. What &#34;they&#34; said &amp; did Half: 50%."' in made
    content = re.search(r"base64,([^\"]+)", made)
    assert content
    assert b">Half</text></svg>" in base64.b64decode(content[1])


def test_words_between_two_charts_stay_where_they_are() -> None:
    made = engine.pictured(f"{chart()}<p>between</p>{chart('Other.')}")
    assert made.count("<img ") == 2
    assert "<p>between</p>" in made


def test_a_picture_that_is_no_chart_is_left_alone() -> None:
    other = '<svg viewBox="0 0 1 1"><title>x</title></svg>'
    assert engine.pictured(other) == other


def test_no_element_is_given_a_style_for_notes_and_lists_keep_their_numbers() -> None:
    """WeasyPrint's hook is still there, and leaves out what we leave out."""
    page = engine._plain()(string=f"{HEAD}<ol><li>x</li></ol></body></html>")
    (sheet,) = page._ua_stylesheets()
    (usual,) = weasyprint.HTML(string="<p>x</p>")._ua_stylesheets()

    def pseudo(css: object) -> set[str]:
        matched = css.matcher.match(page.wrapper_element)  # type: ignore[attr-defined]
        return {kind for _, _, kind, _ in matched if kind}

    assert {"footnote-call", "note-call", "marker"} <= pseudo(usual)
    assert pseudo(sheet) == set()


def test_the_pdf_is_the_same_as_without_any_of_it() -> None:
    html = f"{HEAD}<ol><li>x<ul><li>y</li></ul></li></ol><p>q <q>z</q></p></body></html>"
    made, usual = (
        kind(string=html).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"x" * 16)
        for kind in (engine._plain(), weasyprint.HTML)
    )
    assert made == usual


@pytest.mark.parametrize("resting", [True, False])
def test_the_collector_is_left_as_it_was_found_even_after_a_failure(resting: bool) -> None:
    was = gc.isenabled()
    (gc.disable if resting else gc.enable)()
    try:
        with pytest.raises(document.OutsideError):
            document.render(f'{HEAD}<img alt="x" src="http://127.0.0.1:9/x"></body></html>', "x")
        assert gc.isenabled() is not resting
    finally:
        (gc.enable if was else gc.disable)()

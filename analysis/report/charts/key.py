"""The key to all charts: who is drawn how, and how a figure looks that is not shown."""

from __future__ import annotations

from analysis.report.charts.svg import VEILED, Canvas, Chart, text
from analysis.report.palette import AUDIENCES, INK, TRACK, VEIL, Ink

ENTRIES = (
    (AUDIENCES["families"], "Families together, and parents"),
    (AUDIENCES["carer"], "Carers"),
    (AUDIENCES["staff"], "Staff"),
)
HIDDEN = (
    (VEILED, None, "Suppressed to protect people"),
    (Ink(TRACK), "3 2", "Too few replies to say, or not known"),
)
ROW = 22


def key() -> Chart:
    """A swatch and a name for each way of drawing."""
    canvas = Canvas("c-key")
    for ink, words in ENTRIES:
        canvas.y += 4
        canvas.block(0, 34, 13, ink, stroke=INK, stroke_width=0.5)
        canvas.add(text(44, canvas.y + 11, words))
        canvas.y += ROW - 4
    for ink, dash, words in HIDDEN:
        canvas.y += 4
        canvas.block(0, 34, 13, ink, stroke=VEIL, stroke_width=0.7, stroke_dasharray=dash)
        canvas.add(text(44, canvas.y + 11, words))
        canvas.y += ROW - 4
    canvas.y += 4
    names = "; ".join([words for _, words in ENTRIES] + [words for _, _, words in HIDDEN])
    return canvas.chart("Key to the charts", f"{names}.")

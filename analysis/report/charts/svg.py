"""Small SVG, written by hand: escaped, no style attribute, no script, the same bytes each time.

A chart is 360 units wide: one unit is a pixel on a small phone and in the PDF's chart column,
so its 11 and 12 unit lettering stays readable in both.
"""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from analysis.findings.figures import Figure, State
from analysis.report.palette import INK, MUTED, PAPER, TRACK, VEIL, Ink

WIDTH = 360
FONT = "Noto Sans, system-ui, Segoe UI, Roboto, Arial, sans-serif"
LINE = 15
"""Height of a line of 12 unit lettering."""
AVERAGE = 0.52
"""Mean width of a Noto Sans letter, in ems; wide enough for English labels."""

VEILED = Ink(PAPER, "veil", VEIL)
"""How suppressed looks: hatched on purpose."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart. ``alternative`` says in words everything the picture shows; ``height`` is in
    units, of which it is :data:`WIDTH` wide."""

    svg: Markup
    title: str
    alternative: str
    height: float = 0


@dataclass
class Canvas:
    """Collects shapes from top to bottom; ``y`` is where the next one goes."""

    key: str
    y: float = 0
    shapes: list[Markup] = field(default_factory=list)

    def add(self, *shapes: Markup) -> None:
        """Draw over what is there."""
        self.shapes.extend(shapes)

    def block(self, x: float, width: float, height: float, ink: Ink, **edge: object) -> None:
        """A bar at ``y``: its ground, its pattern, and an edge if one is asked for."""
        self.add(rect(x, self.y, width, height, ink.ground, **edge), *strokes(
            x, self.y, width, height, ink))  # fmt: skip

    def chart(self, title: str, alternative: str) -> Chart:
        """Close the picture: named, described, with the patterns it uses."""
        height = number(self.y)
        names = (
            element("title", escape(title), id=f"{self.key}-t"),
            element("desc", escape(alternative), id=f"{self.key}-d"),
        )
        svg = element(
            "svg",
            Markup("").join((*names, *self.shapes)),
            xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}",
            width=WIDTH, height=height, role="img", class_="chart",
            aria_labelledby=f"{self.key}-t {self.key}-d", font_family=FONT, font_size=12,
        )  # fmt: skip
        return Chart(svg, title, alternative, self.y)


def number(value: float) -> str:
    """At most one decimal, and none when it is whole: stable and short."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, content: str | Markup = "", /, **attributes: object) -> Markup:
    """An SVG element, everything escaped. ``_`` in an attribute's name becomes ``-``."""
    written = "".join(
        f' {_spelt(key)}="{number(value) if isinstance(value, float) else escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    # Escaped above and here; a format of Markup for each shape took a tenth of a report's time.
    inside = f">{escape(content)}</{name}>" if content else "/>"
    return Markup(f"<{name}{written}{inside}")  # noqa: S704


@functools.cache
def _spelt(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def text(x: float, y: float, words: str, **attributes: object) -> Markup:
    """A line of lettering on its base line."""
    attributes.setdefault("fill", INK)
    return element("text", escape(words), x=float(x), y=float(y), **attributes)


def small(x: float, y: float, words: str, **attributes: object) -> Markup:
    """Lettering of axes and notes."""
    return text(x, y, words, font_size=11, fill=MUTED, **attributes)


def rect(x: float, y: float, width: float, height: float, fill: str, **rest: object) -> Markup:
    """A rectangle."""
    return element(
        "rect", x=float(x), y=float(y), width=float(width), height=float(height), fill=fill, **rest
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, **rest: object) -> Markup:
    """A line one unit thick, unless told otherwise."""
    return element(
        "line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), stroke=stroke, **rest
    )


def mark(shape: str, x: float, y: float, fill: str, size: float = 6) -> Markup:
    """A dot of a dot plot: circle, square or diamond, ringed in white so that it stays apart."""
    ring = {"fill": fill, "stroke": PAPER, "stroke_width": 1.5}
    if shape == "circle":
        return element("circle", cx=float(x), cy=float(y), r=float(size), **ring)
    if shape == "square":
        side = size * 1.8
        return element(
            "rect", x=x - side / 2, y=y - side / 2, width=float(side), height=float(side), **ring
        )
    reach = size * 1.3
    points = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    return element(
        "polygon", points=" ".join(f"{number(a)},{number(b)}" for a, b in points), **ring
    )


def wrapped(words: str, width: float, size: float = 12) -> list[str]:
    """Lines that fit ``width`` units, judged by the average letter."""
    return textwrap.wrap(words, max(12, int(width / (size * AVERAGE)))) or [""]


def label(canvas: Canvas, words: str, width: float = WIDTH, **attributes: object) -> None:
    """A label of as many lines as it needs; moves the canvas on."""
    for row in wrapped(words, width):
        canvas.y += LINE
        canvas.add(text(0, canvas.y - 3, row, **attributes))


def legend(canvas: Canvas, entries: Iterable[tuple[Ink, str]], *, marks: bool = False) -> None:
    """The key above a chart: a swatch (or dot) and a name for each series, wrapped into rows."""
    x = 0.0
    canvas.y += LINE
    for ink, words in entries:
        reach = 20 + len(words) * 11 * AVERAGE + 14
        if x and x + reach > WIDTH:
            x, canvas.y = 0.0, canvas.y + 18
        if marks:
            canvas.add(mark(ink.mark, x + 7, canvas.y - 5, ink.ground))
        else:
            canvas.y -= 10
            canvas.block(x, 14, 11, ink, stroke=INK, stroke_width=0.5)
            canvas.y += 10
        canvas.add(text(x + 20, canvas.y, words, font_size=11))
        x += reach
    canvas.y += 8


def hidden(canvas: Canvas, x: float, width: float, height: float, figure: Figure) -> None:
    """A figure that is not shown: hatched when suppressed, a dashed frame otherwise, and why."""
    suppressed = figure.state is State.SUPPRESSED
    ink = VEILED if suppressed else Ink(TRACK)
    dash = None if suppressed else "3 2"
    canvas.block(x, width, height, ink, stroke=VEIL, stroke_width=0.7, stroke_dasharray=dash)
    beside = x + width + 6
    words = str(figure) if beside + 26 * 11 * AVERAGE <= WIDTH else figure.short
    canvas.add(small(beside, canvas.y + height / 2 + 4, words))


STEP = 5
"""Units between the lines or dots of a pattern."""


def strokes(x: float, y: float, width: float, height: float, ink: Ink) -> list[Markup]:
    """The pattern of a bar as lines cut to its edges.

    Drawn out, rather than as an SVG pattern: tiles leave seams when a PDF is shown or printed,
    and drawn lines need no identifiers.
    """
    drawers = {"hatch": _slanted, "veil": _slanted, "level": _level, "dots": _dotted}
    drawer = drawers.get(ink.pattern)
    path = drawer(x, y, width, height) if drawer else ""
    if not path:
        return []
    thick = {"dots": 2.2, "veil": 0.8}.get(ink.pattern, 1.3)
    cap = "round" if ink.pattern == "dots" else None
    return [
        element("path", d=path, fill="none", stroke=ink.over, stroke_width=thick,
                stroke_linecap=cap)
    ]  # fmt: skip


def _slanted(x: float, y: float, width: float, height: float) -> str:
    """Lines rising at 45 degrees: from (x + c, bottom) to (x + c + height, top), cut to the bar."""
    parts = []
    c = STEP - height
    while c < width:
        left, right = max(c, 0), min(c + height, width)
        if right - left > 0.5:
            parts.append(
                f"M{number(x + left)},{number(y + height - (left - c))}"
                f"L{number(x + right)},{number(y + height - (right - c))}"
            )
        c += STEP
    return "".join(parts)


def _level(x: float, y: float, width: float, height: float) -> str:
    rows = int((height - 1) // STEP)
    first = y + (height - (rows - 1) * STEP) / 2
    return "".join(f"M{number(x)},{number(first + i * STEP)}h{number(width)}" for i in range(rows))


def _dotted(x: float, y: float, width: float, height: float) -> str:
    parts = []
    for row in range(int((height - 1) // STEP)):
        dy = y + STEP * (row + 0.5) + (height % STEP) / 2
        dx = STEP * (0.5 if row % 2 == 0 else 1)
        while dx < width - 1.1:
            parts.append(f"M{number(x + dx)},{number(dy)}h.01")
            dx += STEP
    return "".join(parts)


def lead(words: str) -> str:
    """A label as the beginning of a sentence of figures."""
    return f"{words} " if words.endswith("?") else f"{words.rstrip('.')}: "


def said(label: str, names: Sequence[str], figures: Sequence[Figure]) -> str:
    """A label with a figure for each name, as the words of a chart say it, without the stop."""
    pairs = zip(names, figures, strict=True)
    return lead(label) + ", ".join(f"{name} {figure}" for name, figure in pairs)

"""The one palette of pages, charts and PDF, and the pattern that goes with each hue.

Four hues, chosen so that any two differ by 8 or more in lightness (CIE L*), so that they stay
apart in grey print, and by 18 or more (CIE76) for people with red, green or blue colour
blindness (Machado, Oliveira and Fernandes 2009, severity 1.0); tests/analysis/report measure it.
Every hue has at least 3:1 against white, every text colour at least 4.5:1 (WCAG 2.2).
"""

from __future__ import annotations

from dataclasses import dataclass

PAPER = "#ffffff"
INK = "#17202b"
MUTED = "#4a5560"
RULE = "#c3cbd3"
GRID = "#dfe4e9"
TRACK = "#f0f3f6"
MARK = "#8a4b00"
"""Ink of the demonstration mark."""
WASH = "#fdf3df"
"""Paper of the demonstration mark."""
VEIL = "#9aa5b0"
"""Hatching over what is suppressed."""

NAVY = "#14305a"
TEAL = "#2c8079"
RUST = "#9c3c0c"
GOLD = "#c07f17"
HUES = {"navy": NAVY, "teal": TEAL, "rust": RUST, "gold": GOLD}

PALE = {NAVY: "#c3d0e3", TEAL: "#c9e4e1", RUST: "#f3d3c1", GOLD: "#f6e2bd"}
"""Hue -> its pale ground, for the milder half of a scale."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a series is drawn: ground, pattern over it, the pattern's colour, and its mark.

    ``pattern`` is one of :data:`PATTERNS`; ``mark`` is the shape of its dot in a dot plot.
    """

    ground: str
    pattern: str = "solid"
    over: str = PAPER
    mark: str = "circle"


PATTERNS = ("solid", "hatch", "dots", "level")

AUDIENCES = {
    "parent": Ink(NAVY, "solid", mark="circle"),
    "carer": Ink(TEAL, "hatch", mark="square"),
    "staff": Ink(RUST, "dots", mark="diamond"),
    "families": Ink(NAVY, "solid", mark="circle"),
}
"""Who answered -> the ink that is theirs on every page."""

CONCERN = Ink(NAVY)
GOOD = Ink(TEAL, "hatch")

FAVOURABLE = (
    Ink(NAVY),
    Ink(PALE[NAVY], "hatch", NAVY),
    Ink(PALE[NAVY], "level", NAVY),
)
"""Strongest first."""
UNFAVOURABLE = (
    Ink(RUST),
    Ink(PALE[RUST], "dots", RUST),
    Ink(PALE[RUST], "level", RUST),
)
"""Strongest first."""
NEITHER = Ink("#e3e7eb")


def properties() -> dict[str, str]:
    """CSS custom property -> colour, for the stylesheet."""
    named = {
        "paper": PAPER, "ink": INK, "muted": MUTED, "rule": RULE, "grid": GRID, "track": TRACK,
        "mark": MARK, "wash": WASH, "veil": VEIL,
    }  # fmt: skip
    return {f"--{name}": colour for name, colour in (named | HUES).items()}

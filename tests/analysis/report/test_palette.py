"""The palette, measured: contrast, grey print, and three kinds of colour blindness."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from analysis.report import palette

MACHADO = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
"""Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB."""
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip
PAIRS = list(itertools.combinations(palette.HUES.values(), 2))


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of linear RGB."""
    relative = (XYZ @ np.clip(rgb, 0, 1)) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(relative > 0.008856, np.cbrt(relative), 7.787 * relative + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str = palette.PAPER) -> float:
    """WCAG 2.2 contrast ratio."""
    dark, light = sorted(float(XYZ[1] @ linear(c)) for c in (one, other))
    return (light + 0.05) / (dark + 0.05)


def test_there_are_at_most_five_hues() -> None:
    assert len(palette.HUES) <= 5


@pytest.mark.parametrize("hue", palette.HUES.values())
def test_every_hue_stands_out_from_the_paper(hue: str) -> None:
    assert contrast(hue) >= 3


@pytest.mark.parametrize("ink", [palette.INK, palette.MUTED, palette.NAVY, palette.MARK])
def test_every_text_colour_can_be_read(ink: str) -> None:
    assert contrast(ink) >= 4.5


def test_the_demonstration_mark_can_be_read_on_its_wash() -> None:
    assert contrast(palette.MARK, palette.WASH) >= 4.5


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_hues_stay_apart_in_grey_print(one: str, other: str) -> None:
    assert abs(lab(linear(one))[0] - lab(linear(other))[0]) >= 8


@pytest.mark.parametrize("kind", MACHADO)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_hues_stay_apart_for_the_colour_blind(kind: str, one: str, other: str) -> None:
    seen = [lab(np.array(MACHADO[kind]) @ linear(colour)) for colour in (one, other)]
    assert np.linalg.norm(seen[0] - seen[1]) >= 18


def test_groups_differ_in_pattern_and_shape_as_well_as_colour() -> None:
    inks = [palette.AUDIENCES[who] for who in ("parent", "carer", "staff")]
    assert len({ink.pattern for ink in inks}) == 3
    assert len({ink.mark for ink in inks}) == 3
    assert len({ink.ground for ink in inks}) == 3


def test_both_sides_of_a_scale_differ_in_pattern() -> None:
    for good, bad in zip(palette.FAVOURABLE[1:2], palette.UNFAVOURABLE[1:2], strict=True):
        assert good.pattern != bad.pattern


def test_every_pattern_in_use_is_a_known_one() -> None:
    inks = [*palette.AUDIENCES.values(), *palette.FAVOURABLE, *palette.UNFAVOURABLE, palette.GOOD]
    assert {ink.pattern for ink in inks} <= set(palette.PATTERNS)


def test_the_stylesheet_gets_every_colour_as_a_custom_property() -> None:
    properties = palette.properties()
    assert properties["--navy"] == palette.NAVY
    assert all(
        name.startswith("--") and value.startswith("#") for name, value in properties.items()
    )

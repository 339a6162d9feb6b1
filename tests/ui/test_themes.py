from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from ui.look import Look
from ui.theme import LEAST_CONTRAST, THEMES, Theme, contrast, load_theme

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
DEUTERANOPIA = ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969))
PROTANOPIA = ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052))
Matrix = tuple[tuple[float, float, float], ...]

TOLD_APART = ("agent", "customer")
LEAST_DISTANCE = 25.0
"""In CIELAB; the ISCC's "clearly different"."""


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_every_text_can_be_read_on_its_ground(theme: Theme) -> None:
    weak = {
        name: round(contrast(ink, ground), 2)
        for name, ink, ground in theme.text_pairs()
        if contrast(ink, ground) < LEAST_CONTRAST
    }
    assert not weak


def test_what_is_drawn_stands_out_from_its_ground(theme: Theme) -> None:
    drawn = ["line_strong", "accent", *(f"anger_{level}" for level in range(4))]
    ground = theme.colour("surface")
    assert min(contrast(theme.colour(role), ground) for role in drawn) >= 3.0


def test_themes_have_the_same_roles() -> None:
    assert {frozenset(load_theme(name).roles) for name in THEMES} == {
        frozenset(load_theme("light").roles)
    }


@pytest.mark.parametrize("matrix", [DEUTERANOPIA, PROTANOPIA], ids=["deutan", "protan"])
def test_the_two_speakers_are_told_apart_by_the_colour_blind(theme: Theme, matrix: Matrix) -> None:
    seen = [lab(as_seen(theme.colour(role), matrix)) for role in TOLD_APART]
    for one, other in combinations(seen, 2):
        distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        assert distance >= LEAST_DISTANCE


def test_a_colour_taken_from_a_theme_is_ones_own(theme: Theme) -> None:
    theme.colour("text").setAlphaF(0.1)
    assert theme.colour("text").alphaF() == 1.0


def test_a_theme_with_a_wrong_colour_says_which(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text(
        'dark = false\ntint = 0.1\n[colours]\nink = "blackish"\n[roles]\ntext = "ink"\n'
    )
    with pytest.raises(ValueError, match="ink"):
        load_theme("odd", tmp_path)


@pytest.mark.usefixtures("qapp")
def test_the_style_sheet_has_no_gap(theme: Theme) -> None:
    sheet = Look(theme).style_sheet()
    assert "$" not in sheet
    assert theme.colour("accent").name() in sheet


@pytest.mark.usefixtures("qapp")
def test_everything_grows_with_the_font(theme: Theme) -> None:
    assert Look(theme, 21.0).unit == pytest.approx(2 * Look(theme, 10.5).unit, abs=1)


def as_seen(colour: QColor, matrix: Matrix) -> tuple[float, ...]:
    parts = [linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF())]
    return tuple(
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, parts, strict=True)))) for row in matrix
    )


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    red, green, blue = rgb
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)

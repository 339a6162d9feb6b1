"""Looks as data: base colours, then roles that name them. Widgets ask for roles, not colours."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from companion.kinds import Category, Severity
from companion.paths import assets

THEMES = ("light", "dark")

LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3 (AA), for text of ordinary size."""

GROUNDS = ("window", "surface", "raised")
"""What text may stand on, besides the soft grounds."""

TINTED = (*(c.value for c in Category), *(s.value for s in Severity), "agent", "customer", "good")
"""Roles that also have a soft ground, for highlights, cards and chips."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A role for everything that has a colour. `tint` is the share of colour in a soft ground."""

    name: str
    dark: bool
    tint: float
    roles: Mapping[str, QColor]

    def colour(self, role: str) -> QColor:
        """A colour of one's own: changing it does not change the theme."""
        return QColor(self.roles[role])

    def soft(self, role: str) -> QColor:
        """The quiet ground in a role's colour, laid over `surface`."""
        return mixed(self.roles[role], self.roles["surface"], self.tint)

    def text_pairs(self) -> list[tuple[str, QColor, QColor]]:
        """Every text colour with every ground it is written on, each with a name for reports."""
        inks = ("text", "text_muted", "text_dim", "agent", "customer", "unknown", "accent")
        pairs = [(ink, ground, self.colour(ground)) for ink in inks for ground in GROUNDS]
        pairs += [(ink, "pressed", self.colour("pressed")) for ink in ("text", "text_muted")]
        for role in TINTED:
            pairs += [(role, "surface", self.colour("surface"))]
            pairs += [(ink, f"soft {role}", self.soft(role)) for ink in ("text", role)]
        pairs += [("text_muted", f"soft {s.value}", self.soft(s.value)) for s in Severity]
        pairs += [("on_accent", ground, self.colour(ground)) for ground in _ACCENTS]
        return [(f"{ink} on {name}", self.colour(ink), ground) for ink, name, ground in pairs]


_ACCENTS = ("accent", "accent_pressed")


def load_theme(name: str, directory: Path | None = None) -> Theme:
    """The theme in `NAME.toml`. KeyError or ValueError where the file is not as it should be."""
    path = (directory or assets() / "themes") / f"{name}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    colours = {key: QColor(value) for key, value in data["colours"].items()}
    for key, colour in colours.items():
        if not colour.isValid():
            raise ValueError(f"{path.name}: {key} is no colour")
    roles = {role: colours[base] for role, base in data["roles"].items()}
    return Theme(name, bool(data["dark"]), float(data["tint"]), roles)


def mixed(over: QColor, under: QColor, share: float) -> QColor:
    """`share` of one colour over the other, opaque."""
    parts = zip(_parts(over), _parts(under), strict=True)
    return QColor.fromRgbF(*(a * share + b * (1 - share) for a, b in parts))


def contrast(one: QColor, other: QColor) -> float:
    """The WCAG contrast ratio of two opaque colours, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def palette(theme: Theme) -> QPalette:
    """The roles as Qt's own, for what the style draws by itself."""
    role = QPalette.ColorRole
    made = QPalette()
    for group_role, name in {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "raised",
        role.AlternateBase: "surface",
        role.Text: "text",
        role.PlaceholderText: "text_dim",
        role.Button: "surface",
        role.ButtonText: "text",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Link: "accent",
        role.Mid: "line_strong",
        role.Midlight: "line",
        role.BrightText: "on_accent",
    }.items():
        made.setColor(group_role, theme.colour(name))
    for off in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, off, theme.colour("line_strong"))
    return made

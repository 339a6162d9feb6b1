"""What everything drawn by hand asks: colours by role, fonts, the grid, icons."""

from __future__ import annotations

from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from companion.paths import assets
from ui.theme import TINTED, Theme, load_theme, palette

FAMILY = "Inter"
LEAST_POINTS = 10.0


class Look(QObject):
    """The current theme with everything measured from the user's font size. GUI thread only.

    `unit` is the grid's step in logical pixels (4 at 10.5 points and 96 dpi): all distances are
    multiples of it, so that the window grows with the font.
    """

    changed = Signal()

    def __init__(self, theme: Theme, points: float | None = None) -> None:
        super().__init__()
        load_fonts()
        system = QGuiApplication.font().pointSizeF()
        self.theme = theme
        self.points = points or max(LEAST_POINTS, system)
        self._pixmaps: dict[tuple[str, int, int, int, float], QPixmap] = {}
        self.unit = max(4, round(QFontMetrics(self.font()).height() / 4.25))

    def use(self, theme: Theme) -> None:
        """Change the theme of everything that is on the screen."""
        self.theme = theme
        self._pixmaps.clear()
        self.apply()
        self.changed.emit()

    def apply(self) -> None:
        """Dress the application."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setFont(self.font())
        app.setPalette(palette(self.theme))
        app.setStyleSheet(self.style_sheet())

    def font(self, scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface's font, `scale` times the user's size."""
        made = QFont(FAMILY)
        made.setPointSizeF(self.points * scale)
        made.setWeight(weight)
        made.setFeature(QFont.Tag("tnum"), 1)
        return made

    def bold(self, scale: float = 1.0) -> QFont:
        return self.font(scale, QFont.Weight.DemiBold)

    def u(self, steps: float) -> int:
        """So many steps of the grid, in logical pixels."""
        return round(self.unit * steps)

    def colour(self, role: str) -> QColor:
        return self.theme.colour(role)

    def soft(self, role: str) -> QColor:
        return self.theme.soft(role)

    def icon(self, name: str, role: str = "text", off: str = "line_strong") -> QIcon:
        """The icon in a role's colour, sharp at every scale, and paler when disabled.

        It is drawn when it is first shown, in the theme of that moment.
        """
        return QIcon(_Drawing(self, name, role, off))

    def pixmap(self, name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
        """The icon as a picture of `size` logical pixels for a screen of this pixel ratio."""
        key = (name, self.colour(role).rgba(), self.colour("surface").rgba(), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _drawn(*key)
        return self._pixmaps[key]

    def style_sheet(self) -> str:
        roles = {role: colour.name() for role, colour in self.theme.roles.items()}
        softs = {f"soft_{role}": self.soft(role).name() for role in TINTED}
        grid = {f"u{n}": f"{self.u(n)}px" for n in range(1, 9)}
        grid |= {
            "u1_5": f"{(self.u(4) - self.u(1)) // 2}px",
            "radius": f"{self.u(1.5)}px",
            "pill": f"{self.u(2.8)}px",
            "half": f"{max(1, (self.u(3) - 6) // 2)}px",
            "bar": f"{self.u(1)}px",
            "halfbar": f"{self.u(1) // 2}px",
        }
        source = (assets() / "themes" / "style.qss").read_text(encoding="utf-8")
        icons = (assets() / "icons").as_posix()
        return Template(source).substitute(
            roles | softs | grid, family=FAMILY, icons=icons, name=self.theme.name
        )


class _Drawing(QIconEngine):
    """Draws an icon in the size and mode that is asked for. Qt takes it over."""

    def __init__(self, look: Look, name: str, role: str, off: str) -> None:
        super().__init__()
        self._look, self._name, self._role, self._off = look, name, role, off

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        del state
        role = self._off if mode == QIcon.Mode.Disabled else self._role
        return self._look.pixmap(self._name, role, min(size.width(), size.height()), scale)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def clone(self) -> QIconEngine:
        return _Drawing(self._look, self._name, self._role, self._off)


def make_look(choice: str, points: float | None = None) -> Look:
    """The look for "light", "dark" or "system" (what the desktop prefers)."""
    return Look(load_theme(resolved(choice)), points)


def resolved(choice: str) -> str:
    """The theme that a choice stands for right now."""
    if choice != "system":
        return choice
    prefers = QGuiApplication.styleHints().colorScheme()
    return "dark" if prefers == Qt.ColorScheme.Dark else "light"


@cache
def load_fonts() -> None:
    """Make the bundled fonts known to Qt, once a process."""
    for path in sorted((assets() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def painted_icon(
    painter: QPainter, look: Look, where: tuple[float, float], name: str, role: str, size: int
) -> None:
    """Draw an icon with its top left corner at `where`, sharp on the painter's device."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(round(where[0]), round(where[1]), look.pixmap(name, role, size, ratio))


@cache
def _source(name: str) -> str:
    return (assets() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _drawn(name: str, ink: int, ground: int, size: int, ratio: float) -> QPixmap:
    source = _source(name).replace("currentColor", QColor.fromRgba(ink).name())
    if name != "app":
        source = source.replace("#ffffff", QColor.fromRgba(ground).name())
    made = QPixmap(QSize(size, size) * ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(made.rect()))
    made.setDevicePixelRatio(ratio)
    return made

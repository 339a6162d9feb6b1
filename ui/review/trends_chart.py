"""A series of trends as a drawing: each value with its interval and its count of calls.

The library that draws takes a fifth of a second to load: import this module when it is needed.
"""

from __future__ import annotations

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language import number
from ui.look import Look
from ui.models.trends import Point, Series, shown
from ui.widgets.parts import announce

MOST_WEEKS = 53
MOST_ROWS = 24
_DOT = 11
_ROOM = 0.6
"""Beside the first and the last point, in places of points."""

_TICKS = 5
_FOOT, _MOST_FOOT = 0.09, 1.0
_TOP = 1.08
"""Above the highest tick there is room for half a dot."""
_COUNT_SIZE = 0.82


class TrendsChart(QWidget):
    """Arrow keys choose a point, Enter or a double click opens its calls.

    `chosen` and `opened` carry the place of the point in the series. GUI thread only.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._series: Series | None = None
        self._drawn: list[int] = []
        self._at = -1
        self._ring: Any = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(self.tr("Arrow keys choose a point, Enter lists its calls"))
        self._plot: Any = pg.PlotWidget()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMouseEnabled(False, False)
        self._plot.setMenuEnabled(False)
        # Made all the same, and nobody's child: it would outlive the chart.
        self._plot.getPlotItem().ctrlMenu.setParent(self._plot, Qt.WindowType.Popup)
        self._plot.hideButtons()
        self._plot.scene().sigMouseClicked.connect(self._on_click)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._plot)
        look.changed.connect(self._draw)

    @property
    def drawing(self) -> QWidget:
        """What the chart is painted on."""
        viewport: QWidget = self._plot.viewport()
        return viewport

    @property
    def left_out(self) -> int:
        """How many points of the series there is no room for."""
        return len(self._series.points) - len(self._drawn) if self._series else 0

    def show_series(self, series: Series) -> None:
        """Draw a series: the last weeks, or the groups with the most calls."""
        self._series = series
        count = len(series.points)
        first = max(0, count - MOST_WEEKS) if series.weeks else 0
        self._drawn = list(range(first, count if series.weeks else min(count, MOST_ROWS)))
        self._at = -1
        self.setAccessibleName(series.title)
        self._draw()

    def choose(self, place: int) -> None:
        """Ring a point of the series, if it is drawn."""
        self._at = place if place in self._drawn else -1
        self._draw_ring()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            self.opened.emit(self._at)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._move(-1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._move(+1)
        elif key == Qt.Key.Key_Home:
            self._move(-len(self._drawn))
        elif key == Qt.Key.Key_End:
            self._move(len(self._drawn))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._draw()

    def _move(self, step: int) -> None:
        if not self._drawn or self._series is None:
            return
        here = self._drawn.index(self._at) if self._at >= 0 else (-1 if step > 0 else 0)
        place = self._drawn[min(max(here + step, 0), len(self._drawn) - 1)]
        self.choose(place)
        self.chosen.emit(place)
        announce(self, self._series.spoken(self._series.points[place]))

    def _on_click(self, event: Any) -> None:
        """Take the point that is nearest along the axis of the groups."""
        if self._series is None or not self._drawn:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        spot: QPointF = self._plot.getViewBox().mapSceneToView(event.scenePos())
        along = spot.x() if self._series.weeks else spot.y()
        row = min(max(round(along), 0), len(self._drawn) - 1)
        self.choose(self._drawn[row])
        self.chosen.emit(self._at)
        if event.double():
            self.opened.emit(self._at)

    @Slot()
    def _draw(self) -> None:
        self._plot.clear()
        self._ring = None
        self._dress()
        if self._series is None:
            return
        self._scale()
        spots = [(row, self._series.points[place]) for row, place in enumerate(self._drawn)]
        known = [(row, point) for row, point in spots if point.value is not None]
        self._draw_intervals(known)
        self._draw_dots(known)
        for row, point in spots:
            self._say_count(row, point)
        self._draw_ring()

    def _dress(self) -> None:
        look = self._look
        self._plot.setBackground(look.colour("surface"))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(look.colour("line"))
            axis.setTextPen(look.colour("text_muted"))
            axis.setTickFont(look.font(0.88))
            axis.setStyle(tickLength=0, tickTextOffset=look.u(1.5))

    def _scale(self) -> None:
        assert self._series is not None
        self._ticks = _ticks(self._series, [self._series.points[place] for place in self._drawn])
        last = max(len(self._drawn) - 1, 0)
        along, up = (-_ROOM, last + _ROOM), (0.0, self._ticks[-1] * _TOP)
        view = self._plot.getViewBox()
        view.invertY(not self._series.weeks)
        if self._series.weeks:
            view.setRange(xRange=along, yRange=(-self._ticks[-1] * self._foot, up[1]), padding=0)
        else:
            view.setRange(
                xRange=(-0.025 * self._ticks[-1], self._ticks[-1] * 1.16), yRange=along, padding=0
            )
        values = "left" if self._series.weeks else "bottom"
        named = [(tick, shown(tick, self._series.is_share)) for tick in self._ticks]
        self._plot.getAxis(values).setTicks([named])
        for tick in self._ticks:
            angle = 0 if self._series.weeks else 90
            self._plot.addItem(pg.InfiniteLine(tick, angle, pen=self._look.colour("line")))
        self._label_places()

    def _label_places(self) -> None:
        """Name as many groups as there is room for."""
        if self._series is None:
            return
        titles = [self._series.points[place].title for place in self._drawn]
        side = "bottom" if self._series.weeks else "left"
        step = 1
        if self._series.weeks and titles:
            each = self.fontMetrics().horizontalAdvance(titles[0]) + self._look.u(3)
            step = max(1, math.ceil(len(titles) * each / max(self.width() - self._look.u(14), 1)))
        named = [(row, text) for row, text in enumerate(titles) if row % step == 0]
        self._plot.getAxis(side).setTicks([named])

    def _draw_intervals(self, known: list[tuple[int, Point]]) -> None:
        """A line each, drawn as one thing: a thing a line takes its time to be made."""
        for few in (False, True):
            along: list[float] = []
            across: list[float] = []
            for row, point in known:
                if point.few == few and point.low is not None and point.high is not None:
                    along += (row, row)
                    across += (point.low, min(point.high, self._ticks[-1]))
            x, y = (along, across) if self._weeks else (across, along)
            pen = pg.mkPen(self._ink(few=few), width=2)
            self._plot.plot(x, y, pen=pen, connect="pairs")

    def _draw_dots(self, known: list[tuple[int, Point]]) -> None:
        spots = []
        for row, point in known:
            ink = self._ink(few=point.few)
            ground = self._look.colour("surface") if point.few else ink
            where, sign = self._where(row, point), "o"
            if (point.value or 0.0) > self._ticks[-1]:  # a few calls far off: no scale for the rest
                sign = "t1" if self._weeks else "t2"
            pen = pg.mkPen(ink, width=2)
            spots.append({"pos": where, "pen": pen, "brush": ground, "symbol": sign})
        self._plot.addItem(pg.ScatterPlotItem(spots, size=_DOT))

    def _say_count(self, row: int, point: Point) -> None:
        """The number of calls, and in words where it is too small to conclude anything."""
        few, look, text = point.few, self._look, self._count_said(point)
        ink = look.colour("text_dim")
        if self._weeks:
            item = pg.TextItem(
                text, ink, anchor=(1, 0.5) if few else (0.5, 0), angle=90 if few else 0
            )
            item.setPos(row, -self._ticks[-1] * 0.015)
        else:
            item = pg.TextItem(text, ink, anchor=(0, 0.5))
            item.setPos(self._ticks[-1] * 1.02, row)
        item.setFont(look.font(_COUNT_SIZE))
        self._plot.addItem(item, ignoreBounds=True)

    def _count_said(self, point: Point) -> str:
        if not point.few:
            return number(point.calls)
        return self.tr("{count} too few").format(count=point.calls)

    def _where(self, row: int, point: Point) -> tuple[float, float]:
        """Where a point stands; what lies beyond the scale stands at its end."""
        value = min(point.value or 0.0, self._ticks[-1])
        return (row, value) if self._weeks else (value, row)

    def _draw_ring(self) -> None:
        if self._ring is not None:
            self._plot.removeItem(self._ring)
            self._ring = None
        if self._series is None or self._at < 0:
            return
        where = self._where(self._drawn.index(self._at), self._series.points[self._at])
        pen = pg.mkPen(self._look.colour("text"), width=2)
        self._ring = pg.ScatterPlotItem([where[0]], [where[1]], size=_DOT + 9, pen=pen, brush=None)
        self._plot.addItem(self._ring)

    @property
    def _foot(self) -> float:
        """The share of the scale that the counts need beneath it; words stand upright."""
        assert self._series is not None
        few = [point for point in map(self._series.points.__getitem__, self._drawn) if point.few]
        if not few:
            return _FOOT
        metrics = QFontMetrics(self._look.font(_COUNT_SIZE))
        longest = max(metrics.horizontalAdvance(self._count_said(point)) for point in few)
        needed, height = longest + self._look.u(4), int(self._plot.height())
        return min(max(_FOOT, _TOP * needed / max(height - needed, 1)), _MOST_FOOT)

    @property
    def _weeks(self) -> bool:
        return self._series is not None and self._series.weeks

    def _ink(self, *, few: bool) -> QColor:
        return self._look.colour("line_strong" if few else "accent")


def _ticks(series: Series, points: list[Point]) -> list[float]:
    """From nought in round steps to as far as what is to be trusted goes, if anything is."""
    known = [point for point in points if point.value is not None]
    ends = [_end(point) for point in known if not point.few] or [_end(point) for point in known]
    highest = max(ends, default=1.0)
    if series.is_share and highest > 0.5:
        highest = 1.0
    highest = max(highest, 1e-6)
    rough = highest / (_TICKS - 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough * 0.999)
    return [step * number for number in range(math.ceil(highest / step - 1e-9) + 1)]


def _end(point: Point) -> float:
    assert point.value is not None
    return point.value if point.few or point.high is None else max(point.value, point.high)

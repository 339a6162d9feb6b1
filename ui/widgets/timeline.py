"""Anger over time: a step line from calm to furious, every point tied to its words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.call import Alert, Call
from companion.events import AngerRated, AnyEvent, CallEnded, MarkPlaced
from ui import words
from ui.look import Look, painted_icon
from ui.models.alerts import AlertsModel
from ui.widgets.parts import announce

_SPANS_S = (60, 90, 120, 180, 300, 600, 900, 1800, 3600, 7200, 14400)
"""Lengths the time axis of a running call takes on, so that it does not creep."""

_TICKS_S = (10, 15, 30, 60, 120, 300, 600, 1800, 3600)
_MOST_TICKS = 8


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point on the line, or an alert above it. `level` is None for an alert."""

    at: float
    utterance: int
    level: int | None
    told: str


class Timeline(QWidget):
    """`picked` asks to show an utterance by its `seq`; `told` carries what a moment says."""

    picked = Signal(int)
    told = Signal(str)

    def __init__(self, look: Look, alerts: AlertsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._alerts = look, alerts
        self._points: list[Moment] = []
        self._marks: tuple[MarkPlaced, ...] = ()
        self._now = 0.0
        self._length = 0.0
        self._chosen: Moment | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Anger over time"))
        self.setAccessibleDescription(self.tr("Left and Right go from moment to moment"))
        look.changed.connect(self.update)
        for changed in (alerts.modelReset, alerts.rowsInserted, alerts.rowsRemoved):
            changed.connect(self._alerts_changed)

    @property
    def points(self) -> tuple[Moment, ...]:
        return tuple(self._points)

    @property
    def moments(self) -> list[Moment]:
        """Points and alerts in the order of time."""
        alerts = map(_alert_moment, self._alerts.alerts)
        return sorted([*self._points, *alerts], key=lambda moment: (moment.at, moment.told))

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        latest = {rated.utterance: rated for rated in call.anger}
        starts = {heard.seq: heard.start for heard in call.utterances}
        self._points = sorted(
            _point(rated, starts[seq]) for seq, rated in latest.items() if seq in starts
        )
        self._marks = call.marks
        self._chosen = None
        self._length = call.ended.at if call.ended else 0.0
        self._now = call.last_at
        self._tell_latest()
        self.update()

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        match entry:
            case AngerRated():
                start = call.utterance(entry.utterance).start
                kept = [p for p in self._points if p.utterance != entry.utterance]
                self._points = sorted([*kept, _point(entry, start)])
                self._tell_latest()
            case MarkPlaced():
                self._marks = call.marks
            case CallEnded():
                self._length = entry.at
            case _:
                return
        self.update()

    def set_now(self, seconds: float, length: float = 0.0) -> None:
        """Move the end of the line; `length` fixes the axis, 0 lets it grow."""
        if (seconds, length) != (self._now, self._length):
            self._now = seconds
            self._length = length or self._length
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.u(120), self._look.u(31))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.u(60), self._look.u(20))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position().x())
        self.setToolTip(near.told if near else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position().x())
        if near is not None:
            self._choose(near)
            self.picked.emit(near.utterance)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moments = self.moments
        at = moments.index(self._chosen) if self._chosen in moments else len(moments)
        match event.key():
            case Qt.Key.Key_Left if at > 0:
                self._choose(moments[at - 1])
            case Qt.Key.Key_Right if at + 1 < len(moments):
                self._choose(moments[at + 1])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._chosen:
                self.picked.emit(self._chosen.utterance)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._chosen = None
        self._tell_latest()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_grid(painter)
            self._paint_line(painter)
            self._paint_marks(painter)
            self._paint_moments(painter)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._look.colour("accent"), 2))
                frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                painter.drawRoundedRect(frame, self._look.u(1), self._look.u(1))

    def _paint_grid(self, painter: QPainter) -> None:
        look, area = self._look, self._area()
        painter.setFont(look.font(0.85))
        metrics = QFontMetrics(painter.font())
        for level in range(words.LEVELS):
            y = self._y(level)
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(look.colour("text_dim"))
            room = QRectF(0, y - metrics.height() / 2, area.left() - look.u(2), metrics.height())
            painter.drawText(room, _RIGHT, words.anger_name(level))
        step = next((s for s in _TICKS_S if self._span() / s <= _MOST_TICKS), _TICKS_S[-1])
        for second in range(0, int(self._span()) + 1, step):
            text = words.clock(second)
            width = metrics.horizontalAdvance(text) + 2
            x = min(self._x(second) - width / 2, self.width() - width)
            painter.drawText(QRectF(x, area.bottom() + look.u(1), width, metrics.height()), text)

    def _paint_line(self, painter: QPainter) -> None:
        """Each sentence's level holds until the next one; the ground below in its colour."""
        look, floor = self._look, self._area().bottom()
        ends = [point.at for point in self._points[1:]]
        if self._points:
            ends.append(max(self._now, self._points[-1].at))
        path = QPainterPath()
        for point, end in zip(self._points, ends, strict=True):
            left, right, y = self._x(point.at), self._x(end), self._y(point.level or 0)
            ground = look.colour(f"anger_{point.level}")
            ground.setAlphaF(0.22)
            painter.fillRect(QRectF(left, y, right - left, floor - y), ground)
            path.lineTo(left, y) if path.elementCount() else path.moveTo(left, y)
            path.lineTo(right, y)
        painter.setPen(QPen(look.colour("text_muted"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(QPen(look.colour("line_strong"), 1, Qt.PenStyle.DashLine))
        now = self._x(self._now)
        painter.drawLine(QPointF(now, self._area().top()), QPointF(now, floor))

    def _paint_marks(self, painter: QPainter) -> None:
        look, size = self._look, self._look.u(4)
        for mark in self._marks:
            where = (self._x(mark.at) - size / 4, self._area().bottom() - size)
            painted_icon(painter, look, where, "mark", "accent", size)

    def _paint_moments(self, painter: QPainter) -> None:
        look = self._look
        for point in self._points:
            chosen = point == self._chosen
            radius = look.u(2 if chosen else 1.4)
            painter.setBrush(look.colour(f"anger_{point.level}"))
            painter.setPen(QPen(look.colour("text" if chosen else "surface"), 2 if chosen else 1.5))
            painter.drawEllipse(
                QPointF(self._x(point.at), self._y(point.level or 0)), radius, radius
            )
        size = look.u(4)
        for alert in self._alerts.alerts:
            x = self._x(alert.start) - size / 2
            role = alert.category.value
            painted_icon(painter, look, (x, look.u(0.5)), role, role, size)
        if self._chosen and self._chosen.level is None:
            x = self._x(self._chosen.at)
            painter.setPen(QPen(look.colour("text"), 2))
            painter.drawLine(QPointF(x - size / 2, size + 5), QPointF(x + size / 2, size + 5))

    def _choose(self, moment: Moment) -> None:
        self._chosen = moment
        self.told.emit(moment.told)
        announce(self, moment.told)
        self.update()

    def _tell_latest(self) -> None:
        if self._chosen is None:
            self.told.emit(self._points[-1].told if self._points else "")

    @Slot()
    def _alerts_changed(self) -> None:
        self.update()

    def _near(self, x: float) -> Moment | None:
        moments = self.moments
        best = min(moments, key=lambda m: abs(self._x(m.at) - x), default=None)
        return best if best and abs(self._x(best.at) - x) <= self._look.u(3) else None

    def _span(self) -> float:
        if self._length:
            return max(self._length, 1.0)
        at = bisect_right(_SPANS_S, self._now)
        return float(_SPANS_S[min(at, len(_SPANS_S) - 1)])

    def _area(self) -> QRectF:
        """Where the line lives: right of the level names, above the times, below the alerts."""
        look = self._look
        metrics = QFontMetrics(look.font(0.85))
        names = max(metrics.horizontalAdvance(words.anger_name(n)) for n in range(words.LEVELS))
        left, top = names + look.u(3), look.u(6.5)
        bottom = metrics.height() + look.u(2)
        return QRectF(left, top, self.width() - left - look.u(3), self.height() - top - bottom)

    def _x(self, seconds: float) -> float:
        area = self._area()
        return area.left() + area.width() * min(1.0, seconds / self._span())

    def _y(self, level: int) -> float:
        area = self._area()
        return area.bottom() - area.height() * level / (words.LEVELS - 1)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _point(rated: AngerRated, start: float) -> Moment:
    name = f"{words.clock(start)}  {words.anger_name(rated.level)}"
    because = ", ".join(words.quoted(said) for said in rated.because)
    return Moment(start, rated.utterance, rated.level, f"{name}: {because}" if because else name)


def _alert_moment(alert: Alert) -> Moment:
    name = f"{words.clock(alert.start)}  {words.category_name(alert.category)}"
    told = f"{name}: {words.quoted(alert.phrase)}"
    return Moment(alert.start, alert.utterance or 0, None, told)

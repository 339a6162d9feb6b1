"""Anger over time: a step line from calm to furious, every point tied to its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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


@dataclass(frozen=True, slots=True)
class Scale:
    """Where seconds and levels lie: right of the names, above the times, below the alerts."""

    area: QRectF
    span: float

    def x(self, seconds: float) -> float:
        return self.area.left() + self.area.width() * min(1.0, seconds / self.span)

    def y(self, level: int | None) -> float:
        return self.area.bottom() - self.area.height() * (level or 0) / (words.LEVELS - 1)


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
                self._rate(_point(entry, call.utterance(entry.utterance).start))
            case MarkPlaced():
                self._marks = call.marks
            case CallEnded():
                self._length = entry.at
            case _:
                return
        self.update()

    def set_now(self, seconds: float, length: float = 0.0) -> None:
        """Move the end of the line; `length` fixes the axis, 0 lets it grow."""
        before = self._scale()
        drawn = before.x(self._now)
        self._now = seconds
        self._length = length or self._length
        after = self._scale()
        if after != before or round(after.x(seconds)) != round(drawn):
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
        scale = self._scale()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_grid(painter, scale)
            shown = self._shown_points(scale)
            self._paint_line(painter, scale, shown)
            self._paint_marks(painter, scale)
            self._paint_points(painter, scale, shown)
            self._paint_alerts(painter, scale)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._look.colour("accent"), 2))
                frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                painter.drawRoundedRect(frame, self._look.u(1), self._look.u(1))

    def _paint_grid(self, painter: QPainter, scale: Scale) -> None:
        look, area = self._look, scale.area
        painter.setFont(look.font(0.85))
        metrics = QFontMetrics(painter.font())
        for level in range(words.LEVELS):
            y = scale.y(level)
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(look.colour("text_dim"))
            room = QRectF(0, y - metrics.height() / 2, area.left() - look.u(2), metrics.height())
            painter.drawText(room, _RIGHT, words.anger_name(level))
        step = next((s for s in _TICKS_S if scale.span / s <= _MOST_TICKS), _TICKS_S[-1])
        for second in range(0, int(scale.span) + 1, step):
            text = words.clock(second)
            width = metrics.horizontalAdvance(text) + 2
            x = min(scale.x(second) - width / 2, self.width() - width)
            painter.drawText(QRectF(x, area.bottom() + look.u(2), width, metrics.height()), text)

    def _paint_line(self, painter: QPainter, scale: Scale, points: list[Moment]) -> None:
        """Each sentence's level holds until the next one; the ground below in its colour."""
        look, floor = self._look, scale.area.bottom()
        path = QPainterPath()
        ends = [point.at for point in points[1:]]
        if points:
            ends.append(max(self._now, points[-1].at))
        for point, end in zip(points, ends, strict=True):
            left, right, y = scale.x(point.at), scale.x(end), scale.y(point.level)
            ground = look.colour(f"anger_{point.level}")
            ground.setAlphaF(0.22)
            painter.fillRect(QRectF(left, y, right - left, floor - y), ground)
            if path.elementCount():
                path.lineTo(left, y)
            else:
                path.moveTo(left, y)
            path.lineTo(right, y)
        painter.setPen(QPen(look.colour("text_muted"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(QPen(look.colour("line_strong"), 1, Qt.PenStyle.DashLine))
        now = scale.x(self._now)
        painter.drawLine(QPointF(now, scale.area.top()), QPointF(now, floor))

    def _paint_marks(self, painter: QPainter, scale: Scale) -> None:
        size = self._look.u(4)
        for mark in self._marks:
            where = (scale.x(mark.at) - size / 4, scale.area.bottom() - size)
            painted_icon(painter, self._look, where, "mark", "accent", size)

    def _paint_points(self, painter: QPainter, scale: Scale, points: list[Moment]) -> None:
        look = self._look
        if self._chosen and self._chosen.level is not None and self._chosen not in points:
            points = [*points, self._chosen]
        for point in points:
            chosen = point == self._chosen
            radius = look.u(2 if chosen else 1.4)
            painter.setBrush(look.colour(f"anger_{point.level}"))
            painter.setPen(QPen(look.colour("text" if chosen else "surface"), 2 if chosen else 1.5))
            painter.drawEllipse(QPointF(scale.x(point.at), scale.y(point.level)), radius, radius)

    def _paint_alerts(self, painter: QPainter, scale: Scale) -> None:
        """An icon wherever there is room for one; Left and Right find those between."""
        look, size = self._look, self._look.u(4)
        free_from = 0.0
        for alert in self._alerts.alerts:
            x, role = scale.x(alert.start), alert.category.value
            if x - size / 2 >= free_from:
                painted_icon(painter, look, (x - size / 2, look.u(0.5)), role, role, size)
                free_from = x + size / 2
        if self._chosen and self._chosen.level is None:
            x = scale.x(self._chosen.at)
            painter.setPen(QPen(look.colour("text"), 2))
            painter.drawLine(QPointF(x - size / 2, size + 5), QPointF(x + size / 2, size + 5))

    def _shown_points(self, scale: Scale) -> list[Moment]:
        """All points, or in a long call the angriest of each stretch as wide as a point."""
        width = self._look.u(2)
        if len(self._points) * width < scale.area.width():
            return list(self._points)
        angriest: dict[int, Moment] = {}
        for point in self._points:
            place = int(scale.x(point.at) / width)
            best = angriest.get(place)
            if best is None or (point.level or 0) > (best.level or 0):
                angriest[place] = point
        return list(angriest.values())

    def _rate(self, point: Moment) -> None:
        """A newer rating of a sentence takes the older one's place."""
        at = bisect_left(
            self._points, (point.at, point.utterance), key=lambda p: (p.at, p.utterance)
        )
        same = at < len(self._points) and self._points[at].utterance == point.utterance
        self._points[at : at + same] = [point]
        self._tell_latest()

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
        scale = self._scale()
        best = min(self.moments, key=lambda m: abs(scale.x(m.at) - x), default=None)
        return best if best and abs(scale.x(best.at) - x) <= self._look.u(3) else None

    def _scale(self) -> Scale:
        look = self._look
        metrics = QFontMetrics(look.font(0.85))
        names = max(metrics.horizontalAdvance(words.anger_name(n)) for n in range(words.LEVELS))
        left, top = names + look.u(3), look.u(6.5)
        bottom = metrics.height() + look.u(2.5)
        area = QRectF(left, top, self.width() - left - look.u(3), self.height() - top - bottom)
        return Scale(area, self._span())

    def _span(self) -> float:
        if self._length:
            return max(self._length, 1.0)
        at = bisect_right(_SPANS_S, self._now)
        return float(_SPANS_S[min(at, len(_SPANS_S) - 1)])


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _point(rated: AngerRated, start: float) -> Moment:
    name = f"{words.clock(start)}  {words.anger_name(rated.level)}"
    because = ", ".join(words.quoted(said) for said in rated.because)
    return Moment(start, rated.utterance, rated.level, f"{name}: {because}" if because else name)


def _alert_moment(alert: Alert) -> Moment:
    name = f"{words.clock(alert.start)}  {words.category_name(alert.category)}"
    told = f"{name}: {words.quoted(alert.phrase)}"
    return Moment(alert.start, alert.utterance or 0, None, told)

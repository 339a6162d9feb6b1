"""Anger over time: a step line from calm to furious, every point tied to its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from companion.call import Call
from companion.events import AngerRated, AnyEvent, CallEnded, MarkPlaced
from ui.look import Look
from ui.models.alerts import AlertsModel
from ui.widgets.anger_chart import Chart, Course, Moment, Scale, course_of, point_of
from ui.widgets.parts import announce

_SPANS_S = (60, 90, 120, 180, 300, 600, 900, 1800, 3600, 7200, 14400)
"""Lengths the time axis of a running call takes on, so that it does not creep."""


class Timeline(QWidget):
    """`picked` asks to show a moment by its second and its utterance's `seq`, or 0; `told` carries
    what the moment in question says.
    """

    picked = Signal(float, int)
    told = Signal(str)

    def __init__(self, look: Look, alerts: AlertsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._alerts = look, alerts
        self._chart = Chart(look)
        self._course = Course()
        self._outline = Course()
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
        alerts.dataChanged.connect(self._alerts_changed)

    @property
    def points(self) -> tuple[Moment, ...]:
        return self._course.points

    @property
    def moments(self) -> list[Moment]:
        """All that can be gone to, in the order of time; in a replay also what is still to come."""
        known = self._course.moments
        return known + [moment for moment in self._outline.moments if moment.at > self._now]

    def set_outline(self, whole: Call) -> None:
        """Show faintly how the whole call goes: for a replay that is somewhere in it."""
        self._outline = course_of(whole)
        self.update()

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        self._course = course_of(call)
        self._chosen = None
        self._length = call.ended.at if call.ended else 0.0
        self._now = call.last_at
        self._tell_latest()
        self.update()

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        match entry:
            case AngerRated():
                self._rate(point_of(entry, call.utterance(entry.utterance).start))
            case MarkPlaced():
                self._course = replace(self._course, marks=call.marks)
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
            self.picked.emit(near.at, near.utterance)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moments = self.moments
        at = moments.index(self._chosen) if self._chosen in moments else len(moments)
        match event.key():
            case Qt.Key.Key_Left if at > 0:
                self._choose(moments[at - 1])
            case Qt.Key.Key_Right if at + 1 < len(moments):
                self._choose(moments[at + 1])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._chosen:
                self.picked.emit(self._chosen.at, self._chosen.utterance)
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
            self._chart.paint_grid(painter, scale)
            self._chart.paint_outline(painter, scale, self._outline, self._length)
            self._chart.paint(painter, scale, self._course, self._now, self._chosen)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._look.colour("accent"), 2))
                frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                painter.drawRoundedRect(frame, self._look.u(1), self._look.u(1))

    def _rate(self, point: Moment) -> None:
        """A newer rating of a sentence takes the older one's place."""
        points = list(self._course.points)
        place = (point.at, point.utterance)
        at = bisect_left(points, place, key=lambda known: (known.at, known.utterance))
        same = at < len(points) and points[at].utterance == point.utterance
        points[at : at + same] = [point]
        self._course = replace(self._course, points=tuple(points))
        self._tell_latest()

    def _choose(self, moment: Moment) -> None:
        self._chosen = moment
        self.told.emit(moment.told)
        announce(self, moment.told)
        self.update()

    def _tell_latest(self) -> None:
        if self._chosen is None:
            self.told.emit(self.points[-1].told if self.points else "")

    @Slot()
    def _alerts_changed(self) -> None:
        self._course = replace(self._course, alerts=self._alerts.alerts)
        self.update()

    def _near(self, x: float) -> Moment | None:
        scale = self._scale()
        best = min(self.moments, key=lambda m: abs(scale.x(m.at) - x), default=None)
        return best if best and abs(scale.x(best.at) - x) <= self._look.u(3) else None

    def _scale(self) -> Scale:
        return self._chart.scale(self.width(), self.height(), self._span())

    def _span(self) -> float:
        if self._length:
            return max(self._length, 1.0)
        at = bisect_right(_SPANS_S, self._now)
        return float(_SPANS_S[min(at, len(_SPANS_S) - 1)])

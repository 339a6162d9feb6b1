"""Draws how a call went: a step line of anger, with alerts above it and marks below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen

from companion.call import Alert, Call
from companion.events import AngerRated, MarkPlaced
from ui import words
from ui.look import Look, painted_icon

_TICKS_S = (10, 15, 30, 60, 120, 300, 600, 1800, 3600)
_MOST_TICKS = 8

_FAINT = 0.4
"""How opaque is drawn what a replay has not reached yet."""


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point of the line, an alert or a mark. Only points have a `level`; marks have no sentence
    (`utterance` is 0).
    """

    at: float
    utterance: int
    level: int | None
    told: str


@dataclass(frozen=True, slots=True)
class Course:
    """What there is to draw of a call. Points are in the order of time, one a sentence."""

    points: tuple[Moment, ...] = ()
    alerts: tuple[Alert, ...] = ()
    marks: tuple[MarkPlaced, ...] = ()

    @property
    def moments(self) -> list[Moment]:
        """All that can be gone to, in the order of time."""
        others = [*map(_alert_moment, self.alerts), *map(_mark_moment, self.marks)]
        return sorted([*self.points, *others], key=lambda moment: (moment.at, moment.told))


@dataclass(frozen=True, slots=True)
class Scale:
    """Where seconds and levels lie: right of the names, above the times, below the alerts."""

    area: QRectF
    span: float

    def x(self, seconds: float) -> float:
        return self.area.left() + self.area.width() * min(1.0, seconds / self.span)

    def y(self, level: int | None) -> float:
        return self.area.bottom() - self.area.height() * (level or 0) / (words.LEVELS - 1)


def course_of(call: Call) -> Course:
    latest = {rated.utterance: rated for rated in call.anger}
    starts = {heard.seq: heard.start for heard in call.utterances}
    points = sorted(point_of(rated, starts[seq]) for seq, rated in latest.items() if seq in starts)
    alerts = tuple(alert for alert in call.alerts if alert.standing)
    return Course(tuple(points), alerts, call.marks)


def point_of(rated: AngerRated, start: float) -> Moment:
    name = f"{words.clock(start)}  {words.anger_name(rated.level)}"
    because = ", ".join(words.quoted(said) for said in rated.because)
    return Moment(start, rated.utterance, rated.level, f"{name}: {because}" if because else name)


class Chart:
    """Paints courses to a scale. `now` is where the call is, in seconds."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def scale(self, width: int, height: int, span: float) -> Scale:
        look = self._look
        metrics = QFontMetrics(look.font(0.85))
        names = max(metrics.horizontalAdvance(words.anger_name(n)) for n in range(words.LEVELS))
        left, top = names + look.u(3), look.u(6.5)
        bottom = metrics.height() + look.u(2.5)
        return Scale(QRectF(left, top, width - left - look.u(3), height - top - bottom), span)

    def paint_grid(self, painter: QPainter, scale: Scale) -> None:
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
            x = min(scale.x(second) - width / 2, area.right() + look.u(3) - width)
            painter.drawText(QRectF(x, area.bottom() + look.u(2), width, metrics.height()), text)

    def paint_outline(self, painter: QPainter, scale: Scale, whole: Course, until: float) -> None:
        """The whole call, faintly, for a replay that is somewhere in it."""
        painter.setOpacity(_FAINT)
        self._paint_steps(painter, scale, self._thinned(scale, whole.points), until, filled=False)
        self._paint_alerts(painter, scale, whole)
        self._paint_marks(painter, scale, whole)
        painter.setOpacity(1.0)

    def paint(
        self, painter: QPainter, scale: Scale, course: Course, now: float, chosen: Moment | None
    ) -> None:
        points = self._thinned(scale, course.points)
        self._paint_steps(painter, scale, points, now, filled=True)
        self._paint_now(painter, scale, now)
        self._paint_marks(painter, scale, course)
        self._paint_points(painter, scale, points, chosen)
        self._paint_alerts(painter, scale, course)
        if chosen and chosen.level is None:
            self._paint_choice(painter, scale, chosen)

    def _paint_steps(
        self, painter: QPainter, scale: Scale, points: Sequence[Moment], end: float, *, filled: bool
    ) -> None:
        """Each sentence's level holds until the next one; the ground below in its colour."""
        look, floor = self._look, scale.area.bottom()
        path = QPainterPath()
        ends = [point.at for point in points[1:]]
        if points:
            ends.append(max(end, points[-1].at))
        for point, until in zip(points, ends, strict=True):
            left, right, y = scale.x(point.at), scale.x(until), scale.y(point.level)
            if filled:
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

    def _paint_now(self, painter: QPainter, scale: Scale, now: float) -> None:
        painter.setPen(QPen(self._look.colour("line_strong"), 1, Qt.PenStyle.DashLine))
        x = scale.x(now)
        painter.drawLine(QPointF(x, scale.area.top()), QPointF(x, scale.area.bottom()))

    def _paint_marks(self, painter: QPainter, scale: Scale, course: Course) -> None:
        size = self._look.u(4)
        for mark in course.marks:
            where = (scale.x(mark.at) - size / 4, scale.area.bottom() - size)
            painted_icon(painter, self._look, where, "mark", "accent", size)

    def _paint_points(
        self, painter: QPainter, scale: Scale, points: Sequence[Moment], chosen: Moment | None
    ) -> None:
        look = self._look
        if chosen and chosen.level is not None and chosen not in points:
            points = [*points, chosen]
        for point in points:
            radius = look.u(2 if point == chosen else 1.4)
            painter.setBrush(look.colour(f"anger_{point.level}"))
            edge, width = ("text", 2.0) if point == chosen else ("surface", 1.5)
            painter.setPen(QPen(look.colour(edge), width))
            painter.drawEllipse(QPointF(scale.x(point.at), scale.y(point.level)), radius, radius)

    def _paint_alerts(self, painter: QPainter, scale: Scale, course: Course) -> None:
        """An icon wherever there is room for one; Left and Right find those between."""
        look, size = self._look, self._look.u(4)
        free_from = 0.0
        for alert in course.alerts:
            x, role = scale.x(alert.start), alert.category.value
            if x - size / 2 >= free_from:
                painted_icon(painter, look, (x - size / 2, look.u(0.5)), role, role, size)
                free_from = x + size / 2

    def _paint_choice(self, painter: QPainter, scale: Scale, chosen: Moment) -> None:
        """A stroke under the alert, or above the mark, that the keys have come to."""
        look, size = self._look, self._look.u(4)
        x = scale.x(chosen.at)
        y = size + look.u(1.25) if chosen.utterance else scale.area.bottom() - size - 3
        painter.setPen(QPen(look.colour("text"), 2))
        painter.drawLine(QPointF(x - size / 2, y), QPointF(x + size / 2, y))

    def _thinned(self, scale: Scale, points: Sequence[Moment]) -> list[Moment]:
        """All points, or in a long call the angriest of each stretch as wide as a point."""
        width = self._look.u(2)
        if len(points) * width < scale.area.width():
            return list(points)
        angriest: dict[int, Moment] = {}
        places_a_second = scale.area.width() / scale.span / width
        for point in points:
            place = int(point.at * places_a_second)
            best = angriest.get(place)
            if best is None or (point.level or 0) > (best.level or 0):
                angriest[place] = point
        return list(angriest.values())


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _alert_moment(alert: Alert) -> Moment:
    name = f"{words.clock(alert.start)}  {words.category_name(alert.category)}"
    return Moment(alert.start, alert.utterance or 0, None, f"{name}: {words.quoted(alert.phrase)}")


def _mark_moment(mark: MarkPlaced) -> Moment:
    name = QCoreApplication.translate("timeline", "Mark")
    told = f"{words.clock(mark.at)}  {name}"
    return Moment(mark.at, 0, None, f"{told}: {mark.label}" if mark.label else told)

"""The agent's own pace, share of the talk and interruptions: for the agent's eye, without alarm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from companion.call import Call
from companion.measures import measure
from ui.look import Look

WINDOW_S = 600.0
"""Shown is the last ten minutes: what one does now, and no work that grows with the call."""

_FULL_WPM = 240.0
_FULL_INTERRUPTIONS = 5
_LEAST_TALK_S = 10.0
"""Before this much of the call has gone by, a measure says nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`filled` is the share of the bar, 0 to 1."""

    text: str
    filled: float


class Gauge(QWidget):
    """A name, a bar and a figure on one line."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = name
        self._reading = Reading("", 0.0)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    @property
    def reading(self) -> Reading:
        return self._reading

    def show_reading(self, reading: Reading) -> None:
        if reading != self._reading:
            self._reading = reading
            self.setAccessibleDescription(reading.text)
            self.update()

    @property
    def least_width(self) -> int:
        """What its name and its reading take, without a bar."""
        metrics = QFontMetrics(self._look.font(0.88))
        texts = (self._name, self._reading.text)
        return sum(metrics.horizontalAdvance(text) for text in texts) + self._look.u(2)

    def sizeHint(self) -> QSize:
        return QSize(self._look.u(44), QFontMetrics(self._look.font(0.88)).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.u(30), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look, gap = self._look, self._look.u(2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(look.font(0.88))
            metrics = QFontMetrics(painter.font())
            named, told = (metrics.horizontalAdvance(t) for t in (self._name, self._reading.text))
            flags = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(look.colour("text_muted"))
            room = self.width() - told - gap
            name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(self.rect(), flags | Qt.AlignmentFlag.AlignLeft, name)
            painter.setPen(look.colour("text"))
            painter.drawText(self.rect(), flags | Qt.AlignmentFlag.AlignRight, self._reading.text)
            room = self.width() - named - told - 2 * gap
            if room >= look.u(5):
                self._paint_bar(painter, QRectF(named + gap, 0, room, self.height()))

    def _paint_bar(self, painter: QPainter, room: QRectF) -> None:
        look, thick = self._look, self._look.u(1)
        bar = QRectF(room.left(), room.center().y() - thick / 2, room.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("line"))
        painter.drawRoundedRect(bar, thick / 2, thick / 2)
        bar.setWidth(bar.width() * min(1.0, self._reading.filled))
        painter.setBrush(look.colour("agent"))
        painter.drawRoundedRect(bar, thick / 2, thick / 2)


class Gauges(QWidget):
    """Measured at most once a second of the call. Hidden where nobody can tell who speaks."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._second = -1
        self.pace = Gauge(look, self.tr("Your pace"))
        self.share = Gauge(look, self.tr("You talk"))
        self.interruptions = Gauge(look, self.tr("You cut in"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.u(1), 0, 0)
        row.setSpacing(look.u(5))
        for gauge, width in ((self.pace, 5), (self.share, 4), (self.interruptions, 4)):
            gauge.setToolTip(self.tr("In the last ten minutes"))
            row.addWidget(gauge, width)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many as have room for their words; the first matters most."""
        gauges = (self.pace, self.share, self.interruptions)
        gap = self._look.u(5)
        for count, gauge in enumerate(gauges, 1):
            needed = max(one.least_width for one in gauges[:count]) * count + gap * (count - 1)
            gauge.setVisible(count == 1 or needed <= self.width())

    def forget(self) -> None:
        """Measure anew at the next moment: another call is shown."""
        self._second = -1

    def show_moment(self, call: Call, now: float) -> None:
        """Show the measures `now` seconds into the call."""
        if int(now) == self._second:
            return
        self._second = int(now)
        found = measure(recent(call, now))
        known = found.agent_wpm is not None and found.agent_talk_share is not None
        self.setVisible(known and now >= _LEAST_TALK_S)
        if found.agent_wpm is None or found.agent_talk_share is None:
            return
        pace, share, cuts = found.agent_wpm, found.agent_talk_share, found.agent_interrupts or 0
        words = self.tr("{pace} words/min").format(pace=round(pace))
        self.pace.show_reading(Reading(words, pace / _FULL_WPM))
        self.share.show_reading(
            Reading(self.tr("{percent}%").format(percent=round(share * 100)), share)
        )
        times, never = self.tr("%n time(s)", "", cuts), self.tr("never")
        self.interruptions.show_reading(
            Reading(times if cuts else never, cuts / _FULL_INTERRUPTIONS)
        )
        self._fit()


def recent(call: Call, now: float) -> Call:
    """The call with only the utterances of the last `WINDOW_S` seconds."""
    newest = takewhile(lambda heard: heard.end > now - WINDOW_S, reversed(call.utterances))
    return replace(call, utterances=tuple(reversed(list(newest))), lost=())

"""The call as a picture of its sound, with what stood out beneath; a click goes there."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollBar, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from companion.lanes import Lanes
from companion.recordings.peaks import Peaks
from ui import words
from ui.look import Look
from ui.review.wave_paint import (
    ICON_LANES,
    Thing,
    WavePainter,
    bands,
    names_width,
    on_lane,
    ruler_height,
    told,
)
from ui.review.wave_scale import WaveScale

_ZOOM = 1.5
"""One step of the wheel or of a key."""

_JUMP_S = 1.0
"""A place that moves by more than this was jumped to."""

_DRAGGED = 6
"""Pixels from which on a drag chooses a passage; below it is a click."""

_WAYS = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: +1.0}

Passage = tuple[float, float]


class Waveform(QWidget):
    """`sought` asks for another place; `passage_chosen` carries the seconds dragged over, or None.

    GUI thread only. What does not move is painted once for a view and kept.
    """

    sought = Signal(float)
    passage_chosen = Signal(object)
    scrolled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._painter = WavePainter(look)
        self._lanes = Lanes()
        self._peaks: Peaks | None = None
        self._exact = False
        self._scale = WaveScale(0.0, 1.0, 0.0)
        self._kept: QPixmap | None = None
        self._at = 0.0
        self._pressed: float | None = None
        self._passage: Passage | None = None
        self._hint = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Waveform"))
        self.setAccessibleDescription(
            self.tr(
                "Left and Right move a second, with Shift they choose a passage; plus and minus"
                " zoom, Home and End go to the ends"
            )
        )
        look.changed.connect(self._draw_anew)

    @property
    def scale(self) -> WaveScale:
        return self._scale

    @property
    def has_sound(self) -> bool:
        """Whether the outline of the sound, or a sketch of it, is there to be drawn."""
        return self._peaks is not None

    @property
    def is_exact(self) -> bool:
        """Whether it is the outline, and no sketch any more."""
        return self._exact

    @property
    def passage(self) -> Passage | None:
        return self._passage

    def show_call(self, lanes: Lanes, length: float) -> None:
        """Show another call, whole, as yet without its sound."""
        self._peaks = None
        self._exact = False
        self._passage = None
        self._at = 0.0
        self._scale = replace(self._scale, length=length, first=0.0, span=0.0)
        self.show_lanes(lanes)
        self.scrolled.emit()

    def show_lanes(self, lanes: Lanes) -> None:
        """Something was added, such as a comment."""
        self._lanes = lanes
        self._draw_anew()

    def show_peaks(self, peaks: Peaks) -> None:
        """The outline of the sound, in steps of `companion.recordings.peaks.STEP`."""
        self._exact = True
        self._hint = ""
        self._take(peaks)

    def show_sketch(self, peaks: Peaks) -> None:
        """What the outline is like, as far as it is known; the hint stays."""
        self._take(peaks)

    def _take(self, peaks: Peaks) -> None:
        self._peaks = peaks
        self._painter.fit(peaks)
        self._draw_anew()

    def show_hint(self, text: str) -> None:
        """Say over the sound why there is none, or how far it is read."""
        if text != self._hint:
            self._hint = text
            self.update()

    @Slot(float, float)
    def show_place(self, second: float, length: float) -> None:
        """Move the line of what is heard; the view turns its page with it."""
        del length
        before = self._at
        self._at = second
        # Who has scrolled away while it plays is left alone until the next jump.
        with_it = self._scale.first <= before <= self._scale.last or abs(second - before) > _JUMP_S
        followed = self._scale.following(second) if with_it else self._scale
        if followed != self._scale:
            self._look_at(followed)
        elif round(self._scale.x(before)) != round(self._scale.x(second)):
            for moved in (before, second):
                self.update(round(self._scale.x(moved)) - 8, 0, 16, self.height())

    def show_passage(self, passage: Passage | None) -> None:
        self._passage = passage
        self.update()

    def zoom(self, factor: float, around: float | None = None) -> None:
        self._look_at(self._scale.zoomed(factor, self._at if around is None else around))

    def scroll_to(self, first: float) -> None:
        self._look_at(self._scale.moved_to(first))

    def sizeHint(self) -> QSize:
        return QSize(self._look.u(120), bands(self._look)[-1].bottom + self._look.u(1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.u(60), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left = names_width(self._look)
        room = max(1.0, self.width() - left - self._look.u(2))
        self._look_at(replace(self._scale, left=left, room=room))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._kept is None:
            self._kept = self._painted()
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            painter.drawPixmap(0, 0, self._kept)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._hint:
                self._paint_hint(painter)
            self._paint_passage(painter)
            self._paint_place(painter)
            if self.hasFocus():
                painter.setPen(QPen(self._look.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() in _WAYS:
            self._choose_more(_WAYS[Qt.Key(event.key())])
            return
        key, shown = event.key(), self._scale.shown
        places = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_PageUp: self._at - shown / 2,
            Qt.Key.Key_PageDown: self._at + shown / 2,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self._scale.length,
        }
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in places:
            self.sought.emit(min(max(places[Qt.Key(key)], 0.0), self._scale.length))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _ZOOM)
        elif key == Qt.Key.Key_0:
            self.zoom(1e-9)
        else:
            super().keyPressEvent(event)

    def _choose_more(self, seconds: float) -> None:
        """Move the end of the chosen passage; it begins at the place that is heard."""
        start, end = self._passage or (self._at, self._at)
        end = min(max(end + seconds, start), self._scale.length)
        self.show_passage((start, end) if end > start else None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            around = self._scale.second(event.position().x())
            self.zoom(_ZOOM ** (steps.y() / 120), around)
        else:
            turned = steps.x() if abs(steps.x()) > abs(steps.y()) else steps.y()
            self.scroll_to(self._scale.first - turned / 120 * self._scale.shown / 8)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() >= self._scale.left:
            self._pressed = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and abs(event.position().x() - self._pressed) >= _DRAGGED:
            ends = sorted((self._pressed, event.position().x()))
            self.show_passage((self._scale.second(ends[0]), self._scale.second(ends[1])))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        if abs(event.position().x() - pressed) >= _DRAGGED:
            self.passage_chosen.emit(self._passage)
            return
        thing = self._thing_at(event.position())
        place = thing.moment.at if thing else self._scale.second(pressed)
        self.sought.emit(place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, point: QPointF) -> str:
        """What is there, in words."""
        thing = self._thing_at(point)
        return told(thing) if thing else words.clock(self._scale.second(point.x()))

    def _thing_at(self, point: QPointF) -> Thing | None:
        """The nearest thing under the pointer, on its lane."""
        reach = self._look.u(4)
        for band in bands(self._look):
            if band.key in ICON_LANES and band.top <= point.y() < band.bottom:
                there = [
                    (abs(self._scale.x(thing.moment.at) + reach / 2 - point.x()), number, thing)
                    for number, thing in enumerate(on_lane(self._lanes, band.key))
                ]
                apart, _, thing = min(there, default=(reach + 1.0, 0, None))
                return thing if apart <= reach else None
        return None

    def _look_at(self, scale: WaveScale) -> None:
        self._scale = scale.moved_to(scale.first)
        self._draw_anew()
        self.scrolled.emit()

    @Slot()
    def _draw_anew(self) -> None:
        self._kept = None
        self.updateGeometry()
        self.update()

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(self._look.colour("surface"))
        with QPainter(made) as painter:
            self._painter.paint(painter, self._scale, self._lanes, self._peaks)
        return made

    def _paint_hint(self, painter: QPainter) -> None:
        look = self._look
        first, second = bands(look)[:2]
        room = QRectF(self._scale.left, first.top, self._scale.room, second.bottom - first.top)
        painter.setFont(look.font(0.88))
        text = painter.boundingRect(room, Qt.AlignmentFlag.AlignCenter, self._hint)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(text.adjusted(-12, -5, 12, 5), look.u(1.5), look.u(1.5))
        painter.setPen(look.colour("text_muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._hint)

    def _paint_passage(self, painter: QPainter) -> None:
        if self._passage is None:
            return
        scale = self._scale
        left = max(scale.x(self._passage[0]), scale.left)
        right = min(scale.x(self._passage[1]), scale.left + scale.room)
        if right <= left:
            return
        accent = self._look.colour("accent")
        painter.setPen(QPen(accent, 1.5))
        accent.setAlphaF(0.16)
        painter.setBrush(accent)
        top = ruler_height(self._look)
        painter.drawRect(QRectF(left, top, right - left, self.height() - top - 1))

    def _paint_place(self, painter: QPainter) -> None:
        x = self._scale.x(self._at)
        if not self._scale.left <= x <= self._scale.left + self._scale.room:
            return
        top = ruler_height(self._look)
        painter.setPen(QPen(self._look.colour("text"), 1.5))
        painter.drawLine(QPointF(x, top), QPointF(x, self.height()))
        painter.setBrush(self._look.colour("text"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon([QPointF(x - 5, top - 4), QPointF(x + 5, top - 4), QPointF(x, top + 4)])


class WavePanel(QWidget):
    """The waveform over a scroll bar that is there when the view is zoomed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wave = Waveform(look)
        self.bar = QScrollBar(Qt.Orientation.Horizontal)
        self.bar.setAccessibleName(self.tr("Scroll the waveform"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.wave)
        column.addWidget(self.bar)
        steady = self.bar.sizePolicy()
        steady.setRetainSizeWhenHidden(True)  # so that nothing jumps when it comes
        self.bar.setSizePolicy(steady)
        self.wave.scrolled.connect(self._on_scrolled)
        self.bar.valueChanged.connect(self._on_bar)
        self._on_scrolled()

    @Slot()
    def _on_scrolled(self) -> None:
        scale = self.wave.scale
        with QSignalBlocker(self.bar):
            self.bar.setRange(0, round(max(0.0, scale.length - scale.shown) * 10))
            self.bar.setPageStep(round(scale.shown * 10))
            self.bar.setValue(round(scale.first * 10))
        self.bar.setVisible(self.bar.maximum() > 0)

    @Slot(int)
    def _on_bar(self, value: int) -> None:
        self.wave.scroll_to(value / 10)

"""Draws a line of the transcript: who, when, the words with what they set off, better words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import (
    QBrush,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from companion.events import Speaker
from ui import words
from ui.look import Look, painted_icon
from ui.models.line import Line, Span, marked_text, spans
from ui.models.transcript import BeforeRole, LineRole
from ui.theme import TINTED

Index = QModelIndex | QPersistentModelIndex

LEADING = 1.28
"""Height of a line of text over that of its letters."""

_KEPT_SHAPES = 400
"""Laid-out rows kept for drawing: some ten screens full."""

SPEAKER_ROLES = {
    Speaker.AGENT: "agent",
    Speaker.CUSTOMER: "customer",
    Speaker.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A row laid out for a width. `left` is where words begin; heights are logical pixels.

    A row is named where the speaker changes, and has a head there and where something was set off.
    """

    text: QTextLayout
    advice: tuple[tuple[float, QTextLayout], ...]
    named: bool
    headed: bool
    left: int
    text_top: float
    height: int


class TranscriptDelegate(QStyledItemDelegate):
    """Lays each row out once for a width and keeps that. GUI thread only."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shape = lru_cache(maxsize=_KEPT_SHAPES)(self._laid_out)
        self.said: tuple[int, Span] | None = None
        """The word heard now: its sentence's place in the log, and where it stands there."""
        self.sought: re.Pattern[str] | None = None
        """What words are found by that shall stand out."""
        look.changed.connect(self._forget)

    def guesser(self, width: int) -> Callable[[Line], int]:
        """Tells about how high a row of this width is, quickly."""
        metrics = QFontMetrics(self._look.font())
        letters = max(1, (width - self._left() - self._look.u(4)) // metrics.averageCharWidth())
        height, air = metrics.height() * LEADING, self._look.u(4)
        return lambda line: round((1 + len(line.text) // letters) * height) + air

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.rect.width()
        return QSize(width, self._shape_of(index, width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        line: Line = index.data(LineRole)
        shape = self._shape_of(index, rect.width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_state(painter, option, rect)
        painter.translate(rect.topLeft())
        self._paint_bar(painter, line, shape)
        if shape.headed:
            self._paint_head(painter, line, shape, rect.width())
        painter.setPen(self._look.colour("text_muted" if line.partial else "text"))
        shape.text.draw(painter, QPointF(shape.left, shape.text_top), self._set_off(line))
        self._paint_advice(painter, shape)
        painter.restore()

    def character_at(self, index: Index, rect: QRect, point: QPoint) -> int | None:
        """Which character of the line's text, in the row at `rect`, is at this point."""
        shape = self._shape_of(index, rect.width())
        x = point.x() - rect.left() - shape.left
        y = point.y() - rect.top() - shape.text_top
        for number in range(shape.text.lineCount()):
            line = shape.text.lineAt(number)
            if line.y() <= y < line.y() + line.height() * LEADING and 0 <= x <= line.width():
                on_letters = x <= line.naturalTextWidth()
                return int(line.xToCursor(x, _ON_CHARACTER)) if on_letters else None
        return None

    def _set_off(self, line: Line) -> list[QTextLayout.FormatRange]:
        """Paints the word that is heard now, and words that are sought, over the laid-out text,
        which stays as it is.
        """
        found = spans(self.sought, line.text) if self.sought else []
        if self.said is not None and self.said[0] == line.seq:
            found.append(self.said[1])
        marked = QTextCharFormat()
        marked.setBackground(QBrush(self._look.colour("accent")))
        marked.setForeground(QBrush(self._look.colour("on_accent")))
        return [_range(span, marked) for span in found]

    def _paint_state(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        state: QStyle.StateFlag = option.state
        if not state & QStyle.StateFlag.State_Selected:
            return
        focused = state & QStyle.StateFlag.State_HasFocus
        inner = QRectF(rect).adjusted(4.5, 1.5, -4.5, -1.5)
        painter.setBrush(self._look.colour("pressed"))
        painter.setPen(QPen(self._look.colour("accent"), 2) if focused else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(inner, self._look.u(1), self._look.u(1))

    def _paint_bar(self, painter: QPainter, line: Line, shape: Shape) -> None:
        """One unbroken bar along all that somebody says in a row."""
        top = shape.text_top - self._head_height() if shape.named else 0
        bar = QRectF(shape.left - self._look.u(3), top, 3, shape.height - top)
        painter.fillRect(bar, self._look.colour(SPEAKER_ROLES[line.speaker]))

    def _paint_head(self, painter: QPainter, line: Line, shape: Shape, width: int) -> None:
        look, top = self._look, shape.text_top - self._head_height()
        small = look.font(0.92)
        height = QFontMetrics(look.bold()).height()
        painter.setFont(small)
        painter.setPen(look.colour("text_dim"))
        time = QRectF(0, top, shape.left - look.u(5), height)
        painter.drawText(time, _RIGHT, words.clock(line.start))
        x: float = shape.left
        if shape.named:
            name = words.speaker_name(line.speaker)
            painter.setFont(look.bold())
            painter.setPen(look.colour(SPEAKER_ROLES[line.speaker]))
            painter.drawText(QRectF(shape.left, top, width, height), _LEFT, name)
            x += QFontMetrics(look.bold()).horizontalAdvance(name) + look.u(3)
        for category in dict.fromkeys(lit.category for lit in line.lit):
            x += self._paint_chip(painter, x, top, category.value, words.category_name(category))
        for kind in dict.fromkeys(slip.kind for slip in line.slips):
            x += self._paint_chip(painter, x, top, "hint", words.conduct_name(kind))
        if line.marked:
            self._paint_chip(painter, x, top, "mark", marked_text())

    def _paint_chip(self, painter: QPainter, x: float, top: float, role: str, text: str) -> float:
        """A small label with icon; returns the room it took."""
        look = self._look
        font = look.font(0.86)
        metrics = QFontMetrics(font)
        icon = look.u(3.5)
        height = QFontMetrics(look.bold()).height()
        width = icon + look.u(1) + metrics.horizontalAdvance(text) + look.u(3)
        icon_name = role
        if role == "mark":
            role = "text_muted"
        ground = look.soft(role) if role in TINTED else look.colour("pressed")
        painter.setBrush(ground)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(x, top, width, height), height / 2, height / 2)
        at = (x + look.u(1.5), top + (height - icon) / 2)
        painted_icon(painter, look, at, icon_name, role, icon)
        painter.setFont(font)
        painter.setPen(look.colour(role))
        painter.drawText(QRectF(x + look.u(2) + icon, top, width, height), _LEFT, text)
        return width + look.u(1.5)

    def _paint_advice(self, painter: QPainter, shape: Shape) -> None:
        look = self._look
        painter.setPen(look.colour("text_muted"))
        for top, layout in shape.advice:
            painted_icon(painter, look, (shape.left, top + 1), "hint", "hint", look.u(4))
            layout.draw(painter, QPointF(shape.left + look.u(5.5), top))

    def _shape_of(self, index: Index, width: int) -> Shape:
        line: Line = index.data(LineRole)
        row = index.row()
        before: Line | None = index.sibling(row - 1, 0).data(LineRole)
        # Who speaks and when is said anew also where lines between are left out.
        apart = before is not index.data(BeforeRole)
        changes = before is None or apart or before.speaker != line.speaker
        return self._shape(line, changes, width)

    def _laid_out(self, line: Line, named: bool, width: int) -> Shape:
        look = self._look
        headed = named or bool(line.lit or line.slips) or line.marked
        left = self._left()
        room = max(look.u(20), width - left - look.u(4))
        text = QTextLayout(line.text + (" …" if line.partial else ""), look.font(1.06))
        text.setFormats(self._formats(line))
        above = look.u(3.5) if named else look.u(1.5)
        top = above + self._head_height() if headed else above
        bottom = top + _break(text, room)
        advice = []
        for slip in dict.fromkeys(s.say_instead for s in line.slips if s.say_instead):
            said = QCoreApplication.translate("transcript", "Say instead: {words}")
            layout = QTextLayout(said.format(words=slip), look.font(0.95))
            advice.append((bottom + look.u(1), layout))
            bottom += look.u(1) + _break(layout, room - look.u(6))
        return Shape(text, tuple(advice), named, headed, left, top, round(bottom + look.u(0.5)))

    def _formats(self, line: Line) -> list[QTextLayout.FormatRange]:
        """Later formats lie over earlier ones."""
        look = self._look
        ranges = []
        for span in line.doubtful:
            dim = QTextCharFormat()
            dim.setForeground(QBrush(look.colour("text_dim")))
            ranges.append(_range(span, dim))
        dotted = self._underlined("text_muted", _DOTTED)
        ranges += [_range(slip.where, dotted) for slip in line.slips if slip.where]
        for lit in line.lit:
            if lit.where:
                bright = self._underlined(lit.category.value, _SINGLE)
                bright.setBackground(QBrush(look.soft(lit.category.value)))
                bright.setForeground(QBrush(look.colour("text")))
                bright.setFontWeight(600)
                ranges.append(_range(lit.where, bright))
        return ranges

    def _underlined(self, role: str, style: QTextCharFormat.UnderlineStyle) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setUnderlineColor(self._look.colour(role))
        made.setUnderlineStyle(style)
        return made

    def _left(self) -> int:
        look = self._look
        clock = QFontMetrics(look.font(0.92)).horizontalAdvance("0:00:00")
        return look.u(3) + clock + look.u(5)

    def _head_height(self) -> int:
        return QFontMetrics(self._look.bold()).height() + self._look.u(0.75)

    @Slot()
    def _forget(self) -> None:
        self._shape.cache_clear()


_ON_CHARACTER = QTextLine.CursorPosition.CursorOnCharacter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DOTTED = QTextCharFormat.UnderlineStyle.DotLine
_SINGLE = QTextCharFormat.UnderlineStyle.SingleUnderline


def _range(span: Span, style: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = span.start, span.length, style
    return made


def _break(layout: QTextLayout, width: float) -> float:
    """Break the text into lines of this width; returns the height they take."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() * LEADING
    layout.endLayout()
    return y

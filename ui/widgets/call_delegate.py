"""Draws a saved call in the list: when and what, how angry, what was threatened, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import words
from ui.look import Look, painted_icon
from ui.models.calls import CallsModel, HitRole, SummaryRole, title
from ui.widgets.found_words import paint_hit

if TYPE_CHECKING:
    from companion.store import CallSummary, Hit

Index = QModelIndex | QPersistentModelIndex

_MOST_ICONS = 4

# Widths of the columns, from the right, in steps of the grid.
_FOLLOW_UP, _STEPS, _ALERTS, _ANGER = 37, 15, 28, 26


class CallDelegate(QStyledItemDelegate):
    """Two lines on the left, facts in columns on the right. GUI thread only."""

    def __init__(self, look: Look, model: CallsModel, steps: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._model, self._steps = look, model, steps

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(self._look.u(80), self._look.u(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        summary: CallSummary = index.data(SummaryRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        room = option.rect.adjusted(self._look.u(4), 0, -self._look.u(4), 0)
        self._paint_facts(painter, room, summary)
        columns = _FOLLOW_UP + _STEPS + _ALERTS + _ANGER
        room.setRight(room.right() - self._look.u(columns + 2))
        self._paint_names(painter, room, summary, index.data(HitRole))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        look, state = self._look, option.state
        chosen = state & QStyle.StateFlag.State_Selected
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.colour("pressed"))
            focused = chosen and state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QPen(look.colour("accent"), 2) if focused else Qt.PenStyle.NoPen)
            frame = QRectF(option.rect).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, look.u(1.5), look.u(1.5))

    def _paint_names(
        self, painter: QPainter, room: QRect, summary: CallSummary, hit: Hit | None
    ) -> None:
        look = self._look
        bold, small = QFontMetrics(look.bold()), QFontMetrics(look.font(0.9))
        top = room.top() + (room.height() - bold.height() - small.height() - 2) // 2
        painter.setFont(look.bold())
        painter.setPen(look.colour("text"))
        first = QRect(room.left(), top, room.width(), bold.height())
        painter.drawText(first, _LEFT, title(summary))
        second = QRect(room.left(), top + bold.height() + 2, room.width(), small.height())
        if hit is not None:
            who = words.speaker_name(hit.speaker) if hit.speaker else self.tr("Note")
            paint_hit(painter, look, second, hit, f"{words.clock(hit.start)} {who}: ")
            return
        parts = [words.clock(summary.duration_s), summary.source]
        if named := self._model.unfinished(summary.status):
            parts.insert(0, named)
        painter.setFont(look.font(0.9))
        painter.setPen(look.colour("text_muted"))
        under = small.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(second, _LEFT, under)

    def _paint_facts(self, painter: QPainter, room: QRect, summary: CallSummary) -> None:
        look = self._look
        painter.setFont(look.font(0.92))
        left = room.right()
        cells = []
        for steps in (_FOLLOW_UP, _STEPS, _ALERTS, _ANGER):
            left -= look.u(steps)
            cells.append(QRect(left, room.top(), look.u(steps), room.height()))
        follow_up, done, alerts, anger = cells
        if summary.follow_up:
            self._paint_fact(painter, follow_up, "date", words.short_day(summary.follow_up))
        self._paint_fact(painter, done, "check", f"{len(summary.steps)}/{self._steps}")
        size = look.u(4.5)
        for number, category in enumerate(list(summary.alerts)[:_MOST_ICONS]):
            at = (alerts.left() + number * look.u(6), alerts.center().y() - size / 2 + 1)
            painted_icon(painter, look, at, category.value, category.value, size)
        if summary.peak_anger is not None:
            self._paint_anger(painter, anger, summary.peak_anger)

    def _paint_fact(self, painter: QPainter, cell: QRect, icon: str, text: str) -> None:
        size = self._look.u(4)
        at = (cell.left(), cell.center().y() - size / 2 + 1)
        painted_icon(painter, self._look, at, icon, "text_muted", size)
        painter.setPen(self._look.colour("text"))
        painter.drawText(cell.adjusted(self._look.u(5.5), 0, 0, 0), _LEFT, text)

    def _paint_anger(self, painter: QPainter, cell: QRect, level: int) -> None:
        look = self._look
        dot = look.u(2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"anger_{level}"))
        painter.drawEllipse(QRectF(cell.left(), cell.center().y() - dot / 2 + 1, dot, dot))
        painter.setPen(look.colour("text"))
        painter.drawText(cell.adjusted(look.u(4.5), 0, 0, 0), _LEFT, words.anger_name(level))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

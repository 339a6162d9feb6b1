"""Draws a saved call in the list: when and what, how angry, what was threatened, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import words
from ui.look import Look, painted_icon
from ui.models.calls import CallsModel, HitRole, SummaryRole, title

if TYPE_CHECKING:
    from companion.store import CallSummary, Hit

Index = QModelIndex | QPersistentModelIndex

_MOST_ICONS = 4

_LEAD = 24
"""So many letters of a passage are shown before the first word that was found in it."""

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
            self._paint_hit(painter, second, hit)
            return
        parts = [words.clock(summary.duration_s), summary.source]
        if named := self._model.unfinished(summary.status):
            parts.insert(0, named)
        painter.setFont(look.font(0.9))
        painter.setPen(look.colour("text_muted"))
        under = small.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(second, _LEFT, under)

    def _paint_hit(self, painter: QPainter, room: QRect, hit: Hit) -> None:
        """The passage, the words that were looked for in bold; cut where the room ends."""
        who = words.speaker_name(hit.speaker) if hit.speaker else self.tr("Note")
        at = _near_the_first(hit)
        pieces = [(f"{words.clock(hit.start)} {who}: {'…' if at else ''}", False)]
        for start, end in hit.marks:
            pieces += [(hit.snippet[at:start], False), (hit.snippet[start:end], True)]
            at = end
        pieces.append((hit.snippet[at:], False))
        left = room.left()
        for text, found in pieces:
            font = self._look.bold(0.9) if found else self._look.font(0.9)
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(self._look.colour("text" if found else "text_muted"))
            width = room.right() - left
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, room.top(), width, room.height()), _LEFT, cut)
            left += metrics.horizontalAdvance(text)
            if cut != text:
                return

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


def _near_the_first(hit: Hit) -> int:
    """Where to begin the passage so that the first word found is in sight."""
    first = hit.marks[0][0] if hit.marks else 0
    return hit.snippet.rfind(" ", 0, first - _LEAD) + 1 if first > _LEAD else 0


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

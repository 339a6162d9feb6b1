"""Draws the cells of the library that say more by a sign than by a word alone."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from companion.risk import HIGHEST
from companion.store import CallSummary
from ui.language import number
from ui.look import Look, painted_icon
from ui.models.library import Column, LibraryModel
from ui.widgets.found_words import paint_hit

Index = QModelIndex | QPersistentModelIndex

_HIGH_RISK, _SOME_RISK = 50, 25
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LibraryDelegate(QStyledItemDelegate):
    """Risk as a bar, the peak of anger as a dot, alerts as icons; each with its word or number."""

    def __init__(self, look: Look, model: LibraryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self._prepare()
        look.changed.connect(self._prepare)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(self._look.u(12), self._look.u(9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index)
        cell = option.rect.adjusted(self._look.u(2), 0, -self._look.u(1), 0)
        summary = self._model.summary(index.row())
        if summary is None:
            self._paint_text(painter, cell, "…", "text_dim")
        else:
            self._paint_cell(painter, cell, summary, index)
        painter.restore()

    @Slot()
    def _prepare(self) -> None:
        """A page has some two hundred cells: what they share is made once."""
        self._font = self._look.font(0.95)
        metrics = QFontMetrics(self._font)
        self._cut = lru_cache(maxsize=4096)(
            lambda text, width: metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        )

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, state = self._look, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, look.colour("pressed"))
            if option.widget.hasFocus() and index.column() == 0:
                painter.fillRect(
                    QRect(option.rect.left(), option.rect.top(), look.u(1), option.rect.height()),
                    look.colour("accent"),
                )
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _paint_cell(
        self, painter: QPainter, cell: QRect, summary: CallSummary, index: Index
    ) -> None:
        column = Column(index.column())
        text = self._model.text(summary, column)
        if column == Column.RISK:
            self._paint_risk(painter, cell, summary.risk)
        elif column == Column.ANGER and summary.peak_anger is not None:
            dot = self._look.u(2.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour(f"anger_{summary.peak_anger}"))
            painter.drawEllipse(QRectF(cell.left(), cell.center().y() - dot / 2 + 1, dot, dot))
            self._paint_text(painter, cell.adjusted(self._look.u(4), 0, 0, 0), text)
        elif column == Column.ALERTS:
            self._paint_alerts(painter, cell, summary)
        elif column == Column.FOUND:
            hit = self._model.hit(index.row())
            if hit is not None:
                paint_hit(painter, self._look, cell, hit)
        elif column == Column.REVIEWED and summary.reviewed:
            size = self._look.u(4.5)
            at = (cell.left(), cell.center().y() - size / 2 + 1)
            name, role = ("reply", "warning") if summary.disputed else ("check", "good")
            painted_icon(painter, self._look, at, name, role, size)
            if summary.disputed:
                self._paint_text(painter, cell.adjusted(self._look.u(5.5), 0, 0, 0), text)
        else:
            strong = column in (Column.DATE, Column.SCORE)
            self._paint_text(painter, cell, text, "text" if strong else "text_muted")

    def _paint_text(self, painter: QPainter, cell: QRect, text: str, role: str = "text") -> None:
        painter.setPen(self._look.colour(role))
        painter.setFont(self._font)
        painter.drawText(cell, _LEFT, self._cut(text, cell.width()))

    def _paint_risk(self, painter: QPainter, cell: QRect, risk: int) -> None:
        look = self._look
        self._paint_text(painter, cell, str(risk))
        bar = QRectF(cell.left() + look.u(8), cell.center().y() - look.u(0.75) + 1, 0, look.u(1.5))
        room = cell.right() - bar.left() - look.u(1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("line"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), room, bar.height()), 3, 3)
        level = 3 if risk >= _HIGH_RISK else 2 if risk >= _SOME_RISK else 0
        painter.setBrush(look.colour(f"anger_{level}"))
        painter.drawRoundedRect(
            QRectF(bar.left(), bar.top(), room * risk / HIGHEST, bar.height()), 3, 3
        )

    def _paint_alerts(self, painter: QPainter, cell: QRect, summary: CallSummary) -> None:
        """How many there are, and an icon for each category."""
        if not summary.alerts:
            return
        look, size = self._look, self._look.u(4.5)
        self._paint_text(painter, cell, number(sum(summary.alerts.values())), "text_muted")
        cell = cell.adjusted(look.u(5), 0, 0, 0)
        most = max(1, cell.width() // look.u(5.5))
        for place, category in enumerate(list(summary.alerts)[:most]):
            at = (cell.left() + place * look.u(5.5), cell.center().y() - size / 2 + 1)
            painted_icon(painter, look, at, category.value, category.value, size)

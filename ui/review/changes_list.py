"""A list of sentences with the words lit for which a rule holds."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.look import Look
from ui.models.changes import ChangeRole, ChangesModel, Row, lit

Index = QModelIndex | QPersistentModelIndex

_LINES = 2


class ChangeDelegate(QStyledItemDelegate):
    """Two lines of the sentence, and under it where it stands."""

    def __init__(self, look: Look, model: ChangesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._model = look, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ChangeRole)
        assert isinstance(row, Row)
        view = self.parent()
        assert isinstance(view, QListView)
        room = view.viewport().width() - self._look.u(6)
        long = option.fontMetrics.horizontalAdvance(row.change.text) > room
        lines = _LINES if long else 1
        return QSize(0, option.fontMetrics.height() * (lines + 1) + self._look.u(4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ChangeRole)
        assert isinstance(row, Row)
        look = self._look
        room: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, look.colour("pressed"))
            painter.fillRect(
                QRect(room.topLeft(), QSize(look.u(1), room.height())), look.colour("accent")
            )
        painter.setPen(look.colour("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        inner = room.adjusted(look.u(3), look.u(1.5), -look.u(3), -look.u(1))
        below = self._paint_sentence(painter, inner, row)
        painter.setFont(look.font(0.88))
        painter.setPen(look.colour("text_muted"))
        foot = QRect(inner.left(), round(below) + 2, inner.width(), inner.bottom() - round(below))
        about = painter.fontMetrics().elidedText(
            self._model.about(row), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(foot, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, about)
        painter.restore()

    def _paint_sentence(self, painter: QPainter, room: QRect, row: Row) -> float:
        """The sentence with its words lit; returns where it ends."""
        text, start, length = lit(row.change.text, row.change.phrase)
        layout = QTextLayout(text, self._look.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        light = QTextLayout.FormatRange()
        light.start, light.length = start, length
        shown = QTextCharFormat()
        shown.setBackground(self._look.soft("warning"))
        shown.setForeground(self._look.colour("warning"))
        shown.setFont(self._look.bold())
        light.format = shown
        layout.setFormats([light])
        layout.beginLayout()
        height = 0.0
        for _ in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room.width())
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        painter.setPen(self._look.colour("text"))
        layout.draw(painter, QPointF(room.topLeft()))
        return room.top() + height


class ChangesList(QListView):
    """`opened` carries the call and the second of the sentence on which Enter was pressed."""

    opened = Signal(str, float)

    def __init__(self, look: Look, model: ChangesModel) -> None:
        super().__init__()
        self._changes = model
        self.setModel(model)
        self.setItemDelegate(ChangeDelegate(look, model, self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleDescription(self.tr("Enter opens the call at this sentence"))
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            change = self._changes.row(index.row()).change
            self.opened.emit(change.call_id, change.start)

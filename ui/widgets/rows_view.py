"""A list whose rows are of any height, laid out by `RowHeights` alone."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.widgets.row_heights import RowHeights

Index = QModelIndex | QPersistentModelIndex


class RowsView(QListView):
    """Where rows are and which are in sight; what keeps the heights true, heirs do.

    A list by name, so that screen readers take it for one; of the layout of Qt's own list, which
    asks every row for its height whenever one changes, nothing is used.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights = RowHeights()

    def top_row(self) -> int:
        """The first row in sight, or -1."""
        return self._heights.row_at(self.verticalOffset())

    def row_in_sight(self) -> int:
        """The current row if it is in sight, else the first that is; -1 where there is none."""
        chosen = self.currentIndex()
        seen = self.viewport().rect().intersects(self.visualRect(chosen))
        return chosen.row() if seen else self.top_row()

    def visualRect(self, index: Index) -> QRect:
        row = index.row()
        if not index.isValid() or row >= len(self._heights):
            return QRect()
        top = self._heights.top(row) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._heights.height(row))

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        del hint
        rect, bar = self.visualRect(index), self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + 1)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._heights.row_at(point.y() + self.verticalOffset())
        return self._index(row) if row >= 0 else QModelIndex()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        del modifiers
        last = len(self._heights) - 1
        if last < 0:
            return QModelIndex()
        row = self.currentIndex().row()
        row = last if row < 0 else row
        page = max(1, len(self._shown()) - 1)
        cursor = QAbstractItemView.CursorAction
        moves = {
            cursor.MoveUp: row - 1,
            cursor.MovePrevious: row - 1,
            cursor.MoveDown: row + 1,
            cursor.MoveNext: row + 1,
            cursor.MovePageUp: row - page,
            cursor.MovePageDown: row + page,
            cursor.MoveHome: 0,
            cursor.MoveEnd: last,
        }
        return self._index(min(last, max(0, moves.get(action, row))))

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        del index
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        offset = self.verticalOffset()
        rows = self._heights.between(rect.top() + offset, rect.bottom() + offset)
        chosen = QItemSelection()
        if rows:
            chosen = QItemSelection(self._index(rows[0]), self._index(rows[-1]))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += QRegion(self.visualRect(index))
        return region

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    def _shown(self) -> range:
        top = self.verticalOffset()
        return self._heights.between(top, top + self.viewport().height())

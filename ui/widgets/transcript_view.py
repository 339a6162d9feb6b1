"""The transcript: thousands of rows of any height, following the talk until one scrolls up."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from ui import words
from ui.look import Look
from ui.models.transcript import TranscriptModel
from ui.widgets.row_heights import RowHeights
from ui.widgets.transcript_delegate import TranscriptDelegate

Index = QModelIndex | QPersistentModelIndex

_REFINED_AT_ONCE = 40
"""Guessed heights measured in one idle moment: about 5 ms."""


class TranscriptView(QListView):
    """Shows a TranscriptModel. `picked` tells the start of a line that was opened (Enter).

    A list by name, so that screen readers take it for one; of the layout of Qt's own list, which
    asks every row for its height whenever one changes, nothing is used.
    """

    picked = Signal(float)

    def __init__(self, look: Look, model: TranscriptModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._transcript = model
        self._heights = RowHeights()
        self._following = True
        self._settling = False
        self._empty_text = ""
        self._draw = TranscriptDelegate(look, self)
        self._refine = QTimer(self, interval=0)
        self._refine.timeout.connect(self._measure_some)
        self._pill = self._made_pill()
        self.setItemDelegate(self._draw)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Transcript"))
        model.rowsRemoved.connect(self._on_removed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.activated.connect(self._on_activated)
        look.changed.connect(self._measure_anew)

    @property
    def following(self) -> bool:
        """Whether the newest line is kept in sight."""
        return self._following

    @property
    def new_below(self) -> bool:
        """Whether lines came that are out of sight."""
        return not self._pill.isHidden()

    @property
    def measured(self) -> bool:
        """Whether every height is true and none a guess any more."""
        return not self._refine.isActive()

    def set_empty_text(self, text: str) -> None:
        """What is written where there are no lines yet."""
        self._empty_text = text
        self.viewport().update()

    @Slot()
    def follow(self) -> None:
        """Show the newest line, and keep doing so."""
        self._following = True
        self._settle()

    def show_utterance(self, seq: int) -> None:
        """Bring the utterance with this place in the log into sight and select it."""
        self._show_row(self._transcript.row_of(seq))

    def show_time(self, seconds: float) -> None:
        """Bring into sight what was being said then."""
        self._show_row(self._transcript.row_at(seconds))

    def _show_row(self, row: int) -> None:
        if row >= 0:
            self.setCurrentIndex(self._transcript.index(row))

    def sizeHint(self) -> QSize:
        return QSize(self._look.u(150), self._look.u(100))

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
        return self._transcript.index(row) if row >= 0 else QModelIndex()

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
        return self._transcript.index(min(last, max(0, moves.get(action, row))))

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
            model = self._transcript
            chosen = QItemSelection(model.index(rows[0]), model.index(rows[-1]))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += QRegion(self.visualRect(index))
        return region

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() == Qt.Key.Key_End:
            super().keyPressEvent(event)
            self.follow()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            if not len(self._heights):
                self._paint_empty(painter)
                return
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            self._measure_shown()
            current = self.currentIndex().row() if self.hasFocus() else -1
            for row in self._shown():
                index = self._transcript.index(row)
                rect = self.visualRect(index)
                if not rect.intersects(event.rect()):
                    continue
                state = QStyle.StateFlag.State_Enabled
                if self.selectionModel().isSelected(index):
                    state |= QStyle.StateFlag.State_Selected
                if row == current:
                    state |= QStyle.StateFlag.State_HasFocus
                option.rect = rect
                option.state = state
                self._draw.paint(painter, option, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)
        if event.oldSize().width() != event.size().width():
            self._measure_anew()
        else:
            self._settle()
        self._place_pill()

    def reset(self) -> None:
        QAbstractItemView.reset(self)
        self._following = True
        self._measure_anew()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        QAbstractItemView.rowsInserted(self, parent, start, end)
        above = self._top_row()
        for row in range(start, end + 1):
            self._heights.insert(row, self._true_height(row))
        grown = self._head_changed(end + 1)
        if start <= above:
            grown += sum(self._heights.height(row) for row in range(start, end + 1))
        self._settle(grown if start <= above else 0)
        if not self._following:
            self._pill.show()
            self._place_pill()

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: object = None) -> None:
        del roles
        above = self._top_row()
        grown = 0
        for row in range(top_left.row(), min(bottom_right.row() + 1, len(self._heights))):
            more = self._heights.measure(row, self._true_height(row))
            grown += more if row < above else 0
        self._settle(grown)

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)
        self._settle()

    def updateGeometries(self) -> None:
        QAbstractItemView.updateGeometries(self)
        bar, view = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(view)
        bar.setSingleStep(self._look.u(12))
        bar.setRange(0, max(0, self._heights.total - view))

    @Slot(QModelIndex, int, int)
    def _on_removed(self, parent: QModelIndex, first: int, last: int) -> None:
        del parent
        for _ in range(first, last + 1):
            self._heights.remove(first)
        self._head_changed(first)
        self._settle()

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        if self._settling:
            return
        self._following = value >= self.verticalScrollBar().maximum() - self._look.u(2)
        if self._following:
            self._pill.hide()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.picked.emit(self._transcript.line(index.row()).start)

    @Slot()
    def _measure_anew(self) -> None:
        """Guess all heights, measure what is in sight, and the rest when there is time."""
        model, guess = self._transcript, self._draw.guesser(self.viewport().width())
        at = self._top_row()
        into = self.verticalOffset() - self._heights.top(at) if at >= 0 else 0
        self._heights.guess(guess(model.line(row)) for row in range(model.rowCount()))
        self._settle()
        if not self._following and at >= 0:
            self._scroll(self._heights.top(at) + into)
        self._measure_shown()
        self._refine.start()

    @Slot()
    def _measure_some(self) -> None:
        rows = self._heights.unmeasured(_REFINED_AT_ONCE)
        if not rows:
            self._refine.stop()
            return
        above = self._top_row()
        grown = 0
        for row in rows:
            more = self._heights.measure(row, self._true_height(row))
            grown += more if row < above else 0
        self._settle(grown)

    def _measure_shown(self) -> None:
        """Measure until all that is in sight is measured; each pass may bring other rows in."""
        while rows := [row for row in self._shown() if not self._heights.measured(row)]:
            for row in rows:
                self._heights.measure(row, self._true_height(row))
            self._settle()

    def _true_height(self, row: int) -> int:
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, self.viewport().width(), 0)
        return self._draw.sizeHint(option, self._transcript.index(row)).height()

    def _head_changed(self, row: int) -> int:
        """The row under a new or vanished one may gain or lose its name."""
        if not 0 <= row < len(self._heights):
            return 0
        return self._heights.measure(row, self._true_height(row))

    def _settle(self, moved: int = 0) -> None:
        """Fit the scroll bar to the heights; what is being read stays where it is."""
        self._settling = True
        self.updateGeometries()
        bar = self.verticalScrollBar()
        if self._following:
            bar.setValue(bar.maximum())
            self._pill.hide()
        elif moved:
            bar.setValue(bar.value() + moved)
        self._settling = False
        self.viewport().update()

    def _scroll(self, value: int) -> None:
        self._settling = True
        self.verticalScrollBar().setValue(value)
        self._settling = False

    def _top_row(self) -> int:
        return self._heights.row_at(self.verticalOffset())

    def _shown(self) -> range:
        top = self.verticalOffset()
        return self._heights.between(top, top + self.viewport().height())

    def _made_pill(self) -> QPushButton:
        pill = QPushButton(self.tr("New below"), self.viewport())
        pill.setProperty("kind", "pill")
        pill.setIcon(self._look.icon("down", "on_accent"))
        pill.setToolTip(self.tr("Follow what is being said (Ctrl+End)"))
        pill.clicked.connect(self.follow)
        pill.hide()
        return pill

    def _place_pill(self) -> None:
        self._pill.adjustSize()
        area = self.viewport().rect()
        x = (area.width() - self._pill.width()) // 2
        self._pill.move(x, area.bottom() - self._pill.height() - self._look.u(3))

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setFont(self._look.font(1.06))
        painter.setPen(self._look.colour("text_muted"))
        room = self.viewport().rect().adjusted(*(self._look.u(n) for n in (8, 8, -8, -8)))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self._empty_text)

    def _copy(self) -> None:
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        lines = [self._transcript.line(row) for row in rows]
        QGuiApplication.clipboard().setText(
            "\n".join(
                f"{words.clock(line.start)} {words.speaker_name(line.speaker)}: {line.text}"
                for line in lines
            )
        )

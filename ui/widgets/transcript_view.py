"""The transcript: thousands of rows of any height, following the talk until one scrolls up."""

from __future__ import annotations

import re

from PySide6.QtCore import (
    QModelIndex,
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
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from ui.look import Look
from ui.models.line import as_text
from ui.models.shown_lines import Only, ShownLines
from ui.models.transcript import TranscriptModel
from ui.widgets.new_below import NewBelow
from ui.widgets.rows_view import Index, RowsView
from ui.widgets.transcript_delegate import TranscriptDelegate

_REFINED_AT_ONCE = 40
"""Guessed heights measured in one idle moment: about 5 ms."""


class TranscriptView(RowsView):
    """Shows a transcript. `picked` tells the start of a line that was opened (Enter)."""

    picked = Signal(float)

    def __init__(
        self, look: Look, model: TranscriptModel | ShownLines, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._transcript = model
        self._anchor: tuple[float, int] | None = None
        self._following = True
        self._settling = False
        self._empty_text = ""
        self._draw = TranscriptDelegate(look, self)
        self._refine = QTimer(self, interval=0)
        self._refine.timeout.connect(self._measure_some)
        self._pill = NewBelow(look, self.viewport())
        self._pill.clicked.connect(self.follow)
        self.setItemDelegate(self._draw)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Transcript"))
        model.rowsRemoved.connect(self._on_removed)
        if isinstance(model, ShownLines):
            model.turning.connect(self._hold)
            model.turned.connect(self._lay_out_anew)
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

    @property
    def empty_text(self) -> str:
        """What is written while no line is shown."""
        model = self._transcript
        hidden = isinstance(model, ShownLines) and model.total
        return self.tr("No line of this sort yet.") if hidden else self._empty_text

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
        """Bring the utterance with this place in the log into sight and select it.

        Where it is not among the lines that are shown, all are shown again.
        """
        model = self._transcript
        if isinstance(model, ShownLines) and model.hides(seq):
            model.show_only(Only.ALL)
        self.show_row(model.row_of(seq))

    def show_time(self, seconds: float) -> None:
        """Bring into sight what was being said then."""
        self.show_row(self._transcript.row_at(seconds))

    def show_row(self, row: int) -> None:
        """Bring a row into sight and select it; -1 is none."""
        if row >= 0:
            self.setCurrentIndex(self._index(row))

    def mark_words(self, sought: re.Pattern[str] | None) -> None:
        """Let the words that are found by this stand out; None lets none."""
        self._draw.sought = sought
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.u(150), self._look.u(100))

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
                index = self._index(row)
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
        self._pill.place()

    def reset(self) -> None:
        QAbstractItemView.reset(self)
        self._following = True
        self._measure_anew()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        QAbstractItemView.rowsInserted(self, parent, start, end)
        above = self.top_row()
        for row in range(start, end + 1):
            self._heights.insert(row, self._true_height(row))
        grown = self._head_changed(end + 1)
        if start <= above:
            grown += sum(self._heights.height(row) for row in range(start, end + 1))
        self._settle(grown if start <= above else 0)
        if not self._following:
            self._pill.show_up()

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: object = None) -> None:
        del roles
        above = self.top_row()
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
        at = self.top_row()
        into = self.verticalOffset() - self._heights.top(at) if at >= 0 else 0
        self._guess_anew(at, into)

    @Slot()
    def _hold(self) -> None:
        """Other rows are about to be shown: remember where one is, if that is not at the end."""
        row = self.row_in_sight()
        self._anchor = None
        if row >= 0 and not self._following:
            place = self._heights.top(row) - self.verticalOffset()
            self._anchor = (self._transcript.line(row).start, place)

    @Slot()
    def _lay_out_anew(self) -> None:
        """Other rows are shown: what was being read stays where it is, or what was said then."""
        at, into = -1, 0
        if self._anchor is not None:
            at, into = max(0, self._transcript.row_at(self._anchor[0])), -self._anchor[1]
        self._guess_anew(at, into)

    def _guess_anew(self, at: int, into: int) -> None:
        """`at` is the row to stay with, `into` by how much its top is above that of the view."""
        guess = self._draw.guesser(self.viewport().width())
        self._heights.guess(map(guess, self._transcript.lines()))
        self._settle()
        if not self._following and 0 <= at < len(self._heights):
            self._scroll(self._heights.top(at) + into)
        self._measure_shown()
        self._refine.start()

    @Slot()
    def _measure_some(self) -> None:
        rows = self._heights.unmeasured(_REFINED_AT_ONCE)
        if not rows:
            self._refine.stop()
            return
        above = self.top_row()
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
        return self._draw.sizeHint(option, self._index(row)).height()

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

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setFont(self._look.font(1.06))
        painter.setPen(self._look.colour("text_muted"))
        room = self.viewport().rect().adjusted(*(self._look.u(n) for n in (8, 8, -8, -8)))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self.empty_text)

    def _copy(self) -> None:
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        copied = "\n".join(as_text(self._transcript.line(row)) for row in rows)
        QGuiApplication.clipboard().setText(copied)

"""A row of chips: names, numbers, amounts and days as they were said, to copy or to note."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import words
from ui.look import Look, painted_icon
from ui.models.facts import FactRole, FactRow, FactsModel
from ui.widgets.parts import announce

Index = QModelIndex | QPersistentModelIndex

_AIR, _MARK = 2, 4.5
"""Grid steps inside a chip, and of the sign at its end."""


class _ChipDelegate(QStyledItemDelegate):
    """The kind, the quoted words, and at the end a sign: a pen to note it, a tick once it is."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        look, row = self._look, index.data(FactRole)
        metrics = QFontMetrics(look.font(0.92))
        wide = metrics.horizontalAdvance(_kind(row)) + metrics.horizontalAdvance(_words(row))
        return QSize(wide + look.u(2 * _AIR + _MARK + 2), metrics.height() + look.u(2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row = self._look, index.data(FactRole)
        rect = QRect(option.rect).adjusted(0, 0, -look.u(1), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        ground = look.soft("good") if row.kept else look.colour("surface")
        edge = look.colour("accent" if focused else "line_strong")
        painter.setBrush(ground)
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), look.u(2), look.u(2))
        painter.setFont(look.font(0.92))
        room = rect.adjusted(look.u(_AIR), 0, 0, 0)
        painter.setPen(look.colour("text_muted"))
        painter.drawText(room, _LEFT, _kind(row))
        room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(_kind(row)))
        painter.setPen(look.colour("text"))
        painter.drawText(room, _LEFT, _words(row))
        size = look.u(3.5)
        where = (rect.right() - look.u(1) - size, rect.center().y() - size / 2 + 1)
        icon, role = ("done", "good") if row.kept else ("note", "text_muted")
        painted_icon(painter, look, where, icon, role, size)
        painter.restore()


class FactChips(QListView):
    """Enter or a click copies the words and shows their sentence; Space, or a click on the sign at
    the end, puts them into the note. Hidden while nothing was heard.

    `kept` carries the Fact to note, `picked` the utterance to show.
    """

    kept = Signal(object)
    picked = Signal(int)

    def __init__(self, look: Look, model: FactsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts = model
        self.editable = True
        self.setModel(model)
        self.setItemDelegate(_ChipDelegate(look, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setObjectName("chips")
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Heard"))
        self.setAccessibleDescription(
            self.tr("Names, numbers, amounts and days. Enter copies one, Space notes it")
        )
        model.rowsInserted.connect(self._on_news)
        model.modelReset.connect(self._on_news)
        self._on_news()

    def sizeHint(self) -> QSize:
        high = QFontMetrics(self._look.font(0.92)).height() + self._look.u(2)
        return QSize(self._look.u(60), high + self._look.u(1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.u(30), self.sizeHint().height())

    def copy(self, index: Index) -> None:
        """Put the words on the clipboard, a number as its signs, and show where they were said."""
        row: FactRow = index.data(FactRole)
        QGuiApplication.clipboard().setText(row.fact.value or row.fact.text)
        announce(self, self.tr("Copied"))
        self.picked.emit(row.fact.utterance)

    def keep(self, index: Index) -> None:
        """Ask for it to be put into the note."""
        row: FactRow | None = index.data(FactRole)
        if self.editable and row is not None and not row.kept:
            self.kept.emit(row.fact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space:
            self.keep(index)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.copy(index)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if index.isValid():
            at_the_sign = place.x() > self.visualRect(index).right() - self._look.u(_MARK + 2)
            (self.keep if at_the_sign else self.copy)(index)

    @Slot()
    def _on_news(self) -> None:
        """The newest comes into sight, unless the keys are here."""
        rows = self._facts.rowCount()
        self.setVisible(rows > 0)
        if rows and not self.hasFocus():
            last = self._facts.index(rows - 1)
            self.setCurrentIndex(last)
            self.scheduleDelayedItemsLayout()
            self.scrollTo(last)


def _kind(row: FactRow) -> str:
    return words.fact_name(row.fact.kind) + " "


def _words(row: FactRow) -> str:
    return words.quoted(row.fact.text)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

"""The script's steps, ticked by what was heard or by hand, with the words that earned the tick."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from companion.events import By
from ui import words
from ui.language import shipped
from ui.look import Look, painted_icon
from ui.models.checklist import ChecklistModel, StepRole, StepRow
from ui.widgets.parts import Panel, label

Index = QModelIndex | QPersistentModelIndex


class StepDelegate(QStyledItemDelegate):
    """A circle that fills when ticked, the title, and under it the evidence in one line."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.compact = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        title, small = QFontMetrics(self._look.font()), QFontMetrics(self._look.font(0.88))
        under = 0 if self.compact else small.height()
        return QSize(self._look.u(40), title.height() + under + self._look.u(1.5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._look, option.rect
        row: StepRow = index.data(StepRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(look.colour("pressed"))
            painter.setPen(QPen(look.colour("accent"), 2))
            frame = QRectF(rect).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, look.u(1), look.u(1))
        self._paint_circle(painter, rect, row.done)
        left = rect.left() + look.u(8)
        room = QRect(left, rect.top(), rect.right() - left - look.u(1), rect.height())
        self._paint_words(painter, room.adjusted(0, look.u(0.75), 0, 0), row)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, row: StepRow) -> None:
        """The title, and under it (in a low window beside it) what belongs to it."""
        look = self._look
        title, small = QFontMetrics(look.font()), QFontMetrics(look.font(0.88))
        painter.setFont(look.font())
        painter.setPen(look.colour("text"))
        room.setHeight(title.height())
        name = shipped(row.step.title)
        painter.drawText(room, _LEFT, name)
        if self.compact:
            room.setLeft(room.left() + title.horizontalAdvance(name) + look.u(3))
        else:
            room.translate(0, title.height())
        painter.setFont(look.font(0.88))
        painter.setPen(look.colour("good" if row.done else "text_muted"))
        under = small.elidedText(self._under(row), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, under)

    def _paint_circle(self, painter: QPainter, rect: QRect, done: bool) -> None:
        look = self._look
        size = look.u(5)
        x, y = rect.left() + look.u(1.5), rect.top() + (rect.height() - size) / 2
        if done:
            painted_icon(painter, look, (x, y), "done", "good", size)
            return
        painter.setPen(QPen(look.colour("line_strong"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(x, y, size, size).adjusted(2.5, 2.5, -2.5, -2.5))

    def _under(self, row: StepRow) -> str:
        if row.tick is None:
            return shipped(row.step.prompt)
        by_hand = row.tick.by == By.AGENT or not row.tick.evidence
        said = self.tr("ticked by hand") if by_hand else words.quoted(row.tick.evidence)
        return f"{words.clock(row.tick.at)}  {said}"


class StepList(QListView):
    """Space, or a click on the circle, ticks; Enter or a double click shows the words."""

    def __init__(self, look: Look, model: ChecklistModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._steps = model
        self.setModel(model)
        self._draw = StepDelegate(look, self)
        self.setItemDelegate(self._draw)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(self.tr("Script steps"))
        self.setAccessibleDescription(self.tr("Space ticks a step, Enter shows the words for it"))

    def set_compact(self, compact: bool) -> None:
        """One line a step instead of two."""
        if compact != self._draw.compact:
            self._draw.compact = compact
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = sum(self.sizeHintForRow(row) for row in range(self._steps.rowCount()))
        return QSize(self._look.u(70), rows + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.u(40), min(self.sizeHint().height(), self._look.u(24)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._steps.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < self._look.u(8):
            self._steps.toggle(index.row())
        super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            near = event.position().x() < self._look.u(8) and self._steps.editable
            shape = Qt.CursorShape.PointingHandCursor if near else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        return super().viewportEvent(event)


class ChecklistPanel(Panel):
    """The list with its score. `picked` asks to show the utterance that earned a tick."""

    picked = Signal(int)

    def __init__(self, look: Look, model: ChecklistModel, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self._model = model
        self.heading.setText(self.tr("Script"))
        self.setAccessibleName(self.tr("Script"))
        self._score = label(tone="muted")
        self.head.addWidget(self._score)
        self.list = StepList(look, model)
        self.body.addWidget(self.list)
        model.dataChanged.connect(self._count)
        model.modelReset.connect(self._count)
        self.list.activated.connect(self._show_words)
        self._count()

    @Slot()
    def _count(self) -> None:
        of = self._model.rowCount()
        self._score.setText(self.tr("{done} of {all}").format(done=self._model.done, all=of))

    @Slot(QModelIndex)
    def _show_words(self, index: QModelIndex) -> None:
        tick = self._model.rows[index.row()].tick
        if tick is not None and tick.utterance is not None:
            self.picked.emit(tick.utterance)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

"""Where one begins: open a recording, see the sample call, or go back to a saved call."""

from __future__ import annotations

from collections.abc import Sequence

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
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from companion.store.summary import CallSummary, Status
from ui import words
from ui.actions import Actions
from ui.look import Look, painted_icon
from ui.models.calls import CallsModel, SummaryRole, status_name, title
from ui.widgets.banner import Banner
from ui.widgets.parts import Glyph, Panel, button, label

Index = QModelIndex | QPersistentModelIndex


class CallDelegate(QStyledItemDelegate):
    """A saved call: when and what, how angry it got, what was threatened, what is due."""

    def __init__(self, look: Look, steps: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._steps = look, steps

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(self._look.u(80), self._look.u(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        summary: CallSummary = index.data(SummaryRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        inner = option.rect.adjusted(self._look.u(4), 0, -self._look.u(4), 0)
        right = self._paint_facts(painter, inner, summary)
        self._paint_names(
            painter, QRect(inner.left(), inner.top(), right - inner.left(), inner.height()), summary
        )
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        look, state = self._look, option.state
        hovered = state & QStyle.StateFlag.State_MouseOver
        chosen = state & QStyle.StateFlag.State_Selected
        if hovered or chosen:
            painter.setBrush(look.colour("pressed"))
            focused = chosen and state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QPen(look.colour("accent"), 2) if focused else Qt.PenStyle.NoPen)
            frame = QRectF(option.rect).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, look.u(1.5), look.u(1.5))

    def _paint_names(self, painter: QPainter, room: QRect, summary: CallSummary) -> None:
        look = self._look
        bold, small = QFontMetrics(look.bold()), QFontMetrics(look.font(0.9))
        top = room.top() + (room.height() - bold.height() - small.height() - 2) // 2
        line = QRect(room.left(), top, room.width(), bold.height())
        painter.setFont(look.bold())
        painter.setPen(look.colour("text"))
        painter.drawText(line, _LEFT, title(summary))
        line = QRect(room.left(), top + bold.height() + 2, room.width(), small.height())
        parts = [words.clock(summary.duration_s), summary.source]
        if summary.status != Status.ENDED:
            parts.insert(0, status_name(self, summary.status))
        painter.setFont(look.font(0.9))
        painter.setPen(look.colour("text_muted"))
        under = small.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(line, _LEFT, under)

    def _paint_facts(self, painter: QPainter, room: QRect, summary: CallSummary) -> int:
        """From right to left: follow-up, steps, alerts, anger. Returns where they begin."""
        look = self._look
        painter.setFont(look.font(0.92))
        metrics = QFontMetrics(painter.font())
        cell = QRect(room.right() - look.u(37), room.top(), look.u(37), room.height())
        if summary.follow_up:
            at = (cell.left(), cell.center().y() - look.u(2) + 1)
            painted_icon(painter, look, at, "date", "text_muted", look.u(4))
            painter.setPen(look.colour("text"))
            day = words.short_day(summary.follow_up)
            painter.drawText(cell.adjusted(look.u(5.5), 0, 0, 0), _LEFT, day)
        cell = QRect(cell.left() - look.u(15), room.top(), look.u(15), room.height())
        painted_icon(
            painter,
            look,
            (cell.left(), cell.center().y() - look.u(2) + 1),
            "check",
            "good",
            look.u(4),
        )
        painter.setPen(look.colour("text"))
        painter.drawText(
            cell.adjusted(look.u(5), 0, 0, 0), _LEFT, f"{len(summary.steps)}/{self._steps}"
        )
        left = cell.left() - look.u(28)
        x = left
        for category in summary.alerts:
            role = category.value
            painted_icon(
                painter, look, (x, cell.center().y() - look.u(2.25) + 1), role, role, look.u(4.5)
            )
            x += look.u(6)
        left -= look.u(26)
        if summary.peak_anger is not None:
            self._paint_anger(
                painter, QRect(left, room.top(), look.u(26), room.height()), summary.peak_anger
            )
        del metrics
        return left

    def _paint_anger(self, painter: QPainter, cell: QRect, level: int) -> None:
        look = self._look
        dot = look.u(2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"anger_{level}"))
        painter.drawEllipse(QRectF(cell.left(), cell.center().y() - dot / 2 + 1, dot, dot))
        painter.setPen(look.colour("text"))
        painter.drawText(cell.adjusted(look.u(4.5), 0, 0, 0), _LEFT, words.anger_name(level))


class StartPage(QWidget):
    """`chosen` carries the id of a saved call to be opened."""

    chosen = Signal(str)

    def __init__(self, look: Look, actions: Actions, steps: int) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look = look
        self.calls = CallsModel(self)
        self.banner = Banner(look)
        self.sample, self.open = button(look, "primary"), button(look)
        actions.dress(self.sample, "sample")
        actions.dress(self.open, "open")
        self.list = self._make_list(steps)
        self._lay_out()

    def show_calls(self, calls: Sequence[CallSummary]) -> None:
        """List these calls; with none, say what to do."""
        self.calls.reset(calls)
        self.list.setVisible(bool(calls))
        self._nothing.setVisible(not calls)
        if calls:
            self.list.setCurrentIndex(self.calls.index(0))

    @Slot(QModelIndex)
    def _open_row(self, index: QModelIndex) -> None:
        self.chosen.emit(self.calls.summary(index.row()).id)

    def _make_list(self, steps: int) -> QListView:
        made = QListView()
        made.setModel(self.calls)
        made.setItemDelegate(CallDelegate(self._look, steps, made))
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setAccessibleName(self.tr("Saved calls"))
        made.setAccessibleDescription(self.tr("Enter opens the call"))
        made.activated.connect(self._open_row)
        return made

    def _lay_out(self) -> None:
        look = self._look
        outer = QHBoxLayout(self)
        outer.setContentsMargins(look.u(6), look.u(4), look.u(6), look.u(6))
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(look.u(4))
        column.addLayout(self._hero())
        column.addWidget(self.banner)
        panel = Panel(look, self.tr("Saved calls"))
        panel.body.addWidget(self.list, 1)
        self._nothing = self._welcome()
        panel.body.addWidget(self._nothing, 1)
        column.addWidget(panel, 1)
        holder = QWidget()
        holder.setMaximumWidth(look.u(270))
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(holder, 100)
        outer.addStretch(1)

    def _welcome(self) -> QWidget:
        """In place of the list while there is nothing to list: what happens in a call."""
        look = self._look
        made = QWidget()
        column = QVBoxLayout(made)
        column.setSpacing(look.u(4))
        column.addStretch(2)
        head = label(self.tr("No calls yet. This is what happens in one:"))
        head.setFont(look.bold(1.15))
        column.addWidget(head, 0, Qt.AlignmentFlag.AlignHCenter)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.u(3))
        grid.setVerticalSpacing(look.u(3))
        for row, (icon, role, text) in enumerate(
            (
                ("transcript", "agent", self.tr("Both sides become text while they speak.")),
                ("legal", "legal", self.tr("Anger and threats light up, with words that help.")),
                ("check", "good", self.tr("The script ticks itself by what you say.")),
                ("date", "customer", self.tr("The day you promise is understood and kept.")),
            )
        ):
            grid.addWidget(Glyph(look, icon, role, 6), row, 0)
            grid.addWidget(label(text), row, 1)
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addLayout(grid)
        holder.addStretch(1)
        column.addLayout(holder)
        hint = label(self.tr("The sample call shows it all in a minute and a half."), "muted")
        column.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return made

    def _hero(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        row.setSpacing(look.u(4))
        row.addWidget(Glyph(look, "app", "accent", 14))
        texts = QVBoxLayout()
        texts.setSpacing(look.u(0.5))
        name = label(self.tr("Call Companion"))
        name.setFont(look.bold(1.7))
        texts.addWidget(name)
        texts.addWidget(
            label(self.tr("Hears the call with you. Nothing leaves this computer."), "muted")
        )
        row.addLayout(texts, 1)
        row.addWidget(self.open)
        row.addWidget(self.sample)
        return row


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

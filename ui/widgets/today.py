"""Above the saved calls: the promises that are due, and how the day has been so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QSizePolicy, QWidget

from companion.strain import Load
from ui import words
from ui.look import Look
from ui.models.due import DueModel
from ui.widgets.parts import Glyph, Panel, label

if TYPE_CHECKING:
    from companion.store import CallSummary

_SHOWN = 3
"""Rows in sight; the others are scrolled to."""


class DuePanel(Panel):
    """`chosen` carries the id of the call in which the promise was made."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self.heading.setText(self.tr("Promised for today"))
        self.setAccessibleName(self.tr("Follow-ups that are due"))
        self.model = DueModel(look, self)
        self.list = QListView()
        self.list.setObjectName("due")
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(look.u(4), look.u(4)))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName(self.tr("Follow-ups that are due"))
        self.list.setAccessibleDescription(self.tr("Enter opens the call"))
        self.list.activated.connect(self._open)
        self._none = label(self.tr("Nobody waits for a call today."), "muted")
        self.body.addWidget(self.list)
        self.body.addWidget(self._none)
        self.light_up_for(self.list)
        self.show_due([], dt.date.min)

    def show_due(self, calls: Sequence[CallSummary], today: dt.date) -> None:
        """Show these calls' follow-ups."""
        self.model.reset(calls, today)
        self.list.setVisible(bool(calls))
        self._none.setVisible(not calls)
        if calls:
            self.list.setCurrentIndex(self.model.index(0))
            row = self.list.sizeHintForRow(0)
            self.list.setFixedHeight(row * min(len(calls), _SHOWN) + 2)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.call_id(index.row()))


class LoadPanel(Panel):
    """The agent's own day. A break is suggested, to nobody else, and nothing of it is kept."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self.heading.setText(self.tr("Your day"))
        self.setAccessibleName(self.tr("Your day"))
        self._told = label()
        self._rest = QWidget()
        self._rest.setToolTip(self.tr("Only you see this. It is not written down."))
        row = QHBoxLayout(self._rest)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.u(2))
        row.addWidget(Glyph(look, "pause", "good", 4))
        self._text = label(self.tr("Two heavy calls within the hour: take ten minutes."), wrap=True)
        row.addWidget(self._text, 1)
        self.body.addWidget(self._told)
        self.body.addWidget(self._rest)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.show_load(Load(0, 0, 0.0, break_due=False))

    @property
    def text(self) -> str:
        return self._told.text()

    @property
    def break_suggested(self) -> bool:
        return not self._rest.isHidden()

    def show_load(self, load: Load) -> None:
        """Show how many calls there were, and how heavy."""
        self._told.setText(self._words(load))
        self._rest.setVisible(load.break_due)

    def _words(self, load: Load) -> str:
        if load.calls == 0:
            return self.tr("No calls yet.")
        parts = [self.tr("%n call(s)", "", load.calls), words.clock(load.seconds)]
        if load.heavy:
            parts.append(self.tr("%n heavy", "", load.heavy))
        return " · ".join(parts)

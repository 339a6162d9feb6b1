"""The day the customer will hear from us: what was heard, to accept or to set by hand."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QTime, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QStackedWidget,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from companion.call import Call
from companion.events import AnyEvent, By, CallStarted, FollowUpCleared, FollowUpSet
from ui import words
from ui.actions import Actions
from ui.look import Look
from ui.widgets.parts import ElidedLabel, Glyph, Panel, button, label


class FollowUpPanel(Panel):
    """Shows the agreed day. Nothing changes here before its event has come back.

    `chosen` carries a date and a time or None.
    """

    chosen = Signal(object, object)

    def __init__(self, look: Look, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self._look = look
        self._agreed: FollowUpSet | None = None
        self._call_date = dt.date(2000, 1, 1)
        self._read_only = False
        self.heading.setText(self.tr("Follow-up"))
        self.setAccessibleName(self.tr("Follow-up"))
        self._state = label(tone="muted")
        self.head.addWidget(self._state)
        self._icon = Glyph(look, "date", "text_muted", 5)
        self._day = label()
        self._heard = ElidedLabel()
        self._heard.setFont(look.font(0.88))
        self.accept, self.edit = button(look, "primary"), button(look)
        actions.dress(self.accept, "accept_date", self.tr("Accept"))
        actions.dress(self.edit, "edit_date", "")
        self.calendar = button(look)
        actions.dress(self.calendar, "calendar", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._shown())
        self._stack.addWidget(self._editor())
        self.body.addWidget(self._stack)
        self.reset(Call())

    @property
    def editing(self) -> bool:
        return self._stack.currentIndex() == 1

    @property
    def shown_day(self) -> str:
        return self._day.text()

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        if call.started:
            self._call_date = call.call_date
        self._show(call.follow_up)

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        if isinstance(entry, (FollowUpSet, FollowUpCleared, CallStarted)):
            self.reset(call)

    def set_read_only(self, read_only: bool) -> None:
        """Show only: for a saved call."""
        self._read_only = read_only
        self._show(self._agreed)

    def start_editing(self) -> None:
        """Let the user choose a day and perhaps a time."""
        agreed = self._agreed
        day = agreed.date if agreed else self._call_date + dt.timedelta(days=1)
        time = agreed.time if agreed and agreed.time else dt.time(9, 0)
        self.date_edit.setMinimumDate(_qdate(self._call_date))
        self.date_edit.setDate(_qdate(day))
        self.with_time.setChecked(bool(agreed and agreed.time))
        self.time_edit.setTime(QTime(time.hour, time.minute))
        self._state.setText(self.tr("Choose the day"))
        self._stack.setCurrentIndex(1)
        self.date_edit.setFocus()

    @Slot()
    def stop_editing(self) -> None:
        self._stack.setCurrentIndex(0)
        self._show(self._agreed)

    @Slot()
    def choose(self) -> None:
        """Take what the editor holds."""
        day = self.date_edit.date()
        time = self.time_edit.time()
        chosen_time = dt.time(time.hour(), time.minute()) if self.with_time.isChecked() else None
        self.stop_editing()
        self.chosen.emit(dt.date(day.year(), day.month(), day.day()), chosen_time)

    def _show(self, agreed: FollowUpSet | None) -> None:
        self._agreed = agreed
        self.accept.setVisible(agreed is not None and not agreed.accepted and not self._read_only)
        self.edit.setVisible(not self._read_only)
        self.calendar.setVisible(agreed is not None and agreed.accepted and not self._read_only)
        self._icon.show_icon("done" if agreed and agreed.accepted else "date", _role(agreed))
        if agreed is None:
            self._day.setText(self.tr("No day agreed yet"))
            self._heard.hide()
            self._state.clear()
            return
        time = f", {words.time_of_day(agreed.time)}" if agreed.time else ""
        self._day.setText(words.short_day(agreed.date) + time)
        by_hand = agreed.by == By.AGENT and not agreed.heard
        heard = self.tr("set by hand") if by_hand else words.quoted(agreed.heard)
        self._heard.setText(heard)
        self._heard.show()
        self._state.setText(self.tr("Accepted") if agreed.accepted else self.tr("Is this right?"))

    def _shown(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.u(2))
        row.addWidget(self._icon)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._day.setFont(self._look.font(1.05))
        column.addWidget(self._day)
        column.addWidget(self._heard)
        row.addLayout(column, 1)
        row.addWidget(self.accept)
        row.addWidget(self.calendar)
        row.addWidget(self.edit)
        return page

    def _editor(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.u(1.5))
        self.date_edit = QDateEdit()
        self.date_edit.setCalendarPopup(True)
        self.date_edit.setAccessibleName(self.tr("Follow-up day"))
        self.with_time = QCheckBox(self.tr("at"))
        self.with_time.setAccessibleName(self.tr("At a certain time"))
        self.time_edit = QTimeEdit()
        self.time_edit.setAccessibleName(self.tr("Follow-up time"))
        self.time_edit.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        self.time_edit.hide()
        self.with_time.toggled.connect(self.time_edit.setVisible)
        self.take = button(self._look, "primary")
        self.take.setText(self.tr("Set"))
        self.take.setAccessibleName(self.tr("Set the follow-up date"))
        self.take.clicked.connect(self.choose)
        row.addWidget(self.date_edit, 1)
        row.addWidget(self.with_time)
        row.addWidget(self.time_edit)
        row.addWidget(self.take)
        return page


def _role(agreed: FollowUpSet | None) -> str:
    if agreed is None:
        return "text_muted"
    return "good" if agreed.accepted else "warning"


def _qdate(day: dt.date) -> QDate:
    return QDate(day.year, day.month, day.day)

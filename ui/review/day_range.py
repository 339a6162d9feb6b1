"""A choice of days: the last so many, or from one day to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QDate, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QWidget

from ui.look import Look
from ui.widgets.parts import label

_FREE = -1
"""Stands in the list for days that are chosen one by one."""

_SHOWN_AT_FIRST = 30
"""So many days before today the free choice begins."""


class DayRange(QWidget):
    """`changed` says that other days are chosen. Both ends belong to them.

    `last` are choices "the last so many days" with their names; the first choice, `every`, is all.
    """

    changed = Signal()

    def __init__(
        self, look: Look, name: str, every: str, last: Sequence[tuple[str, int]], fill: bool = False
    ) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(name)
        self.box.setToolTip(name)
        self.box.addItem(every, 0)
        for text, days in last:
            self.box.addItem(text, days)
        self.box.addItem(self.tr("From … to …"), _FREE)
        today = dt.date.today()
        self.first = self._edit(self.tr("From"), today - dt.timedelta(days=_SHOWN_AT_FIRST))
        self.last = self._edit(self.tr("To"), today)
        self._dash = label(self.tr("to"), "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.u(1.5))
        row.addWidget(self.box, 1 if fill else 0)
        for widget in (self.first, self._dash, self.last):
            row.addWidget(widget)
        self._show_edits()
        self.box.currentIndexChanged.connect(self._on_choice)
        self.first.dateChanged.connect(self._on_date)
        self.last.dateChanged.connect(self._on_date)

    @property
    def since(self) -> dt.date | None:
        """The first day; None where there is none."""
        days: int = self.box.currentData()
        if days == _FREE:
            return min(_day(self.first), _day(self.last))
        return dt.date.today() - dt.timedelta(days=days - 1) if days else None

    @property
    def until(self) -> dt.date | None:
        """The last day; None where there is none."""
        if self.box.currentData() != _FREE:
            return None
        return max(_day(self.first), _day(self.last))

    @property
    def free(self) -> bool:
        """Whether the days are chosen one by one."""
        return bool(self.box.currentData() == _FREE)

    def choose(self, first: dt.date, last: dt.date) -> None:
        """Take these days."""
        with QSignalBlocker(self.box), QSignalBlocker(self.first), QSignalBlocker(self.last):
            self.box.setCurrentIndex(self.box.findData(_FREE))
            self.first.setDate(QDate(first.year, first.month, first.day))
            self.last.setDate(QDate(last.year, last.month, last.day))
        self._on_choice()

    def reset(self) -> None:
        """All days again, without saying so."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(0)
        self._show_edits()

    @Slot()
    def _on_choice(self) -> None:
        self._show_edits()
        self.changed.emit()

    @Slot()
    def _on_date(self) -> None:
        if self.free:
            self.changed.emit()

    def _show_edits(self) -> None:
        for widget in (self.first, self._dash, self.last):
            widget.setVisible(self.free)

    def _edit(self, name: str, day: dt.date) -> QDateEdit:
        made = QDateEdit(QDate(day.year, day.month, day.day))
        made.setCalendarPopup(True)
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made


def _day(edit: QDateEdit) -> dt.date:
    date = edit.date()
    return dt.date(date.year(), date.month(), date.day())

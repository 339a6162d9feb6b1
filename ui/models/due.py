"""The promised follow-ups that are due, the earliest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui import words
from ui.look import Look

if TYPE_CHECKING:
    from companion.store import CallSummary

Index = QModelIndex | QPersistentModelIndex


class DueModel(QAbstractListModel):
    """One row a call whose follow-up is due. GUI thread only."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._calls: list[CallSummary] = []
        self._today = dt.date.min

    def call_id(self, row: int) -> str:
        return self._calls[row].id

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._calls)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._calls):
            return None
        summary = self._calls[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._when(summary)}  {_what(summary)}"
            case Qt.ItemDataRole.ToolTipRole:
                began = summary.started_at
                called = self.tr("Promised in the call of {day}")
                return called.format(day=words.short_day(began.date()))
            case Qt.ItemDataRole.DecorationRole:
                overdue = summary.follow_up is not None and summary.follow_up < self._today
                return self._look.icon(*(("warning", "warning") if overdue else ("date", "good")))
            case _:
                return None

    def reset(self, calls: Sequence[CallSummary], today: dt.date) -> None:
        """Show these; those before `today` are overdue."""
        self.beginResetModel()
        self._calls, self._today = list(calls), today
        self.endResetModel()

    def _when(self, summary: CallSummary) -> str:
        assert summary.follow_up is not None
        time = summary.follow_up_time
        at = f" {words.time_of_day(time)}" if time else ""
        if summary.follow_up == self._today:
            return self.tr("Today{time}").format(time=at)
        return self.tr("Overdue, {day}").format(day=words.short_day(summary.follow_up) + at)


def _what(summary: CallSummary) -> str:
    """Whom and what it is about, as far as it is known."""
    about = [part for part in (summary.customer, summary.issue) if part]
    return " · ".join(about) or summary.source

"""The saved calls, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from companion.store.summary import CallSummary, Status
from ui import words

SummaryRole = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class CallsModel(QAbstractListModel):
    """One row a saved call. GUI thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: list[CallSummary] = []

    def summary(self, row: int) -> CallSummary:
        return self._calls[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._calls)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._calls):
            return None
        summary = self._calls[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title(summary)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{title(summary)}. {self.told(summary)}"
            case Qt.ItemDataRole.ToolTipRole:
                return self.told(summary)
            case _:
                return summary if role == SummaryRole else None

    def reset(self, calls: Sequence[CallSummary]) -> None:
        """Show these calls."""
        self.beginResetModel()
        self._calls = list(calls)
        self.endResetModel()

    def told(self, summary: CallSummary) -> str:
        """What is worth knowing of a call before it is opened, in one line."""
        parts = [words.clock(summary.duration_s)]
        if summary.status != Status.ENDED:
            parts.append(status_name(self, summary.status))
        if summary.peak_anger:
            parts.append(words.anger_name(summary.peak_anger))
        parts += [words.category_name(category) for category in summary.alerts]
        if summary.follow_up:
            parts.append(self.tr("Follow-up {day}").format(day=words.short_day(summary.follow_up)))
        return " · ".join(parts)


def title(summary: CallSummary) -> str:
    """When the call was, in the user's language."""
    began = summary.started_at
    return f"{words.short_day(began.date())}, {words.time_of_day(began.time())}"


def status_name(tr: QObject, status: Status) -> str:
    return {
        Status.ENDED: tr.tr("Saved"),
        Status.INTERRUPTED: tr.tr("Interrupted"),
        Status.LIVE: tr.tr("Running now"),
    }[status]

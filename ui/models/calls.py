"""The saved calls, the latest first, or those in which some words were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui import words

if TYPE_CHECKING:
    from companion.store import CallSummary, Hit, Status

SummaryRole = Qt.ItemDataRole.UserRole
HitRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class CallsModel(QAbstractListModel):
    """One row a saved call. GUI thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: list[CallSummary] = []
        self._hits: Mapping[str, Hit] = {}

    def summary(self, row: int) -> CallSummary:
        return self._calls[row]

    def hit(self, row: int) -> Hit | None:
        """Where the words that were looked for stand in this call."""
        return self._hits.get(self._calls[row].id)

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
                return f"{title(summary)}. {self._told(index.row())}"
            case Qt.ItemDataRole.ToolTipRole:
                return self._told(index.row())
            case _ if role == HitRole:
                return self._hits.get(summary.id)
            case _:
                return summary if role == SummaryRole else None

    def reset(self, calls: Sequence[CallSummary], hits: Mapping[str, Hit] | None = None) -> None:
        """Show these calls; `hits` tells by id where looked-for words were found."""
        self.beginResetModel()
        self._calls = list(calls)
        self._hits = hits or {}
        self.endResetModel()

    def _told(self, row: int) -> str:
        """What is worth knowing of a call before it is opened, in one line."""
        summary, hit = self._calls[row], self.hit(row)
        parts = [words.quoted(hit.snippet)] if hit else []
        parts.append(words.clock(summary.duration_s))
        parts += [named] if (named := self.unfinished(summary.status)) else []
        if summary.peak_anger:
            parts.append(words.anger_name(summary.peak_anger))
        parts += [words.category_name(category) for category in summary.alerts]
        if summary.follow_up:
            parts.append(self.tr("Follow-up {day}").format(day=words.short_day(summary.follow_up)))
        return " · ".join(parts)

    def unfinished(self, status: Status) -> str:
        """What is to be said of a call that has not ended as calls do; nothing of others."""
        from companion.store import Status  # noqa: PLC0415 - loaded by now, not by an empty window

        return {
            Status.ENDED: "",
            Status.INTERRUPTED: self.tr("Interrupted"),
            Status.LIVE: self.tr("Running now"),
        }[status]


def title(summary: CallSummary) -> str:
    """When the call was, in the user's language."""
    began = summary.started_at
    return f"{words.short_day(began.date())}, {words.time_of_day(began.time())}"

"""The alerts that stand, in the order in which they were raised."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from companion.call import Alert, Call
from companion.events import (
    AlertConfirmed,
    AlertDismissed,
    AlertRaised,
    AlertWithdrawn,
    AnyEvent,
)
from ui import words
from ui.language import shipped

AlertRole = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class AlertsModel(QAbstractListModel):
    """One row an alert; withdrawn ones leave. GUI thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._alerts: list[Alert] = []

    @property
    def alerts(self) -> tuple[Alert, ...]:
        return tuple(self._alerts)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._alerts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._alerts):
            return None
        alert = self._alerts[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                name = words.category_name(alert.category)
                return f"{name}, {words.clock(alert.start)}: {alert.phrase}"
            case Qt.ItemDataRole.ToolTipRole:
                return shipped(alert.raised.guidance)
            case _:
                return alert if role == AlertRole else None

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        self.beginResetModel()
        self._alerts = [alert for alert in call.alerts if alert.standing]
        self.endResetModel()

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        match entry:
            case AlertRaised():
                row = len(self._alerts)
                self.beginInsertRows(QModelIndex(), row, row)
                self._alerts.append(_alert(call, entry.seq))
                self.endInsertRows()
            case AlertConfirmed(alert=seq) | AlertDismissed(alert=seq):
                self._update(_alert(call, seq))
            case AlertWithdrawn(alert=seq):
                self._remove(seq)

    def _update(self, alert: Alert) -> None:
        row = self._row(alert.seq)
        if row >= 0:
            self._alerts[row] = alert
            self.dataChanged.emit(self.index(row), self.index(row))

    def _remove(self, seq: int) -> None:
        row = self._row(seq)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._alerts[row]
            self.endRemoveRows()

    def _row(self, seq: int) -> int:
        for row in reversed(range(len(self._alerts))):
            if self._alerts[row].seq == seq:
                return row
        return -1


def _alert(call: Call, seq: int) -> Alert:
    return next(alert for alert in reversed(call.alerts) if alert.seq == seq)

"""The script's steps with what earned each its tick."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from companion.call import Call
from companion.events import AnyEvent, StepTicked, StepUnticked
from companion.script import Script, ScriptStep
from ui.language import shipped

StepRole = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step and the first tick it has, if any."""

    step: ScriptStep
    tick: StepTicked | None = None

    @property
    def done(self) -> bool:
        return self.tick is not None


class ChecklistModel(QAbstractListModel):
    """One row a step, in the script's order. GUI thread only.

    Checking a row by hand changes nothing here: it says so by `asked`, and the row is drawn ticked
    when the event comes back.
    """

    asked = Signal(str, bool)
    """A step's id, and whether it shall be ticked."""

    def __init__(self, script: Script, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = [StepRow(step) for step in script.steps]
        self.editable = True

    def use(self, script: Script) -> None:
        """Show the steps of another script, all of them open."""
        self.beginResetModel()
        self._rows = [StepRow(step) for step in script.steps]
        self.endResetModel()

    @property
    def rows(self) -> tuple[StepRow, ...]:
        return tuple(self._rows)

    @property
    def done(self) -> int:
        return sum(row.done for row in self._rows)

    def next_open(self) -> ScriptStep | None:
        """The first step that is not ticked."""
        return next((row.step for row in self._rows if not row.done), None)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        checkable = index.isValid() and self.editable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if checkable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shipped(row.step.title)
            case Qt.ItemDataRole.ToolTipRole:
                return shipped(row.step.prompt)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if row.done else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return row.tick.evidence if row.tick else shipped(row.step.prompt)
            case _:
                return row if role == StepRole else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or not self.editable:
            return False
        self.asked.emit(
            self._rows[index.row()].step.id, Qt.CheckState(value) == Qt.CheckState.Checked
        )
        return False

    def toggle(self, row: int) -> None:
        """Ask for the other state of a row."""
        if self.editable and 0 <= row < len(self._rows):
            self.asked.emit(self._rows[row].step.id, not self._rows[row].done)

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        self.beginResetModel()
        self._rows = [StepRow(row.step, _first_tick(call, row.step.id)) for row in self._rows]
        self.endResetModel()

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        if not isinstance(entry, (StepTicked, StepUnticked)):
            return
        for number, row in enumerate(self._rows):
            if row.step.id == entry.step:
                self._rows[number] = StepRow(row.step, _first_tick(call, entry.step))
                self.dataChanged.emit(self.index(number), self.index(number))


def _first_tick(call: Call, step: str) -> StepTicked | None:
    return next((tick for tick in call.ticks if tick.step == step), None)

"""How far two reviewers agree, a row a question."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from companion.review.agreement import Agreement
from companion.review.calibration import Calibration
from companion.review.trends import FEW
from ui.language import number, shipped

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    QUESTION = 0
    EQUAL = 1
    KAPPA = 2
    CALLS = 3
    NOTE = 4


class CalibrationModel(QAbstractTableModel):
    """The last row is all questions together."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: Calibration | None = None

    def show(self, found: Calibration) -> None:
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def question(self, row: int) -> str:
        """The id of the question in this row; "" for all together."""
        rows = self._found.questions if self._found else ()
        return rows[row].question.id if row < len(rows) else ""

    def rowCount(self, parent: Index | None = None) -> int:
        if self._found is None or (parent is not None and parent.isValid()):
            return 0
        return len(self._found.questions) + 1

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        titles = (
            self.tr("Question"),
            self.tr("Equal"),
            self.tr("Kappa"),
            self.tr("Calls"),
            self.tr("Note"),
        )
        return titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._found is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.QUESTION:
            cells = self._cells(index.row())
            heads = ("", self.tr("Equal"), self.tr("Kappa"), self.tr("Calls"), "")
            named = [f"{head} {cell}".strip() for head, cell in zip(heads, cells, strict=True)]
            return ", ".join(one for one in named if one)
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in (*shown, Qt.ItemDataRole.ToolTipRole):
            return self._cells(index.row())[index.column()]
        return None

    def _cells(self, row: int) -> tuple[str, ...]:
        assert self._found is not None
        if row == len(self._found.questions):
            return (self.tr("All questions"), *self._agreement(self._found.overall, 0))
        one = self._found.questions[row]
        return (shipped(one.question.text), *self._agreement(one.agreement, one.one_sided))

    def _agreement(self, found: Agreement, one_sided: int) -> tuple[str, ...]:
        share = "" if found.share is None else f"{found.share:.0%}".replace("%", " %")
        kappa = "" if found.kappa is None else number(found.kappa, 2)
        notes = []
        if found.kappa is None:
            notes.append(self.tr("Kappa is not defined: {why}").format(why=found.why))
        elif found.pairs < FEW:
            notes.append(self.tr("too few"))
        if one_sided:
            notes.append(self.tr("{count} asked of one only").format(count=one_sided))
        return share, kappa, number(found.pairs), "; ".join(notes)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    numbers = column in (Column.EQUAL, Column.KAPPA, Column.CALLS)
    side = Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter

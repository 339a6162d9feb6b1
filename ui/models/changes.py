"""The stored sentences that a changed rule gains or loses, as rows of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from companion.review.trial import Change
from ui import words

Index = QModelIndex | QPersistentModelIndex

ChangeRole = Qt.ItemDataRole.UserRole
_LONGEST = 190
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A change, and the rule that makes it where several are changed."""

    change: Change
    rule: str = ""


class ChangesModel(QAbstractListModel):
    """One row a sentence; the words that do it are lit by the delegate."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Show these; where they are there already, what is chosen among them stays chosen."""
        if list(rows) != self._rows:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()

    def add(self, rows: Sequence[Row]) -> None:
        """Show these below the others."""
        if rows:
            count = len(self._rows)
            self.beginInsertRows(QModelIndex(), count, count + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def row(self, place: int) -> Row:
        return self._rows[place]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ChangeRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.change.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.change.text}. {words.quoted(row.change.phrase)}. {self.about(row)}"
        return None

    def about(self, row: Row) -> str:
        """Where the sentence stands, and what else is to know of it."""
        change = row.change
        parts = [row.rule, words.moment(change.began), change.agent, words.clock(change.start)]
        if change.already:
            parts.append(self.tr("another alert of its kind stands there already"))
        return " · ".join(part for part in parts if part)


def lit(text: str, phrase: str) -> tuple[str, int, int]:
    """The sentence, cut to what can be shown, with the place and the length of the words in it."""
    parts = [re.escape(word) for word in re.findall(r"[^\W_]+", phrase)]
    found = re.search(r"[\W_]+".join(parts), text, re.IGNORECASE) if parts else None
    start, end = found.span() if found else (0, 0)
    cut = max(0, start - _BEFORE) if len(text) > _LONGEST else 0
    if cut:
        cut = text.find(" ", cut) + 1 or cut
        cut = min(cut, start)
    head = "…" if cut else ""
    shown = head + text[cut:]
    if len(shown) > _LONGEST:
        shown = shown[: max(_LONGEST, end - cut + len(head))].rstrip() + "…"
    return shown, start - cut + len(head) if found else 0, end - start

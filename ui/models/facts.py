"""What was heard of names, amounts, references and days, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from companion.call import Call
from companion.events import AnyEvent, CallStarted, FactKept, Speaker, UtteranceHeard, WordsMasked
from ui import words

if TYPE_CHECKING:
    from companion.facts import Fact

FactRole = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex

_ANYBODYS, _CUSTOMERS = frozenset({"reference", "amount"}), frozenset({"name", "date"})
"""Of names and days only those count that the customer says: the agent knows their own."""

_TOO_COMMON = frozenset({"today", "tomorrow", "yesterday", "tonight"})


@dataclass(frozen=True, slots=True)
class FactRow:
    fact: Fact
    kept: bool = False


class FactsModel(QAbstractListModel):
    """One row a fact, in the order in which they were said; the same words of a kind once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FactRow] = []
        self._known: set[tuple[str, str]] = set()

    @property
    def rows(self) -> tuple[FactRow, ...]:
        return tuple(self._rows)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(row.fact for row in self._rows)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{words.fact_name(row.fact.kind)} {words.quoted(row.fact.text)}"
            case Qt.ItemDataRole.ToolTipRole:
                return words.fact_tip(row.kept, row.fact.value)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return words.fact_tip(row.kept, row.fact.value)
            case _:
                return row if role == FactRole else None

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        self.beginResetModel()
        self._known.clear()
        self._rows = self._new_in(call, call.utterances)
        self.endResetModel()

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        if isinstance(entry, (CallStarted, WordsMasked)):
            self.reset(call)
        elif isinstance(entry, UtteranceHeard):
            found = self._new_in(call, (entry,))
            if found:
                last = len(self._rows) + len(found) - 1
                self.beginInsertRows(QModelIndex(), len(self._rows), last)
                self._rows += found
                self.endInsertRows()
        elif isinstance(entry, FactKept):
            self._keep(entry)

    def _new_in(self, call: Call, said: Iterable[UtteranceHeard]) -> list[FactRow]:
        if not call.utterances:
            return []
        from companion.facts import facts_in  # noqa: PLC0415 - reads dates: not for an empty window

        kept = {(fact.kind, fact.text) for fact in call.kept_facts}
        found: list[FactRow] = []
        for fact in chain.from_iterable(facts_in(call, heard) for heard in said):
            words_of_kind = (fact.kind, fact.text)
            if words_of_kind not in self._known and _worth_a_chip(fact):
                self._known.add(words_of_kind)
                found.append(FactRow(fact, words_of_kind in kept))
        return found

    def _keep(self, entry: FactKept) -> None:
        for number, row in enumerate(self._rows):
            if (row.fact.kind, row.fact.text) == (entry.kind, entry.text):
                self._rows[number] = FactRow(row.fact, kept=True)
                self.dataChanged.emit(self.index(number), self.index(number))


def _worth_a_chip(fact: Fact) -> bool:
    if fact.kind in _CUSTOMERS:
        return fact.speaker is not Speaker.AGENT and fact.text not in _TOO_COMMON
    return fact.kind in _ANYBODYS

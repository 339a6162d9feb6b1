"""The lines of a transcript that one wants to see, and those among them that hold certain words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from enum import StrEnum

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Signal,
    Slot,
)

from companion.kinds import Speaker
from ui.models.line import Line
from ui.models.transcript import TranscriptModel

Index = QModelIndex | QPersistentModelIndex


class Only(StrEnum):
    """Which lines are shown."""

    ALL = "all"
    CUSTOMER = "customer"
    AGENT = "agent"
    ALERTS = "alerts"
    MARKS = "marks"


_FIT: dict[Only, Callable[[Line], bool]] = {
    Only.ALL: lambda line: True,
    Only.CUSTOMER: lambda line: line.speaker == Speaker.CUSTOMER,
    Only.AGENT: lambda line: line.speaker == Speaker.AGENT,
    Only.ALERTS: lambda line: bool(line.lit),
    Only.MARKS: lambda line: line.marked,
}


class ShownLines(QSortFilterProxyModel):
    """Those lines of a TranscriptModel that fit; what is asked of that can be asked of this.

    `changed` says that other lines are shown or sought, or that there are more or fewer of them;
    `turning` and `turned` stand before and after a turn to other lines. GUI thread only.
    """

    changed = Signal()
    turning = Signal()
    turned = Signal()

    def __init__(self, lines: TranscriptModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._only = Only.ALL
        self._pattern: re.Pattern[str] | None = None
        self._hits: list[int] | None = None
        self.setSourceModel(lines)
        lines.rowsInserted.connect(self._on_rows)
        lines.dataChanged.connect(self._on_data)
        lines.modelReset.connect(self._on_reset)

    @property
    def only(self) -> Only:
        return self._only

    @property
    def sought(self) -> re.Pattern[str] | None:
        """What the words that are sought are found by; None where none are."""
        return self._pattern

    @property
    def total(self) -> int:
        """How many lines there are, shown or not."""
        return self._lines.finished

    @property
    def finished(self) -> int:
        """How many of the rows are finished lines."""
        if self._only == Only.ALL:
            return self._lines.finished
        return sum(not line.partial for line in self.lines())

    @property
    def hits(self) -> list[int]:
        """The rows of finished lines that hold the words that are sought."""
        if self._hits is None:
            self._hits = list(self._found())
        return self._hits

    def show_only(self, only: Only) -> None:
        """Show these lines. All at once: in a long call nearly every row comes or goes."""
        if only != self._only:
            self.turning.emit()
            self._only = only
            self.invalidate()
            self.turned.emit()
            self._forget_hits()

    def seek(self, words: str) -> None:
        """Find the lines in which these words stand one after the other, or parts of words."""
        parts = r"\s+".join(map(re.escape, words.split()))
        self._pattern = re.compile(parts, re.IGNORECASE) if parts else None
        self._forget_hits()

    def hit_after(self, row: int) -> int:
        """The first row with a hit after this one, from the top again; -1 where there is none."""
        hits = self.hits
        return hits[bisect_left(hits, row + 1) % len(hits)] if hits else -1

    def hit_before(self, row: int) -> int:
        """The last row with a hit before this one, from the end again; -1 where there is none."""
        hits = self.hits
        return hits[bisect_left(hits, row) - 1] if hits else -1

    def line(self, row: int) -> Line:
        return self._lines.line(self._row_below(row))

    def lines(self) -> Iterator[Line]:
        """All lines that are shown, faster than one by one."""
        fits = _FIT[self._only]
        everything = map(self._lines.line, range(self._lines.rowCount()))
        return everything if self._only == Only.ALL else filter(fits, everything)

    def row_of(self, seq: int) -> int:
        """The row of the utterance with this place in the log, or -1."""
        return self._row_above(self._lines.row_of(seq))

    def hides(self, seq: int) -> bool:
        """Whether this utterance is there, but not among those that are shown."""
        return self._lines.row_of(seq) >= 0 > self.row_of(seq)

    def row_at(self, seconds: float) -> int:
        """The last finished row that has begun by this time, or -1."""
        below, fits = self._lines.row_at(seconds), _FIT[self._only]
        while below >= 0 and not fits(self._lines.line(below)):
            below -= 1
        return self._row_above(below)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        del source_parent
        return self._only == Only.ALL or _FIT[self._only](self._lines.line(source_row))

    def _row_below(self, row: int) -> int:
        return row if self._only == Only.ALL else self.mapToSource(self.index(row, 0)).row()

    def _row_above(self, row: int) -> int:
        if row < 0 or self._only == Only.ALL:
            return row
        return self.mapFromSource(self._lines.index(row)).row()

    def _found(self) -> Iterator[int]:
        if self._pattern is None:
            return
        for row, line in enumerate(self.lines()):
            if not line.partial and self._pattern.search(line.text):
                yield row

    def _forget_hits(self) -> None:
        self._hits = None
        self.changed.emit()

    @Slot(QModelIndex, int, int)
    def _on_rows(self, parent: Index, first: int, last: int) -> None:
        del parent
        self._count_again(first, last)
        if self._only != Only.ALL:  # the row after may begin anew now
            following = self.mapFromSource(self._lines.index(last + 1))
            if following.isValid():
                self.dataChanged.emit(following, following)

    @Slot(QModelIndex, QModelIndex)
    def _on_data(self, first: Index, last: Index) -> None:
        self._count_again(first.row(), last.row())

    def _count_again(self, first: int, last: int) -> None:
        """Lines that are still being said do not count."""
        if any(not self._lines.line(row).partial for row in range(first, last + 1)):
            self._forget_hits()

    @Slot()
    def _on_reset(self) -> None:
        self._forget_hits()

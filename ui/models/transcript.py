"""What was said, in the order of speaking, with what it set off; partial lines at the end."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import inf

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from companion.call import Alert, Call
from companion.events import (
    AlertConfirmed,
    AlertRaised,
    AlertWithdrawn,
    AnyEvent,
    ConductFlagged,
    MarkPlaced,
    Partial,
    Speaker,
    UtteranceHeard,
    WordsMasked,
)
from ui.models.line import Line, lit_up, made_line, read_out, tip

LineRole = Qt.ItemDataRole.UserRole
BeforeRole = LineRole + 1
"""The line before, whether it is shown or not; None before the first."""
Index = QModelIndex | QPersistentModelIndex


@dataclass
class _Order:
    """Keys of the finished lines, sorted, and each utterance's start to find its key by."""

    keys: list[tuple[float, int]] = field(default_factory=list)
    starts: dict[int, float] = field(default_factory=dict)


class TranscriptModel(QAbstractListModel):
    """Finished lines by start, then at most one partial line a speaker. GUI thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._order = _Order()
        self._marks: list[float] = []

    @property
    def finished(self) -> int:
        """How many rows are finished lines; the rest are partial ones."""
        return len(self._order.keys)

    def line(self, row: int) -> Line:
        return self._lines[row]

    def lines(self) -> Iterator[Line]:
        """All lines, by row."""
        return iter(self._lines)

    def row_of(self, seq: int) -> int:
        """The row of the utterance with this place in the log, or -1."""
        start = self._order.starts.get(seq)
        return -1 if start is None else bisect_left(self._order.keys, (start, seq))

    def row_at(self, seconds: float) -> int:
        """The last finished row that has begun by this time, or -1."""
        return bisect_left(self._order.keys, (seconds, 1 << 62)) - 1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return read_out(line)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(line)
            case _ if role == BeforeRole and index.row():
                return self._lines[index.row() - 1]
            case _:
                return line if role == LineRole else None

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        alerts = _by_utterance(call.alerts)
        slips: dict[int, list[ConductFlagged]] = {}
        for flagged in call.conduct:
            slips.setdefault(flagged.utterance, []).append(flagged)
        self.beginResetModel()
        self._lines = sorted(
            (made_line(u, alerts.get(u.seq, ()), slips.get(u.seq, ())) for u in call.utterances),
            key=lambda line: line.key,
        )
        self._order.keys = [line.key for line in self._lines]
        self._order.starts = {line.seq: line.start for line in self._lines}
        self._marks = sorted(mark.at for mark in call.marks)
        for row in {max(0, self.row_at(at)) for at in self._marks} if self._lines else ():
            self._lines[row] = replace(self._lines[row], marked=True)
        self.endResetModel()

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        match entry:
            case UtteranceHeard():
                self._finish(call, entry)
            case AlertRaised(utterance=None):
                self._light_partial(call, entry.speaker)
            case AlertRaised(utterance=int(seq)):
                self._refresh(call, seq)
            case AlertConfirmed():
                self._refresh(call, entry.utterance)
                self._light_partial(call, call.utterance(entry.utterance).speaker)
            case AlertWithdrawn(alert=number):
                self._withdraw(call, number)
            case ConductFlagged() | WordsMasked():
                self._refresh(call, entry.utterance)
            case MarkPlaced():
                insort(self._marks, entry.at)
                self._mark_again(max(0, self.row_at(entry.at)))

    def glimpse(self, call: Call, partial: Partial) -> None:
        """Let the speaker's partial line grow to this."""
        row = self._partial_row(partial.speaker)
        if not partial.text:
            self._drop_partial(row)
            return
        raised = _alerts_of(call, partial.speaker)
        fresh = lit_up(Line(partial.speaker, partial.start, partial.text), raised)
        if row < 0:
            self._insert(len(self._lines), fresh)
        elif fresh != self._lines[row]:
            self._replace(row, fresh)

    def drop_partials(self) -> None:
        """Nobody is speaking any more."""
        for speaker in Speaker:
            self._drop_partial(self._partial_row(speaker))

    def _finish(self, call: Call, heard: UtteranceHeard) -> None:
        line = made_line(heard, _alerts_of(call, heard.speaker), ())
        target = bisect_left(self._order.keys, line.key)
        row = self._partial_row(heard.speaker)
        stale = row >= 0 and self._lines[row].start < heard.end
        insort(self._order.keys, line.key)
        self._order.starts[line.seq] = line.start
        if stale and row == target:
            self._replace(row, line)  # the line that was growing is finished where it stands
        else:
            if stale:
                self._drop_partial(row)
            self._insert(target, line)
        for near in (target - 1, target, target + 1) if self._marks else ():
            self._mark_again(near)

    def _mark_again(self, row: int) -> None:
        """A flag belongs to the line that was begun last when it was set, else to the first."""
        if not 0 <= row < self.finished:
            return
        begun = self._lines[row].start if row else 0.0
        following = self._lines[row + 1].start if row + 1 < self.finished else inf
        first = bisect_left(self._marks, begun)
        marked = first < len(self._marks) and self._marks[first] < following
        if marked != self._lines[row].marked:
            self._replace(row, replace(self._lines[row], marked=marked))

    def _light_partial(self, call: Call, speaker: Speaker) -> None:
        row = self._partial_row(speaker)
        if row >= 0:
            self._replace(row, lit_up(self._lines[row], _alerts_of(call, speaker)))

    def _withdraw(self, call: Call, number: int) -> None:
        alert = next(alert for alert in reversed(call.alerts) if alert.seq == number)
        for row, line in self._candidates(alert):
            if any(lit.alert == number for lit in line.lit):
                kept = tuple(lit for lit in line.lit if lit.alert != number)
                self._replace(row, replace(line, lit=kept))

    def _candidates(self, alert: Alert) -> list[tuple[int, Line]]:
        rows = [self._partial_row(alert.raised.speaker)]
        if alert.utterance is not None:
            rows.append(self.row_of(alert.utterance))
        return [(row, self._lines[row]) for row in rows if row >= 0]

    def _refresh(self, call: Call, seq: int) -> None:
        row = self.row_of(seq)
        if row < 0:
            return
        alerts = [alert for alert in call.alerts if alert.utterance == seq]
        slips = [flagged for flagged in call.conduct if flagged.utterance == seq]
        line = made_line(call.utterance(seq), alerts, slips)
        self._replace(row, replace(line, marked=self._lines[row].marked))

    def _partial_row(self, speaker: Speaker) -> int:
        for row in range(self.finished, len(self._lines)):
            if self._lines[row].speaker == speaker:
                return row
        return -1

    def _drop_partial(self, row: int) -> None:
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._lines[row]
            self.endRemoveRows()

    def _insert(self, row: int, line: Line) -> None:
        self.beginInsertRows(QModelIndex(), row, row)
        self._lines.insert(row, line)
        self.endInsertRows()

    def _replace(self, row: int, line: Line) -> None:
        self._lines[row] = line
        index = self.index(row)
        self.dataChanged.emit(index, index)


def _alerts_of(call: Call, speaker: Speaker) -> list[Alert]:
    """Alerts that rest on what this speaker is saying right now."""
    return [a for a in reversed(call.alerts) if a.utterance is None and a.raised.speaker == speaker]


def _by_utterance(alerts: Iterable[Alert]) -> dict[int, list[Alert]]:
    found: dict[int, list[Alert]] = {}
    for alert in alerts:
        if alert.utterance is not None:
            found.setdefault(alert.utterance, []).append(alert)
    return found

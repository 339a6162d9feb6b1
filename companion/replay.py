"""A stored call on a clock: the same entries to the same listeners as when it was live."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from companion.call import Call, fold, step
from companion.events import AnyEvent
from companion.session import Listener

_MILESTONE = 200
"""Entries between two remembered states: seeking folds at most so many, which takes some 5 ms."""


class Replay:
    """Plays a log. It has no thread and no clock: whoever drives it says how much time passes.

    Entries are due in log order, each when the time of the call reaches the latest `at` so far,
    because a log is told in the order in which things became known.
    """

    def __init__(self, entries: Sequence[AnyEvent], listeners: Iterable[Listener] = ()) -> None:
        self._entries = tuple(entries)
        self._listeners = list(listeners)
        self._due = _due_times(self._entries)
        self._next = 0
        self._milestones = [Call()]
        self.position = 0.0
        self.call = Call()

    @property
    def duration(self) -> float:
        return self._due[-1] if self._due else 0.0

    @property
    def finished(self) -> bool:
        return self._next == len(self._entries)

    def seek(self, position: float) -> Call:
        """Go to a time in seconds and return the call as it stood then. Listeners hear nothing."""
        self.position = min(max(position, 0.0), self.duration)
        self._next = bisect_right(self._due, self.position)
        self.call = self._call_after(self._next)
        return self.call

    def advance(self, seconds: float) -> None:
        """Let time pass; the listeners hear what became due."""
        self.position = min(self.position + seconds, self.duration)
        until = bisect_right(self._due, self.position)
        for entry in self._entries[self._next : until]:
            self.call = step(self.call, entry)
            for listener in self._listeners:
                listener(entry)
        self._next = until

    def _call_after(self, count: int) -> Call:
        """The fold of so many entries, from the nearest milestone before."""
        milestone = count // _MILESTONE
        while len(self._milestones) <= milestone:
            start = (len(self._milestones) - 1) * _MILESTONE
            passed = self._entries[start : start + _MILESTONE]
            self._milestones.append(fold(passed, self._milestones[-1]))
        rest = self._entries[milestone * _MILESTONE : count]
        return fold(rest, self._milestones[milestone])


def _due_times(entries: Iterable[AnyEvent]) -> list[float]:
    due: list[float] = []
    latest = 0.0
    for entry in entries:
        latest = max(latest, entry.at)
        due.append(latest)
    return due

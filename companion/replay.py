"""A stored call on a clock: the same entries to the same listeners as when it was live."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from companion.audio.manner import FASTEST, SLOWEST, Manner, onwards
from companion.call import Call, fold, step
from companion.errors import OutsideError
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


class Clock(Protocol):
    """What a replay goes by: the sound that is heard (`Playback`), or the time that passes."""

    @property
    def duration(self) -> float: ...

    @property
    def position(self) -> float:
        """The second of the call that is heard now."""
        ...

    @property
    def playing(self) -> bool: ...

    @property
    def ended(self) -> bool: ...

    @property
    def trouble(self) -> OutsideError | None:
        """Why it does not go on although it should."""
        ...

    @property
    def manner(self) -> Manner: ...

    def play(self) -> None: ...

    def pause(self) -> None: ...

    def seek(self, seconds: float) -> None: ...

    def play_in_manner(self, manner: Manner) -> None: ...

    def close(self) -> None: ...


class SilentClock:
    """Plays a call that has no sound, in the manner of one that has. No thread.

    It looks at `now` whenever it is asked; a loop and what is skipped are as exact as that.
    """

    trouble: OutsideError | None = None

    def __init__(self, duration: float, now: Callable[[], float] = time.monotonic) -> None:
        self.duration = duration
        self.manner = Manner()
        self.playing = False
        self._now = now
        self._since = 0.0
        self._place = 0.0
        self._inside: tuple[float, float] | None = None

    @property
    def position(self) -> float:
        if self.playing:
            now = self._now()
            place = self._place + (now - self._since) * self.manner.speed
            self._since = now
            place, self._inside = onwards(place, self.manner, self._inside)
            self._place = min(place, self.duration)
        return self._place

    @property
    def ended(self) -> bool:
        return self.position >= self.duration

    def play(self) -> None:
        if not self.playing:
            self._since = self._now()
            self.playing = True

    def pause(self) -> None:
        self.seek(self.position)
        self.playing = False

    def seek(self, seconds: float) -> None:
        self._place = min(max(seconds, 0.0), self.duration)
        self._since = self._now()
        self._inside = self.manner.skip_at(self._place)

    def play_in_manner(self, manner: Manner) -> None:
        self.seek(self.position)
        self.manner = replace(manner, speed=min(max(manner.speed, SLOWEST), FASTEST))

    def close(self) -> None:
        self.pause()

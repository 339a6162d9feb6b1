"""How heavy calls were for who took them, and when a break would do good.

For the agent's own eyes: it is reckoned from the calls when it is shown, and written nowhere. No
event, record, export or trend says that somebody needed a break.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from companion.call import Call
from companion.events import Category

_FURIOUS = 3
_HEAVY = (Category.VIOLENCE, Category.ABUSE)

BREAK_AFTER = 2
"""So many heavy calls within `BREAK_WITHIN` suggest a break."""
BREAK_WITHIN = dt.timedelta(hours=1)
REST = dt.timedelta(minutes=10)
"""After so long without a call the break has been had."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What of a call counts here."""

    started_at: dt.datetime
    seconds: float
    peak_anger: int | None
    alerts: Mapping[Category, int]

    @property
    def ended_at(self) -> dt.datetime:
        return self.started_at + dt.timedelta(seconds=self.seconds)

    @property
    def heavy(self) -> bool:
        furious = (self.peak_anger or 0) >= _FURIOUS
        return furious or any(self.alerts.get(category) for category in _HEAVY)


@dataclass(frozen=True, slots=True)
class Load:
    """A day's calls: how many, how many of them heavy, how long they took in all."""

    calls: int
    heavy: int
    seconds: float
    break_due: bool


def heavy(call: Call) -> bool:
    """Whether the customer was furious, insulting or threatened somebody."""
    furious = any(rated.level >= _FURIOUS for rated in call.anger)
    return furious or any(a.standing and a.category in _HEAVY for a in call.alerts)


def load(calls: Sequence[Taken], now: dt.datetime) -> Load:
    """The load of these calls of one day, as of `now`; both with their UTC offset."""
    seconds = sum(call.seconds for call in calls)
    weights = [call for call in calls if call.heavy]
    return Load(len(calls), len(weights), seconds, _break_due(calls, weights, now))


def _break_due(calls: Sequence[Taken], weights: Sequence[Taken], now: dt.datetime) -> bool:
    last_end = max((call.ended_at for call in calls), default=now - REST)
    recent = [call for call in weights if now - call.ended_at < BREAK_WITHIN]
    return len(recent) >= BREAK_AFTER and now - last_end < REST

"""How much a call asks for a second look: one number, 0 to 100, so that the worst comes first.

It orders a reviewer's list and is no judgement of anybody. The points are plain sums, so that a
person can check them: what the customer threatened, how angry they were and how they left, and what
the agent left out. A category counts once, by its worst alert: the third "my lawyer" is not thrice
the danger.
"""

from __future__ import annotations

from collections.abc import Iterable

from companion.call import Call
from companion.events import Category, Severity

HIGHEST = 100

_ALERT = {Severity.CRITICAL: 25, Severity.WARNING: 10, Severity.NOTICE: 4}
_PEAK = (0, 2, 8, 15)
"""By the highest level of anger, calm to furious."""

_LEFT_ANGRY = 10
_SLIP, _MOST_SLIPS = 3, 4
_STEP_MISSED = 3
_FOLLOW_UP_MISSED = 15


def risk(call: Call, missed: Iterable[str]) -> int:
    """The call's points. `missed` are the steps of the script that never came."""
    points = sum(_ALERT[severity] for severity in _worst(call).values())
    levels = anger_levels(call)
    points += _PEAK[min(max(levels, default=0), len(_PEAK) - 1)]
    points += _LEFT_ANGRY if levels and levels[-1] > 1 else 0
    points += _SLIP * min(len(call.conduct), _MOST_SLIPS)
    points += _STEP_MISSED * len(tuple(missed))
    closed = call.follow_up_closed
    points += _FOLLOW_UP_MISSED if closed is not None and not closed.kept else 0
    return min(points, HIGHEST)


def anger_levels(call: Call) -> list[int]:
    """The anger of each rated sentence by its newest rating, in the order of the sentences."""
    newest = {rated.utterance: rated.level for rated in call.anger}
    return [newest[seq] for seq in sorted(newest)]


def _worst(call: Call) -> dict[Category, Severity]:
    """Of each category the worst alert that stands."""
    worst: dict[Category, Severity] = {}
    for alert in call.alerts:
        before = worst.get(alert.category)
        if alert.standing and (before is None or _ALERT[alert.severity] > _ALERT[before]):
            worst[alert.category] = alert.severity
    return worst

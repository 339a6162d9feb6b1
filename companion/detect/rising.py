"""The course of the customer's anger: it rises at once, and falls as calmer sentences follow.

The course is what one would say of the whole call at this moment. An angrier sentence lifts it to
its own level. A calmer one lowers it by `COOLING`, a calm one by `CALM`, and by `HEARD` more where
the agent had just said sorry, asked, or said the matter back. `AngerRose` is said when the
course reaches a level that is angry and higher than it has been since it last rose.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import ceil

from companion.call import Call
from companion.events import AngerRated, AngerRose, AnyEvent, Partial, Speaker, UtteranceHeard

ANGRY = 2
"""From this level on a rise is said; slight annoyance comes and goes."""

COOLING, CALM, HEARD = 0.5, 1.0, 0.5
"""So much the course falls: see the module."""

REMEMBERED = 20
"""Ratings that make the course: a dozen calmer ones undo any anger before them."""

_SOOTHING = frozenset({"listen", "reflect", "apologise"})


class RisingDetector:
    """See the module. Looks after the sentence has been rated."""

    name = "rising"

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterator[AnyEvent]:
        if not isinstance(entry, UtteranceHeard) or entry.speaker is not Speaker.CUSTOMER:
            return
        newest = call.anger[-1] if call.anger else None
        if newest is None or newest.utterance != entry.seq or newest.level < ANGRY:
            return
        *earlier, now = course(call)
        calmest = min(_since_last_rise(call, earlier), default=0.0)
        if now > ceil(calmest):
            yield AngerRose(
                at=entry.at, utterance=entry.seq, level=newest.level, because=newest.because
            )


def course(call: Call) -> list[float]:
    """The course after each of the last `REMEMBERED` rated sentences, oldest first; 0 to 3."""
    rated = call.anger[-REMEMBERED:]
    soothed = _answered_well(call, rated)
    found: list[float] = []
    level = 0.0
    for rating in rated:
        if rating.level >= level:
            level = float(rating.level)
        else:
            fall = CALM if rating.level == 0 else COOLING
            fall += HEARD if rating.utterance in soothed else 0.0
            level = max(float(rating.level), level - fall)
        found.append(level)
    return found


def _since_last_rise(call: Call, earlier: list[float]) -> list[float]:
    """The course since anger last rose, or as far back as it is remembered."""
    if not call.rises:
        return [0.0]
    rated = call.anger[-len(earlier) - 1 : -1]
    return [
        level
        for level, rating in zip(earlier, rated, strict=True)
        if rating.utterance >= call.rises[-1].utterance
    ] or earlier


def _answered_well(call: Call, rated: tuple[AngerRated, ...]) -> set[int]:
    """Those of these sentences before which the agent had just done what calms people."""
    if not rated:
        return set()
    first = rated[0].utterance
    ticked = {
        tick.utterance
        for tick in islice(reversed(call.ticks), 8 * REMEMBERED)
        if tick.step in _SOOTHING
    }
    found: set[int] = set()
    after: int | None = None
    for heard in reversed(call.utterances):
        if after is not None and heard.speaker is Speaker.AGENT and heard.seq in ticked:
            found.add(after)
        after = heard.seq if heard.speaker is Speaker.CUSTOMER else None
        if heard.seq < first:
            break
    return found

"""A call drawn as lanes under one clock: who spoke when, and what stood out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from companion.call import Call
from companion.events import Speaker
from companion.measures import DEAD_AIR_S, silences, spans

ANGRY = 2
"""From this level on a turn is an angry one: angry, or furious."""

Stretch = tuple[float, float]
"""From when to when, in seconds of call time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something at a time. `seq` is its place in the log, `name` a category, step, label or text.

    `utterance` is the sentence that it is about, if it is about one.
    """

    at: float
    name: str
    seq: int
    utterance: int | None = None


@dataclass(frozen=True, slots=True)
class Heat:
    """A rated sentence of the customer: 0 calm to 3 furious."""

    start: float
    end: float
    level: int
    utterance: int


@dataclass(frozen=True, slots=True)
class Lanes:
    """All in the order of time. `unknown` is speech of which nobody can tell whose it is."""

    agent: tuple[Stretch, ...] = ()
    customer: tuple[Stretch, ...] = ()
    unknown: tuple[Stretch, ...] = ()
    overlap: tuple[Stretch, ...] = ()
    dead_air: tuple[Stretch, ...] = ()
    pauses: tuple[Stretch, ...] = ()
    anger: tuple[Heat, ...] = ()
    alerts: tuple[Moment, ...] = ()
    steps: tuple[Moment, ...] = ()
    conduct: tuple[Moment, ...] = ()
    marks: tuple[Moment, ...] = ()
    comments: tuple[Moment, ...] = ()


def lanes_of(call: Call) -> Lanes:
    """The lanes of the whole call."""
    timed = call.started is None or call.started.timed
    said = {side: _joined(_spoken(call, side)) for side in Speaker}
    begins = {heard.seq: heard.start for heard in call.utterances}
    return Lanes(
        agent=said[Speaker.AGENT],
        customer=said[Speaker.CUSTOMER],
        unknown=said[Speaker.UNKNOWN],
        overlap=tuple(_shared(said[Speaker.AGENT], said[Speaker.CUSTOMER])) if timed else (),
        dead_air=tuple(silences(call, DEAD_AIR_S)) if timed else (),
        pauses=tuple((p.start, call.last_at if p.end is None else p.end) for p in call.pauses),
        anger=tuple(_heats(call)),
        alerts=_ordered(
            Moment(a.start, a.category.value, a.seq, a.utterance) for a in call.alerts if a.standing
        ),
        steps=_ordered(
            Moment(begins.get(t.utterance or 0, t.at), t.step, t.seq, t.utterance)
            for t in call.ticks
        ),
        conduct=_ordered(
            Moment(begins.get(c.utterance, c.at), c.kind, c.seq, c.utterance) for c in call.conduct
        ),
        marks=_ordered(Moment(m.at, m.label, m.seq) for m in call.marks),
        comments=_ordered(Moment(c.at, c.text, c.seq, c.utterance) for c in call.review.comments),
    )


def angry_turns(lanes: Lanes) -> list[float]:
    """When the customer's angry turns begin; sentences in a row are one turn."""
    turns: list[float] = []
    angry_before = False
    for heat in lanes.anger:
        angry = heat.level >= ANGRY
        if angry and not angry_before:
            turns.append(heat.start)
        angry_before = angry
    return turns


def skipped_silences(call: Call, longer_than: float) -> tuple[Stretch, ...]:
    """What can be left out when listening: all but the edges of long silences, and pauses."""
    air = 0.25  # left at either end, so that no breath is cut
    quiet = [(start + air, end - air) for start, end in silences(call, longer_than + 2 * air)]
    return _joined([*quiet, *((p.start, p.end) for p in call.pauses if p.end is not None)])


def _spoken(call: Call, side: Speaker) -> list[Stretch]:
    heard = (u for u in call.utterances if u.speaker == side)
    return [(span.start, span.end) for u in heard for span in spans(u)]


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The stretches in order, those that touch made one."""
    made: list[Stretch] = []
    for start, end in sorted(stretches):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return tuple(made)


def _shared(one: Sequence[Stretch], other: Sequence[Stretch]) -> list[Stretch]:
    """Where both have a stretch; each is in order and does not overlap itself."""
    found: list[Stretch] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            found.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return found


def _heats(call: Call) -> list[Heat]:
    heard = {u.seq: u for u in call.utterances}
    latest = {rated.utterance: rated.level for rated in call.anger if rated.utterance in heard}
    rated = (Heat(heard[seq].start, heard[seq].end, level, seq) for seq, level in latest.items())
    return sorted(rated, key=lambda heat: heat.start)


def _ordered(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    return tuple(sorted(moments, key=lambda moment: (moment.at, moment.seq)))

"""A call's state, folded from its log. Screens, notes, counts and exports read this."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import attrgetter
from typing import Any

from companion.events import (
    AbuseStepTaken,
    AbuseStepUndone,
    AlertConfirmed,
    AlertDismissed,
    AlertJudged,
    AlertRaised,
    AlertWithdrawn,
    AngerRated,
    AngerRose,
    AnyEvent,
    AudioLost,
    By,
    CallEnded,
    CallStarted,
    Category,
    ConductFlagged,
    CustomerTypeSuggested,
    DetectorSwitchedOff,
    FactKept,
    FollowUpCleared,
    FollowUpClosed,
    FollowUpReopened,
    FollowUpSet,
    HandedOver,
    LineQualityChanged,
    MarkPlaced,
    NoteWritten,
    Paused,
    RecogniserRestarted,
    ReminderDue,
    Resumed,
    Severity,
    Speaker,
    StepTicked,
    StepUnticked,
    TranscriptionStopped,
    UtteranceHeard,
    WordsMasked,
)
from companion.folds import Review, ReviewEvent, Sound, SoundEvent, step_review, step_sound


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it stands now. `utterance` is None while only a partial bears it.

    Until `quiet_until`, in seconds of call time, the agent wants to see nothing of its category.
    `judged_right` is the newest word of a reviewer.
    """

    raised: AlertRaised
    utterance: int | None
    phrase: str
    start: float
    end: float
    withdrawn_by: By | None = None
    dismissed: bool = False
    quiet_until: float = 0.0
    judged_right: bool | None = None

    @property
    def seq(self) -> int:
        return self.raised.seq

    @property
    def category(self) -> Category:
        return self.raised.category

    @property
    def severity(self) -> Severity:
        return self.raised.severity

    @property
    def standing(self) -> bool:
        return self.withdrawn_by is None


@dataclass(frozen=True, slots=True)
class Pause:
    """From `start` to `end` nothing was heard; `end` is None while it lasts."""

    start: float
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Everything known about a call after some prefix of its log. Tuples are in log order."""

    started: CallStarted | None = None
    ended: CallEnded | None = None
    last_at: float = 0.0
    last_seq: int = 0
    utterances: tuple[UtteranceHeard, ...] = ()
    alerts: tuple[Alert, ...] = ()
    anger: tuple[AngerRated, ...] = ()
    ticks: tuple[StepTicked, ...] = ()
    conduct: tuple[ConductFlagged, ...] = ()
    follow_up: FollowUpSet | None = None
    customer_type: CustomerTypeSuggested | None = None
    notes: tuple[NoteWritten, ...] = ()
    marks: tuple[MarkPlaced, ...] = ()
    lost: tuple[AudioLost, ...] = ()
    lines: tuple[LineQualityChanged, ...] = ()
    troubles: tuple[RecogniserRestarted | TranscriptionStopped | DetectorSwitchedOff, ...] = ()
    paused: bool = False
    pauses: tuple[Pause, ...] = ()
    rises: tuple[AngerRose, ...] = ()
    reminders: tuple[ReminderDue, ...] = ()
    kept_facts: tuple[FactKept, ...] = ()
    abuse_steps: tuple[AbuseStepTaken, ...] = ()
    handed_over: HandedOver | None = None
    follow_up_closed: FollowUpClosed | None = None
    sound: Sound = field(default_factory=Sound)
    review: Review = field(default_factory=Review)

    def utterance(self, seq: int) -> UtteranceHeard:
        """The utterance with this place in the log. KeyError where there is none."""
        return self.utterances[self.number(seq) - 1]

    def number(self, seq: int) -> int:
        """The utterance's number in the call record: 1 for the first one heard."""
        place = bisect_left(self.utterances, seq, key=attrgetter("seq"))
        if place < len(self.utterances) and self.utterances[place].seq == seq:
            return place + 1
        raise KeyError(seq)

    def open_alerts(self, speaker: Speaker) -> list[Alert]:
        """Alerts of this speaker that rest on a partial and await its final.

        One that the agent has already called wrong is among them, lest the final raise it again.
        """
        return [
            alert
            for alert in self.alerts
            if alert.utterance is None and alert.raised.speaker == speaker
        ]

    def step_done(self, step: str) -> bool:
        return any(tick.step == step for tick in self.ticks)

    def latest_note(self, field: str = "note") -> str:
        """The newest text of a note field, or nothing."""
        return next((note.text for note in reversed(self.notes) if note.field == field), "")

    @property
    def call_date(self) -> dt.date:
        """The day of the call, from which spoken dates are counted. ValueError before it began."""
        if self.started is None:
            raise ValueError("a call that has not started has no date")
        return self.started.started_at.date()


_GATHERED: Mapping[type[AnyEvent], str] = {
    UtteranceHeard: "utterances",
    AngerRated: "anger",
    StepTicked: "ticks",
    ConductFlagged: "conduct",
    NoteWritten: "notes",
    MarkPlaced: "marks",
    AudioLost: "lost",
    LineQualityChanged: "lines",
    RecogniserRestarted: "troubles",
    TranscriptionStopped: "troubles",
    DetectorSwitchedOff: "troubles",
    AngerRose: "rises",
    ReminderDue: "reminders",
    FactKept: "kept_facts",
    AbuseStepTaken: "abuse_steps",
}
"""Events that are only added to what there is of their kind, and where."""

_LATEST: Mapping[type[AnyEvent], str] = {
    CallStarted: "started",
    CustomerTypeSuggested: "customer_type",
    HandedOver: "handed_over",
}
"""Events of which the newest stands."""


def step(call: Call, entry: AnyEvent) -> Call:
    """The call after one more log entry. Pure."""
    call = replace(call, last_seq=entry.seq, last_at=max(call.last_at, entry.at))
    change: dict[str, Any] = {}
    if gathered := _GATHERED.get(type(entry)):
        change[gathered] = (*getattr(call, gathered), entry)
    elif latest := _LATEST.get(type(entry)):
        change[latest] = entry
    else:
        return _step_otherwise(call, entry)
    return replace(call, **change)


def _step_otherwise(call: Call, entry: AnyEvent) -> Call:  # noqa: PLR0911 - a case an event
    match entry:
        case WordsMasked():
            return replace(call, utterances=tuple(masked(u, entry) for u in call.utterances))
        case AlertRaised() | AlertConfirmed() | AlertWithdrawn() | AlertDismissed():
            return replace(call, alerts=_step_alerts(call.alerts, entry))
        case AlertJudged():
            return replace(call, alerts=_judged(call.alerts, entry))
        case StepUnticked():
            return replace(call, ticks=tuple(t for t in call.ticks if t.step != entry.step))
        case FollowUpSet() | FollowUpCleared():
            agreed = entry if isinstance(entry, FollowUpSet) else None
            return replace(call, follow_up=agreed, follow_up_closed=None)
        case AbuseStepUndone():
            return replace(call, abuse_steps=_without_last(call.abuse_steps, entry.step))
        case FollowUpClosed() | FollowUpReopened():
            closed = entry if isinstance(entry, FollowUpClosed) else None
            return replace(call, follow_up_closed=closed)
        case Paused() | Resumed():
            return _step_pause(call, entry)
        case CallEnded():
            return replace(_step_pause(call, entry), ended=entry)
    if isinstance(entry, ReviewEvent):
        return replace(call, review=step_review(call.review, entry))
    assert isinstance(entry, SoundEvent), f"nothing folds {type(entry).__name__}"
    return replace(call, sound=step_sound(call.sound, entry))


def fold(entries: Iterable[AnyEvent], call: Call | None = None) -> Call:
    """The call after these entries, on top of `call` or of nothing."""
    return reduce(step, entries, call or Call())


def masked(heard: UtteranceHeard, late: WordsMasked) -> UtteranceHeard:
    """The sentence, with its words masked if it is the one meant."""
    if heard.seq != late.utterance:
        return heard
    return replace(heard, text=late.text, words=late.words)


def _without_last(steps: tuple[AbuseStepTaken, ...], undone: str) -> tuple[AbuseStepTaken, ...]:
    last = next((n for n in reversed(range(len(steps))) if steps[n].step == undone), None)
    return steps if last is None else (*steps[:last], *steps[last + 1 :])


def _step_alerts(
    alerts: tuple[Alert, ...],
    entry: AlertRaised | AlertConfirmed | AlertWithdrawn | AlertDismissed,
) -> tuple[Alert, ...]:
    match entry:
        case AlertRaised():
            fresh = Alert(entry, entry.utterance, entry.phrase, entry.start, entry.end)
            return (*alerts, fresh)
        case AlertConfirmed():
            changed: dict[str, Any] = {
                "utterance": entry.utterance,
                "phrase": entry.phrase,
                "start": entry.start,
                "end": entry.end,
            }
        case AlertWithdrawn():
            changed = {"withdrawn_by": entry.by}
            if entry.utterance is not None:
                changed["utterance"] = entry.utterance
        case AlertDismissed():
            changed = {"dismissed": True}
            if entry.quiet_s > 0:
                changed["quiet_until"] = entry.at + entry.quiet_s
    return tuple(
        replace(alert, **changed) if alert.seq == entry.alert else alert for alert in alerts
    )


def _judged(alerts: tuple[Alert, ...], entry: AlertJudged) -> tuple[Alert, ...]:
    return tuple(
        replace(alert, judged_right=entry.right) if alert.seq == entry.alert else alert
        for alert in alerts
    )


def _step_pause(call: Call, entry: Paused | Resumed | CallEnded) -> Call:
    pauses = call.pauses
    if pauses and pauses[-1].end is None:
        pauses = (*pauses[:-1], replace(pauses[-1], end=entry.at))
    if isinstance(entry, Paused):
        pauses = (*pauses, Pause(entry.at))
    return replace(call, paused=isinstance(entry, Paused), pauses=pauses)

"""The vocabulary: everything that can happen in a call, as frozen facts.

A call is a log of these events. Times are seconds of call audio, counted in frames from the start
of the call, never read off the wall clock. Events point at each other by `seq`, their place in the
log. `Partial` is the one thing here that is no fact: it is drawn and forgotten.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Speaker(StrEnum):
    AGENT = "agent"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"
    """One channel only: nobody can tell who said it, so nobody is blamed for it."""


class Category(StrEnum):
    """What an alert about the customer's words is about."""

    LEGAL = "legal"
    REGULATOR = "regulator"
    REPUTATION = "reputation"
    CHURN = "churn"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    ESCALATION = "escalation"


class Severity(StrEnum):
    NOTICE = "notice"
    WARNING = "warning"
    CRITICAL = "critical"


class By(StrEnum):
    """Who established a fact: the program heard it, or the agent said so by hand."""

    HEARD = "heard"
    AGENT = "agent"


class EndReason(StrEnum):
    ENDED = "ended"
    """The agent ended the call."""
    SOURCE_ENDED = "source_ended"
    """The recording or transcript came to its end."""
    INTERRUPTED = "interrupted"
    """The program died in mid-call; written when the call is next opened."""


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word; times in seconds of call audio, confidence 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """What a side is saying right now. Transient: never stored, never counted."""

    at: float
    speaker: Speaker
    start: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at `at` seconds. `seq` counts from 1; 0 means: not yet in the log."""

    at: float
    seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStarted(Event):
    """`started_at` carries its UTC offset. `channels` names the speaker of each audio channel."""

    call_id: str
    started_at: dt.datetime
    source: str
    model: str
    channels: tuple[Speaker, ...]
    timed: bool = True
    """False for a transcript without times: starts and ends are then estimates, for order only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceHeard(Event):
    """A finished sentence of one speaker. `confidence` is the mean of its words, if known."""

    speaker: Speaker
    start: float
    end: float
    text: str
    confidence: float | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(Event):
    """The customer threatens, insults or asks for somebody higher.

    `utterance` is None while it rests on a partial; the final then confirms or withdraws it.
    `phrase` is the words that fired, as heard; `rule` the id of the rule in its pack.
    """

    category: Category
    severity: Severity
    speaker: Speaker
    phrase: str
    start: float
    end: float
    rule: str
    guidance: str
    utterance: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertConfirmed(Event):
    """The final sentence bears out the alert raised on a partial; phrase and times are final."""

    alert: int
    utterance: int
    phrase: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertWithdrawn(Event):
    """The final does not bear the alert out (HEARD), or the agent says it is wrong (AGENT)."""

    alert: int
    by: By
    utterance: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDismissed(Event):
    """The agent has read the card. The alert stays in the record.

    For `quiet_s` seconds from here on nothing of its category is shown; it is noted all the same.
    """

    alert: int
    quiet_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AngerRated(Event):
    """How angry the customer's sentence is (0 calm to 3 furious), with the words that say so."""

    utterance: int
    level: int
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTicked(Event):
    """A sentence counts for a script step, or the agent ticks it by hand."""

    step: str
    by: By
    utterance: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUnticked(Event):
    """The agent takes a tick back; what was heard for it so far counts no more."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductFlagged(Event):
    """The agent slipped (argue, blame, dismiss, interrupt, canned), and what to say instead."""

    kind: str
    utterance: int
    phrase: str
    say_instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpSet(Event):
    """A day was agreed. `heard` is the words that named it; an edit by the agent comes last."""

    date: dt.date
    time: dt.time | None
    by: By
    utterance: int | None = None
    heard: str = ""
    accepted: bool = False
    """True once the agent has confirmed the date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpCleared(Event):
    """The agent says that no follow-up was agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTypeSuggested(Event):
    """A hint at the customer's type (None: nothing tells), never more than a suggestion."""

    type: str | None
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Event):
    """The agent's text of one note field, whole. A newer one replaces it; the older stays."""

    text: str
    field: str = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPlaced(Event):
    """The agent marks a moment for the reviewer."""

    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioLost(Event):
    """`seconds` of a side's sound are missing from `at` on; the timeline holds silence instead."""

    speaker: Speaker
    seconds: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineQualityChanged(Event):
    """A side's line has become noisy, or clean again.

    The noise lies `noise_below_db` below the voice; `suppressed`: the recogniser hears without it.
    """

    speaker: Speaker
    noise_below_db: float
    suppressed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecogniserRestarted(Event):
    """The recogniser died or hung and was fed again from `fed_from`; no words are missing."""

    why: str
    fed_from: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptionStopped(Event):
    """The recogniser could not be kept alive: from here on there are no words."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectorSwitchedOff(Event):
    """A detector raised an error (a bug of ours) and is off for the rest of the call."""

    detector: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """Nothing is heard, written or transcribed until `Resumed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The pause is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(Event):
    reason: EndReason


AnyEvent = (
    CallStarted
    | UtteranceHeard
    | AlertRaised
    | AlertConfirmed
    | AlertWithdrawn
    | AlertDismissed
    | AngerRated
    | StepTicked
    | StepUnticked
    | ConductFlagged
    | FollowUpSet
    | FollowUpCleared
    | CustomerTypeSuggested
    | NoteWritten
    | MarkPlaced
    | AudioLost
    | LineQualityChanged
    | RecogniserRestarted
    | TranscriptionStopped
    | DetectorSwitchedOff
    | Paused
    | Resumed
    | CallEnded
)

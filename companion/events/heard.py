"""What happens while a call runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from companion.events.base import Event, Word
from companion.kinds import By, Category, EndReason, Severity, Speaker


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
    agent: str = ""
    """The name in the agent's settings, if they gave one."""
    file: str = ""
    """The recording that the call was read from, whole path; the user's own, never ours to delete.

    Empty for a call that was heard as it happened.
    """
    agent_right: bool = False
    """In that file the agent is on the right."""


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
class WordsMasked(Event):
    """An earlier sentence has turned out to hold the beginning of a card number.

    The one event that changes an entry before it: wherever the log is kept, the sentence
    `utterance` has this text and these words from now on, and what it had is written over.
    """

    utterance: int
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(Event):
    """The customer threatens, insults or asks for somebody higher.

    `utterance` is None while it rests on a partial; the final then confirms or withdraws it.
    `phrase` is the words that fired, as heard; `rule` the id of the rule in its pack. What the rule
    says of its card comes with it: for `cooldown_s` seconds the category is quiet after it (None:
    as usual), and of two equally grave ones that with the higher `priority` is shown.
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
    cooldown_s: float | None = None
    priority: int = 0


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
    """Somebody's text of one note field, whole. A newer one replaces it; the older stays.

    `who` and `when` are there once the call is over: in the call it is the agent, at `at`.
    """

    text: str
    field: str = "note"
    who: str = ""
    when: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPlaced(Event):
    """The agent marks a moment for the reviewer."""

    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AngerRose(Event):
    """The customer has become angrier: the course has risen to `level` since their calmer turns."""

    utterance: int
    level: int
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDue(Event):
    """Something is still to be said, such as an apology after an angry turn.

    `kind` names the reminder, `step` the script step that it is about, if any; `utterance` is the
    sentence that makes it due.
    """

    kind: str
    step: str = ""
    utterance: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKept(Event):
    """The agent takes over a fact as heard: an amount, a name, an order number, a date.

    `text` is the words as heard, `value` what they mean where that is beyond doubt.
    """

    kind: str
    text: str
    utterance: int
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbuseStepTaken(Event):
    """The agent has taken a step of the abuse protocol; `step` is its id in the script."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbuseStepUndone(Event):
    """The step was logged by mistake; the newest such step counts no more."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Event):
    """The call is handed over to somebody else, such as a supervisor; `to` may be empty."""

    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(Event):
    reason: EndReason

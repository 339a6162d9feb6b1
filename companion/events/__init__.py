"""The vocabulary: everything that can happen in a call, as frozen facts.

A call is a log of these events. Times are seconds of call audio, counted in frames from the start
of the call, never read off the wall clock. Events point at each other by `seq`, their place in the
log. `Partial` is the one thing here that is no fact: it is drawn and forgotten.
"""

from __future__ import annotations

from companion.events.after import (
    AlertJudged,
    AlertMissed,
    Answer,
    CommentRemoved,
    CommentWritten,
    EvaluationAnswered,
    EvaluationSaved,
    FollowUpClosed,
    FollowUpReopened,
    ScorecardUsed,
    Verdict,
)
from companion.events.base import Afterwards, Event, Partial, Word
from companion.events.heard import (
    AbuseStepTaken,
    AbuseStepUndone,
    AlertConfirmed,
    AlertDismissed,
    AlertRaised,
    AlertWithdrawn,
    AngerRated,
    AngerRose,
    CallEnded,
    CallStarted,
    ConductFlagged,
    CustomerTypeSuggested,
    FactKept,
    FollowUpCleared,
    FollowUpSet,
    HandedOver,
    MarkPlaced,
    NoteWritten,
    ReminderDue,
    StepTicked,
    StepUnticked,
    UtteranceHeard,
    WordsMasked,
)
from companion.events.sound import (
    AudioLost,
    ConsentGiven,
    DetectorSwitchedOff,
    DeviceChanged,
    EchoDropped,
    EchoHeard,
    LineQualityChanged,
    Paused,
    RecogniserRestarted,
    RecordingErased,
    RecordingKept,
    RecordingStarted,
    RecordingStopped,
    Resumed,
    SideFellQuiet,
    SideHeardAgain,
    TranscriptionStopped,
)
from companion.kinds import By, Category, EndReason, Severity, Speaker

AnyEvent = (
    CallStarted
    | UtteranceHeard
    | WordsMasked
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
    | AngerRose
    | ReminderDue
    | FactKept
    | AbuseStepTaken
    | AbuseStepUndone
    | HandedOver
    | AudioLost
    | LineQualityChanged
    | RecogniserRestarted
    | TranscriptionStopped
    | DetectorSwitchedOff
    | Paused
    | Resumed
    | SideFellQuiet
    | SideHeardAgain
    | DeviceChanged
    | EchoHeard
    | EchoDropped
    | ConsentGiven
    | RecordingStarted
    | RecordingStopped
    | RecordingKept
    | RecordingErased
    | FollowUpClosed
    | FollowUpReopened
    | AlertJudged
    | AlertMissed
    | CommentWritten
    | CommentRemoved
    | ScorecardUsed
    | EvaluationSaved
    | EvaluationAnswered
    | CallEnded
)

__all__ = [
    "AbuseStepTaken",
    "AbuseStepUndone",
    "Afterwards",
    "AlertConfirmed",
    "AlertDismissed",
    "AlertJudged",
    "AlertMissed",
    "AlertRaised",
    "AlertWithdrawn",
    "AngerRated",
    "AngerRose",
    "Answer",
    "AnyEvent",
    "AudioLost",
    "By",
    "CallEnded",
    "CallStarted",
    "Category",
    "CommentRemoved",
    "CommentWritten",
    "ConductFlagged",
    "ConsentGiven",
    "CustomerTypeSuggested",
    "DetectorSwitchedOff",
    "DeviceChanged",
    "EchoDropped",
    "EchoHeard",
    "EndReason",
    "EvaluationAnswered",
    "EvaluationSaved",
    "Event",
    "FactKept",
    "FollowUpCleared",
    "FollowUpClosed",
    "FollowUpReopened",
    "FollowUpSet",
    "HandedOver",
    "LineQualityChanged",
    "MarkPlaced",
    "NoteWritten",
    "Partial",
    "Paused",
    "RecogniserRestarted",
    "RecordingErased",
    "RecordingKept",
    "RecordingStarted",
    "RecordingStopped",
    "ReminderDue",
    "Resumed",
    "ScorecardUsed",
    "Severity",
    "SideFellQuiet",
    "SideHeardAgain",
    "Speaker",
    "StepTicked",
    "StepUnticked",
    "TranscriptionStopped",
    "UtteranceHeard",
    "Verdict",
    "Word",
    "WordsMasked",
]

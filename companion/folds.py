"""Two parts of a call's state that stand on their own: its sound, and its review."""

from __future__ import annotations

from dataclasses import dataclass, replace

from companion.events import (
    AlertMissed,
    CommentRemoved,
    CommentWritten,
    ConsentGiven,
    DeviceChanged,
    EchoDropped,
    EchoHeard,
    EvaluationAnswered,
    EvaluationSaved,
    RecordingErased,
    RecordingKept,
    RecordingStarted,
    RecordingStopped,
    ScorecardUsed,
    SideFellQuiet,
    SideHeardAgain,
    Speaker,
    Verdict,
)

SoundEvent = (
    SideFellQuiet
    | SideHeardAgain
    | DeviceChanged
    | EchoHeard
    | EchoDropped
    | ConsentGiven
    | RecordingStarted
    | RecordingStopped
    | RecordingKept
    | RecordingErased
)

ReviewEvent = (
    AlertMissed
    | CommentWritten
    | CommentRemoved
    | ScorecardUsed
    | EvaluationSaved
    | EvaluationAnswered
)


@dataclass(frozen=True, slots=True)
class Sound:
    """`quiet` are the sides of which nothing is heard now; `recording` is None once it is erased.

    `consent` is the time in the call at which the caller agreed to the recording.
    """

    quiet: frozenset[Speaker] = frozenset()
    devices: tuple[DeviceChanged, ...] = ()
    echoes: tuple[EchoHeard, ...] = ()
    dropped: tuple[EchoDropped, ...] = ()
    consent: float | None = None
    recording_on: bool = False
    recording: RecordingKept | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What reviewers, and the agent in answer, wrote. Of each evaluation the newest, by its id."""

    comments: tuple[CommentWritten, ...] = ()
    missed: tuple[AlertMissed, ...] = ()
    evaluations: tuple[EvaluationSaved, ...] = ()
    answers: tuple[EvaluationAnswered, ...] = ()
    forms: tuple[ScorecardUsed, ...] = ()

    @property
    def counting(self) -> EvaluationSaved | None:
        """The newest evaluation that was handed in: the one whose score the call has."""
        return next((e for e in reversed(self.evaluations) if e.submitted), None)

    @property
    def score(self) -> float | None:
        """The call's score, 0 to 100; None where it has not been evaluated."""
        return self.counting.score if self.counting else None

    @property
    def reviewed(self) -> bool:
        """Whether an evaluation was handed in. A draft does not count."""
        return self.counting is not None

    @property
    def disputes(self) -> tuple[EvaluationAnswered, ...]:
        """What the agent disputes of the counting evaluation; handing it in anew settles it."""
        if self.counting is None:
            return ()
        saved = self.counting
        since = [a for a in self.answers if a.evaluation == saved.evaluation and a.seq > saved.seq]
        newest = {answer.question: answer for answer in since}
        return tuple(a for a in newest.values() if a.verdict == Verdict.DISPUTED)


def step_sound(sound: Sound, entry: SoundEvent) -> Sound:  # noqa: PLR0911 - one case an event
    """The sound's state after one more entry. Pure."""
    match entry:
        case SideFellQuiet():
            return replace(sound, quiet=sound.quiet | {entry.speaker})
        case SideHeardAgain():
            return replace(sound, quiet=sound.quiet - {entry.speaker})
        case DeviceChanged():
            return replace(sound, devices=(*sound.devices, entry))
        case EchoHeard():
            return replace(sound, echoes=(*sound.echoes, entry))
        case EchoDropped():
            return replace(sound, dropped=(*sound.dropped, entry))
        case ConsentGiven():
            return replace(sound, consent=entry.at)
        case RecordingStarted() | RecordingStopped():
            return replace(sound, recording_on=isinstance(entry, RecordingStarted))
        case RecordingKept():
            return replace(sound, recording_on=False, recording=entry)
        case RecordingErased():
            return replace(sound, recording=None)


def step_review(review: Review, entry: ReviewEvent) -> Review:
    """The review's state after one more entry. Pure."""
    match entry:
        case AlertMissed():
            return replace(review, missed=(*review.missed, entry))
        case CommentWritten():
            kept = _without(review.comments, entry.replaces)
            return replace(review, comments=(*kept, entry))
        case CommentRemoved():
            return replace(review, comments=_without(review.comments, entry.comment))
        case ScorecardUsed():
            return replace(review, forms=(*review.forms, entry))
        case EvaluationSaved():
            others = (e for e in review.evaluations if e.evaluation != entry.evaluation)
            return replace(review, evaluations=(*others, entry))
        case EvaluationAnswered():
            return replace(review, answers=(*review.answers, entry))


def _without(comments: tuple[CommentWritten, ...], seq: int | None) -> tuple[CommentWritten, ...]:
    return tuple(comment for comment in comments if comment.seq != seq)

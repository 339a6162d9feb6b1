"""What people do with a call that is over: follow up, comment, judge, score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from companion.events.base import Afterwards
from companion.kinds import Category


class Verdict(StrEnum):
    """What the agent says to an evaluation, or to one answer of it."""

    ACKNOWLEDGED = "acknowledged"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of an evaluation.

    `value` is the reviewer's, `machine` what the evidence said before them (None: it said nothing).
    `utterances` are the sentences, by their place in the log, that the answer rests on.
    """

    question: str
    value: str
    machine: str | None = None
    comment: str = ""
    utterances: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpClosed(Afterwards):
    """The promised follow-up was kept, or missed."""

    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpReopened(Afterwards):
    """It was closed by mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertJudged(Afterwards):
    """A reviewer says whether an alert was right. The newest judgement counts."""

    alert: int
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertMissed(Afterwards):
    """A reviewer says that a sentence should have raised an alert, and none came."""

    utterance: int
    category: Category


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentWritten(Afterwards):
    """A comment at the moment `at`, or on a sentence. Its `seq` is its name.

    `replaces` is the seq of the comment that it corrects. "good example" is a tag like others.
    """

    text: str
    tags: tuple[str, ...] = ()
    utterance: int | None = None
    replaces: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRemoved(Afterwards):
    comment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardUsed(Afterwards):
    """The form that an evaluation is made on, whole, as the text of its TOML file.

    So the evaluation stays with its form whatever becomes of the file, and travels with the call.
    """

    evaluation: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSaved(Afterwards):
    """A filled-in scorecard, whole; a newer one of the same `evaluation` replaces it.

    `score` is 0 to 100 as reckoned when it was saved, None where no question applied or a draft
    has no answer yet; `failed`: an answer failed the call outright, which makes the score 0.
    """

    evaluation: str
    scorecard: str
    version: int
    answers: tuple[Answer, ...]
    submitted: bool = False
    score: float | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationAnswered(Afterwards):
    """The agent takes note of an evaluation, or disputes a question of it (None: the whole)."""

    evaluation: str
    verdict: Verdict
    question: str | None = None
    text: str = ""
    utterance: int | None = None

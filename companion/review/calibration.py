"""Blind calibration: two reviewers score the same calls apart, exchange files, and compare.

    text = exported(call, evaluation)                 # the file: no names, no words of the call
    theirs = read_exchanged(path)
    result = calibrated(mine, theirs)                 # lists of such files of either side
    result.questions[0].agreement.kappa

A file holds the answers, the form, and a digest of the call's words, by which two files about one
call find each other whatever its id is. Only evaluations that were handed in can leave, and a
window must show the other's answers only after one's own are handed in: `is_blind` says so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from companion.call import Call
from companion.errors import OutsideError
from companion.review.agreement import Agreement, agreement
from companion.review.scorecard import Kind, Question, Scorecard
from companion.review.scorecard_file import read_scorecard
from companion.review.sheet import form_of, saved_evaluation

SCHEMA = "companion.evaluation/1"
_REMEDY = "Ask for the file once more."


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An evaluation as a file carries it. `reviewer` and comments are empty unless wanted."""

    digest: str
    form: Scorecard
    answers: Mapping[str, str]
    comments: Mapping[str, str]
    score: float | None
    failed: bool
    reviewer: str = ""

    @property
    def about(self) -> tuple[str, str, int]:
        """What two evaluations must share to be compared: the call's words, form and version."""
        return self.digest, self.form.id, self.form.version


@dataclass(frozen=True, slots=True)
class QuestionAgreement:
    """`one_sided` calls had the question answered by one of the two only: a condition fell
    otherwise. They are left out of `agreement`; the question that it hangs on has the difference.
    """

    question: Question
    agreement: Agreement
    one_sided: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """`calls` were evaluated by both; `alone` by one only. Differences are of scores, 0 to 100."""

    calls: int
    alone: int
    questions: tuple[QuestionAgreement, ...]
    overall: Agreement
    mean_difference: float | None
    largest_difference: float | None


def digest_of(call: Call) -> str:
    """The same for two copies of a call, whatever their ids, notes and findings."""
    told = [[heard.speaker.value, heard.text] for heard in call.utterances]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def is_blind(call: Call, evaluation: str, reviewer: str) -> bool:
    """Whether this reviewer must not see the evaluation yet: somebody else's, theirs still open."""
    saved = saved_evaluation(call, evaluation)
    handed_in = any(e.submitted and e.who == reviewer for e in call.review.evaluations)
    return saved.who != reviewer and not handed_in


def exported(call: Call, evaluation: str, *, named: bool = False, comments: bool = False) -> str:
    """The file of an evaluation, as JSON. Names and comments only where they are wanted.

    KeyError where there is no such evaluation; OutsideError for a draft.
    """
    saved = saved_evaluation(call, evaluation)
    if not saved.submitted:
        raise OutsideError("The evaluation is a draft still.", "Hand it in first.")
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "digest": digest_of(call),
        "form": form_of(call, evaluation).source,
        "answers": {answer.question: answer.value for answer in saved.answers},
        "score": saved.score,
        "failed": saved.failed,
    }
    if comments:
        record["comments"] = {a.question: a.comment for a in saved.answers if a.comment}
    if named:
        record["reviewer"] = saved.who
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def exchanged_of(call: Call, evaluation: str) -> Exchanged:
    """An evaluation of a stored call, to be compared with one out of a file. KeyError: none."""
    saved = saved_evaluation(call, evaluation)
    return Exchanged(
        digest_of(call),
        form_of(call, evaluation),
        {answer.question: answer.value for answer in saved.answers},
        {answer.question: answer.comment for answer in saved.answers},
        saved.score,
        saved.failed,
        saved.who,
    )


def read_exchanged(path: Path) -> Exchanged:
    """The evaluation in this file. OutsideError where it is none, or its answers do not fit."""
    record = _record(path)
    digest, source, score = record.get("digest"), record.get("form"), record.get("score")
    answers, comments = _texts(record.get("answers")), _texts(record.get("comments", {}))
    if (
        not (isinstance(digest, str) and isinstance(source, str))
        or not isinstance(score, int | float | None)
        or (answers is None or comments is None)
    ):
        raise OutsideError(f"{path} is damaged.", _REMEDY)
    form = read_scorecard(source, f"in {path}")
    known = {question.id: question for question in form.questions}
    for name, value in answers.items():
        if name not in known or not known[name].takes(value):
            raise OutsideError(f'{path} is damaged: "{value}" is no answer to {name}.', _REMEDY)
    failed, reviewer = record.get("failed") is True, str(record.get("reviewer", ""))
    return Exchanged(digest, form, answers, comments, score, failed, reviewer)


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        why = error.strerror
        raise OutsideError(f"{path} cannot be read: {why}.", "Check the name.") from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise OutsideError(f"{path} is no evaluation: it is not JSON.", _REMEDY) from error
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise OutsideError(f"{path} is no evaluation of this version.", _REMEDY)
    return record


def _texts(value: object) -> dict[str, str] | None:
    """A table of texts, or None where it is something else."""
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return value
    return None


def calibrated(mine: Sequence[Exchanged], theirs: Sequence[Exchanged]) -> Calibration:
    """Two reviewers' evaluations of the same calls compared; the newest of each call counts.

    OutsideError where no call was evaluated by both on the same form.
    """
    ours = {one.about: one for one in mine}
    others = {one.about: one for one in theirs}
    both = [(ours[about], others[about]) for about in ours if about in others]
    if not both:
        raise OutsideError(
            "The files have no call in common that both evaluated on the same form.",
            "Give evaluations of the same calls, on one version of one scorecard.",
        )
    questions = {q.id: q for one, _ in both for q in one.form.questions}
    rows = tuple(_compared(question, both) for question in questions.values())
    every = [pair for question in questions.values() for pair in _pairs(question, both)]
    apart = [abs(a.score - b.score) for a, b in both if a.score is not None and b.score is not None]
    return Calibration(
        calls=len(both),
        alone=len(ours) + len(others) - 2 * len(both),
        questions=rows,
        overall=agreement(every),
        mean_difference=fmean(apart) if apart else None,
        largest_difference=max(apart, default=None),
    )


def _compared(question: Question, both: Sequence[tuple[Exchanged, Exchanged]]) -> QuestionAgreement:
    one_sided = sum(
        (question.id in first.answers) != (question.id in second.answers) for first, second in both
    )
    return QuestionAgreement(question, agreement(list(_pairs(question, both))), one_sided)


def _pairs(
    question: Question, both: Sequence[tuple[Exchanged, Exchanged]]
) -> list[tuple[str, str]]:
    """The answers of both; of numbers what they earn, since one more second is no other answer."""
    found = []
    for first, second in both:
        one, other = first.answers.get(question.id), second.answers.get(question.id)
        if one is not None and other is not None:
            found.append((_judged(question, one), _judged(question, other)))
    return found


def _judged(question: Question, value: str) -> str:
    listed = any(value == known for known, _ in question.answers)
    return f"{question.points(value):g}" if question.kind == Kind.NUMBER and not listed else value

"""An evaluation being filled in, and what the agent says to it afterwards.

A sheet is a value: every change gives a new one, so that a window can undo. Nothing is written
before `save_sheet`, which adds to the call's log: the form once, then the answers with each save.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from companion.call import Call
from companion.errors import OutsideError
from companion.events import (
    Answer,
    EvaluationAnswered,
    EvaluationSaved,
    ScorecardUsed,
    Verdict,
)
from companion.plain import plain
from companion.review.evidence import Evidence, evidence_for
from companion.review.scorecard import Question, Scorecard
from companion.review.scorecard_file import read_scorecard
from companion.review.scoring import Result, asked, reckoned
from companion.store import Store


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on a call. `evidence` is what the machine says, by question, now or when it was begun.

    `answers` holds one for each question that has a value or a comment; a value "" is none yet.
    """

    call_id: str
    evaluation: str
    form: Scorecard
    evidence: Mapping[str, Evidence]
    answers: Mapping[str, Answer]
    at: float
    begun: bool = False
    """Whether the form is in the log already."""
    submitted: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions to show now: those whose condition holds."""
        return asked(self.form, self._values())

    def value(self, question: str) -> str | None:
        """The reviewer's answer, at first the machine's; None: none yet."""
        given = self.answers.get(question)
        return given.value if given and given.value else None

    def overridden(self, question: str) -> bool:
        """Whether the reviewer's answer is another one than the machine's."""
        given = self.answers.get(question)
        return bool(given and given.value and given.machine not in (None, given.value))

    def answered(
        self,
        question: str,
        value: str,
        *,
        comment: str | None = None,
        utterances: tuple[int, ...] | None = None,
    ) -> Sheet:
        """The sheet with this answer; the machine's is kept beside it.

        "" takes the answer back. Comment and sentences stay as they were unless given.
        OutsideError for a value that the question cannot have; KeyError for no such question.
        """
        asked_for = self.form.question(question)
        value = value.strip()
        if value and not asked_for.takes(value):
            known = ", ".join(f'"{name}"' for name, _ in asked_for.answers)
            what = known or "a number in one of its ranges"
            raise OutsideError(f'"{value}" is no answer to {question}.', f"It takes {what}.")
        before = self.answers.get(question) or self._blank(question)
        after = replace(
            before,
            value=value,
            comment=before.comment if comment is None else plain(comment).strip(),
            utterances=before.utterances if utterances is None else utterances,
        )
        return replace(self, answers={**self.answers, question: after})

    def commented(self, question: str, comment: str) -> Sheet:
        """The sheet with this comment on a question, answered or not."""
        return self.answered(question, self.value(question) or "", comment=comment)

    def result(self) -> Result:
        """What the answers come to now."""
        comments = {name: answer.comment for name, answer in self.answers.items()}
        return reckoned(self.form, self._values(), comments)

    def saved(self, who: str, when: dt.datetime, *, submit: bool) -> EvaluationSaved:
        """The event that keeps the sheet. OutsideError where it is to be handed in unfinished.

        A draft keeps answers to questions that are not asked just now; handed in, they stay out.
        """
        result = self.result()
        if submit and not result.complete:
            raise OutsideError(*_unfinished(self.form, result))
        shown = self.questions if submit else self.form.questions
        return EvaluationSaved(
            at=self.at,
            who=who,
            when=when,
            evaluation=self.evaluation,
            scorecard=self.form.id,
            version=self.form.version,
            answers=tuple(self.answers[one.id] for one in shown if one.id in self.answers),
            submitted=submit,
            score=result.score,
            failed=result.failed,
        )

    def form_used(self, who: str, when: dt.datetime) -> ScorecardUsed:
        """The event that keeps the form: it comes once, before the sheet is first saved."""
        return ScorecardUsed(
            at=self.at, who=who, when=when, evaluation=self.evaluation, form=self.form.source
        )

    def _values(self) -> dict[str, str]:
        return {name: answer.value for name, answer in self.answers.items() if answer.value}

    def _blank(self, question: str) -> Answer:
        found = self.evidence.get(question, Evidence(None))
        return Answer(question=question, value="", machine=found.value, utterances=found.utterances)


def open_sheet(call: Call, form: Scorecard) -> Sheet:
    """A new evaluation, with every answer that the call itself gives filled in.

    ValueError for a call that has not started.
    """
    if call.started is None:
        raise ValueError("a call that has not started cannot be evaluated")
    evidence = {question.id: evidence_for(call, question) for question in form.questions}
    answers = {
        name: Answer(
            question=name, value=found.value, machine=found.value, utterances=found.utterances
        )
        for name, found in evidence.items()
        if found.value is not None
    }
    made = secrets.token_hex(4)
    return Sheet(call.started.call_id, made, form, evidence, answers, _end(call))


def reopen_sheet(call: Call, evaluation: str) -> Sheet:
    """An evaluation as it was last saved, draft or not, on the form that it was made on.

    KeyError where the call has no such evaluation, OutsideError where its form cannot be read.
    """
    assert call.started is not None
    saved = saved_evaluation(call, evaluation)
    form = form_of(call, evaluation)
    given = {answer.question: answer for answer in saved.answers}
    evidence = {question.id: evidence_for(call, question) for question in form.questions}
    for name, answer in given.items():
        if answer.machine != evidence[name].value:  # the rules have changed since
            evidence[name] = Evidence(answer.machine, answer.utterances)
    return Sheet(
        call.started.call_id,
        evaluation,
        form,
        evidence,
        given,
        _end(call),
        begun=True,
        submitted=saved.submitted,
    )


def form_of(call: Call, evaluation: str) -> Scorecard:
    """The form that an evaluation was made on, out of the call's own log. KeyError: none there."""
    used = next((f for f in reversed(call.review.forms) if f.evaluation == evaluation), None)
    if used is None:
        raise KeyError(evaluation)
    return read_scorecard(used.form, f"of the evaluation {evaluation}")


def save_sheet(
    store: Store, sheet: Sheet, who: str, *, submit: bool, when: dt.datetime | None = None
) -> Sheet:
    """Write the sheet into its call's log, as a draft or for good; returns it as it is kept.

    OutsideError where it is to be handed in unfinished, and where the log cannot be written.
    """
    when = when or dt.datetime.now().astimezone()
    saved = sheet.saved(who, when, submit=submit)
    if not sheet.begun:
        store.add(sheet.call_id, sheet.form_used(who, when))
    store.add(sheet.call_id, saved)
    return replace(sheet, begun=True, submitted=submit)


def reply(
    call: Call,
    evaluation: str,
    verdict: Verdict,
    who: str,
    *,
    question: str | None = None,
    text: str = "",
    utterance: int | None = None,
    when: dt.datetime | None = None,
) -> EvaluationAnswered:
    """The agent's word on an evaluation that was handed in, or on one question of it: an event for
    `Store.add`. A dispute of a question carries the sentence that it rests on, by default the first
    one of the answer.

    KeyError where there is no such evaluation or answer; OutsideError for a draft, and for a
    dispute without a word of reason.
    """
    saved = saved_evaluation(call, evaluation)
    if not saved.submitted:
        raise OutsideError("The evaluation is a draft still.", "Wait until it is handed in.")
    answer = None
    if question is not None:
        answer = next((a for a in saved.answers if a.question == question), None)
        if answer is None:
            raise KeyError(question)
    if verdict == Verdict.DISPUTED and not text.strip():
        raise OutsideError("A dispute needs a reason.", "Say in a few words what is not right.")
    if utterance is None and answer is not None and answer.utterances:
        utterance = answer.utterances[0]
    return EvaluationAnswered(
        at=_end(call),
        who=who,
        when=when or dt.datetime.now().astimezone(),
        evaluation=evaluation,
        verdict=verdict,
        question=question,
        text=plain(text).strip(),
        utterance=utterance,
    )


def replies(call: Call, evaluation: str) -> dict[str | None, EvaluationAnswered]:
    """The agent's newest word on each question of an evaluation; None stands for the whole."""
    found = (one for one in call.review.answers if one.evaluation == evaluation)
    return {one.question: one for one in found}


def _unfinished(form: Scorecard, result: Result) -> tuple[str, str]:
    if result.open:
        first, more = form.question(result.open[0]).text, len(result.open) - 1
        others = f", and {more} more" if more else ""
        return f'No answer yet to "{first}"{others}.', "Answer, or save a draft."
    wanting = form.question(result.uncommented[0]).text
    return f'The answer to "{wanting}" needs a comment.', "Write why, or save a draft."


def saved_evaluation(call: Call, evaluation: str) -> EvaluationSaved:
    """An evaluation as it was last saved. KeyError where the call has none of this id."""
    for one in call.review.evaluations:
        if one.evaluation == evaluation:
            return one
    raise KeyError(evaluation)


def _end(call: Call) -> float:
    return call.ended.at if call.ended else call.last_at

"""The arithmetic of a scorecard. docs/review.md says it in words; the tests reckon it by hand.

    score = 100 x sum(weight x points / 100) / sum(weight)     over the questions that count

A question counts where it is asked (its condition holds) and is answered with something else than
"not applicable": the weight of those that do not is spread over the rest, in proportion to their
own. An answer that fails the call makes the score 0; `earned` tells what it would have been.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from companion.review.scorecard import FULL, NA, Question, Scorecard, Section


@dataclass(frozen=True, slots=True)
class SectionResult:
    """`score` is 0 to 100, None where no question of the section counts. `weight` is its share."""

    title: str
    score: float | None
    weight: float


@dataclass(frozen=True, slots=True)
class Result:
    """What answers come to.

    `score` is 0 to 100, None where no weight is answered; `earned` the same without the automatic
    fail. `failed_by` are the questions whose answer fails the call, `open` those asked and not yet
    answered, `uncommented` those whose answer wants a comment and has none: in the form's order.
    """

    score: float | None
    earned: float | None
    sections: tuple[SectionResult, ...]
    failed_by: tuple[str, ...]
    open: tuple[str, ...]
    uncommented: tuple[str, ...]
    passed: bool | None

    @property
    def failed(self) -> bool:
        return bool(self.failed_by)

    @property
    def complete(self) -> bool:
        """Whether it can be handed in."""
        return not self.open and not self.uncommented


def asked(form: Scorecard, values: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions whose condition holds. One that hangs on a question not asked is not asked."""
    found: dict[str, Question] = {}
    for question in form.questions:
        condition = question.only_if
        if condition is not None:
            given = values.get(condition.question) if condition.question in found else None
            if given is None or given not in condition.answers:
                continue
        found[question.id] = question
    return tuple(found.values())


def reckoned(
    form: Scorecard, values: Mapping[str, str], comments: Mapping[str, str] | None = None
) -> Result:
    """What these answers, by question, come to. Answers to questions not asked are passed over."""
    told = comments or {}
    shown = asked(form, values)
    answered = {one.id: values[one.id] for one in shown if one.id in values}
    failed_by = tuple(one.id for one in shown if answered.get(one.id) in one.fail_on)
    earned = _share(shown, answered)
    score = 0.0 if failed_by else earned
    return Result(
        score=score,
        earned=earned,
        sections=tuple(_section(section, shown, answered) for section in form.sections),
        failed_by=failed_by,
        open=tuple(one.id for one in shown if one.id not in answered),
        uncommented=tuple(
            one.id
            for one in shown
            if answered.get(one.id) in one.comment_on and not told.get(one.id, "").strip()
        ),
        passed=None if score is None else not failed_by and score >= form.pass_mark,
    )


def _section(
    section: Section, shown: Iterable[Question], answered: Mapping[str, str]
) -> SectionResult:
    own = {question.id for question in section.questions}
    questions = [question for question in shown if question.id in own]
    weight = math.fsum(question.weight for question in section.questions)
    return SectionResult(section.title, _share(questions, answered), weight)


def _share(questions: Iterable[Question], answered: Mapping[str, str]) -> float | None:
    """Of the weight that counts, the part that was earned, 0 to 100."""
    counting = [q for q in questions if answered.get(q.id, NA) != NA]
    weight = math.fsum(question.weight for question in counting)
    if weight == 0:
        return None
    gained = math.fsum(
        question.weight * question.points(answered[question.id]) / FULL for question in counting
    )
    return FULL * gained / weight

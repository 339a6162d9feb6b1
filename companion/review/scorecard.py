"""A scorecard: sections of weighted questions, as a team's TOML file defines them.

`companion/review/scorecard_file.py` reads the file; docs/review.md explains it for its writers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

YES, NO, NA = "yes", "no", "na"
"""Answers as they stand in the record. `NA`: the question does not apply to this call."""

FULL = 100.0
"""The weights of a form make this, and so do the points of the best answer to a question."""


class Kind(StrEnum):
    """What a question is answered with."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose: `id` stands in the record; `points` are 0 to 100 of the weight."""

    id: str
    title: str
    points: float


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `least` up to but not including `below` (None: no end) earn `points`."""

    least: float
    below: float | None
    points: float

    def holds(self, number: float) -> bool:
        return self.least <= number and (self.below is None or number < self.below)


@dataclass(frozen=True, slots=True)
class Condition:
    """The question is asked only where that other one is answered with one of `answers`."""

    question: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `weight` is its share of 100.

    `good` is the answer of a yes/no question that earns its points. `fail_on` are answers that fail
    the whole call, `comment_on` those that need a reason. `evidence` says where in a call its
    answer can be read off (companion/review/evidence.py); empty: nowhere.
    """

    id: str
    text: str
    kind: Kind
    weight: float
    help: str = ""
    good: str = YES
    choices: tuple[Choice, ...] = ()
    ranges: tuple[Range, ...] = ()
    unit: str = ""
    may_be_na: bool = False
    fail_on: frozenset[str] = frozenset()
    comment_on: frozenset[str] = frozenset()
    only_if: Condition | None = None
    evidence: str = ""

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The answers to choose from, with their titles; only `NA`, if at all, for a number."""
        match self.kind:
            case Kind.YES_NO:
                listed: tuple[tuple[str, str], ...] = ((YES, "Yes"), (NO, "No"))
            case Kind.CHOICE:
                listed = tuple((choice.id, choice.title) for choice in self.choices)
            case Kind.NUMBER:
                listed = ()
        return (*listed, (NA, "Not applicable")) if self.may_be_na else listed

    def takes(self, value: str) -> bool:
        """Whether this can be an answer: one of those listed, or a number in one of the ranges."""
        if any(value == known for known, _ in self.answers):
            return True
        return self.kind == Kind.NUMBER and self._range(value) is not None

    def points(self, value: str) -> float:
        """What an answer earns of the weight, 0 to 100. ValueError for one it cannot have."""
        if value == NA or not self.takes(value):
            raise ValueError(f"{value!r} earns nothing on {self.id}")
        if self.kind == Kind.YES_NO:
            return FULL if value == self.good else 0.0
        if self.kind == Kind.CHOICE:
            return next(choice.points for choice in self.choices if choice.id == value)
        found = self._range(value)
        assert found is not None
        return found.points

    def _range(self, value: str) -> Range | None:
        try:
            number = float(value)
        except ValueError:
            return None
        return next((one for one in self.ranges if one.holds(number)), None)


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A form. `source` is the text it was read from: it goes into the log with an evaluation.

    A score below `pass_mark` (0 to 100) is a fail for the team's books; 0: there is no such mark.
    """

    id: str
    version: int
    title: str
    sections: tuple[Section, ...]
    source: str
    pass_mark: float = 0.0

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in the order of the form."""
        return tuple(self._all())

    def question(self, question_id: str) -> Question:
        """KeyError where the form has no such question."""
        for question in self._all():
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def _all(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

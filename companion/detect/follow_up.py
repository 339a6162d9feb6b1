"""The day that was agreed: promised by the agent, or set by the customer and taken up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from companion.call import Call
from companion.detect.scores import NoScores, Scorer
from companion.events import (
    AnyEvent,
    By,
    FollowUpSet,
    Partial,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.language import read
from companion.language.date_tokens import WEEKDAYS
from companion.language.dates import Found, find_dates
from companion.language.numbers import plain
from companion.language.promise import Named, Sentence, Verdict
from companion.language.taking_up import acknowledges, grants, sets, takes_up

STEP = "follow_up_date"

_FURTHEST = dt.timedelta(200)
"""A day further ahead was told of the past: "you paid on the third of august" said in september."""

HARDLY = 0.02
"""A promise that is spelt out counts unless it is less likely than this."""

_CASUAL = frozenset(
    "today|tonight|this morning|this afternoon|this evening|later today|the weekend|"
    "at the weekend|over the weekend|this weekend".split("|")
)
"""Said in every other greeting: a promise only where the sentence spells one out."""

_LOOK_BACK = 8
"""Utterances before the agent's in which the day that is taken up may have been named."""


@dataclass(frozen=True, slots=True)
class _Agreed:
    """A day agreed in an agent's sentence, and the words of that sentence which agree to it."""

    day: Found
    evidence: str
    verdict: Verdict = Verdict.BARE


class FollowUpDetector:
    """Sets the follow-up and ticks its step for every sentence of the agent that agrees a day.

    Which day it is only the words can say; whether it is a promise, words and scorer together.
    """

    name = "follow_up"

    def __init__(self, scorer: Scorer | None = None) -> None:
        self._scorer = scorer or NoScores()

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterator[AnyEvent]:
        if not isinstance(entry, UtteranceHeard) or entry.speaker is not Speaker.AGENT:
            return
        if call.started is None:
            return
        judged = _judged(entry.text.split(), call.call_date)
        agreed = _promised(call, entry, judged) or _taken_up(call, entry) or _named(call, judged)
        if agreed is not None and self._borne_out(agreed.verdict, call, entry):
            yield from _told(call, entry, agreed)

    def _borne_out(self, verdict: Verdict, call: Call, entry: UtteranceHeard) -> bool:
        score = self._scorer.scores(read(entry.text), call).get(STEP)
        if score is None:
            return verdict is not Verdict.NO
        if verdict is Verdict.SPELT_OUT:
            return score.probability >= HARDLY
        return score.bears_out(by_rule=verdict is Verdict.BARE)


def _told(call: Call, entry: UtteranceHeard, agreed: _Agreed) -> Iterator[AnyEvent]:
    if not _confirmed(call, agreed.day):
        yield FollowUpSet(
            at=entry.at,
            date=agreed.day.date,
            time=agreed.day.time,
            by=By.HEARD,
            utterance=entry.seq,
            heard=agreed.day.heard,
        )
    yield StepTicked(
        at=entry.at, step=STEP, by=By.HEARD, utterance=entry.seq, evidence=agreed.evidence
    )


def _confirmed(call: Call, day: Found) -> bool:
    """Whether the agent has confirmed this very day; another one is to be confirmed anew."""
    known = call.follow_up
    return known is not None and known.accepted and known.date == day.date


def _promised(
    call: Call, entry: UtteranceHeard, judged: Sequence[tuple[Found, Verdict]]
) -> _Agreed | None:
    """The last day that the agent promises in this sentence."""
    words = entry.text.split()
    standing = [
        _Agreed(day, day.heard, verdict)
        for day, verdict in judged
        if verdict is Verdict.SPELT_OUT
        or (
            verdict is Verdict.BARE and not _casual(words, day, call) and not _said_again(day, call)
        )
    ]
    return standing[-1] if standing else None


def _named(call: Call, judged: Sequence[tuple[Found, Verdict]]) -> _Agreed | None:
    """The last day ahead that the agent names at all, unless it is the day agreed already."""
    days = [day for day, _ in judged if not _said_again(day, call)]
    return _Agreed(days[-1], days[-1].heard, Verdict.NO) if days else None


def _judged(words: Sequence[str], today: dt.date) -> list[tuple[Found, Verdict]]:
    """The days near enough that the agent names, each with what the sentence makes of it."""
    found = find_dates(words, today)
    if not found:
        return []
    sentence = Sentence(words)
    ends = [0, *(day.end for day in found)]
    starts = [*(day.first for day in found[1:]), len(words)]
    return [
        (day, sentence.verdict(Named(day.first, day.end, least, most)))
        for day, least, most in zip(found, ends, starts, strict=False)
        if day.date - today <= _FURTHEST
    ]


def _casual(words: Sequence[str], day: Found, call: Call) -> bool:
    """Said in passing: "today", or "till eight tonight"."""
    until = day.start > 0 and words[day.start - 1] in ("till", "until")
    return day.heard in _CASUAL or (until and day.date == call.call_date)


def _said_again(day: Found, call: Call) -> bool:
    """Whether it is the weekday of the day that is agreed already: "thursday then"."""
    weekday = plain(day.heard).removesuffix("'s") in WEEKDAYS
    return (
        weekday
        and call.follow_up is not None
        and (call.follow_up.date.weekday() == day.date.weekday())
    )


def _taken_up(call: Call, entry: UtteranceHeard) -> _Agreed | None:
    """The day that the customer has just set, or granted when the agent asked."""
    words = entry.text.split()
    if not acknowledges(words):
        return None
    earlier = list(reversed(call.utterances[-_LOOK_BACK - 1 : -1]))
    answers = list(takewhile(lambda heard: heard.speaker is Speaker.CUSTOMER, earlier))
    if takes_up(words):
        day = _set_by_customer(answers, call)
        if day is not None:
            return _Agreed(day, takes_up(words))
    if not any(grants(answer.text.split()) for answer in answers):
        return None
    questions = takewhile(lambda heard: heard.speaker is Speaker.AGENT, earlier[len(answers) :])
    for question in questions:
        asked = [day for day, _ in _judged(question.text.split(), call.call_date)]
        if asked:
            return _Agreed(asked[-1], acknowledges(words))
    return None


def _set_by_customer(answers: Sequence[UtteranceHeard], call: Call) -> Found | None:
    for answer in answers:
        words = answer.text.split()
        for day in reversed(find_dates(words, call.call_date)):
            near = day.date - call.call_date <= _FURTHEST
            if near and sets(words, day) and not _said_again(day, call):
                return day
    return None

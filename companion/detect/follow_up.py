"""The day that was agreed: promised by the agent, or set by the customer and taken up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from companion.call import Call
from companion.events import (
    AnyEvent,
    By,
    FollowUpSet,
    Partial,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.language.dates import Found, find_dates
from companion.language.promise import Sentence

STEP = "follow_up_date"

_FURTHEST = dt.timedelta(100)
"""A day further ahead is a contract's end or an anniversary, not the next thing to do."""


@dataclass(frozen=True, slots=True)
class _Agreed:
    """A day agreed in an agent's sentence, and the words of that sentence which agree to it."""

    found: Found
    evidence: str


class FollowUpDetector:
    """Sets the follow-up and ticks its step for every sentence of the agent that agrees a day."""

    name = "follow_up"

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterator[AnyEvent]:
        if not isinstance(entry, UtteranceHeard) or entry.speaker is not Speaker.AGENT:
            return
        if call.started is None:
            return
        agreed = _promised(entry.text, call.call_date)
        if agreed is None:
            return
        yield FollowUpSet(
            at=entry.at,
            date=agreed.found.date,
            time=agreed.found.time,
            by=By.HEARD,
            utterance=entry.seq,
            heard=agreed.found.heard,
        )
        yield StepTicked(
            at=entry.at, step=STEP, by=By.HEARD, utterance=entry.seq, evidence=agreed.evidence
        )


def _promised(text: str, today: dt.date) -> _Agreed | None:
    """The last day that the agent promises in this sentence."""
    words = text.split()
    found = find_dates(words, today)
    standing = list(_promises(words, found, today))
    return _Agreed(standing[-1], standing[-1].heard) if standing else None


def _promises(words: Sequence[str], found: Sequence[Found], today: dt.date) -> Iterator[Found]:
    if not found:
        return
    sentence = Sentence(words)
    for index, day in enumerate(found):
        least = found[index - 1].end if index else 0
        most = found[index + 1].first if index + 1 < len(found) else len(words)
        near = day.date - today <= _FURTHEST
        if near and sentence.promises(day.first, day.end, least, most, day.date == today):
            yield day

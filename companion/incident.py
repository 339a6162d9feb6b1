"""Threats and abuse of a call on their own: exact words, when, and what the agent answered.

For the colleague who has to decide what a threat means, and for the day when it turns out real.
Nothing is worded by the program beyond names of categories: every line is what somebody said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from companion.call import Alert, Call
from companion.events import Category, Severity, Speaker, UtteranceHeard
from companion.note import Quote, quoted

CATEGORIES = frozenset(Category) - {Category.ESCALATION}
"""Asking for somebody higher is neither a threat nor abuse."""

_ANSWERS = 2
"""So many of the agent's next sentences are the answer."""


@dataclass(frozen=True, slots=True)
class Incident:
    """A threat or abuse as it was said.

    `phrase` is the words in the sentence `said` that are it, begun at `at` seconds of the call.
    `judged_right` is a reviewer's word on it, None where nobody judged it.
    """

    category: Category
    severity: Severity
    phrase: str
    at: float
    said: Quote
    answer: tuple[Quote, ...]
    judged_right: bool | None


def incidents(call: Call) -> tuple[Incident, ...]:
    """The call's threats and abuse that stand, in the order in which they were said."""
    spoken = sorted(call.utterances, key=attrgetter("start"))
    sentences = {heard.seq: heard for heard in call.utterances}
    found = [
        _incident(alert, sentences[alert.utterance], spoken)
        for alert in call.alerts
        if alert.standing and alert.utterance in sentences and alert.category in CATEGORIES
    ]
    return tuple(sorted(found, key=lambda incident: (incident.at, incident.category)))


def _incident(alert: Alert, said: UtteranceHeard, spoken: Sequence[UtteranceHeard]) -> Incident:
    return Incident(
        category=alert.category,
        severity=alert.severity,
        phrase=alert.phrase,
        at=alert.start,
        said=quoted(said),
        answer=_answer(said, spoken),
        judged_right=alert.judged_right,
    )


def _answer(said: UtteranceHeard, spoken: Sequence[UtteranceHeard]) -> tuple[Quote, ...]:
    """The agent's first sentences that begin after this one, up to the customer's next turn.

    What else the customer says before the agent gets a word in is passed over.
    """
    found: list[Quote] = []
    for heard in spoken[bisect_right(spoken, said.start, key=attrgetter("start")) :]:
        if heard.speaker is Speaker.AGENT:
            found.append(quoted(heard))
        elif found:
            break
        if len(found) == _ANSWERS:
            break
    return tuple(found)

"""What the call is like just now: some words are threats from an angry mouth only, some words are
alarming only from one who has lost hope.

"I want to cancel" is an order like any other, until the one who says it has had enough. "It would
be quiet" is nothing, unless somebody has just been asked whether they think of dying.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from companion.call import Alert, Call
from companion.detect.anger import cues_of
from companion.detect.recent import last_said, said_of
from companion.detect.rules import Hit
from companion.detect.scores import guess
from companion.events import Category, Speaker
from companion.language import read

SIGN = 1.2
"""From this weight on a cue in the words themselves shows anger."""

MEMORY = 1
"""So many rated utterances back, anger still colours what is said."""

LATELY = 5
"""So many utterances back, an agent's asking after their life still does."""

STEPS, WITHIN = 2, 6
"""So many steps of anger, in so many rated utterances: one angry sentence, or two annoyed ones."""

_GUESSED = guess(Category.SELF_HARM)

_ASKING = tuple(
    frozenset(words.split())
    for words in (
        "suicid",
        "samaritan",
        "end life",
        "harm yourself",
        "hurt yourself",
        "kill yourself",
    )
)
"""Stems that an agent's question has who asks whether somebody thinks of dying."""


def fits(setting: str, call: Call, hits: Sequence[Hit], utterance: int | None) -> bool:
    """Whether the call is like this. A rating of the utterance itself is left out, so that it is
    judged alike on a partial and on the final.
    """
    match setting:
        case "heated":
            return _heated(call, hits, utterance)
        case "despair":
            return hopeless(call, hits)
    return True


def roused(call: Call, utterance: int | None) -> bool:
    """Whether the caller has been angry, or the agent has just slipped: a guess is worth it then.

    A single annoyed sentence, often a guess itself, is not enough, nor is a cue in the very words
    that are to be judged.
    """
    return sum(_levels_before(call, utterance, WITHIN)) >= STEPS or _slipped(call)


def _heated(call: Call, hits: Sequence[Hit], utterance: int | None) -> bool:
    if any(_levels_before(call, utterance, MEMORY)):
        return True
    clear = [hit for hit in hits if not hit.rule.setting]  # else a rule would be its own reason
    return any(cue.weight >= SIGN for cue in cues_of(clear)) or _slipped(call)


def _slipped(call: Call) -> bool:
    """Whether the agent has slipped in their last sentence."""
    agent = last_said(call, Speaker.AGENT, 1)
    return any(True for heard in agent for _ in said_of(call.conduct, heard.seq))


def _levels_before(call: Call, utterance: int | None, count: int) -> Iterator[int]:
    """The last levels of anger, newest first, without the utterance's own."""
    before = (one.level for one in reversed(call.anger) if one.utterance != utterance)
    return islice(before, count)


def hopeless(call: Call, hits: Sequence[Hit]) -> bool:
    """Whether the caller's own life is in question: by these words, by the agent's asking lately,
    or by anything that has been said before.
    """
    if any(hit.rule.category == Category.SELF_HARM and not hit.rule.setting for hit in hits):
        return True
    lately = call.utterances[-LATELY:]
    if any(heard.speaker is Speaker.AGENT and _asks_after_life(heard.text) for heard in lately):
        return True
    return any(_plainly_told(alert) for alert in call.alerts)


def _plainly_told(alert: Alert) -> bool:
    """Whether it is about the caller's own life, and not a guess: one guess would lead to the next.

    What has been told is not forgotten for as long as the call lasts.
    """
    told = alert.standing and alert.utterance is not None
    return told and alert.category is Category.SELF_HARM and alert.raised.rule != _GUESSED


def _asks_after_life(text: str) -> bool:
    tokens = read(text).tokens
    stems = {token.stem for token in tokens}
    if not any(token.norm in ("you", "your", "yourself") for token in tokens):
        return False
    return any(asking <= stems for asking in _ASKING)

"""What the call is like just now: some words are threats from an angry mouth only, some words are
alarming only from one who has lost hope.

"I want to cancel" is an order like any other, until the one who says it has had enough. "It would be
quiet" is nothing, unless somebody has just been asked whether they think of dying.
"""

from __future__ import annotations

from collections.abc import Sequence

from companion.call import Call
from companion.detect.anger import cues_of, rated
from companion.detect.rules import Hit
from companion.events import Category, Speaker
from companion.language import Reading, read

MEMORY = 1
"""So many rated utterances back, anger still colours what is said."""

ASKED_WITHIN = 4
"""So many utterances back, an agent's asking after their life still does."""

_ASKING = frozenset("suicide suicid harm hurt kill safe alive end".split())


def fits(
    setting: str, call: Call, hits: Sequence[Hit], reading: Reading, utterance: int | None
) -> bool:
    """Whether the call is like this. A rating of the utterance itself is left out, so that it is
    judged alike on a partial and on the final.
    """
    match setting:
        case "heated":
            return _heated(call, hits, reading, utterance)
        case "despair":
            return _despairing(call, hits)
    return True


def _heated(call: Call, hits: Sequence[Hit], reading: Reading, utterance: int | None) -> bool:
    before = [one for one in call.anger if one.utterance != utterance]
    if any(one.level >= 1 for one in before[-MEMORY:]):
        return True
    return rated(call, utterance, reading, cues_of(hits)) >= 1


def _despairing(call: Call, hits: Sequence[Hit]) -> bool:
    if any(hit.rule.category == Category.SELF_HARM and not hit.rule.setting for hit in hits):
        return True
    if any(alert.category is Category.SELF_HARM and alert.standing for alert in call.alerts):
        return True
    return any(
        heard.speaker is Speaker.AGENT and _asks_after_life(heard.text)
        for heard in call.utterances[-ASKED_WITHIN:]
    )


def _asks_after_life(text: str) -> bool:
    tokens = read(text).tokens
    stems = {token.stem for token in tokens}
    you = any(token.norm in ("you", "your", "yourself") for token in tokens)
    return you and (
        bool(stems & {"suicid"})
        or ("yourself" in stems and bool(stems & _ASKING))
        or "samaritan" in stems
        or ({"end", "life"} <= stems)
    )

"""Whether a customer is angry at all: some words are threats from an angry mouth only.

"I want to cancel" is an order like any other, until the one who says it has had enough.
"""

from __future__ import annotations

from collections.abc import Iterable

from companion.call import Call
from companion.detect.rules import Hit

MEMORY = 3
"""So many rated utterances back, anger still colours what is said."""

CUES = frozenset({"anger", "abuse", "violence"})


def is_heated(call: Call, hits: Iterable[Hit], utterance: int | None) -> bool:
    """Whether these words, or those just before them, show anger.

    A rating of the utterance itself is left out, so that it is judged alike on a partial.
    """
    if any(hit.rule.category in CUES and hit.rule.weight > 0 for hit in hits):
        return True
    before = [rated for rated in call.anger if rated.utterance != utterance]
    return any(rated.level >= 1 for rated in before[-MEMORY:])

"""The seam for statistics: what a trained classifier may add to the rules.

A scorer reads an utterance in its call and gives each label it knows a probability and the words
that carried it. Rules and scores are joined in one place a detector, by `Score.bears_out`: labels
are named like alert categories, steps and slips, and "anger_1" to "anger_3": at least so angry.
Without a scorer the detectors go by the rules alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Protocol

from companion.call import Call
from companion.language import Reading

RARER = 30.0
"""By so much are threats rarer in calm talk than in the calls that the limits were fitted on, where
a fifth of the customers' turns holds one: in less than one of a hundred turns.
"""

QUIETLY_RARER = 8.0
"""The same of danger to the caller's own life where nothing hopeless has been said. Anger does not
lead to it, and who is in it mostly speaks calmly: so the calm of a talk says less against it. Only
with their first words people hardly ever tell of it: in one of 200 calls of the training, in one of
18 turns later on.
"""


_LEAST = 1e-4


def log_odds(chance: float) -> float:
    """The logarithm of the odds, within reason."""
    tame = min(max(chance, _LEAST), 1 - _LEAST)
    return log(tame / (1 - tame))


@dataclass(frozen=True, slots=True)
class Score:
    """How sure (0 to 1), and on which words: first heard word and the one after the last.

    From `alone_at` on the score needs no rule; below `doubtful_at` it outweighs one. Each label has
    limits of its own, at which rules and scores together make it likely enough on held-out calls.
    """

    probability: float
    words: tuple[int, int]
    alone_at: float = 0.9
    doubtful_at: float = 0.02

    def bears_out(self, by_rule: bool, rarer: float = 1.0) -> bool:
        """Whether the label holds, all told, given whether the rules say so.

        Where it is so many times `rarer` than in the calls of the limits, the odds must be higher.
        """
        limit = self.doubtful_at if by_rule else self.alone_at
        return log_odds(self.probability) >= log_odds(limit) + log(rarer)


def guess(label: str) -> str:
    """What stands for a rule's name where a score alone has raised an alert of this label."""
    return f"{label}.wording"


class Scorer(Protocol):
    """Pure and quick (well under a millisecond): it is asked for every utterance and partial."""

    def scores(self, reading: Reading, call: Call) -> Mapping[str, Score]:
        """By label; a label that is not there is not judged.

        The words are the last utterance of `call`, or what the customer is saying after it.
        """
        ...


class NoScores:
    """No statistics: every label is left to the rules."""

    def scores(self, reading: Reading, call: Call) -> Mapping[str, Score]:
        return {}

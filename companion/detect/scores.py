"""The seam for statistics: what a trained classifier may add to the rules.

A scorer reads an utterance in its call and gives each label it knows a probability and the words
that carried it. Rules and scores are joined in one place a detector: `AlertDetector` (labels named
like the alert categories) and `AngerDetector` (labels "anger_1", "anger_2", "anger_3": at least so
angry). Without a scorer both go by the rules alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from companion.call import Call
from companion.language import Reading


@dataclass(frozen=True, slots=True)
class Score:
    """How sure (0 to 1), and on which words: first heard word and the one after the last."""

    probability: float
    words: tuple[int, int]


class Scorer(Protocol):
    """Pure and quick (well under a millisecond): it is asked for every utterance and partial."""

    def scores(self, reading: Reading, call: Call) -> Mapping[str, Score]:
        """By label; a label that is not there is not judged. `call` is the call before the words."""
        ...


class NoScores:
    """No statistics: every label is left to the rules."""

    def scores(self, reading: Reading, call: Call) -> Mapping[str, Score]:
        return {}

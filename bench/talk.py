"""Made talk whose words are spread as in real calls: for measuring, never for tuning.

A chain of words after words is learnt from the written calls of `tools/training`, for each side its
own; into it go words of a long tail (names, products, places), so that most words are rare and a
few are in every sentence.
"""

from __future__ import annotations

import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from companion.events import Speaker

CALLS = Path(__file__).resolve().parent.parent / "tools" / "training" / "calls"

TAIL_WORDS = 40_000
TAIL_SHARE = 0.04
"""Of the words said, so many are of the tail; its k-th word comes 1/k as often as the first."""

_LONGEST = 40
_START, _END = "<", ">"


class Talk:
    """Sentences of either side, the same ones for the same `chance`."""

    def __init__(self) -> None:
        self._after: dict[Speaker, dict[str, list[str]]] = {
            Speaker.AGENT: defaultdict(list),
            Speaker.CUSTOMER: defaultdict(list),
        }
        for speaker, text in _turns():
            words = [_START, *text.split(), _END]
            for word, following in itertools.pairwise(words):
                self._after[speaker][word].append(following)
        self.tail = [_made_word(number) for number in range(TAIL_WORDS)]
        weights = itertools.accumulate(1 / rank for rank in range(1, TAIL_WORDS + 1))
        self._tail_weights = list(weights)

    def sentence(self, speaker: Speaker, chance: random.Random) -> str:
        after, word = self._after[speaker], _START
        said: list[str] = []
        while len(said) < _LONGEST:
            followers = after[word]
            word = followers[int(chance.random() * len(followers))]
            if word == _END:
                break
            said.append(self.rare(chance) if chance.random() < TAIL_SHARE else word)
        return " ".join(said)

    def rare(self, chance: random.Random) -> str:
        """A word of the long tail."""
        return chance.choices(self.tail, cum_weights=self._tail_weights)[0]

    def said_by(self, speaker: Speaker) -> list[str]:
        """The words of this side's chain, the most frequent first."""
        counts = {word: len(after) for word, after in self._after[speaker].items()}
        return sorted(counts.keys() - {_START}, key=lambda word: (-counts[word], word))


def _turns() -> Iterator[tuple[Speaker, str]]:
    for file in sorted(CALLS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for turn in json.loads(line)["turns"]:
                yield Speaker(turn["speaker"]), turn["text"]


def _made_word(number: int) -> str:
    """The number as syllables, three or four of them: 0 is "bababa"."""
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    said = ""
    for _ in range(3):
        number, place = divmod(number, len(syllables))
        said += syllables[place]
    return said + (syllables[number] if number else "")

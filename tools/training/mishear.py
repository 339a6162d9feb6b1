"""Sentences as a bad line might bring them: some words become others that sound alike, some go.

A stand-in for what the recogniser mishears, so that the encoder doesn't lean on any one word; what
it really made of sentences on a noisy line is in `tools/training/heard`.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from jellyfish import levenshtein_distance, metaphone

ALIKE, LOST = 0.62, 0.20
"""Of the wrong words so many are taken for others, so many go unheard; after the rest a small word
is heard that nobody said.
"""

SMALL = tuple("the a and of to in i it that but is you on he was".split())

_OFFERS = 12
_A_SOUND = 60
"""So many of the commonest words with a sound are asked."""


class Mishear:
    """Knows which words sound alike. `words`: the commonest first."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in words:
            for sound in _sounds(word):
                if len(self._by_sound[sound]) < _A_SOUND:
                    self._by_sound[sound].append(word)
        self._alike = cache(self._find)

    def text(self, text: str, wrong: float, lot: random.Random) -> str:
        """The text with about this share of its words wrong; never empty where it was not."""
        heard: list[str] = []
        for word in text.split():
            chance = lot.random()
            if chance >= wrong or chance >= wrong * (ALIKE + LOST):
                heard.append(word)
                heard += [lot.choice(SMALL)] if chance < wrong else []
            elif chance < wrong * ALIKE:
                alike = self._alike(word)
                place = min(int(lot.expovariate(0.5)), len(alike) - 1)
                heard.append(alike[place] if alike else word)
        return " ".join(heard) or text

    def _find(self, word: str) -> tuple[str, ...]:
        """Words that sound like this one, the closest first."""
        sound = metaphone(word)
        found = {one for near in _sounds(word) for one in self._by_sound.get(near, ())} - {word}

        def off(one: str) -> tuple[float, str]:
            unlike = levenshtein_distance(metaphone(one), sound)
            return (2 * unlike + levenshtein_distance(one, word) / 2, one)

        return tuple(sorted(found, key=off)[:_OFFERS])


def _sounds(word: str) -> set[str]:
    """The sound of a word, and its sound with one consonant missed."""
    sound = metaphone(word)
    return {one for one in (sound, *(sound[:n] + sound[n + 1 :] for n in range(len(sound)))) if one}

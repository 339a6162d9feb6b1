"""Which word is said when: from a place in the text to the sound, and back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from companion.events import UtteranceHeard


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word of the sentence `utterance`: its characters `first` to `last` (exclusive) there.

    Times are seconds of call time; estimates by the length of the words where none were measured.
    """

    utterance: int
    first: int
    last: int
    start: float
    end: float


class SpokenWords:
    """Every word of some sentences, by time and by place."""

    def __init__(self, utterances: Iterable[UtteranceHeard]) -> None:
        self._of = {heard.seq: said_words(heard) for heard in utterances}
        self._in_order = sorted(
            (word for words in self._of.values() for word in words), key=lambda word: word.start
        )
        self._starts = [word.start for word in self._in_order]

    def at(self, seconds: float) -> SaidWord | None:
        """The word said then, else the one said last; None before the first."""
        at = bisect_right(self._starts, seconds) - 1
        return self._in_order[at] if at >= 0 else None

    def beside(self, word: SaidWord | None, way: int) -> SaidWord | None:
        """The word said after this one (+1) or before it (-1); without one, the first of all."""
        if word is None:
            return self._in_order[0] if self._in_order else None
        at = self._in_order.index(word, bisect_left(self._starts, word.start)) + way
        return self._in_order[at] if 0 <= at < len(self._in_order) else None

    def word(self, utterance: int, character: int) -> SaidWord | None:
        """The word at this character of a sentence, or the next one there."""
        words = self._of.get(utterance, ())
        return next((word for word in words if character < word.last), None)


def said_words(heard: UtteranceHeard) -> tuple[SaidWord, ...]:
    """The words of a sentence in the order of its text."""
    tokens = list(re.finditer(r"\S+", heard.text))
    if len(tokens) == len(heard.words):
        times = [(word.start, word.end) for word in heard.words]
    else:  # masked words, or a transcript's line: share the time out by the length of the words
        seconds = (heard.end - heard.start) / max(1, len(heard.text))
        times = [
            (heard.start + token.start() * seconds, heard.start + token.end() * seconds)
            for token in tokens
        ]
    return tuple(
        SaidWord(heard.seq, token.start(), token.end(), start, end)
        for token, (start, end) in zip(tokens, times, strict=True)
    )

"""A recogniser that knows what will be said: exact calls for tests, pictures and golden files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from companion.audio import RATE
from companion.audio.block import Block
from companion.events import Partial, UtteranceHeard, Word
from companion.recognise import Hear

_ENDPOINT = 0.5
"""Seconds of silence after which the real recogniser, too, takes a sentence to be over."""


class ScriptedRecogniser:
    """Speaks timed lines as the sound goes by: a partial with every word, then the utterance.

    It works on the pump's thread and is never behind.
    """

    model = "scripted"

    def __init__(self, lines: Iterable[UtteranceHeard]) -> None:
        due = [(heard.at, order, heard) for order, heard in enumerate(_said(lines))]
        self._due = sorted(due, key=lambda item: item[:2], reverse=True)
        self._hear: Hear

    def start(self, hear: Hear) -> None:
        self._hear = hear

    def feed(self, block: Block) -> None:
        self._tell_until(block.end_frame / RATE)

    def lag(self) -> float:
        return 0.0

    def wait_for_room(self) -> None:
        return

    def finish(self) -> None:
        self._tell_until(float("inf"))

    def close(self) -> None:
        self._due.clear()

    def _tell_until(self, now: float) -> None:
        while self._due and self._due[-1][0] <= now:
            self._hear(self._due.pop()[2])


def _said(lines: Iterable[UtteranceHeard]) -> Iterator[Partial | UtteranceHeard]:
    for line in lines:
        words = line.words or _spread(line)
        for count, word in enumerate(words, start=1):
            text = " ".join(w.text for w in words[:count])
            yield Partial(at=word.end, speaker=line.speaker, start=line.start, text=text)
        yield UtteranceHeard(
            at=line.end + _ENDPOINT,
            speaker=line.speaker,
            start=line.start,
            end=line.end,
            text=line.text,
            confidence=1.0,
            words=words,
        )


def _spread(line: UtteranceHeard) -> tuple[Word, ...]:
    """The line's words at an even pace between its start and its end."""
    texts = line.text.split()
    pace = (line.end - line.start) / max(1, len(texts))
    return tuple(
        Word(text, line.start + i * pace, line.start + (i + 1) * pace, 1.0)
        for i, text in enumerate(texts)
    )

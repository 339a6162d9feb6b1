"""Brings the channels' answers into the order of the call's time.

The channels are decoded in parallel, each as fast as it can. What is told onwards is sorted by the
frame at which it became known, so the same sound gives the same log at any pace, and after a
restart the answers can be told from those that were given before.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from companion.audio import RATE
from companion.events import Partial, Speaker, UtteranceHeard, Word
from companion.recognise.wire import Final, Report

_OVERLAP = 0.05
"""Seconds by which a word may begin before the last told one ends and still be a new word."""

_Key = tuple[int, bool, int]


class Merge:
    """Takes the reports of all channels, gives partials and utterances in order of time."""

    def __init__(self, speakers: tuple[Speaker, ...]) -> None:
        self._speakers = speakers
        self._waiting: list[tuple[_Key, int, Report]] = []
        self._count = 0
        self._reached = [0] * len(speakers)
        self._finished = [False] * len(speakers)
        self._told: _Key = (0, False, len(speakers))
        self._words_end = [0.0] * len(speakers)

    @property
    def complete(self) -> bool:
        """Whether every channel has said its last."""
        return all(self._finished) and not self._waiting

    def add(self, report: Report) -> list[Partial | UtteranceHeard]:
        """What can be told now that this report has come."""
        self._reached[report.channel] = max(self._reached[report.channel], report.frame)
        self._finished[report.channel] |= report.last
        key = (report.frame, report.last, report.channel)
        if key > self._told:
            self._count += 1
            heapq.heappush(self._waiting, (key, self._count, report))
        return [heard for due in self._due() for heard in self._telling(due)]

    def forget_untold(self) -> None:
        """The process that gave the waiting reports has died; its successor will repeat them."""
        self._waiting.clear()
        self._reached = [0] * len(self._speakers)
        self._finished = [False] * len(self._speakers)

    def _due(self) -> Iterator[Report]:
        """Reports that no channel can precede any more."""
        while self._waiting:
            key, _, report = self._waiting[0]
            known = [
                finished if report.last else reached >= report.frame
                for reached, finished in zip(self._reached, self._finished, strict=True)
            ]
            if not all(known):
                return
            heapq.heappop(self._waiting)
            self._told = key
            yield report

    def _telling(self, report: Report) -> Iterator[Partial | UtteranceHeard]:
        at = report.frame / RATE
        speaker = self._speakers[report.channel]
        if report.final is not None:
            utterance = self._utterance(report.channel, at, report.final)
            # An empty final still wipes the partial text that was shown before it.
            yield utterance or Partial(at=at, speaker=speaker, start=at, text="")
        elif report.partial is not None:
            yield Partial(at=at, speaker=speaker, start=report.since / RATE, text=report.partial)

    def _utterance(self, channel: int, at: float, final: Final) -> UtteranceHeard | None:
        words = self._new_words(channel, final)
        if not words:
            return None
        self._words_end[channel] = words[-1].end
        mean = sum(word.confidence for word in words) / len(words)
        return UtteranceHeard(
            at=at,
            speaker=self._speakers[channel],
            start=words[0].start,
            end=words[-1].end,
            text=" ".join(word.text for word in words),
            confidence=round(mean, 3),
            words=words,
        )

    def _new_words(self, channel: int, final: Final) -> tuple[Word, ...]:
        """The words that were not told before a restart cut the segments differently."""
        since = self._words_end[channel] - _OVERLAP
        return tuple(word for word in final.words if word.start >= since)

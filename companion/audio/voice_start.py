"""A call that begins by itself: when both sides are heard, with the seconds before it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol

import numpy as np

from companion.audio.block import BLOCK_FRAMES, RATE, AudioSource, Block, SourceNews, Switchable
from companion.audio.devices import Device
from companion.errors import OutsideError
from companion.events import Event, Speaker

TOGETHER_S = 10.0
"""Both sides must have been heard within this time."""
BEFORE_S = 2.0
"""The call begins so long before the side that spoke first was last heard."""
_HEARD_BLOCKS = 3
"""A side is heard when so many blocks of its last `_RECENT_BLOCKS` are loud: a click is one."""
_RECENT_BLOCKS = 10
_LOUD_DB = -40.0
"""Speech lies above it in any set-up that can be understood."""
_ABOVE_FLOOR_DB = 12.0
"""And so far above the quietest of the last ten seconds: a steady hum or hiss is no voice."""
_FLOOR_BLOCKS = 100


class _Waited(AudioSource, Protocol):
    """A source that knows when its sound was made."""

    def said_at(self, instant: float) -> float: ...


class VoiceRule:
    """Whether both sides are heard. Looks at every block, in order."""

    def __init__(self, channels: int) -> None:
        self._levels: list[deque[float]] = [deque(maxlen=_FLOOR_BLOCKS) for _ in range(channels)]
        self._loud: list[deque[bool]] = [deque(maxlen=_RECENT_BLOCKS) for _ in range(channels)]
        self._heard: list[int | None] = [None] * channels
        self.first_frame = 0
        """Where the call begins, once `look` has said that it does."""

    def look(self, block: Block) -> bool:
        power = np.square(block.pcm / 32768.0).mean(axis=0)
        for channel, level in enumerate((10 * np.log10(power + 1e-12)).tolist()):
            self._levels[channel].append(level)
            floor = min(self._levels[channel])
            self._loud[channel].append(level > max(_LOUD_DB, floor + _ABOVE_FLOOR_DB))
            if sum(self._loud[channel]) >= _HEARD_BLOCKS:
                self._heard[channel] = block.first_frame
        heard = [frame for frame in self._heard if frame is not None]
        if len(heard) < len(self._heard) or max(heard) - min(heard) > TOGETHER_S * RATE:
            return False
        self.first_frame = max(0, min(heard) - round(BEFORE_S * RATE))
        return True


class VoiceStart:
    """A source that lets its call begin when both sides are heard.

    `wait` first, then it is a source like the one inside; its frame 0 is where the call begins.
    """

    def __init__(self, source: _Waited) -> None:
        self._source = source
        self._given = source.blocks()
        self._early: deque[Block] = deque()
        self._base = 0

    @property
    def name(self) -> str:
        return self._source.name

    @property
    def channels(self) -> tuple[Speaker, ...]:
        return self._source.channels

    def wait(self, tell: Callable[[OutsideError], None]) -> bool:
        """Return when both sides are heard; False where the source ended first.

        Nothing of what is heard meanwhile is kept but the last seconds. `tell` hears of troubles.
        OutsideError as the source's.
        """
        rule = VoiceRule(len(self.channels))
        kept = round((TOGETHER_S + BEFORE_S + 1.0) * RATE / BLOCK_FRAMES)
        try:
            for given in self._given:
                if isinstance(given, OutsideError):
                    tell(given)
                if not isinstance(given, Block):
                    continue
                self._early.append(given)
                if len(self._early) > kept:
                    self._early.popleft()
                if rule.look(given):
                    self._begin(rule.first_frame)
                    return True
        except BaseException:
            self._given.close()  # type: ignore[attr-defined] # a source's blocks are a generator
            raise
        return False

    def blocks(self) -> Iterator[Block | SourceNews]:
        while self._early:
            yield self._moved(self._early.popleft())
        for given in self._given:
            if isinstance(given, Block):
                yield self._moved(given)
            elif isinstance(given, Event):
                yield replace(given, at=max(0.0, given.at - self._base / RATE))
            else:
                yield given

    def said_at(self, instant: float) -> float:
        """As the source's, in the time of the call."""
        return max(0.0, self._source.said_at(instant) - self._base / RATE)

    def use(self, speaker: Speaker, device: Device) -> None:
        """As the source's."""
        if isinstance(self._source, Switchable):
            self._source.use(speaker, device)

    def retry(self) -> None:
        """As the source's."""
        if isinstance(self._source, Switchable):
            self._source.retry()

    def close(self) -> None:
        self._source.close()

    def _begin(self, frame: int) -> None:
        while self._early[0].end_frame <= frame:
            self._early.popleft()
        self._base = self._early[0].first_frame

    def _moved(self, block: Block) -> Block:
        return Block(block.first_frame - self._base, block.pcm)

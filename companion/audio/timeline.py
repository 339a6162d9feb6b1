"""Several devices on one timeline: regular blocks of all channels, whatever the devices do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from companion.audio.block import BLOCK_FRAMES, RATE, Block, Pcm
from companion.audio.lane import Lane

PATIENCE_S = 0.8
"""How long one leg's sound waits for another leg before silence stands in for the
other's: longer than a device needs to settle."""
LONG_PATIENCE_S = 2.5
"""The same where no leg has sound: then nothing waits, and perhaps this program was held up."""
HELD_S = 5.0
"""The same where a leg's sound is there, but held back until it is certain whose it is: twice the
time after which the sound server counts as hung. Usually that takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Seconds of one device that are missing from `at` on."""

    leg: int
    at: float
    seconds: float


class Timeline:
    """Joins the sound of `channels[leg]` channels of each leg. Not thread-safe.

    Instants are seconds of one monotonic clock; `began` is the start of the call on it.
    """

    def __init__(self, channels: Sequence[int], began: float) -> None:
        self._lanes = [Lane(count) for count in channels]
        self._began = began
        self._next = 0
        self._held: set[int] = set()
        self._last: list[Loss] = []

    def hold(self, leg: int, *, held: bool) -> None:
        """The leg has sound that it will only give later, perhaps: wait longer for it."""
        if held:
            self._held.add(leg)
        else:
            self._held.discard(leg)

    def open(self, leg: int, rate: int) -> None:
        """The leg's device begins to deliver at this rate."""
        self._lanes[leg].open(rate)

    def take(self, leg: int, arrived: float, pcm: Pcm) -> None:
        """Sound of a leg, with the instant at which it was handed over."""
        self._lanes[leg].take(self._frame(arrived), pcm)

    @property
    def at(self) -> float:
        """Seconds of the call that have been given."""
        return self._next / RATE

    def due(self) -> float:
        """The instant at which the next block will be given even if a leg has no sound for it."""
        end = self._next + BLOCK_FRAMES
        waits = any(lane.end_frame >= end for lane in self._lanes)
        patience = HELD_S if self._held else PATIENCE_S if waits else LONG_PATIENCE_S
        return self._began + end / RATE + patience

    def ready(self, now: float) -> Iterator[Block]:
        """The blocks that are whole, or have waited long enough."""
        while True:
            end = self._next + BLOCK_FRAMES
            if any(lane.end_frame < end for lane in self._lanes):
                if now < self.due():
                    return
                for lane in self._lanes:
                    lane.fill(end)
            yield self._joined(BLOCK_FRAMES)

    def rest(self) -> Iterator[Block]:
        """What is left at the end of the call; the last block may be shorter."""
        for lane in self._lanes:
            lane.finish()
        self._last = self.losses()
        end = max(lane.end_frame for lane in self._lanes)
        for lane in self._lanes:
            # The call ends here: what a leg has not handed over yet is no loss.
            lane.fill(end)
            lane.take_gaps()
        while self._next < end:
            yield self._joined(min(BLOCK_FRAMES, end - self._next))

    def losses(self) -> list[Loss]:
        """What was lost since this was last asked."""
        last, self._last = self._last, []
        return last + [
            Loss(leg, gap.first_frame / RATE, gap.frames / RATE)
            for leg, lane in enumerate(self._lanes)
            for gap in lane.take_gaps()
        ]

    def _frame(self, instant: float) -> float:
        return (instant - self._began) * RATE

    def _joined(self, frames: int) -> Block:
        block = Block(
            self._next, np.concatenate([lane.give(frames) for lane in self._lanes], axis=1)
        )
        self._next = block.end_frame
        return block

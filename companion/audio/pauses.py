"""Stretches of a call that nobody may hear: a card number is read out, the agent has paused."""

from __future__ import annotations

import threading

from companion.audio.block import Block


class Pauses:
    """Takes the paused sound out of the blocks. Any thread may begin and end a pause.

    A pause is counted in frames of the call, so that it may begin or end within a block.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spans: list[tuple[int, int | None]] = []

    @property
    def on(self) -> bool:
        with self._lock:
            return self._is_on()

    def begin(self, frame: int) -> bool:
        """Nothing is heard from this frame on; False where a pause is on already."""
        with self._lock:
            if self._is_on():
                return False
            self._spans.append((frame, None))
            return True

    def end(self, frame: int) -> bool:
        """From this frame on all is heard again; False where no pause is on."""
        with self._lock:
            if not self._is_on():
                return False
            start, _ = self._spans[-1]
            self._spans[-1] = (start, max(start, frame))
            return True

    def without(self, block: Block) -> Block:
        """The block with silence where a pause is; blocks come in order, on one thread."""
        with self._lock:
            self._forget_before(block.first_frame)
            spans = [
                (start, block.end_frame if end is None else end)
                for start, end in self._spans
                if start < block.end_frame
            ]
        if not spans:
            return block
        pcm = block.pcm.copy()
        for start, end in spans:
            pcm[max(0, start - block.first_frame) : max(0, end - block.first_frame)] = 0
        return Block(block.first_frame, pcm)

    def covers(self, block: Block) -> bool:
        """Whether all of the block is paused."""
        with self._lock:
            return any(
                start <= block.first_frame and (end is None or end >= block.end_frame)
                for start, end in self._spans
            )

    def _is_on(self) -> bool:
        return bool(self._spans) and self._spans[-1][1] is None

    def _forget_before(self, frame: int) -> None:
        self._spans = [(start, end) for start, end in self._spans if end is None or end > frame]

"""The sound that may be needed again: the last minute, and all that is not yet understood."""

from __future__ import annotations

from collections import deque

from companion.audio.block import RATE, Block

KEPT_FRAMES = 60 * RATE


class Tape:
    """Blocks in order, each until no channel can need it any more.

    A channel needs what follows the oldest segment end that lies in its last minute: fed again
    from a segment end, the recogniser cuts the same segments and has adapted to the voice before
    new words come. Not thread-safe; its owner holds a lock.
    """

    def __init__(self, channels: int) -> None:
        self._blocks: deque[Block] = deque()
        self._segment_ends = [deque([0]) for _ in range(channels)]
        self.end_frame = 0

    def append(self, block: Block) -> None:
        self._blocks.append(block)
        self.end_frame = block.end_frame

    def segment_ended(self, channel: int, frame: int) -> None:
        """The recogniser has closed a segment of the channel at this frame."""
        ends = self._segment_ends[channel]
        if frame <= ends[-1]:
            return  # said again by a restarted recogniser
        ends.append(frame)
        while ends[0] < frame - KEPT_FRAMES:
            ends.popleft()
        needed = min(ends[0] for ends in self._segment_ends)
        while self._blocks and self._blocks[0].end_frame <= needed:
            self._blocks.popleft()

    def restart_frame(self, channel: int) -> int:
        """Where a fresh recogniser should begin to listen to the channel."""
        return self._segment_ends[channel][0]

    def block_at(self, frame: int) -> Block | None:
        """The block that starts at this frame, if it has come already."""
        if not self._blocks or frame >= self.end_frame:
            return None
        first = self._blocks[0]
        index = (frame - first.first_frame) // len(first.pcm)
        return self._blocks[index]

"""The unit of sound that travels through the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from companion.audio import RATE
from companion.events import Speaker

__all__ = ["BLOCK_FRAMES", "RATE", "AudioSource", "Block", "Pcm"]

BLOCK_FRAMES = 1_600
"""Frames in a block: 0.1 s, the measured balance of latency and cost."""

Pcm = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Block:
    """Sound from `first_frame` on; `pcm` has the shape (frames, channels) at `RATE`."""

    first_frame: int
    pcm: Pcm

    @property
    def end_frame(self) -> int:
        return self.first_frame + len(self.pcm)


class AudioSource(Protocol):
    """Delivers a call's sound in blocks that follow each other without a gap.

    `channels` names the speaker of each channel. `blocks` is iterated once, on the pump's thread;
    it may raise OutsideError. `close` may be called from any thread and ends the iteration.
    """

    @property
    def name(self) -> str: ...

    @property
    def channels(self) -> tuple[Speaker, ...]: ...

    def blocks(self) -> Iterator[Block]: ...

    def close(self) -> None: ...

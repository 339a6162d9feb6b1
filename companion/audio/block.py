"""The unit of sound that travels through the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from companion.audio import RATE
from companion.errors import OutsideError
from companion.events import AudioLost, DeviceChanged, SideFellQuiet, SideHeardAgain, Speaker

if TYPE_CHECKING:  # it uses what is below
    from companion.audio.devices import Device

__all__ = ["BLOCK_FRAMES", "RATE", "AudioSource", "Block", "Pcm", "SourceNews", "Switchable"]

BLOCK_FRAMES = 1_600
"""Frames in a block: 0.1 s, the measured balance of latency and cost."""

Pcm = npt.NDArray[np.int16]


SourceNews = AudioLost | SideFellQuiet | SideHeardAgain | DeviceChanged | OutsideError
"""What a source says between its blocks."""


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

    All blocks have `BLOCK_FRAMES`, the last may have less. `channels` names the speaker of each
    channel. `blocks` is iterated once, on the pump's thread. Between the blocks it may give what
    the call should know: sound that is lost (there is silence in its place), a side that falls
    quiet or is heard again, another device, and troubles that it survives; what it does not survive
    it raises, as OutsideError. `close` may be called from any thread and ends the iteration; what
    had been said until then may still be given.
    """

    @property
    def name(self) -> str: ...

    @property
    def channels(self) -> tuple[Speaker, ...]: ...

    def blocks(self) -> Iterator[Block | SourceNews]: ...

    def close(self) -> None: ...


@runtime_checkable
class Switchable(Protocol):
    """A source whose devices can be changed while it runs. Any thread."""

    def use(self, speaker: Speaker, device: Device) -> None:
        """Hear this side from another device from now on. OutsideError where that cannot be."""
        ...

    def retry(self) -> None:
        """Open again at once whatever device has failed."""
        ...

"""Notices a side that is turned up so far that its sound is cut off."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np

from companion.audio.block import RATE, Block
from companion.errors import OutsideError
from companion.events import Speaker

_TOP = 32_600
"""Peaks above it are at the end of the scale."""
_SHARE = 0.005
"""Of a second's frames; a plosive that touches the end for a moment is no trouble."""
_SECONDS, _OF = 3, 10


class OverloadWatch:
    """Looks at each block; tells once a side and call."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._speakers = speakers
        self._frames = 0
        self._cut = np.zeros(len(speakers), np.int64)
        self._bad: list[deque[bool]] = [deque(maxlen=_OF) for _ in speakers]
        self._told: set[Speaker] = set()

    def look(self, block: Block) -> Iterator[OutsideError]:
        self._cut += (np.abs(block.pcm.astype(np.int32)) >= _TOP).sum(axis=0)
        self._frames += len(block.pcm)
        if self._frames < RATE:
            return
        for channel, speaker in enumerate(self._speakers):
            self._bad[channel].append(bool(self._cut[channel] > _SHARE * self._frames))
            if sum(self._bad[channel]) >= _SECONDS and speaker not in self._told:
                self._told.add(speaker)
                yield OutsideError(
                    f"The {speaker.value}'s sound is too loud and is cut off.",
                    "Turn it down in the system's sound settings.",
                )
        self._frames = 0
        self._cut[:] = 0

"""Sound at another speed and its own pitch: overlapping stretches of it, laid where they fit best.

WSOLA, after Verhelst and Roelands, "An overlap-add technique based on waveform similarity (WSOLA)
for high quality time-scale modification of speech", ICASSP 1993.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
"""Shape (frames, channels), -1 to 1."""

_HOP_S = 0.015
"""Every stretch is twice as long: two or three periods of a voice."""

_SEARCH_S = 0.0075
"""A stretch may be taken so much earlier or later: half a period of the deepest voice (67 Hz)."""


class ReadFrames(Protocol):
    """Reads `count` frames from frame `first` on; outside the sound it is silent."""

    def __call__(self, first: int, count: int, /) -> Samples: ...


class Stretcher:
    """Makes a hop of sound at a time. No thread; `position` is the frame that is heard next.

    From hop to hop what is heard lies at most `_SEARCH_S` from where `position` says. At speed 1 it
    is the sound itself, frame by frame. All channels are shifted alike, so they stay together.
    """

    def __init__(self, read: ReadFrames, rate: int, channels: int) -> None:
        self._read = read
        self.hop = round(_HOP_S * rate)
        self._reach = round(_SEARCH_S * rate)
        rising = 0.5 - 0.5 * np.cos(np.pi * np.arange(self.hop) / self.hop)
        self._rising = rising.astype(np.float32)[:, None]
        self._silence = np.zeros((self.hop, channels), np.float32)
        self._fading = self._silence
        self._expected: Samples | None = None
        self.position = 0.0

    def jump(self, frame: float) -> None:
        """Go on from this frame, fading over from what was heard."""
        self.position = frame
        self._expected = None

    def start(self, frame: float) -> None:
        """Begin at this frame, out of silence."""
        self.jump(frame)
        self._fading = self._silence

    def next(self, speed: float) -> Samples:
        """The next `hop` frames at this speed; moves `position` on by as much as they tell."""
        # At the end of the hop the middle of the stretch is heard alone: that must be in place.
        first = round(self.position + self.hop * (speed - 1.0))
        if self._expected is not None and speed != 1.0:
            first += self._best_shift(first, self._expected)
        piece = self._read(first, 3 * self.hop)
        heard = self._fading + piece[: self.hop] * self._rising
        middle = piece[self.hop : 2 * self.hop]
        self._fading = middle * (1 - self._rising)
        self._expected = piece[self.hop :]
        self.position += self.hop * speed
        return heard

    def _best_shift(self, first: int, expected: Samples) -> int:
        """The shift at which the sound is most like what would come next at its own speed."""
        around = self._read(first - self._reach, len(expected) + 2 * self._reach).sum(axis=1)
        wanted = expected.sum(axis=1)
        likeness = np.correlate(around, wanted, mode="valid")
        power = np.concatenate(([0.0], np.cumsum(around.astype(np.float64) ** 2)))
        loudness = np.sqrt(power[len(wanted) :] - power[: -len(wanted)] + 1e-9)
        return int(np.argmax(likeness / loudness)) - self._reach

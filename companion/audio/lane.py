"""One device's sound, put where it belongs on the call's timeline.

A device counts frames by a clock of its own, which runs up to some hundred millionths too fast or
too slow, and it may lose frames without saying so. So nothing but its frames, counted against one
monotonic clock, is believed. A chunk can be handed over late but never early: the least late of
the last seconds shows where the device's frames belong.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
import soxr

from companion.audio import RATE
from companion.audio.block import Pcm

SETTLE_S = 0.3
"""How long a stream that has just begun to deliver is watched before its sound is placed."""
_WINDOW_S = 2.0
"""Longer than any pause between chunks of a healthy stream, so that one of them is punctual."""
_MISSING_S = 0.08
"""Further behind than this, frames were lost; less is drift, or the scheduling of the machine."""
_TOO_MANY_S = 0.3
"""Further ahead than this, frames came twice or late; less is drift."""
_SLEW_S = 4.0
"""In how many seconds a drift is made good."""
_STEEPEST = 0.001
"""The largest share by which sound is stretched or squeezed: ten times what a clock is off."""
_NEAR_ENOUGH_S = 0.005
"""Sound that is no further off is left as it came: stretching costs it a little of its clarity."""
_SEAM = 64
"""Frames over which a stretch is spread; the rest of the chunk stays as it came."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Frames of the call for which the device delivered nothing."""

    first_frame: int
    frames: int


class Lane:
    """Takes chunks with the call frame at which they arrived, gives sound without gaps at `RATE`.

    Times are frames of the call; `pcm` has the shape (frames, channels). Not thread-safe.
    """

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._held: deque[Pcm] = deque()
        self._given = 0
        self.end_frame = 0
        self._gaps: list[Gap] = []
        self.open(RATE)

    def open(self, rate: int) -> None:
        """A new stream of this many frames a second begins; what it delivers is settled anew."""
        self._rate = rate
        self._ratio = RATE / rate
        self._resampler = self._new_resampler()
        self._counted = 0.0
        self._produced = 0.0
        self._shift = 0.0
        self._anchored = False
        self._owed = 0.0
        self._settle()

    def take(self, arrived: float, pcm: Pcm) -> None:
        """Sound of the device that arrived at this frame of the call."""
        if not len(pcm):
            return
        self._counted += len(pcm) * self._ratio
        self._lateness.append((arrived, arrived - self._counted))
        while self._lateness[0][0] < arrived - _WINDOW_S * RATE:
            self._lateness.popleft()
        sound = self._resampler.resample_chunk(np.ascontiguousarray(pcm))
        self._produced += len(sound)
        if not self._settled:
            self._waiting.append(sound)
            if arrived - self._lateness[0][0] >= SETTLE_S * RATE:
                self._place_waiting()
        else:
            self._append(self._corrected(sound))

    def fill(self, frame: int) -> None:
        """Give up waiting for sound before this frame: silence stands in its place."""
        if frame <= self.end_frame:
            return
        if self._settled:
            self._append(self._resampler.resample_chunk(self._nothing(0), last=True))
            self._resampler = self._new_resampler()
            self._produced = self._counted
            self._settle()
        if frame > self.end_frame:
            self._silence(frame - self.end_frame)

    def finish(self) -> None:
        """Nothing more will come: place what was still being watched."""
        if self._waiting:
            self._place_waiting()

    def give(self, frames: int) -> Pcm:
        """The next frames; `end_frame` must have been reached that far."""
        taken: list[Pcm] = []
        missing = frames
        while missing:
            first = self._held.popleft()
            if len(first) > missing:
                self._held.appendleft(first[missing:])
                first = first[:missing]
            taken.append(first)
            missing -= len(first)
        self._given += frames
        return np.concatenate(taken) if taken else self._nothing(0)

    def take_gaps(self) -> list[Gap]:
        """What was lost since this was last asked, as whole stretches."""
        gaps, self._gaps = self._gaps, []
        return gaps

    def _new_resampler(self) -> soxr.ResampleStream:
        return soxr.ResampleStream(self._rate, RATE, self._channels, "int16", "HQ")

    def _settle(self) -> None:
        """Watch anew where the stream stands."""
        self._settled = False
        self._lateness: deque[tuple[float, float]] = deque()
        self._waiting: list[Pcm] = []

    def _least_late(self) -> float:
        return min(late for _, late in self._lateness)

    def _place_waiting(self) -> None:
        """Now it is known where the stream stands: place what was held back.

        After a stall the sound comes late in one go, or never: only where the stream ends up tells.
        What belongs where silence was given already has come too late.
        """
        self._settled = True
        waiting = np.concatenate(self._waiting)
        self._waiting = []
        stands = self._least_late()
        if not self._anchored or abs(stands - self._shift) > _MISSING_S * RATE:
            self._shift = stands
            self._anchored = True
        start = round(self._shift + self._produced - len(waiting))
        if start > self.end_frame:
            self._silence(start - self.end_frame)
        self._append(waiting[max(0, self.end_frame - start) :])

    def _corrected(self, sound: Pcm) -> Pcm:
        """The sound, a frame longer or shorter where the device drifts; gaps are filled here."""
        error = self._least_late() - self._shift
        if error > _MISSING_S * RATE:
            self._silence(int(error))
            self._shift += int(error)
            return sound
        if error < -_TOO_MANY_S * RATE:
            dropped = min(len(sound), int(-error))
            self._gaps.append(Gap(self.end_frame, dropped))
            self._shift -= dropped
            return sound[dropped:]
        if abs(error) < _NEAR_ENOUGH_S * RATE:
            return sound
        most = len(sound) * _STEEPEST
        self._owed += min(max(error * len(sound) / (_SLEW_S * RATE), -most), most)
        change = int(self._owed)
        self._owed -= change
        self._shift += change
        return _stretched(sound, len(sound) + change) if change else sound

    def _append(self, sound: Pcm) -> None:
        if len(sound):
            self._held.append(sound)
            self.end_frame += len(sound)

    def _silence(self, frames: int) -> None:
        """Frames without sound; so few that they only align the stream are no loss."""
        last = self._gaps[-1] if self._gaps else None
        if last is not None and last.first_frame + last.frames == self.end_frame:
            self._gaps[-1] = Gap(last.first_frame, last.frames + frames)
        elif frames > _MISSING_S * RATE or not self._settled:
            self._gaps.append(Gap(self.end_frame, frames))
        self._append(self._nothing(frames))

    def _nothing(self, frames: int) -> Pcm:
        return np.zeros((frames, self._channels), np.int16)


def _stretched(sound: Pcm, frames: int) -> Pcm:
    """The same sound in a frame or two more or less, without a click: its first 4 ms give way."""
    seam = min(_SEAM, len(sound) - 1)
    at = np.arange(seam + frames - len(sound)) * (seam / (seam + frames - len(sound)))
    there = np.arange(seam + 1)
    head = [np.interp(at, there, side) for side in sound[: seam + 1].T]
    return np.concatenate([np.column_stack(head).astype(np.int16), sound[seam:]])

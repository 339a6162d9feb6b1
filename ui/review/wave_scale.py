"""Which part of a call the waveform shows: seconds to pixels and back, zoomed and scrolled."""

from __future__ import annotations

from dataclasses import dataclass, replace

MOST_PIXELS = 120.0
"""Pixels a second at the closest: single words stand apart."""


@dataclass(frozen=True, slots=True)
class WaveScale:
    """`first` second at pixel `left`; `room` pixels show `span` seconds of a call of `length`."""

    left: float
    room: float
    length: float
    first: float = 0.0
    span: float = 0.0

    @property
    def last(self) -> float:
        return self.first + self.shown

    @property
    def shown(self) -> float:
        """Seconds in sight; the whole call where no span is set."""
        return self.span or max(self.length, 1.0)

    @property
    def per_second(self) -> float:
        return self.room / self.shown

    def x(self, second: float) -> float:
        return self.left + (second - self.first) * self.per_second

    def second(self, x: float) -> float:
        """The second of the call at this pixel, within the call."""
        return min(max(self.first + (x - self.left) / self.per_second, 0.0), self.length)

    def zoomed(self, factor: float, around: float) -> WaveScale:
        """Closer (above 1) or farther, with the second `around` where it was."""
        least = self.room / MOST_PIXELS
        span = min(max(self.shown / factor, least), max(self.length, 1.0))
        first = around - (around - self.first) * span / self.shown
        whole = span >= self.length
        return replace(self, span=0.0 if whole else span).moved_to(first)

    def moved_to(self, first: float) -> WaveScale:
        """With this second at the left edge, as far as the call goes."""
        return replace(self, first=min(max(first, 0.0), max(0.0, self.length - self.shown)))

    def following(self, second: float) -> WaveScale:
        """Turned to the page that holds this second, if it is out of sight."""
        if self.first <= second <= self.last:
            return self
        return self.moved_to(second - 0.1 * self.shown)

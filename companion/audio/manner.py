"""How a call is replayed, whether it has sound or only words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

SLOWEST, FASTEST = 0.5, 3.0
"""Between these speeds speech stays speech."""

Span = tuple[float, float]
"""From when to when, in seconds of call time."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the sound is played. Gains are 0 to 1; spans are seconds of call time.

    What lies in `skipped` is left out, but for the span that playing was begun in; a loop leaves
    nothing out.
    """

    speed: float = 1.0
    agent: float = 1.0
    customer: float = 1.0
    loop: Span | None = None
    skipped: tuple[Span, ...] = ()

    def skip_at(self, place: float) -> Span | None:
        """The skipped span that holds this place; spans are in order and do not overlap."""
        at = bisect_right(self.skipped, place, key=lambda span: span[0]) - 1
        found = self.skipped[at] if at >= 0 else None
        return found if found is not None and place < found[1] else None


def onwards(place: float, manner: Manner, inside: Span | None) -> tuple[float, Span | None]:
    """Where to go on from `place`: back to the loop's beginning, or past what is skipped.

    `inside` is the skipped span that playing was begun in and has not left; its like is returned.
    """
    if manner.loop is not None:
        start, end = manner.loop
        return (start if place >= end else place), inside
    span = manner.skip_at(place)
    if span is None:
        return place, None
    return (place, inside) if span == inside else (span[1], None)

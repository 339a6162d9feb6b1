"""Lost sound as the call tells it: one fact a gap, with its reason, not one for each moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from companion.audio.keeper import Leg
from companion.audio.timeline import Loss
from companion.events import AudioLost

_PIECE_S = 10.0
"""A gap is told when it ends, and every so often while it lasts: what was told, a crash spares."""
_UNEXPLAINED = "the device or the computer did not keep up"
_JOINED_S = 0.05
_SHOWS_S = 1.0
"""So long after a device delivers again its gap is known."""


class Losses:
    """Joins what is lost in a row. Not thread-safe."""

    def __init__(self, legs: Sequence[Leg]) -> None:
        self._legs = legs
        self._why = [""] * len(legs)
        self._heard_at: dict[int, float] = {}
        self._open: dict[int, Loss] = {}
        self._open_why: dict[int, str] = {}

    def explain(self, leg: int, why: str) -> None:
        """Why the leg loses sound from now on. Of several reasons the first counts."""
        if self._heard_at.pop(leg, None) is not None:
            self._why[leg] = ""
        self._why[leg] = self._why[leg] or why
        if leg in self._open:
            self._open_why[leg] = self._open_why[leg] or why

    def heard(self, leg: int, now: float) -> None:
        """The leg has sound again: the reason is soon over. Its gap may show a little later."""
        if self._why[leg]:
            self._heard_at.setdefault(leg, now)

    def add(self, fresh: Iterable[Loss], now: float) -> Iterator[AudioLost]:
        """Take what was lost; gives the gaps that are over at `now`, in seconds of the call."""
        for loss in fresh:
            gap = self._open.get(loss.leg)
            if gap is not None and loss.at - (gap.at + gap.seconds) < _JOINED_S:
                self._open[loss.leg] = Loss(loss.leg, gap.at, loss.at + loss.seconds - gap.at)
            else:
                yield from self._tell(loss.leg)
                self._open[loss.leg] = loss
                self._open_why[loss.leg] = self._why[loss.leg]
        for leg, gap in list(self._open.items()):
            if now - (gap.at + gap.seconds) > _JOINED_S or gap.seconds >= _PIECE_S:
                yield from self._tell(leg)
        for leg, heard_at in list(self._heard_at.items()):
            if now - heard_at > _SHOWS_S:
                self._why[leg] = ""
                del self._heard_at[leg]

    def rest(self) -> Iterator[AudioLost]:
        """The gaps that last until the end of the call."""
        for leg in list(self._open):
            yield from self._tell(leg)

    def _tell(self, leg: int) -> Iterator[AudioLost]:
        gap = self._open.pop(leg, None)
        if gap is None:
            return
        why = self._open_why.pop(leg) or _UNEXPLAINED
        for speaker in self._legs[leg].speakers:
            yield AudioLost(at=gap.at, speaker=speaker, seconds=round(gap.seconds, 3), why=why)

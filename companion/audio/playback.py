"""Plays a call's sound for a reviewer: anywhere, at any speed, and says exactly what is heard now.

A thread renders sound into a ring that is made beforehand; the sound system's callback only copies
out of it, takes no lock and waits for nothing. Each piece of rendered sound is noted with its place
in the call, so that the place told is that of the frame that leaves the loudspeaker.
"""

from __future__ import annotations

import logging
import threading
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from companion.audio.block import RATE, Pcm
from companion.audio.manner import FASTEST, SLOWEST, Manner, Span, onwards
from companion.audio.output import OpenOutput, Output, default_output
from companion.audio.stretch import Samples, Stretcher
from companion.errors import OutsideError
from companion.events import Speaker

log = logging.getLogger(__name__)

_AHEAD_S = 0.25
"""Rendered beforehand: a change of speed or side is heard so much later at most."""

_NAP_S = 0.03
"""How often room in the ring is looked for."""

_REMEMBERED = 2_000
"""Noted pieces (30 s) kept; an output's latency is far shorter."""

_PAGES = 8
"""Seconds of sound kept in memory."""

_FULL_SCALE = np.float32(32768)


class Sound(Protocol):
    """A call's sound on the call's clock, at `RATE`; outside what was recorded it is silent."""

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Whose the two columns are; with one speaker both hold the same."""
        ...

    @property
    def end(self) -> float:
        """The second of call time at which the sound ends."""
        ...

    def read(self, start_s: float, end_s: float, /) -> Pcm:
        """The sound of this span, shape (frames, 2)."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Piece:
    """From frame `first` of the output on the call is heard from `place`, at `speed`."""

    first: int
    place: float
    speed: float


class _Ring:
    """Frames between one thread that renders and one callback that plays. No locks.

    Counters only grow: `written` and `dropped` are the renderer's, `played` the callback's.
    """

    def __init__(self, frames: int) -> None:
        self._frames = np.zeros((frames, 2), np.float32)
        self.written = 0
        self.dropped = 0
        self.played = 0

    @property
    def room(self) -> int:
        return len(self._frames) - (self.written - max(self.played, self.dropped))

    def write(self, frames: Samples) -> None:
        at = self.written % len(self._frames)
        first = min(len(frames), len(self._frames) - at)
        self._frames[at : at + first] = frames[:first]
        self._frames[: len(frames) - first] = frames[first:]
        self.written += len(frames)

    def drop(self) -> None:
        """Nothing of what is waiting shall be heard."""
        self.dropped = self.written

    def take(self, out: Samples) -> tuple[int, int]:
        """Fill `out`, with silence where nothing waits: the first frame taken, and how many."""
        first = max(self.played, self.dropped)
        count = min(len(out), self.written - first)
        at, size = first % len(self._frames), len(self._frames)
        head = min(count, size - at)
        out[:head] = self._frames[at : at + head]
        out[head:count] = self._frames[: count - head]
        out[count:] = 0.0
        self.played = first + count
        return first, count


class _Pages:
    """The sound by frames, read a second at a time: decoders are slow to find a place."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound
        self._page = lru_cache(maxsize=_PAGES)(self._read)

    def frames(self, first: int, count: int) -> Samples:
        """`count` frames from frame `first` on."""
        pages = range(first // RATE, (first + count - 1) // RATE + 1)
        joined = np.concatenate([self._page(page) for page in pages])
        begin = first - pages.start * RATE
        return joined[begin : begin + count]

    def _read(self, page: int) -> Samples:
        if page < 0:
            return np.zeros((RATE, 2), np.float32)
        return self._sound.read(float(page), float(page + 1)).astype(np.float32) / _FULL_SCALE


@dataclass
class _Orders:
    """What the renderer is told, under the condition's lock."""

    manner: Manner = field(default_factory=Manner)
    place: float = 0.0
    playing: bool = False
    moved: bool = False
    closed: bool = False


class Playback:
    """Plays a `Sound`, and closes it in the end. The methods belong to one thread; none waits long.

    It is paused at first. A call of `length` seconds plays on in silence where its sound ends.
    """

    def __init__(
        self, sound: Sound, open_output: OpenOutput | None = None, *, length: float = 0.0
    ) -> None:
        self._sound = sound
        self.duration = max(length, sound.end)
        self._open_output = open_output or default_output
        self._stretch = Stretcher(_Pages(sound).frames, RATE, 2)
        ahead = round(_AHEAD_S * RATE)
        self._ring = _Ring(ahead + self._stretch.hop)
        self._pieces: list[_Piece] = [_Piece(0, 0.0, 0.0)]
        self._heard = (0.0, 0, 0)
        self._output: Output | None = None
        self._using_output = threading.Lock()
        """A closed output may not be asked for its time. The callback does without."""
        self._orders = _Orders()
        self._told = threading.Condition()
        self._ended_at: int | None = None
        self._trouble: OutsideError | None = None
        self._inside: Span | None = None
        self._thread = threading.Thread(target=self._render_all, name="playback", daemon=True)
        self._thread.start()

    @property
    def manner(self) -> Manner:
        return self._orders.manner

    @property
    def playing(self) -> bool:
        return self._orders.playing

    @property
    def trouble(self) -> OutsideError | None:
        """Why nothing is heard although it plays; None while all is well."""
        return self._trouble

    @property
    def ended(self) -> bool:
        """Whether the last frame of the call has been heard."""
        return self._ended_at is not None and self._frame_heard() >= self._ended_at

    @property
    def position(self) -> float:
        """The second of the call that is heard now; while paused, that which would be."""
        orders = self._orders
        if not orders.playing or orders.moved:
            return orders.place
        frame = self._frame_heard()
        pieces = self._pieces
        piece = pieces[bisect_right(pieces, frame, key=lambda one: one.first) - 1]
        on = max(0, frame - piece.first) / RATE * piece.speed
        return min(piece.place + on, self.duration)

    def play(self) -> None:
        if not self.playing:
            self._order(playing=True, place=self.position, moved=True)

    def pause(self) -> None:
        self._order(playing=False, place=self.position, moved=True)

    def seek(self, seconds: float) -> None:
        """Go there; plays on from there if it was playing."""
        self._order(place=min(max(seconds, 0.0), self.duration), moved=True)

    def play_in_manner(self, manner: Manner) -> None:
        """Change speed, gains, loop and what is skipped, without a break."""
        speed = min(max(manner.speed, SLOWEST), FASTEST)
        with self._told:
            self._orders.manner = replace(manner, speed=speed)
            self._told.notify()

    def close(self) -> None:
        """Fall silent and let go of output and sound. Any number of times."""
        with self._told:
            self._orders.closed = True
            self._told.notify()
        self._thread.join()

    def _order(self, **changes: Any) -> None:
        with self._told:
            for name, value in changes.items():
                setattr(self._orders, name, value)
            self._told.notify()

    def _frame_heard(self) -> int:
        with self._using_output:
            at, first, count = self._heard
            if self._output is None:
                return first
            passed = round((self._output.time - at) * RATE)
        return max(first + min(passed, count), self._ring.dropped)

    def _render_all(self) -> None:
        while True:
            with self._told:
                orders = self._orders
                if not (orders.closed or orders.moved or (orders.playing and self._has_room())):
                    self._told.wait(_NAP_S if orders.playing else None)
                if orders.closed:
                    break
                moved, orders.moved = orders.moved, False
                place, playing, manner = orders.place, orders.playing, orders.manner
                if moved:
                    self._begin_at(place)
            try:
                self._work(manner, moved=moved, playing=playing)
            except OutsideError as error:
                self._fail(error)
        self._shut()
        self._sound.close()

    def _work(self, manner: Manner, *, moved: bool, playing: bool) -> None:
        if moved and not playing:
            self._shut()
        if not playing:
            return
        while self._has_room() and not self._orders.moved and self._ended_at is None:
            self._render(manner)
        if self._output is None:
            self._output = self._open_output(self._fill)
        elif not self._output.active:
            raise OutsideError("The sound output is gone.", "Plug it in and play once more.")

    def _begin_at(self, place: float) -> None:
        """Under the lock: nobody may ask for the position between these steps."""
        self._ring.drop()
        self._stretch.start(place * RATE)
        self._pieces = [_Piece(self._ring.written, place, 0.0)]
        self._heard = (0.0, self._ring.written, 0)
        self._ended_at = None
        self._trouble = None
        self._inside = self._orders.manner.skip_at(place)

    def _render(self, manner: Manner) -> None:
        place = self._onwards(self._stretch.position / RATE, manner)
        if place >= self.duration:
            self._ended_at = self._ring.written
            return
        pieces = [*self._pieces[-_REMEMBERED:], _Piece(self._ring.written, place, manner.speed)]
        self._pieces = pieces
        sides = self._stretch.next(manner.speed)
        mixed = self._mixed(sides, manner)
        self._ring.write(np.column_stack([mixed, mixed]).clip(-1.0, 1.0))

    def _mixed(self, sides: Samples, manner: Manner) -> npt.NDArray[np.float32]:
        """Both sides in both ears: a call on one earpiece is a strain to follow."""
        if len(self._sound.speakers) == 1:  # nobody can tell whose it is, so nobody can be muted
            return sides[:, 0]
        agent_first = self._sound.speakers[0] == Speaker.AGENT
        left, right = (manner.agent, manner.customer)[:: 1 if agent_first else -1]
        mixed: npt.NDArray[np.float32] = sides[:, 0] * left + sides[:, 1] * right
        return mixed

    def _onwards(self, place: float, manner: Manner) -> float:
        """The place to be heard next."""
        there, self._inside = onwards(place, manner, self._inside)
        if there != place:
            self._stretch.jump(there * RATE)
        return there

    def _has_room(self) -> bool:
        return self._ring.room >= self._stretch.hop and self._ended_at is None

    def _fill(self, out: Samples, heard_at: float) -> None:
        first, count = self._ring.take(out)
        if count:
            self._heard = (heard_at, first, count)

    def _fail(self, error: OutsideError) -> None:
        log.warning("the call plays on unheard: %s", error)
        with self._told:
            self._orders.place = self.position
            self._orders.playing = False
            self._trouble = error
        self._shut()

    def _shut(self) -> None:
        with self._using_output:
            if self._output is not None:
                self._output.close()
            self._output = None

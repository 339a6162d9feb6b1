"""Keeps one device's capture running: notices that it has failed, says so, and opens it again.

PortAudio tells almost nothing: of a stalled stream it says that it is active. So a stream from
which nothing comes counts as failed, whatever is said of it.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain, repeat

from companion.audio import clock
from companion.audio.devices import Device
from companion.audio.stream import OpenStream, Stream
from companion.errors import OutsideError
from companion.events import Speaker

log = logging.getLogger(__name__)

STALL_S = 2.0
"""Nothing for so long is a failure: a healthy device delivers silence, too."""
BACKOFF_S = (0.5, 1.0, 2.0, 5.0)
"""Pauses between tries; the last one is repeated until the call ends."""
CHOSEN = "another device was chosen"
"""Why a stream ends that has not failed."""
_LOOK_S = 0.25
_JOIN_S = 3.0
"""A sound server that hangs can hold a thread of ours for ever; the call does not wait for it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """From here on the leg's sound comes from this stream.

    `chosen` is the title of a device that somebody has chosen in mid-call, for its first stream.
    """

    leg: int
    stream: int
    rate: int
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Sound:
    leg: int
    stream: int
    arrived: float
    pcm: bytes


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing more of this stream is to be believed; `why` fits after "is lost:"."""

    leg: int
    stream: int
    why: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Hold the leg's sound back until `Certain`: perhaps it is somebody else's."""

    leg: int


@dataclass(frozen=True, slots=True)
class Certain:
    leg: int


Report = Opening | Sound | Gone | Doubt | Certain | OutsideError


@dataclass(frozen=True, slots=True)
class Leg:
    """A device and the speakers of its channels, one or two."""

    device: Device
    speakers: tuple[Speaker, ...]

    @property
    def whose(self) -> str:
        """As in "the customer's sound"."""
        return " and ".join(f"the {speaker.value}'s" for speaker in self.speakers)


class Keeper:
    """Owns the stream of one leg, on a thread of its own; `report` is called from several."""

    def __init__(
        self,
        number: int,
        leg: Leg,
        report: Callable[[Report], None],
        open_stream: OpenStream,
        *,
        stall: float = STALL_S,
        monotonic: Callable[[], float] = clock.now,
    ) -> None:
        self.leg = leg
        self._number = number
        self._report = report
        self._open_stream = open_stream
        self._stall = stall
        self._monotonic = monotonic
        self._wake = threading.Event()
        self._closing = False
        self._stream = 0
        self._lost: str | None = None
        self._last_heard = 0.0
        self._told = False
        self._chosen = ""
        self._thread = threading.Thread(
            target=self._keep, name=f"keeper-{leg.speakers[0].value}", daemon=True
        )

    @property
    def tag(self) -> str:
        """How the stream of the moment is called in the sound server's list."""
        return f"{os.getpid()}-{self._number}-{self._stream}"

    def start(self) -> None:
        self._thread.start()

    def lose(self, tag: str, why: str) -> None:
        """The stream of this tag delivers what is not the leg's sound. Any thread."""
        if tag == self.tag and self._lost is None:
            self._lost = why
            self._report(Gone(self._number, self._stream, why))
            self._wake.set()

    def use(self, device: Device) -> None:
        """Capture from this device from now on, until it is changed again. Any thread."""
        self.leg = replace(self.leg, device=device)
        self._chosen = device.title
        self.lose(self.tag, CHOSEN)
        self._wake.set()

    def retry(self) -> None:
        """Try again at once where the next try is being waited for. Any thread."""
        self._wake.set()

    def close(self) -> None:
        """Stop capturing. Any thread, any number of times."""
        self._closing = True
        self._wake.set()

    def join(self) -> None:
        if self._thread.ident is not None:
            self._thread.join(_JOIN_S)

    def _keep(self) -> None:
        pauses = chain(BACKOFF_S, repeat(BACKOFF_S[-1]))
        while not self._closing:
            if self._run_stream():
                pauses = chain(BACKOFF_S, repeat(BACKOFF_S[-1]))
            if self._lost == CHOSEN:
                continue
            if not self._closing:
                self._wake.clear()
                self._wake.wait(next(pauses))

    def _run_stream(self) -> bool:
        """Capture until it fails; whether anything was heard."""
        self._lost = None
        self._wake.clear()
        self._stream += 1
        number, opened = self._stream, self._monotonic()
        self._last_heard = opened
        device, (chosen, self._chosen) = self.leg.device, (self._chosen, "")

        def hand_over(pcm: bytes) -> None:
            self._last_heard = arrived = self._monotonic()
            self._report(Sound(self._number, number, arrived, pcm))

        self._report(Opening(self._number, number, device.rate, chosen))
        self._told = self._told and not chosen
        try:
            stream = self._open_stream(device, len(self.leg.speakers), self.tag, hand_over)
        except OutsideError as error:
            self._end_of(number, device, "it cannot be opened", heard=False)
            log.info("%s: %s", device.name, error)
            return False
        try:
            why = self._watch(stream)
            heard = self._last_heard > opened
            if why and why != CHOSEN:
                self._end_of(number, device, why, heard=heard)
        finally:
            stream.close()
        return heard

    def _end_of(self, number: int, device: Device, why: str, *, heard: bool) -> None:
        """Say that the stream is over; to the person once, not at every vain try."""
        self._report(Gone(self._number, number, why))
        if self._told and not heard:
            return
        self._told = True
        whose = self.leg.whose
        self._report(
            OutsideError(
                f"{whose[0].upper()}{whose[1:]} sound is gone ({device.words}): {why}.",
                "The call goes on without it, and it is tried again by itself.",
            )
        )

    def _watch(self, stream: Stream) -> str:
        while not self._closing:
            if self._wake.wait(_LOOK_S):
                self._wake.clear()
            if self._lost is not None:
                return self._lost
            if not stream.alive():
                return "the device has ended it"
            if self._monotonic() - self._last_heard > self._stall:
                return "the device has stopped to deliver"
        return ""

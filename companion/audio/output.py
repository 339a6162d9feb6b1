"""Where sound goes out: the system's own output, by PortAudio."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Protocol

from companion.audio.block import RATE
from companion.audio.inventory import portaudio
from companion.audio.stretch import Samples
from companion.errors import OutsideError

_LATENCY_S = 0.12
"""Asked of the sound system: this side of it a busy machine stutters."""


class Output(Protocol):
    """A running output of two channels."""

    @property
    def time(self) -> float:
        """Its clock, in seconds."""
        ...

    @property
    def active(self) -> bool: ...

    def close(self) -> None: ...


class Fill(Protocol):
    """Fills `out`, shape (frames, 2), whose first frame is heard at `heard_at` of its clock."""

    def __call__(self, out: Samples, heard_at: float, /) -> None: ...


class OpenOutput(Protocol):
    """Opens an output and starts it. OutsideError where there is none."""

    def __call__(self, fill: Fill, /) -> Output: ...


class _PortAudioOutput:
    def __init__(self, stream: Any, errors: type[Exception]) -> None:
        self._stream = stream
        self._errors = errors
        self._last = 0.0

    @property
    def time(self) -> float:
        with suppress(self._errors):  # the device has gone: its clock stands still
            self._last = float(self._stream.time)
        return self._last

    @property
    def active(self) -> bool:
        return bool(self._stream.active)

    def close(self) -> None:
        self._stream.abort(ignore_errors=True)
        self._stream.close(ignore_errors=True)


def default_output(fill: Fill) -> Output:
    """The system's own output, by PortAudio."""
    sounddevice = portaudio()

    def callback(out: Any, frames: int, time: Any, status: object) -> None:
        fill(out, time.outputBufferDacTime)

    try:
        stream = sounddevice.OutputStream(
            RATE, channels=2, dtype="float32", latency=_LATENCY_S, callback=callback
        )
        stream.start()
    except (sounddevice.PortAudioError, ValueError) as error:
        raise OutsideError(
            "There is no sound output.", "Plug in headphones; the words play without."
        ) from error
    return _PortAudioOutput(stream, sounddevice.PortAudioError)

"""One running capture of one device: the only place where sound comes in."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from companion.audio import pulse, wasapi
from companion.audio.devices import Device
from companion.audio.inventory import portaudio
from companion.errors import OutsideError

HandOver = Callable[[bytes], None]
"""Takes 16-bit frames at the device's rate, on the sound system's thread; must return at once."""

_CHUNK_S = 0.02
_SERVER_LATENCY_MS = "60"
"""Asked of the sound server. Left to itself it sends the first two seconds of a monitor late."""
_SERVER_DEVICE = "pulse"
"""How PortAudio names the way to the sound server; which source is meant, the environment says."""
_portaudio_lock = threading.Lock()
"""PortAudio may not be entered by two threads that open or close streams."""
_running: set[int] = set()
"""The streams that run; while there are any, PortAudio may not look for devices anew."""


class Stream(Protocol):
    """A capture that runs until it is closed, or fails without a word."""

    def alive(self) -> bool:
        """False once the device has ended it. A device that only falls silent stays alive."""
        ...

    def close(self) -> None: ...


class OpenStream(Protocol):
    """Begin to capture; `tag` marks the stream in the sound server's list. OutsideError."""

    def __call__(self, device: Device, channels: int, tag: str, hand_over: HandOver) -> Stream: ...


class _PortAudioStream:
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def alive(self) -> bool:
        return bool(self._stream.active)

    def close(self) -> None:
        with _portaudio_lock:
            self._stream.close(ignore_errors=True)
            _running.discard(id(self))


def open_stream(device: Device, channels: int, tag: str, hand_over: HandOver) -> Stream:
    """Capture a device by PortAudio. OutsideError where it is not there or taken."""
    if device.loopback:
        return wasapi.open_loopback(device, channels, hand_over)
    sounddevice = portaudio()
    if device.by_server and device.name not in {source.name for source in pulse.sources()}:
        raise OutsideError(  # ALSA and PortAudio would write their disappointment to the terminal
            f"{device.words[0].upper()}{device.words[1:]} is not there.", "Plug it in again."
        )

    wanted = _SERVER_DEVICE if device.by_server else device.name

    def callback(data: Any, frames: int, time: object, status: object) -> None:
        hand_over(bytes(data))

    try:
        with _portaudio_lock, _chosen(device, tag):
            if not _running and not _listed(sounddevice, wanted):
                _look_for_devices(sounddevice)
            stream = sounddevice.RawInputStream(
                samplerate=device.rate,
                blocksize=round(device.rate * _CHUNK_S),
                device=wanted,
                channels=channels,
                dtype="int16",
                callback=callback,
            )
            stream.start()
            running = _PortAudioStream(stream)
            _running.add(id(running))
    except (sounddevice.PortAudioError, ValueError) as error:  # ValueError: no such device
        raise OutsideError(
            f"{device.words[0].upper()}{device.words[1:]} cannot be heard.",
            "Check that it is plugged in and that no other program has taken it.",
        ) from error
    return running


def _listed(sounddevice: Any, name: str) -> bool:
    return any(row["name"] == name for row in sounddevice.query_devices())


def _look_for_devices(sounddevice: Any) -> None:
    """PortAudio lists the devices of the moment at which it was first used, and no later ones.

    Looking anew ends all streams, so it is done only where the device is not known.
    """
    sounddevice._terminate()  # noqa: SLF001 - there is no other way, see sounddevice's issue 125
    sounddevice._initialize()  # noqa: SLF001


@contextmanager
def _chosen(device: Device, tag: str) -> Iterator[None]:
    """Name source and tag to the sound server, which reads them when a stream is opened."""
    if not device.by_server:
        yield
        return
    wanted = {
        "PULSE_SOURCE": device.name,
        "PULSE_PROP": f"{pulse.TAG}={tag}",
        "PULSE_LATENCY_MSEC": _SERVER_LATENCY_MS,
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

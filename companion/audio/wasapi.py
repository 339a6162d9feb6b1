"""What an output of Windows plays, as an input: WASAPI's loopback.

PortAudio as sounddevice brings it has no loopback; PyAudioWPatch is PortAudio with it. A loopback
delivers nothing at all while nothing plays, so its silence is filled in by the clock.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from companion.errors import OutsideError

if TYPE_CHECKING:  # they use what is below
    from companion.audio.devices import Device
    from companion.audio.stream import HandOver

SUFFIX = " [Loopback]"
"""How PyAudioWPatch names the loopback of an output."""
_CHUNK_S = 0.02
_QUIET_S = 0.06
"""Nothing for so long, and nothing plays: a packet of WASAPI is 10 ms."""


def library() -> Any:
    """The module `pyaudiowpatch`. OutsideError where it is not installed."""
    try:
        import pyaudiowpatch  # noqa: PLC0415 - there is one for Windows only
    except ImportError as error:
        raise OutsideError(
            "What an output plays cannot be heard: PyAudioWPatch is missing.",
            "Install it: pip install PyAudioWPatch",
        ) from error
    return pyaudiowpatch


def loopbacks() -> list[dict[str, Any]]:
    """The outputs that can be listened to, as PyAudioWPatch describes them; the default first.

    OutsideError where that cannot be asked.
    """
    audio = library().PyAudio()
    try:
        found = list(audio.get_loopback_device_info_generator())
        default = audio.get_default_wasapi_loopback()["index"] if found else -1
    except (OSError, LookupError) as error:
        raise OutsideError(
            f"The outputs cannot be listed: {error}.", "Check the system's sound settings."
        ) from error
    finally:
        audio.terminate()
    return sorted(found, key=lambda row: row["index"] != default)


def open_loopback(device: Device, channels: int, hand_over: HandOver) -> LoopbackStream:
    """Capture what the output plays; its channels are mixed to one where one is asked for.

    OutsideError where it is not there or cannot be heard.
    """
    return LoopbackStream(library(), device, channels, hand_over)


class LoopbackStream:
    """A `Stream` of a loopback, with silence while nothing plays."""

    def __init__(self, module: Any, device: Device, channels: int, hand_over: HandOver) -> None:
        self._closed = threading.Event()
        self._audio = module.PyAudio()
        filled = SilenceFilled(device.rate, channels, hand_over)

        def callback(data: bytes, frames: int, time: object, status: object) -> tuple[None, int]:
            filled.sound(_mixed(data, device.channels, channels))
            return None, module.paContinue

        try:
            rows = self._audio.get_loopback_device_info_generator()
            index = next(row["index"] for row in rows if row["name"] == device.name)
            # Shared mode gives the output's own format and no other.
            self._stream = self._audio.open(
                format=module.paInt16,
                channels=device.channels,
                rate=device.rate,
                input=True,
                input_device_index=index,
                frames_per_buffer=round(device.rate * _CHUNK_S),
                stream_callback=callback,
            )
        except (OSError, StopIteration) as error:
            self._audio.terminate()
            raise OutsideError(
                f"What plays on {device.title} cannot be heard.",
                "Check that it is plugged in and switched on.",
            ) from error
        self._ticker = threading.Thread(target=self._tick, args=(filled,), name="loopback")
        self._ticker.start()

    def alive(self) -> bool:
        return bool(self._stream.is_active())

    def close(self) -> None:
        if self._closed.is_set():
            return
        self._closed.set()
        self._ticker.join()
        try:
            self._stream.close()
        except OSError:
            pass  # the device went away before it
        finally:
            self._audio.terminate()

    def _tick(self, filled: SilenceFilled) -> None:
        while not self._closed.wait(_CHUNK_S):
            filled.tick()


class SilenceFilled:
    """Hands sound over as it comes, and silence by the clock while none comes. Any thread.

    What it has handed over is never more than a packet away from what the clock says, so that
    many pauses add up to no error.
    """

    def __init__(
        self,
        rate: int,
        channels: int,
        hand_over: HandOver,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rate = rate
        self._frame_bytes = 2 * channels
        self._hand_over = hand_over
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._began = self._last = monotonic()
        self._given = 0

    def sound(self, pcm: bytes) -> None:
        with self._lock:
            self._last = self._monotonic()
            self._give(pcm)

    def tick(self) -> None:
        """Look at the clock; to be called every 20 ms or so."""
        with self._lock:
            now = self._monotonic()
            missing = int((now - self._began) * self._rate) - self._given
            if now - self._last >= _QUIET_S and missing > 0:
                self._give(bytes(missing * self._frame_bytes))

    def _give(self, pcm: bytes) -> None:
        self._given += len(pcm) // self._frame_bytes
        self._hand_over(pcm)


def _mixed(data: bytes, channels: int, wanted: int) -> bytes:
    """The first channels, or all of them mixed to one."""
    if channels == wanted:
        return data
    sound = np.frombuffer(data, np.int16).reshape(-1, channels)
    if wanted == 1:
        sound = sound.astype(np.int32).mean(axis=1, keepdims=True).astype(np.int16)
    kept: bytes = sound[:, :wanted].tobytes()
    return kept

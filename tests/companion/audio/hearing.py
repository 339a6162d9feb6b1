"""Hears a live source on a thread, for tests that do something to its devices meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from companion.audio.block import RATE, Block, Pcm, SourceNews
from companion.audio.live import LiveSource
from companion.errors import OutsideError
from companion.events import AudioLost, DeviceChanged, SideFellQuiet, SideHeardAgain, Speaker

WAIT_S = 20
_LOUD = 300


class Hearing:
    """What a source has given so far. `until` waits for it to give what is hoped for."""

    def __init__(self, source: LiveSource) -> None:
        self.blocks: list[Block] = []
        self.losses: list[AudioLost] = []
        self.troubles: list[str] = []
        self.events: list[SideFellQuiet | SideHeardAgain | DeviceChanged] = []
        self.given_at: list[float] = []
        self.failure: OutsideError | None = None
        self._source = source
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._hear)

    @property
    def seconds(self) -> float:
        return self.blocks[-1].end_frame / RATE if self.blocks else 0.0

    def until(self, hoped: Callable[[], bool], timeout: float = WAIT_S) -> float:
        """How long it took, in seconds; fails where it takes too long."""
        begun = time.monotonic()
        with self._changed:
            if not self._changed.wait_for(hoped, timeout):
                raise AssertionError(f"waited in vain; troubles: {self.troubles}, {self.losses}")
        return time.monotonic() - begun

    def for_seconds(self, seconds: float) -> None:
        """Until so much more of the call has been given."""
        end = self.seconds + seconds
        self.until(lambda: self.seconds >= end, seconds + WAIT_S)

    def hears(self, channel: int, hertz: float) -> Callable[[], bool]:
        """Whether the last block holds this tone, and no other, on the channel."""
        return lambda: bool(self.blocks) and pitch(self.blocks[-1].pcm[:, channel]) == hertz

    def ever(self, channel: int, hertz: float) -> bool:
        return any(pitch(block.pcm[:, channel]) == hertz for block in self.blocks)

    def lost(self, speaker: Speaker) -> float:
        return sum(loss.seconds for loss in self.losses if loss.speaker is speaker)

    def _hear(self) -> None:
        try:
            for given in self._source.blocks():
                with self._changed:
                    self._keep(given)
                    self._changed.notify_all()
        except OutsideError as error:
            self.failure = error

    def _keep(self, given: Block | SourceNews) -> None:
        match given:
            case Block():
                self.blocks.append(given)
                self.given_at.append(time.monotonic())
            case AudioLost():
                self.losses.append(given)
            case SideFellQuiet() | SideHeardAgain() | DeviceChanged():
                self.events.append(given)
            case OutsideError():
                self.troubles.append(str(given))

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._source.close()
        self._thread.join(WAIT_S)
        assert not self._thread.is_alive()


@contextmanager
def hearing(source: LiveSource) -> Iterator[Hearing]:
    heard = Hearing(source)
    heard.start()
    try:
        yield heard
    finally:
        heard.stop()


def pitch(sound: Pcm) -> float:
    """The loudest tone in steps of 100 Hz; 0 where there is none."""
    if np.abs(sound.astype(np.int32)).max(initial=0) < _LOUD:
        return 0.0
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return round(float(spectrum.argmax() * RATE / len(sound)) / 100) * 100.0

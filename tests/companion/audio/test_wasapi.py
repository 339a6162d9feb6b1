"""What an output of Windows plays, on a stand-in for the library: no Windows is at hand here."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from companion.audio import stream, wasapi
from companion.audio.block import RATE
from companion.audio.devices import of_wasapi, suggest
from companion.audio.timeline import Timeline
from companion.audio.wasapi import SilenceFilled
from companion.errors import OutsideError

WAIT_S = 10
ROWS = [
    {"index": 4, "name": "Screen [Loopback]", "defaultSampleRate": 44100.0, "maxInputChannels": 2},
    {"index": 7, "name": "Headset [Loopback]", "defaultSampleRate": 48000.0, "maxInputChannels": 2},
]


class Library:
    """Stands for `pyaudiowpatch`, as far as it is used."""

    paInt16, paContinue = 8, 0

    def __init__(self, *, refuses: bool = False) -> None:
        self.opened: dict[str, Any] = {}
        self.terminated = 0
        self.closed = False
        self.active = True
        self._refuses = refuses

    def PyAudio(self) -> Library:
        return self

    def get_loopback_device_info_generator(self) -> Iterator[dict[str, Any]]:
        yield from ROWS

    def get_default_wasapi_loopback(self) -> dict[str, Any]:
        return ROWS[1]

    def open(self, **how: Any) -> Library:
        if self._refuses:
            raise OSError("[Errno -9996] Invalid input device")
        self.opened = how
        return self

    def is_active(self) -> bool:
        return self.active

    def close(self) -> None:
        self.closed = True

    def terminate(self) -> None:
        self.terminated += 1


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    made = Library()
    monkeypatch.setattr(wasapi, "library", lambda: made)
    return made


def test_outputs_are_listed_in_plain_words_and_the_default_is_suggested(library: Library) -> None:
    found = of_wasapi()
    assert [device.words for device in found] == ["what plays on Headset", "what plays on Screen"]
    assert suggest(found).customer is found[0]
    assert library.terminated == 1


def test_without_the_library_there_are_none_and_the_reason_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert of_wasapi() == []
    with pytest.raises(OutsideError, match="PyAudioWPatch is missing"):
        wasapi.library()


def test_an_output_is_opened_in_its_own_format_and_mixed_to_one_channel(library: Library) -> None:
    given: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    running = stream.open_stream(of_wasapi()[0], 1, "tag", given.put)
    try:
        how = library.opened
        assert (how["rate"], how["channels"], how["input_device_index"]) == (48_000, 2, 7)
        sound = np.tile(np.array([[1000, 3000]], np.int16), (960, 1)).tobytes()
        how["stream_callback"](sound, 960, {}, 0)
        while True:  # silence by the clock may come before it
            pcm = np.frombuffer(given.get(timeout=WAIT_S), np.int16)
            if pcm.any():
                break
        assert set(pcm.tolist()) == {2000}
        assert len(pcm) == 960
        assert running.alive()
        library.active = False
        assert not running.alive()
    finally:
        running.close()
        running.close()
    assert library.closed
    assert library.terminated == 2


def test_while_nothing_plays_silence_comes_by_the_clock(library: Library) -> None:
    given: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    running = stream.open_stream(of_wasapi()[0], 1, "tag", given.put)
    try:
        silence = given.get(timeout=WAIT_S)
        assert silence
        assert not any(silence)
    finally:
        running.close()


def test_an_output_that_cannot_be_opened_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = Library(refuses=True)
    monkeypatch.setattr(wasapi, "library", lambda: refusing)
    with pytest.raises(OutsideError, match="What plays on Headset cannot be heard"):
        stream.open_stream(of_wasapi()[0], 1, "tag", lambda pcm: None)


def test_ten_minutes_with_many_pauses_end_where_the_clock_does() -> None:
    now = 0.0
    lag: list[float] = []
    timeline = Timeline([1], 0.0)
    timeline.open(0, RATE)

    def hand_over(pcm: bytes) -> None:
        timeline.take(0, now, np.frombuffer(pcm, np.int16)[:, None])

    filled = SilenceFilled(RATE, 1, hand_over, monotonic=lambda: now)
    click = np.full(160, 20_000, np.int16)
    found: list[float] = []
    for packet in range(1, 60_001):  # packets of 10 ms
        now = packet * 0.01
        plays = packet % 700 < 300  # three seconds of sound, four of nothing
        if plays:
            starts = packet % 700 == 0
            filled.sound((click if starts else np.ones(160, np.int16)).tobytes())
        if packet % 2 == 0:
            filled.tick()
        for block in timeline.ready(now):
            loud = np.flatnonzero(block.pcm[:, 0] > 8_000)
            if len(loud):
                at = (block.first_frame + int(loud[0])) / RATE
                if not found or at - found[-1] > 1:
                    found.append(at)
                    lag.append(abs((at + 3.5) % 7 - 3.5))
    assert timeline.losses() == []
    assert len(found) == 85
    assert max(lag) < 0.1

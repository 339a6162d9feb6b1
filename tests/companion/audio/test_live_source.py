"""A live source as a whole, on devices and a clock of the tests' own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from companion.audio.block import BLOCK_FRAMES, RATE, Block, SourceNews
from companion.audio.devices import Device, Kind
from companion.audio.keeper import Leg
from companion.audio.live import LiveSource
from companion.audio.timeline import Timeline
from companion.errors import OutsideError
from companion.events import AudioLost, DeviceChanged, SideFellQuiet, SideHeardAgain, Speaker
from tests.companion.audio.plugged import (
    AGENT,
    BOTH,
    CUSTOMER,
    MICROPHONE,
    SPEAKERS,
    WAIT_S,
    Plug,
    PluggedStream,
)


def test_no_device_at_all_ends_the_call_with_the_reason() -> None:
    source = LiveSource([AGENT], open_stream=Plug(refusals=99))
    with pytest.raises(OutsideError, match="cannot be opened"):
        next(source.blocks())


def test_a_source_that_is_closed_before_it_begins_gives_nothing() -> None:
    source = LiveSource([AGENT], open_stream=Plug())
    source.close()
    assert list(source.blocks()) == []


def test_a_device_with_two_channels_carries_both_sides() -> None:
    plug = Plug()
    now = 100.0
    adapter = replace(SPEAKERS, by_server=False)
    source = LiveSource([Leg(adapter, BOTH)], open_stream=plug, monotonic=lambda: now)
    assert source.channels == BOTH
    given = source.blocks()
    left_and_right = np.tile(np.array([[1000, -2000]], np.int16), (RATE // 50, 1)).tobytes()

    def speak() -> None:
        nonlocal now
        stream = plug.opened.get(timeout=WAIT_S)
        for _ in range(100):  # two seconds: less than any patience, however slow the machine
            now += 0.02
            stream.hand_over(left_and_right)
        source.close()

    speaker = threading.Thread(target=speak)
    speaker.start()
    blocks = [block for block in given if isinstance(block, Block)]
    speaker.join()

    assert all(block.pcm.shape[1] == 2 for block in blocks)
    assert len(blocks) >= 19
    middle = blocks[10].pcm[BLOCK_FRAMES // 2]
    assert middle == pytest.approx([1000, -2000], abs=3)


def test_sound_held_back_until_the_server_answers_is_late_and_not_lost() -> None:
    timeline = Timeline([1, 1], 0.0)
    chunk = np.full((RATE // 50, 1), 1000, np.int16)
    for leg in (0, 1):
        timeline.open(leg, RATE)
    blocks: list[Block] = []
    held: list[float] = []
    for tick in range(1, 251):
        now = tick * 0.02
        timeline.take(0, now, chunk)
        if 1.0 < now < 3.5:  # the server takes its time
            timeline.hold(1, held=True)
            held.append(now)
        else:
            timeline.hold(1, held=False)
            for arrived in [*held, now]:
                timeline.take(1, arrived, chunk)
            held.clear()
        blocks += timeline.ready(now)
    assert timeline.losses() == []
    assert blocks[-1].end_frame / RATE == pytest.approx(5, abs=0.15)
    assert min(np.abs(block.pcm[:, 1]).min() for block in blocks[1:]) > 900


class Desk:
    """Two sides on a clock of the test's own; each has the streams that were opened for it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.plug = Plug()
        self.meanwhile: Callable[[], None] = lambda: None
        # No sound server is asked about these.
        legs = [
            Leg(replace(leg.device, by_server=False), leg.speakers) for leg in (AGENT, CUSTOMER)
        ]
        self.source = LiveSource(legs, open_stream=self.plug, monotonic=self.clock)
        self.given: queue.SimpleQueue[Block | SourceNews | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._hear)

    def clock(self) -> float:
        if threading.current_thread() is self.thread:
            self.meanwhile()
        return self.now

    def _hear(self) -> None:
        for news in self.source.blocks():
            self.given.put(news)
        self.given.put(None)

    def begin(self) -> dict[str, PluggedStream]:
        self.thread.start()
        streams = [self.plug.opened.get(timeout=WAIT_S) for _ in range(2)]
        return {stream.device.name: stream for stream in streams}

    def speak(self, *streams: PluggedStream, seconds: float = 1.0) -> None:
        chunk = np.full((RATE // 50, 1), 1000, np.int16).tobytes()
        for _ in range(round(seconds * 50)):
            self.now += 0.02
            for stream in streams:
                stream.hand_over(chunk)

    def until(self, kind: type[SourceNews]) -> SourceNews:
        while not isinstance(news := self.given.get(timeout=WAIT_S), kind):
            assert news is not None
        return news

    def end(self) -> list[Block | SourceNews]:
        self.source.close()
        self.thread.join()
        rest: list[Block | SourceNews] = []
        while (news := self.given.get(timeout=WAIT_S)) is not None:
            rest.append(news)
        return rest


def test_another_device_can_be_chosen_in_mid_call() -> None:
    desk = Desk()
    streams = desk.begin()
    mic, speakers = streams["mic"], streams["out.monitor"]
    try:
        desk.speak(mic, speakers, seconds=2)
        other = Device("usb", "Second headset", Kind.MICROPHONE, RATE, 1, by_server=True)
        desk.source.use(Speaker.AGENT, other)
        again = desk.plug.opened.get(timeout=WAIT_S)
        assert again.device.name == other.name
        assert mic.closed.is_set()
        changed = desk.until(DeviceChanged)
        assert isinstance(changed, DeviceChanged)
        assert (changed.speaker, changed.device) == (Speaker.AGENT, "Second headset")
        desk.speak(speakers, seconds=1.5)
        desk.speak(again, speakers, seconds=3)
    finally:
        rest = desk.end()
    lost = [news for news in rest if isinstance(news, AudioLost)]
    assert {(gap.speaker, gap.why) for gap in lost} == {
        (Speaker.AGENT, "another device was chosen")
    }
    assert not any(isinstance(news, OutsideError | SideFellQuiet) for news in rest)
    last = [news for news in rest if isinstance(news, Block)][-3]
    assert np.abs(last.pcm).min(axis=0) == pytest.approx([1000, 1000], abs=5)


def test_however_long_the_pump_is_held_up_nothing_that_came_is_taken_for_missing() -> None:
    desk = Desk()
    streams = desk.begin()
    mic, speakers = streams["mic"], streams["out.monitor"]

    def three_seconds_go_by() -> None:
        """Whenever the pump looks at the clock, it is held up before it gets to go on."""
        desk.meanwhile = lambda: None
        desk.speak(mic, speakers, seconds=3)
        if desk.now < 30:
            desk.meanwhile = three_seconds_go_by
        else:
            desk.source.close()

    desk.meanwhile = three_seconds_go_by
    desk.speak(mic, speakers, seconds=0.5)
    desk.thread.join(WAIT_S)
    given = desk.end()

    assert not any(isinstance(news, AudioLost) for news in given)
    assert sum(len(news.pcm) for news in given if isinstance(news, Block)) > 29 * RATE


def test_a_computer_that_sleeps_for_a_minute_leaves_a_gap_of_a_minute() -> None:
    desk = Desk()
    streams = desk.begin()
    both = list(streams.values())
    desk.speak(*both, seconds=3)
    desk.now += 60
    desk.speak(*both, seconds=3)
    given = desk.end()

    for side in BOTH:
        lost = [n.seconds for n in given if isinstance(n, AudioLost) and n.speaker is side]
        assert sum(lost) == pytest.approx(60, abs=0.2)
    assert sum(len(n.pcm) for n in given if isinstance(n, Block)) == pytest.approx(
        66 * RATE, abs=0.2 * RATE
    )


def test_a_device_that_cannot_be_is_refused_and_nothing_changes() -> None:
    desk = Desk()
    desk.begin()
    try:
        with pytest.raises(OutsideError, match="the same device"):
            desk.source.use(Speaker.AGENT, SPEAKERS)
        with pytest.raises(OutsideError, match="no unknown's side"):
            desk.source.use(Speaker.UNKNOWN, MICROPHONE)
        with pytest.raises(OutsideError, match="one channel only"):
            LiveSource([Leg(SPEAKERS, BOTH)]).use(Speaker.AGENT, MICROPHONE)
        assert desk.plug.opened.empty()
    finally:
        desk.end()


def test_a_failed_device_is_opened_at_once_on_demand() -> None:
    desk = Desk()
    streams = desk.begin()
    mic, speakers = streams["mic"], streams["out.monitor"]
    try:
        desk.speak(mic, speakers, seconds=1)
        speakers.plugged = False
        fell = desk.until(SideFellQuiet)
        assert isinstance(fell, SideFellQuiet)
        assert (fell.speaker, fell.why) == (Speaker.CUSTOMER, "the device has ended it")
        desk.source.retry()
        again = desk.plug.opened.get(timeout=WAIT_S)
        desk.speak(mic, again, seconds=1)
        heard = desk.until(SideHeardAgain)
        assert isinstance(heard, SideHeardAgain)
        assert heard.speaker is Speaker.CUSTOMER
    finally:
        desk.end()

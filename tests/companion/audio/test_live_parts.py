"""The parts of a live source one by one: routes, gaps, silence, a device that comes and goes."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.audio.block import BLOCK_FRAMES, RATE, Block, SourceNews
from companion.audio.devices import Device, Kind
from companion.audio.keeper import Certain, Doubt, Gone, Keeper, Leg, Opening, Report, Sound
from companion.audio.live import LiveSource
from companion.audio.losses import Losses
from companion.audio.overload import OverloadWatch
from companion.audio.route import RouteWatch
from companion.audio.silence import SilenceWatch
from companion.audio.stream import HandOver
from companion.audio.timeline import Loss, Timeline
from companion.errors import OutsideError
from companion.events import AudioLost, DeviceChanged, SideFellQuiet, SideHeardAgain, Speaker

MICROPHONE = Device("mic", "Headset", Kind.MICROPHONE, RATE, 1, by_server=True)
SPEAKERS = Device("out.monitor", "Speakers", Kind.PLAYBACK, RATE, 2, by_server=True)
AGENT = Leg(MICROPHONE, (Speaker.AGENT,))
CUSTOMER = Leg(SPEAKERS, (Speaker.CUSTOMER,))
BOTH = (Speaker.AGENT, Speaker.CUSTOMER)
WAIT_S = 10


class Plug:
    """Stands for the devices: what is opened, and what each stream is given to hand over."""

    def __init__(self, refusals: int = 0) -> None:
        self.opened: queue.SimpleQueue[PluggedStream] = queue.SimpleQueue()
        self._refusals = refusals

    def __call__(
        self, device: Device, channels: int, tag: str, hand_over: HandOver
    ) -> PluggedStream:
        if self._refusals:
            self._refusals -= 1
            raise OutsideError(f"{device.title} is taken.", "Close the other program.")
        stream = PluggedStream(device, tag, hand_over)
        self.opened.put(stream)
        return stream


class PluggedStream:
    def __init__(self, device: Device, tag: str, hand_over: HandOver) -> None:
        self.device = device
        self.tag = tag
        self.hand_over = hand_over
        self.plugged = True
        self.closed = threading.Event()

    def alive(self) -> bool:
        return self.plugged

    def close(self) -> None:
        self.closed.set()


@contextmanager
def kept(plug: Plug, leg: Leg = AGENT, stall: float = 60) -> Iterator[tuple[Keeper, Reports]]:
    reports = Reports()
    keeper = Keeper(0, leg, reports.put, plug, stall=stall)
    keeper.start()
    try:
        yield keeper, reports
    finally:
        keeper.close()
        keeper.join()


class Reports(queue.SimpleQueue[Report]):
    def after(self, kind: type[Report]) -> Report:
        """The next report of this kind; those before it are dropped."""
        while not isinstance(report := self.get(timeout=WAIT_S), kind):
            pass
        return report


def test_a_device_that_ends_is_told_and_opened_again() -> None:
    plug = Plug()
    with kept(plug) as (_, reports):
        first = plug.opened.get(timeout=WAIT_S)
        first.hand_over(b"\1\0")
        assert isinstance(sound := reports.after(Sound), Sound)
        assert (sound.stream, sound.pcm) == (1, b"\1\0")
        first.plugged = False
        assert isinstance(gone := reports.after(Gone), Gone)
        assert gone.stream == 1
        assert str(reports.after(OutsideError)).startswith("The agent's sound is gone (Headset)")
        again = plug.opened.get(timeout=WAIT_S)
        assert first.closed.is_set()
        assert again.tag != first.tag
        assert reports.after(Opening) == Opening(0, 2, RATE)


def test_vain_tries_are_told_once() -> None:
    plug = Plug(refusals=2)
    with kept(plug) as (keeper, reports):
        for _ in range(2):
            reports.after(Gone)
            keeper.retry()
        plug.opened.get(timeout=WAIT_S)
        told = []
        while not reports.empty():
            told.append(reports.get())
        assert not any(isinstance(report, OutsideError) for report in told[1:])


def test_a_stream_that_says_it_is_active_but_delivers_nothing_has_failed() -> None:
    plug = Plug()
    with kept(plug, stall=0.0) as (_, reports):
        assert isinstance(gone := reports.after(Gone), Gone)
        assert gone.why == "the device has stopped to deliver"


def looked(routes: dict[str, str]) -> list[Report]:
    """What is reported when the server gives these sources, by side, to the two streams."""
    reports: list[Report] = []
    keepers = [Keeper(n, leg, reports.append, Plug()) for n, leg in enumerate((AGENT, CUSTOMER))]
    by_tag = {keepers[("agent", "customer").index(side)].tag: to for side, to in routes.items()}
    RouteWatch(keepers, reports.append, routes=lambda: by_tag).look()
    return reports


def test_sound_is_held_back_until_it_is_certain_whose_it_is() -> None:
    assert looked({"agent": "mic", "customer": "out.monitor"}) == [
        Doubt(0),
        Doubt(1),
        Certain(0),
        Certain(1),
    ]


def test_a_moved_stream_is_given_up_before_its_sound_is_let_through() -> None:
    assert looked({"agent": "mic", "customer": "mic"}) == [
        Doubt(0),
        Doubt(1),
        Certain(0),
        Gone(1, 0, "the system has moved it to another device"),
        Certain(1),
    ]


def test_a_server_that_does_not_answer_does_not_hold_sound_back_for_ever() -> None:
    def refused() -> dict[str, str]:
        raise OutsideError("The sound server does not answer.", "Start it.")

    reports: list[Report] = []
    keeper = Keeper(0, AGENT, reports.append, Plug())
    RouteWatch([keeper], reports.append, routes=refused).look()
    assert reports == [Doubt(0), Certain(0)]


def test_the_watch_looks_at_every_change_of_the_sources() -> None:
    lines = "Event 'new' on client #1\\nEvent 'change' on source-output #3\\n"
    looks: queue.SimpleQueue[None] = queue.SimpleQueue()

    def subscribed() -> subprocess.Popen[str]:
        script = f"import sys; sys.stdout.write('''{lines}'''); sys.stdout.flush(); input()"
        return subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def routes() -> dict[str, str]:
        looks.put(None)
        return {}

    reports: list[Report] = []
    watch = RouteWatch(
        [Keeper(0, AGENT, reports.append, Plug())],
        reports.append,
        routes=routes,
        subscribed=subscribed,
    )
    watch.start()
    try:
        looks.get(timeout=WAIT_S)  # at the beginning
        looks.get(timeout=WAIT_S)  # at the change
        assert looks.empty()
    finally:
        watch.close()


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


@given(st.lists(st.floats(0.05, 0.4), min_size=1, max_size=60))
def test_a_gap_is_one_fact_however_it_comes(pieces: list[float]) -> None:
    losses = Losses([AGENT, CUSTOMER])
    losses.explain(1, "unplugged")
    losses.explain(1, "cannot be opened")
    told: list[AudioLost] = []
    at = 3.0
    for piece in pieces:
        told += losses.add([Loss(1, at, piece)], at + piece)
        at += piece
    told += losses.add([], at + 1)

    assert sum(gap.seconds for gap in told) == pytest.approx(sum(pieces), abs=0.01)
    assert len(told) <= 1 + sum(pieces) / 10
    assert {(gap.speaker, gap.why) for gap in told} == {(Speaker.CUSTOMER, "unplugged")}
    assert told[0].at == 3.0
    assert list(losses.rest()) == []


def talking(seconds: float, agent: int, customer: int, first: int = 0) -> Iterator[Block]:
    """Blocks in which each side is noise of this peak."""
    random = np.random.default_rng(1)
    for index in range(round(seconds * RATE / BLOCK_FRAMES)):
        loud = random.uniform(-1, 1, (BLOCK_FRAMES, 2)) * (agent, customer)
        yield Block(first + index * BLOCK_FRAMES, loud.astype(np.int16))


def told_by(watch: SilenceWatch, *parts: Iterator[Block]) -> list[tuple[float, str]]:
    return [
        (block.end_frame / RATE, told.problem)
        for part in parts
        for block in part
        for told in watch.look(block)
        if isinstance(told, OutsideError)
    ]


def test_a_dead_side_is_told_once_and_again_only_after_it_had_sound() -> None:
    told = told_by(
        SilenceWatch(BOTH),
        talking(20, 5000, 0),
        talking(1, 5000, 500),
        talking(10, 5000, 0),
    )
    assert [problem for _, problem in told] == ["Nothing is heard from the customer for 8 s."] * 2
    assert told[0][0] == pytest.approx(8.0, abs=0.2)


def test_a_side_that_falls_quiet_and_is_heard_again_stands_in_the_call() -> None:
    watch = SilenceWatch(BOTH)
    told = [
        event
        for part in (talking(12, 5000, 0), talking(2, 5000, 500, first=12 * RATE))
        for block in part
        for event in watch.look(block)
        if not isinstance(event, OutsideError)
    ]
    assert told == [
        SideFellQuiet(at=8.0, speaker=Speaker.CUSTOMER, why="no sound for 8 s"),
        SideHeardAgain(at=12.1, speaker=Speaker.CUSTOMER),
    ]


def test_a_side_without_its_device_is_quiet_at_once_and_not_told_twice() -> None:
    watch = SilenceWatch(BOTH)
    (fell,) = watch.gone(Speaker.AGENT, "unplugged", 3.0)
    assert (fell.at, fell.speaker, fell.why) == (3.0, Speaker.AGENT, "unplugged")
    assert list(watch.gone(Speaker.AGENT, "cannot be opened", 4.0)) == []
    assert told_by(watch, talking(20, 0, 5000)) == []
    (again,) = watch.back(Speaker.AGENT, 23.0)
    assert (again.at, again.speaker) == (23.0, Speaker.AGENT)
    assert list(watch.back(Speaker.AGENT, 23.1)) == []


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


def test_a_side_that_is_cut_off_is_told_once() -> None:
    def told(amplitude: int, offset: int = 0) -> list[str]:
        watch = OverloadWatch(BOTH)
        wave = amplitude * np.sin(np.arange(BLOCK_FRAMES) * (2 * np.pi / 32)) + offset
        pcm = np.column_stack([wave.clip(-32768, 32767), np.zeros(BLOCK_FRAMES)]).astype(np.int16)
        blocks = [Block(index * BLOCK_FRAMES, pcm) for index in range(200)]
        return [trouble.problem for block in blocks for trouble in watch.look(block)]

    assert told(60_000) == ["The agent's sound is too loud and is cut off."]
    assert told(32_000) == []
    assert told(3_000, offset=9_000) == []


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


def test_quiet_on_both_sides_and_hiss_are_no_dead_line() -> None:
    assert told_by(SilenceWatch(BOTH), talking(30, 0, 0)) == []
    assert told_by(SilenceWatch(BOTH), talking(30, 5000, 60)) == []
    assert told_by(SilenceWatch((Speaker.UNKNOWN,)), iter(())) == []

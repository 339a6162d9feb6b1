"""A pause: nothing of it is heard, written or recorded, and nothing around it is missing."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companion.audio.block import BLOCK_FRAMES, RATE, Block
from companion.audio.pauses import Pauses
from companion.call import fold
from companion.events import (
    AnyEvent,
    CallEnded,
    EndReason,
    MarkPlaced,
    Paused,
    Resumed,
    Speaker,
)
from companion.live import LATENESS_S, LiveCall
from companion.recognise import Hear
from companion.session import Session
from tests.companion.test_session import STARTED, WAIT_S

SPOKEN = 1000


class Stepped:
    """A source that gives one block for each `step`, each full of speech."""

    name = "stepped"
    channels = (Speaker.AGENT, Speaker.CUSTOMER)

    def __init__(self) -> None:
        self._asked = threading.Semaphore(0)
        self._given = threading.Semaphore(0)
        self._closed = False

    def step(self, count: int = 1) -> None:
        """Give so many blocks, and return when the call has done with them."""
        for _ in range(count):
            self._asked.release()
            assert self._given.acquire(timeout=WAIT_S)

    def blocks(self) -> Iterator[Block]:
        index = 0
        while True:
            assert self._asked.acquire(timeout=WAIT_S)
            if self._closed:
                return
            yield Block(index * BLOCK_FRAMES, np.full((BLOCK_FRAMES, 2), SPOKEN, np.int16))
            index += 1
            self._given.release()

    def close(self) -> None:
        self._closed = True
        self._asked.release()


class ClockedStepped(Stepped):
    """Its blocks come long after their sound was made, as those of a device do."""

    clock = 0.0

    def said_at(self, instant: float) -> float:
        return self.clock


class Hears:
    """A recogniser that keeps what it was fed."""

    model = "none"

    def __init__(self) -> None:
        self.fed: list[Block] = []

    def start(self, hear: Hear) -> None:
        return

    def feed(self, block: Block) -> None:
        self.fed.append(block)

    def lag(self) -> float:
        return 0.0

    def wait_for_room(self) -> None:
        return

    def finish(self) -> None:
        return

    def close(self) -> None:
        return


def heard_frames(blocks: list[Block]) -> list[int]:
    """The frames with speech in them, as edges: from, to, from, to."""
    loud = np.concatenate([block.pcm[:, 0] for block in blocks]) == SPOKEN
    return np.flatnonzero(np.diff(np.concatenate([[False], loud, [False]]).astype(int))).tolist()


def run(source: Stepped) -> tuple[LiveCall, Hears, list[Block], list[Block]]:
    recogniser = Hears()
    tapped: list[Block] = []
    asked: list[Block] = []

    def condition(block: Block) -> Block:
        asked.append(block)
        return block

    call = LiveCall(
        source, recogniser, Session(), STARTED,
        realtime=False, taps=[tapped.append], condition=condition,
    )  # fmt: skip
    call.start()
    return call, recogniser, tapped, asked


def test_nothing_of_a_pause_reaches_anybody_and_its_time_goes_on() -> None:
    source = Stepped()
    call, recogniser, tapped, asked = run(source)
    source.step(10)
    call.pause()
    assert call.paused
    source.step(20)
    call.resume()
    source.step(5)
    call.end()
    ended = call.wait(WAIT_S)

    edges = [0, RATE, 3 * RATE, 3 * RATE + RATE // 2]
    assert heard_frames(recogniser.fed) == edges
    assert heard_frames(tapped) == edges
    assert len(asked) == 15, "the line is not judged by the silence of a pause"
    (pause,) = ended.pauses
    assert (pause.start, pause.end) == (1.0, 3.0)
    assert ended.ended is not None
    assert ended.ended.at == 3.5


def test_what_was_said_in_the_pause_does_not_come_late_out_of_a_device() -> None:
    source = ClockedStepped()
    call, recogniser, _, _ = run(source)
    source.step(2)
    source.clock = 0.75  # said, but only 0.2 s of it have been delivered
    call.pause()
    source.step(8)
    source.clock = 2.0
    call.resume()
    source.step(20)
    call.end()
    call.wait(WAIT_S)

    edges = [0.0, 0.75, 2.0 + LATENESS_S, 3.0]
    assert heard_frames(recogniser.fed) == [round(edge * RATE) for edge in edges]


def test_a_call_can_end_in_its_pause() -> None:
    source = Stepped()
    call, recogniser, _, _ = run(source)
    source.step(10)
    call.pause()
    source.step(10)
    call.end()
    ended = call.wait(WAIT_S)

    assert heard_frames(recogniser.fed) == [0, RATE]
    assert not ended.paused
    assert [(p.start, p.end) for p in ended.pauses] == [(1.0, 2.0)]


def test_pausing_twice_is_pausing_once() -> None:
    source = Stepped()
    call, _, _, _ = run(source)
    source.step(10)
    call.submit(Paused(at=0.0))
    call.submit(Paused(at=0.0))
    source.step(10)
    call.submit(Resumed(at=0.0))
    call.submit(Resumed(at=0.0))
    call.submit(MarkPlaced(at=2.0))
    call.end()
    ended = call.wait(WAIT_S)

    assert [(p.start, p.end) for p in ended.pauses] == [(1.0, 2.0)]
    assert len(ended.marks) == 1


def test_an_interrupted_pause_ends_with_the_call() -> None:
    entries: list[AnyEvent] = [
        STARTED,
        Paused(at=2.0),
        CallEnded(at=7.0, reason=EndReason.INTERRUPTED),
    ]
    call = fold(entries)
    assert not call.paused
    assert [(p.start, p.end) for p in call.pauses] == [(2.0, 7.0)]


@given(
    spans=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=6),
    size=st.integers(1, 40),
)
def test_exactly_the_paused_frames_are_silent(spans: list[tuple[int, int]], size: int) -> None:
    pauses = Pauses()
    silent = np.zeros(400, bool)
    given_to, at = [], 0
    edges = sorted((min(span), max(span)) for span in spans)
    for first in range(0, 400, size):
        while edges and edges[0][0] <= first:  # pressed at the latest when its sound comes
            start, end = edges.pop(0)
            pauses.begin(max(start, first))
            pauses.end(end)
            silent[max(start, first) : max(end, first)] = True
        block = Block(first, np.ones((min(size, 400 - first), 2), np.int16))
        given_to.append(pauses.without(block))
        at = block.end_frame
    assert at == 400
    assert np.array_equal(np.concatenate([b.pcm[:, 1] for b in given_to]) == 0, silent)


def test_resuming_without_a_pause_does_nothing() -> None:
    assert not Pauses().end(5)

"""Two devices on one timeline, on a virtual clock: no device, no thread, no waiting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.audio.block import BLOCK_FRAMES, RATE, Block, Pcm
from companion.audio.timeline import PATIENCE_S, Loss, Timeline

CHUNK_S = 0.02
SECOND = 10.0
"""A click every ten seconds of true time marks where sound belongs."""


@dataclass
class Device:
    """Hears a click every ten true seconds, and counts frames by a clock of its own."""

    rate: int = 48_000
    ppm: float = 0.0
    jitter: float = 0.0
    seed: int = 0
    heard: int = 0
    held: list[tuple[float, Pcm]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.true_rate = self.rate * (1 + self.ppm / 1e6)
        self._random = np.random.default_rng(self.seed)

    def hear(self, until: float) -> Iterator[tuple[float, Pcm]]:
        """The chunks up to a true time, each with the time at which it is handed over."""
        chunk = int(self.rate * CHUNK_S)
        while (end := (self.heard + chunk) / self.true_rate) <= until:
            at = (self.heard + np.arange(chunk)) / self.true_rate
            pcm = np.where(at % SECOND < 0.005, 20_000, 0).astype(np.int16)[:, None]
            self.heard += chunk
            yield end + self.jitter * float(self._random.random()), pcm


def run(
    devices: list[Device], seconds: float, lost: Iterable[tuple[int, float, float]] = ()
) -> tuple[list[Block], list[Loss]]:
    """A call of so many seconds; `lost` names leg, begin and end of frames that never arrive."""
    timeline = Timeline([1] * len(devices), 0.0)
    blocks: list[Block] = []
    losses: list[Loss] = []
    for leg, device in enumerate(devices):
        timeline.open(leg, device.rate)
    for tick in range(1, round(seconds / 0.1) + 1):
        now = tick * 0.1
        for leg, device in enumerate(devices):
            for arrived, pcm in device.hear(now):
                if not any(leg == who and a <= arrived < b for who, a, b in lost):
                    timeline.take(leg, arrived, pcm)
        blocks += timeline.ready(now)
        losses += timeline.losses()
    return blocks, losses


def clicks(blocks: list[Block], channel: int, after: float = 0.0) -> list[float]:
    """Where the clicks begin on the call's timeline, in seconds."""
    found: list[float] = []
    for block in blocks:
        loud = np.flatnonzero(np.abs(block.pcm[:, channel]) > 8_000)
        for index in loud:
            at = (block.first_frame + int(index)) / RATE
            if at >= after and (not found or at - found[-1] > 1):
                found.append(at)
    return found


def furthest_off(blocks: list[Block], channel: int, after: float = 5.0) -> float:
    found = clicks(blocks, channel, after)
    assert found
    return max(abs((at + SECOND / 2) % SECOND - SECOND / 2) for at in found)


def assert_regular(blocks: list[Block]) -> None:
    assert [b.first_frame for b in blocks] == [BLOCK_FRAMES * i for i in range(len(blocks))]
    assert {len(b.pcm) for b in blocks} == {BLOCK_FRAMES}


@pytest.mark.slow
def test_devices_whose_clocks_differ_by_200_ppm_stay_together_for_an_hour() -> None:
    blocks, losses = run([Device(8_000, 100, 0.01, 1), Device(16_000, -100, 0.01, 2)], 3600)

    assert_regular(blocks)
    assert losses == []
    assert len(clicks(blocks, 0, 5)) == len(clicks(blocks, 1, 5)) == 359
    assert furthest_off(blocks, 0) < 0.025
    assert furthest_off(blocks, 1) < 0.025


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
def test_every_rate_lands_where_it_was_heard(rate: int) -> None:
    blocks, losses = run([Device(rate), Device(48_000, jitter=0.05, seed=3)], 31)

    assert losses == []
    assert furthest_off(blocks, 0) < 0.01
    assert furthest_off(blocks, 1) < 0.03
    assert len(clicks(blocks, 0, 5)) == 3


def test_a_leg_that_stops_leaves_silence_and_the_other_goes_on() -> None:
    blocks, losses = run([Device(), Device()], 20, lost=[(1, 4.0, 100.0)])

    assert_regular(blocks)
    assert blocks[-1].end_frame / RATE == pytest.approx(20 - PATIENCE_S, abs=0.11)
    assert clicks(blocks, 0, 5) == pytest.approx([10], abs=0.01)
    assert clicks(blocks, 1, 5) == []
    assert {loss.leg for loss in losses} == {1}
    assert losses[0].at == pytest.approx(4.0, abs=0.03)
    assert sum(loss.seconds for loss in losses) == pytest.approx(16 - PATIENCE_S, abs=0.15)


def test_after_a_gap_sound_lands_again_where_it_was_heard() -> None:
    blocks, losses = run([Device(), Device()], 45, lost=[(1, 12.0, 17.0)])

    assert clicks(blocks, 1, 15) == pytest.approx([20, 30, 40], abs=0.02)
    assert sum(loss.seconds for loss in losses) == pytest.approx(5.0, abs=0.1)


def test_a_short_loss_that_no_device_reports_is_found_by_the_clock() -> None:
    blocks, losses = run([Device(), Device()], 45, lost=[(0, 12.0, 12.3)])

    assert clicks(blocks, 0, 15) == pytest.approx([20, 30, 40], abs=0.05)
    assert [loss.leg for loss in losses] == [0]
    assert losses[0].seconds == pytest.approx(0.3, abs=0.05)


def test_sound_that_comes_late_in_one_go_is_placed_by_the_clock() -> None:
    timeline = Timeline([1, 1], 0.0)
    devices = [Device(), Device()]
    blocks: list[Block] = []
    for leg, device in enumerate(devices):
        timeline.open(leg, device.rate)
    for tick in range(1, 451):
        now = tick * 0.1
        stalled = 12.0 < now < 16.0
        for leg, device in enumerate(devices):
            if leg == 1 and stalled:
                continue
            for arrived, pcm in device.hear(now):
                late = leg == 1 and 12.0 < arrived < 16.0
                timeline.take(leg, 16.0 if late else arrived, pcm)
        blocks += timeline.ready(now)

    assert_regular(blocks)
    assert clicks(blocks, 1, 15) == pytest.approx([20, 30, 40], abs=0.02)
    assert sum(loss.seconds for loss in timeline.losses()) == pytest.approx(3.5, abs=0.4)


def test_a_stall_shorter_than_the_patience_loses_nothing() -> None:
    timeline = Timeline([1], 0.0)
    device = Device()
    timeline.open(0, device.rate)
    blocks: list[Block] = []
    for tick in range(1, 351):
        now = tick * 0.1
        if not 19.8 < now < 20.1:
            for arrived, pcm in device.hear(now):
                timeline.take(
                    0, max(arrived, 20.1) if now < 20.15 < arrived + 0.3 else arrived, pcm
                )
        blocks += timeline.ready(now)

    assert timeline.losses() == []
    assert clicks(blocks, 0, 5) == pytest.approx([10, 20, 30], abs=0.02)


def test_the_end_of_the_call_gives_what_is_left_and_calls_nothing_lost() -> None:
    timeline = Timeline([1, 1], 0.0)
    devices = [Device(), Device()]
    for leg, device in enumerate(devices):
        timeline.open(leg, device.rate)
        for arrived, pcm in device.hear(2.0 - leg * 0.07):
            timeline.take(leg, arrived, pcm)
    blocks = [*timeline.ready(2.0), *timeline.rest()]

    assert blocks[-1].end_frame / RATE == pytest.approx(2.0, abs=0.03)
    assert timeline.losses() == []


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.floats(0, 12), st.floats(0, 5)).map(
            lambda gap: (gap[0], gap[1], gap[1] + gap[2])
        ),
        max_size=4,
    )
)
def test_whatever_is_lost_the_blocks_are_regular_and_the_loss_is_told(
    lost: list[tuple[int, float, float]],
) -> None:
    blocks, losses = run([Device(8_000), Device(8_000)], 18, lost=lost)

    assert_regular(blocks)
    assert blocks[-1].end_frame / RATE >= 18 - PATIENCE_S - 0.11
    for leg in (0, 1):
        ticks = np.arange(0.3, 15, 0.01)
        mine = [(a, b) for who, a, b in lost if who == leg]
        missing = sum(any(a <= t < b for a, b in mine) for t in ticks) * 0.01
        told = sum(loss.seconds for loss in losses if loss.leg == leg and loss.at < 15.5)
        assert told >= missing - 0.25 * len(mine) - 0.1

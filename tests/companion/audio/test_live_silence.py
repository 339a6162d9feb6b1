"""Sound that is not there, or too much of it: gaps, silence, a side that is cut off."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.audio.block import BLOCK_FRAMES, RATE, Block
from companion.audio.losses import Losses
from companion.audio.overload import OverloadWatch
from companion.audio.silence import SilenceWatch
from companion.audio.timeline import Loss
from companion.errors import OutsideError
from companion.events import AudioLost, SideFellQuiet, SideHeardAgain, Speaker
from tests.companion.audio.plugged import AGENT, BOTH, CUSTOMER


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


def test_quiet_on_both_sides_and_hiss_are_no_dead_line() -> None:
    assert told_by(SilenceWatch(BOTH), talking(30, 0, 0)) == []
    assert told_by(SilenceWatch(BOTH), talking(30, 5000, 60)) == []
    assert told_by(SilenceWatch((Speaker.UNKNOWN,)), iter(())) == []


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

from __future__ import annotations

import numpy as np

from companion.audio.block import BLOCK_FRAMES, RATE, Block
from companion.recognise.tape import Tape


def tape_of(seconds: int) -> Tape:
    tape = Tape(2)
    for index in range(seconds * RATE // BLOCK_FRAMES):
        tape.append(Block(index * BLOCK_FRAMES, np.full((BLOCK_FRAMES, 2), index, np.int16)))
    return tape


def test_a_fresh_tape_is_replayed_from_its_beginning() -> None:
    tape = tape_of(10)

    assert tape.restart_frame(0) == 0
    block = tape.block_at(0)
    assert block is not None
    assert block.pcm[0, 0] == 0
    assert tape.block_at(10 * RATE) is None


def test_a_channel_restarts_at_a_segment_end_within_the_last_minute() -> None:
    tape = tape_of(200)
    for second in range(5, 200, 5):
        tape.segment_ended(0, second * RATE)

    assert tape.restart_frame(0) == 135 * RATE
    assert tape.restart_frame(1) == 0


def test_only_what_some_channel_needs_is_kept() -> None:
    tape = tape_of(200)
    tape.segment_ended(0, 150 * RATE)
    tape.segment_ended(1, 190 * RATE)

    assert tape.block_at(150 * RATE) is not None
    first = tape.block_at(tape.restart_frame(0))
    assert first is not None
    assert first.first_frame == min(tape.restart_frame(0), tape.restart_frame(1))


def test_a_segment_end_that_is_said_again_changes_nothing() -> None:
    tape = tape_of(100)
    tape.segment_ended(0, 50 * RATE)
    tape.segment_ended(0, 20 * RATE)

    assert tape.restart_frame(0) == 0

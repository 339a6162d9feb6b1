"""A call that begins by itself."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from companion.audio.block import BLOCK_FRAMES, RATE, Block
from companion.audio.voice_start import BEFORE_S, VoiceStart
from companion.errors import OutsideError
from companion.events import AudioLost, Speaker

VOICE_DB, HUM_DB, NOTHING_DB = -25.0, -38.0, -75.0


class Levels:
    """A source of noise: for each side, so many seconds at such a level, one after the other."""

    name = "levels"
    channels = (Speaker.AGENT, Speaker.CUSTOMER)

    def __init__(self, *sides: list[tuple[float, float]]) -> None:
        tracks = []
        for number, parts in enumerate(sides):
            seconds = sum(s for s, _ in parts)
            made = np.random.default_rng(number).normal(0, 1, round(seconds * RATE))
            gains = np.concatenate(
                [np.full(round(s * RATE), 32768 * 10 ** (db / 20)) for s, db in parts]
            )
            tracks.append((made * gains).clip(-32768, 32767).astype(np.int16))
        self.pcm = np.column_stack(tracks)
        self.ended = False

    def blocks(self) -> Iterator[Block | AudioLost | OutsideError]:
        try:
            yield OutsideError("The headset is gone.", "Plug it in.")
            for at in range(0, len(self.pcm), BLOCK_FRAMES):
                yield Block(at, self.pcm[at : at + BLOCK_FRAMES])
                if at == 40 * RATE:
                    yield AudioLost(at=40.0, speaker=Speaker.AGENT, seconds=0.5, why="gone")
        finally:
            self.ended = True

    def said_at(self, instant: float) -> float:
        return instant

    def close(self) -> None:
        return


def begun(source: Levels) -> tuple[bool, VoiceStart]:
    waiting = VoiceStart(source)
    return waiting.wait(lambda error: None), waiting


def test_it_begins_when_both_are_heard_with_what_was_said_before() -> None:
    source = Levels(
        [(20, NOTHING_DB), (2, VOICE_DB), (8, NOTHING_DB), (20, VOICE_DB)],
        [(25, NOTHING_DB), (25, VOICE_DB)],
    )
    began, waiting = begun(source)
    assert began
    given = list(waiting.blocks())
    blocks = [block for block in given if isinstance(block, Block)]

    assert blocks[0].first_frame == 0
    frames = [block.first_frame for block in blocks]
    assert frames == list(range(0, frames[-1] + 1, BLOCK_FRAMES))
    heard = np.concatenate([block.pcm for block in blocks])
    start = len(source.pcm) - len(heard)
    assert np.array_equal(heard, source.pcm[start:])
    # The agent was last heard before 23 s: from BEFORE_S before that on.
    assert 22 - BEFORE_S <= start / RATE <= 23
    (loss,) = [lost for lost in given if isinstance(lost, AudioLost)]
    assert loss.at == pytest.approx(40.0 - start / RATE)
    assert waiting.said_at(30.0) == pytest.approx(30.0 - start / RATE)


@pytest.mark.parametrize(
    "sides",
    [
        ([(60, VOICE_DB)], [(60, NOTHING_DB)]),
        ([(5, NOTHING_DB), (55, HUM_DB)], [(5, NOTHING_DB), (55, -45.0)]),
        ([(3, NOTHING_DB), (1, VOICE_DB), (56, NOTHING_DB)], [(40, NOTHING_DB), (20, VOICE_DB)]),
        (
            [(3, NOTHING_DB), (0.1, VOICE_DB), (3, NOTHING_DB)] * 6,
            [(3, NOTHING_DB), (0.1, VOICE_DB), (3, NOTHING_DB)] * 6,
        ),
    ],
    ids=["one side only", "hum and hiss", "too long apart", "clicks"],
)
def test_it_waits_for_two_voices(sides: tuple[list[tuple[float, float]], ...]) -> None:
    source = Levels(*sides)
    began, _ = begun(source)
    assert not began


def test_leaving_lets_go_of_the_devices() -> None:
    source = Levels([(60, VOICE_DB)], [(60, NOTHING_DB)])
    waiting = VoiceStart(source)

    def interrupt(error: OutsideError) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        waiting.wait(interrupt)
    assert source.ended

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from companion.audio.block import BLOCK_FRAMES, RATE, Block
from companion.audio.line import LineConditioner
from companion.events import LineQualityChanged, Speaker

Sound = npt.NDArray[np.float64]


def voice(seconds: float) -> Sound:
    """Half a second of tone, half a second of pause, at the level of telephone speech."""
    time = np.arange(int(seconds * RATE)) / RATE
    speaking = (time % 1.0) < 0.5
    return 0.12 * np.sin(2 * np.pi * 300 * time) * speaking


def hiss(seconds: float, below_db: float) -> Sound:
    chance = np.random.default_rng(1)
    level = 0.12 / np.sqrt(2) * 10 ** (-below_db / 20)
    return chance.normal(0, level, int(seconds * RATE))


def heard(sound: Sound) -> tuple[Sound, list[LineQualityChanged]]:
    """What the recogniser gets of one channel, and what is said about the line."""
    told: list[LineQualityChanged] = []
    conditioned = LineConditioner((Speaker.CUSTOMER,), told.append)
    pcm = (sound * 32767).clip(-32768, 32767).astype(np.int16)[:, None]
    blocks = [
        conditioned(Block(start, pcm[start : start + BLOCK_FRAMES]))
        for start in range(0, len(pcm), BLOCK_FRAMES)
    ]
    joined = np.concatenate([block.pcm for block in blocks])[:, 0]
    assert len(joined) == len(sound)
    return joined / 32767, told


def test_a_clean_line_reaches_the_recogniser_unchanged() -> None:
    sound = voice(20)

    got, told = heard(sound)

    assert told == []
    assert np.abs(got - sound).max() < 1e-4


def test_hiss_is_found_within_two_seconds_and_taken_away() -> None:
    sound = voice(20) + hiss(20, below_db=20)

    got, told = heard(sound)

    assert [(t.speaker, t.suppressed) for t in told] == [(Speaker.CUSTOMER, True)]
    assert told[0].at < 2
    assert told[0].noise_below_db == pytest.approx(20, abs=6)
    pause = slice(int(18.6 * RATE), int(18.9 * RATE))
    assert got[pause].std() < sound[pause].std() / 5


def test_a_line_that_becomes_clean_is_let_alone_again() -> None:
    sound = voice(60) + np.concatenate([hiss(20, below_db=20), np.zeros(40 * RATE)])

    _, told = heard(sound)

    assert [t.suppressed for t in told] == [True, False]


def test_a_voice_without_pauses_is_not_taken_for_hiss() -> None:
    chance = np.random.default_rng(2)
    # A swelling and fading tone: never silent, never steady.
    time = np.arange(20 * RATE) / RATE
    sound = 0.12 * np.sin(2 * np.pi * 200 * time) * (0.05 + np.abs(np.sin(7 * time)))
    sound += chance.normal(0, 1e-5, len(sound))

    _, told = heard(sound)

    assert told == []


def test_silence_and_an_odd_last_block_do_no_harm() -> None:
    got, told = heard(np.zeros(RATE * 3 + 77))

    assert told == []
    assert not got.any()

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile
import soxr

from companion import paths
from companion.audio.block import RATE, Pcm
from companion.audio.suppressor import DELAY, Suppressor, read_line_net
from companion.errors import OutsideError

Sound = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def speech() -> Sound:
    """Twelve seconds of the sample call's customer, with their pauses, -1 to 1."""
    sound, rate = soundfile.read(paths.assets() / "sample_call.flac")
    customer = soxr.resample(sound[: 20 * rate, 1], rate, RATE)
    return np.asarray(customer[8 * RATE :], np.float64)


def pcm(sound: Sound) -> Pcm:
    return np.round(sound * 32_767).clip(-32_768, 32_767).astype(np.int16)


def hiss(frames: int, level: float) -> Sound:
    return np.random.default_rng(1).normal(0, level, frames)


def quieter(sound: Pcm, piece: int = 1_600) -> Pcm:
    suppress = Suppressor()
    return np.concatenate(
        [suppress(sound[start : start + piece]) for start in range(0, len(sound), piece)]
    )


def loudness(sound: Pcm | Sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound.astype(np.float64)))))


def test_hiss_falls_away_and_speech_stays(speech: Sound) -> None:
    speaking = np.abs(speech) > 0.03
    near = np.convolve(speaking, np.ones(RATE // 2), "same") > 0.5
    assert near.any()
    assert not near.all()
    noise = hiss(len(speech), loudness(speech[speaking]) / 10)

    got = quieter(pcm(speech + noise))[DELAY:] / 32_767

    settled = np.arange(len(got)) > RATE
    pause, voice = settled & ~near[: len(got)], speaking[: len(got)] & settled
    assert loudness(got[pause]) < loudness((speech + noise)[: len(got)][pause]) / 5
    assert loudness(got[voice]) == pytest.approx(loudness(speech[: len(got)][voice]), rel=0.3)


def test_what_comes_out_lies_as_far_behind_as_is_promised(speech: Sound) -> None:
    sound = pcm(speech)[: 6 * RATE]

    got = quieter(sound)

    along = [
        float(got[lag:].astype(np.float64) @ sound[: len(sound) - lag]) for lag in range(2 * DELAY)
    ]
    assert int(np.argmax(along)) == pytest.approx(DELAY, abs=2)


@pytest.mark.parametrize("piece", [1, 77, 160, 1_601, 9_999])
def test_how_the_sound_was_cut_makes_no_difference(speech: Sound, piece: int) -> None:
    sound = pcm(speech[: RATE // 2] + hiss(RATE // 2, 0.01))

    apart = quieter(sound, piece).astype(int) - quieter(sound)
    assert np.abs(apart).max() <= 1  # the order of additions may round another way


def test_silence_stays_silence() -> None:
    assert not quieter(np.zeros(2 * RATE, np.int16)).any()


def test_sound_at_full_scale_does_not_wrap_around() -> None:
    time = np.arange(2 * RATE) / RATE
    square = pcm(np.sign(np.sin(2 * np.pi * 200 * time)))

    got = quieter(square)[DELAY:].astype(np.float64)

    # A value that wrapped around would stand against the sound that it was made from.
    loud = np.abs(got) > 20_000
    assert (np.sign(got[loud]) == np.sign(square[: len(got)].astype(np.float64)[loud])).all()


def test_sound_after_digital_silence_is_no_trouble(speech: Sound) -> None:
    sound = pcm(np.concatenate([np.zeros(RATE), speech[: 2 * RATE], np.zeros(RATE)]))

    assert loudness(quieter(sound)) > loudness(sound) / 3


def test_a_long_call_takes_no_more_memory_than_a_short_one() -> None:
    suppress, block = Suppressor(), pcm(hiss(1_600, 0.02))

    def held_after(blocks: int) -> int:
        for _ in range(blocks):
            suppress(block)
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        assert held_after(300) < held_after(30) + 20_000
    finally:
        tracemalloc.stop()


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    file = tmp_path / "line_net.npz"
    for content in (b"", b"nothing of use", b"PK\x03\x04"):
        file.write_bytes(content)
        with pytest.raises(OutsideError, match=r"line_net\.npz"):
            read_line_net(file)

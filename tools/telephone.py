"""A telephone line for tests: band-limited to 300-3400 Hz, 8 kHz, mu-law, with a hiss below.

python -m tools.telephone IN.flac OUT.wav [--below-db 20] [--seed 1]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

LINE_RATE = 8_000
_LOW_HZ, _HIGH_HZ = 300, 3_400
_MU = 255.0
_SPEAKING = 0.01
"""Amplitude above which a sample counts as speech, so that pauses do not lower the level."""

Samples = npt.NDArray[np.float64]


def over_the_line(sound: Samples, rate: int, below_db: float, seed: int = 1) -> Samples:
    """The sound, shape (frames, channels), as it comes out of the line at `LINE_RATE`.

    The hiss lies `below_db` below the speech of each channel, as root mean square.
    """
    chance = np.random.default_rng(seed)
    narrow = band_limited(np.asarray(soxr.resample(sound, rate, LINE_RATE), np.float64))
    for channel in narrow.T:
        speech = channel[np.abs(channel) > _SPEAKING]
        level = np.sqrt(np.mean(speech**2)) if len(speech) else 0.0
        channel += chance.normal(0.0, 1.0, len(channel)) * level * 10 ** (-below_db / 20)
    return through_mu_law(band_limited(narrow).clip(-1, 1))


def band_limited(sound: Samples) -> Samples:
    spectrum = np.fft.rfft(sound, axis=0)
    hertz = np.fft.rfftfreq(len(sound), 1 / LINE_RATE)
    spectrum[(hertz < _LOW_HZ) | (hertz > _HIGH_HZ)] = 0
    return np.fft.irfft(spectrum, len(sound), axis=0)


def through_mu_law(sound: Samples) -> Samples:
    """Eight bits a sample, as in G.711."""
    squeezed = np.sign(sound) * np.log1p(_MU * np.abs(sound)) / np.log1p(_MU)
    stepped = np.round(squeezed * 127) / 127
    expanded: Samples = np.sign(stepped) * np.expm1(np.abs(stepped) * np.log1p(_MU)) / _MU
    return expanded


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("recording", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--below-db", type=float, default=20.0)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    sound, rate = soundfile.read(given.recording, always_2d=True)
    line = over_the_line(sound, rate, given.below_db, given.seed)
    soundfile.write(given.out, line, LINE_RATE, subtype="PCM_16")


if __name__ == "__main__":
    main()

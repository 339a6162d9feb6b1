"""Noise taken out of a line for the recogniser's ear, not for a human one.

A recogniser sees sound as the energies of forty bands, a hundred times a second. So that is where
this works: each band of each frame is turned down by as much as a small recurrent net says. The net
was fitted through the recogniser's own acoustic model (`tools/training/line_net.py`): of a noisy
line it is to make what lets that model tell the sounds of speech as it tells them on a clean line.
It runs in plain numpy on the arrays of `assets/weights/line_net.npz`.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.audio.block import RATE, Pcm
from companion.errors import OutsideError
from companion.paths import asset

HOP = RATE // 100
"""10 ms: how often the gains change."""
WINDOW = 3 * HOP
DELAY = WINDOW
"""Frames by which what comes out lies behind what goes in: 30 ms."""

_SIZE = 512
BANDS = 40
_LOWEST_HZ, _HIGHEST_HZ = 20.0, 7_600.0
_FLOOR = 30.0
"""Energy below which a band counts as empty: the rounding of 16 bits."""
DEEPEST = -9.2
"""The logarithm of the least that may be left of a band's energy: 40 dB."""
_FIRST = 30
"""Frames whose mean is the first guess at the noise."""

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]


class Suppressor:
    """One channel's sound, made quieter where there is no speech.

    Takes sound in pieces of any length and gives back as much each time, `DELAY` frames late; how
    it was cut makes no difference beyond rounding. Not thread-safe.
    """

    def __init__(self) -> None:
        self._net = _net()
        self._noise = NoiseFloor()
        self._state = np.zeros(self._net.size, np.float32)
        self._taken: Numbers = np.zeros(WINDOW - HOP)
        """The last frames of the sound, as far as the next window needs them."""
        self._open: Numbers = np.zeros(WINDOW - HOP)
        """What has been made so far of the frames that later windows still add to."""
        self._ready: Pcm = np.zeros(HOP, np.int16)

    def __call__(self, samples: Pcm) -> Pcm:
        self._taken = np.concatenate([self._taken, samples])
        count = max(0, (len(self._taken) - WINDOW) // HOP + 1)
        if count:
            sound = np.lib.stride_tricks.sliding_window_view(self._taken, WINDOW)[
                : count * HOP : HOP
            ]
            made = self._joined(self._quieter(sound))
            self._taken = self._taken[count * HOP :]
            self._ready = np.concatenate([self._ready, made])
        out, self._ready = self._ready[: len(samples)], self._ready[len(samples) :]
        return out

    def _quieter(self, windows: Numbers) -> Numbers:
        """Each window with its bands turned down."""
        spectrum = np.fft.rfft(windows * _shape(), _SIZE, axis=1)
        loud = _loudness(spectrum)
        gains, self._state = self._net.gains(loud, self._noise.below(loud), self._state)
        spectrum *= np.sqrt(gains @ _back())
        return np.fft.irfft(spectrum, _SIZE, axis=1)[:, :WINDOW] * _shape()

    def _joined(self, windows: Numbers) -> Pcm:
        """The windows laid over each other, as far as no later one adds to them."""
        sound = np.zeros(len(windows) * HOP + WINDOW - HOP)
        sound[: len(self._open)] = self._open
        for number, window in enumerate(windows):
            sound[number * HOP : number * HOP + WINDOW] += window
        whole = len(windows) * HOP
        self._open = sound[whole:]
        # Three windows lie over each frame; their squared shapes add up to one and a half.
        return np.round(sound[:whole] / 1.5).clip(-32768, 32767).astype(np.int16)


def band_loudness(sound: Numbers) -> Numbers:
    """The logarithms of the bands' energies in each window of a whole sound."""
    padded = np.concatenate([np.zeros(WINDOW - HOP), sound])
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    return _loudness(np.fft.rfft(windows * _shape(), _SIZE, axis=1))


def _loudness(spectrum: npt.NDArray[np.complex128]) -> Numbers:
    loud: Numbers = np.log(np.square(np.abs(spectrum)) @ bands().T + _FLOOR)
    return loud


def what_is_seen(loud: Numbers, noise: Numbers) -> Floats:
    """What the net is given of each frame: its bands' loudness, and how far they are from noise."""
    return np.concatenate([(loud - 10) / 3, np.clip(loud - noise, -2, 8) / 2], axis=1).astype(
        np.float32
    )


class NoiseFloor:
    """The noise in each band, followed where speech is unlikely (Gerkmann and Hendriks, 2012)."""

    _LIKELY = 10**1.5
    """How far speech is expected to lie above noise where there is any."""

    def __init__(self) -> None:
        self._frames = 0
        self._noise = np.zeros(BANDS)
        self._speech = np.full(BANDS, 0.5)

    def below(self, loud: Numbers) -> Numbers:
        """The logarithm of the noise at each of these frames."""
        return np.log([self._follow(frame) for frame in np.exp(loud)])

    def _follow(self, energy: Numbers) -> Numbers:
        self._frames += 1
        if self._frames <= _FIRST:
            self._noise = self._noise + (energy - self._noise) / self._frames
        above = np.minimum(energy / self._noise * (self._LIKELY / (1 + self._LIKELY)), 200)
        speech = 1 / (1 + (1 + self._LIKELY) * np.exp(-above))
        self._speech = 0.9 * self._speech + 0.1 * speech
        if self._frames > _FIRST:
            # A sound that never ends is noise after all.
            speech = np.where(self._speech > 0.99, np.minimum(speech, 0.99), speech)
            expected = speech * self._noise + (1 - speech) * energy
            self._noise = 0.85 * self._noise + 0.15 * expected
        return self._noise


@dataclass(frozen=True, slots=True)
class _Net:
    """A layer, a gated recurrent unit (Cho et al., 2014), and a gain for each band."""

    first: Floats
    first_bias: Floats
    inward: Floats
    inward_bias: Floats
    again: Floats
    again_bias: Floats
    out: Floats
    direct: Floats
    out_bias: Floats

    @property
    def size(self) -> int:
        return len(self.again)

    def gains(self, loud: Numbers, noise: Numbers, state: Floats) -> tuple[Numbers, Floats]:
        """By how much each band's energy is to be turned down, and the net's state after it."""
        seen = what_is_seen(loud, noise)
        inward = np.tanh(seen @ self.first + self.first_bias) @ self.inward + self.inward_bias
        states = np.empty((len(seen), self.size), np.float32)
        for number, new in enumerate(inward):
            states[number] = state = self._next(new, state)
        raw = states @ self.out + seen @ self.direct + self.out_bias
        return np.exp(DEEPEST * _sigmoid(raw.astype(np.float64))), state

    def _next(self, new: Floats, state: Floats) -> Floats:
        size = self.size
        old = state @ self.again + self.again_bias
        gates = _sigmoid(new[: 2 * size] + old[: 2 * size])
        keep, reset = gates[:size], gates[size:]
        fresh = np.tanh(new[2 * size :] + reset * old[2 * size :])
        after: Floats = keep * state + (1 - keep) * fresh
        return after


@cache
def _net() -> _Net:
    return read_line_net(asset("weights", "line_net.npz"))


def read_line_net(path: Path) -> _Net:
    """The net in a file. OutsideError where it is missing or damaged."""
    try:
        # Opened here: of a damaged file numpy would leave its own open.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return _Net(**{name: array.astype(np.float32) for name, array in arrays.items()})
    except (OSError, ValueError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise OutsideError(
            f"The weights {path} are missing or damaged.", "Install the program again."
        ) from error


def _sigmoid(values: npt.NDArray[np.floating]) -> Any:
    return 1 / (1 + np.exp(-values.clip(-60, 60)))


@cache
def _shape() -> Numbers:
    """Of a window, before and after: the root of a periodic Hann window."""
    shape: Numbers = np.sqrt(np.hanning(WINDOW + 1)[:WINDOW])
    return shape


@cache
def bands() -> Numbers:
    """How much of each of the spectrum's lines belongs to each band: triangles on the mel scale."""
    hertz = np.fft.rfftfreq(_SIZE, 1 / RATE)
    edges = np.linspace(_mel(_LOWEST_HZ), _mel(_HIGHEST_HZ), BANDS + 2)
    lines = _mel(hertz)
    rising = (lines - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - lines) / np.diff(edges)[1:, None]
    weights: Numbers = np.minimum(rising, falling).clip(0)
    return weights


def _mel(hertz: npt.ArrayLike) -> Numbers:
    return 1127 * np.log1p(np.asarray(hertz, np.float64) / 700)


@cache
def _back() -> Numbers:
    """How much of each band's gain counts for each line; nothing beyond the bands is heard."""
    weights = bands()
    shares: Numbers = weights / np.maximum(weights.sum(axis=0), 1e-9)
    return shares

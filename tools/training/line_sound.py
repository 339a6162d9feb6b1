"""Sound to fit the line's net with: made voices on made lines, noisy and clean.

The voices are those of flite and espeak-ng, which must be installed; the two that the product is
measured with are not among them. Every piece is another mixture of voice, pitch, tilt, level, kind
of noise, noise level and line.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from companion.audio import RATE
from tools.telephone import LINE_RATE, band_limited, through_mu_law

Sound = npt.NDArray[np.float64]

SECONDS = 12
_LEVEL = 0.08
_SPEAKING = 0.01
_FULL = 32_768.0
_FLITE = ("awb", "rms", "slt", "kal16")
_ESPEAK = ("en-us+m3", "en-us+f2", "en-gb+m7", "en-gb+f4", "en-gb-scotland+m1", "en-us+f5")
_VOICES = (*_FLITE * 3, *_ESPEAK)
_NOISES = {"white": 0.25, "coloured": 0.45, "hum": 0.08, "babble": 0.12, "none": 0.1}
_LINES = {"telephone": 0.65, "mobile": 0.17, "wide": 0.18}
_NOISE_BELOW_DB = (8, 38)
_GAIN_DB = (-14, 6)


@dataclass(frozen=True, slots=True)
class Piece:
    """The same speech three times, as whole numbers of 16 bits would give it.

    `noisy` and `clean` have come through one line, `wide` never saw one.
    """

    noisy: Sound
    clean: Sound
    wide: Sound


def speak(texts: Sequence[str], chance: np.random.Generator) -> list[Sound]:
    """Each text by one of the voices, all equally loud."""
    with TemporaryDirectory() as directory:
        file = Path(directory) / "said.wav"
        return [
            _spoken(text, _VOICES[number % len(_VOICES)], file, chance)
            for number, text in enumerate(texts)
        ]


def _spoken(text: str, voice: str, file: Path, chance: np.random.Generator) -> Sound:
    if voice in _FLITE:
        stretch = f"duration_stretch={chance.choice([0.85, 1.0, 1.15])}"
        command = ["flite", "-voice", voice, "--setf", stretch, "-t", text, "-o", str(file)]
    else:
        speed, pitch = chance.choice([150, 170, 190]), chance.integers(30, 70)
        command = ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-w", str(file)]
        command.append(text)
    subprocess.run(command, check=True, capture_output=True)
    sound, rate = soundfile.read(file)
    sound = np.asarray(soxr.resample(sound, rate, RATE), np.float64)
    loud: Sound = sound * _LEVEL / np.sqrt(np.mean(sound**2))
    return loud


def make_piece(said: Sequence[Sound], chance: np.random.Generator) -> Piece:
    """A new mixture of what was said."""
    speech = _speech(said, chance)
    line = str(chance.choice(list(_LINES), p=list(_LINES.values())))
    noisy = speech + _noise(said, speech, line, chance)
    gain = 10 ** (chance.uniform(*_GAIN_DB) / 20)
    heard, clean = (_through(sound * gain, line) for sound in (noisy, speech))
    return Piece(heard, clean, speech * gain * _FULL)


def _speech(said: Sequence[Sound], chance: np.random.Generator) -> Sound:
    """Some sentences with pauses, another pitch each, all with the same tilt."""
    parts = [np.zeros(int(RATE * chance.uniform(0.1, 1.5)))]
    while sum(map(len, parts)) < SECONDS * RATE:
        sentence = said[int(chance.integers(len(said)))]
        pitched = np.asarray(soxr.resample(sentence, RATE, RATE * chance.uniform(0.88, 1.15)))
        parts += [pitched, np.zeros(int(RATE * chance.choice([0.2, 0.6, 1.2])))]
    tilt = chance.uniform(-0.2, 0.2)
    speech = _shaped(
        np.concatenate(parts)[: SECONDS * RATE], lambda hertz: (hertz.clip(100) / 800) ** tilt
    )
    return speech * _LEVEL / max(_level(speech), 1e-3)


def _noise(said: Sequence[Sound], speech: Sound, line: str, chance: np.random.Generator) -> Sound:
    """Noise of some kind, so far below the speech in what the line lets through."""
    kind = str(chance.choice(list(_NOISES), p=list(_NOISES.values())))
    if kind == "none":
        return np.zeros_like(speech)
    noise = _KINDS[kind](said, len(speech), chance)
    if chance.random() < 0.3:  # it swells and fades
        time = np.arange(len(noise)) / RATE
        turns = np.sin(2 * np.pi * time / chance.uniform(4, 20) + chance.uniform(0, 6))
        noise = noise * 10 ** (chance.uniform(0, 6) * turns / 20)
    passed = noise if line == "wide" else _narrow(noise)
    below = 10 ** (-chance.uniform(*_NOISE_BELOW_DB) / 20)
    scaled: Sound = noise * (_level(speech) * below / np.sqrt(np.mean(passed**2)))
    return scaled


def _white(said: Sequence[Sound], frames: int, chance: np.random.Generator) -> Sound:
    return chance.normal(0, 1, frames)


def _coloured(said: Sequence[Sound], frames: int, chance: np.random.Generator) -> Sound:
    """A slope and three broad peaks somewhere."""
    slope = chance.uniform(-1.8, 0.25)
    peaks = [
        (chance.uniform(0, 6), chance.uniform(100, 3_800), chance.uniform(60, 500))
        for _ in range(3)
    ]

    def sloping(hertz: Sound) -> Sound:
        bumps = sum(height * np.exp(-(((hertz - at) / width) ** 2)) for height, at, width in peaks)
        shape: Sound = (hertz.clip(80) / 1_000) ** slope * (1 + bumps)
        return shape

    return _shaped(_white(said, frames, chance), sloping)


def _hum(said: Sequence[Sound], frames: int, chance: np.random.Generator) -> Sound:
    time = np.arange(frames) / RATE
    base = chance.choice([50, 60, 100, 120, chance.uniform(80, 400)])
    tones = [
        np.sin(2 * np.pi * base * order * time + chance.uniform(0, 6)) * chance.uniform(0.1, 1)
        for order in range(1, 20)
        if base * order < 7_000
    ]
    hum = np.sum(tones, axis=0)
    hiss = chance.uniform(0.05, 0.6) * _white(said, frames, chance)
    whole: Sound = hum / np.sqrt(np.mean(hum**2)) + hiss
    return whole


def _babble(said: Sequence[Sound], frames: int, chance: np.random.Generator) -> Sound:
    """Some people at once."""
    crowd = np.zeros(frames)
    for _ in range(chance.integers(4, 9)):
        talk = np.concatenate([said[int(chance.integers(len(said)))] for _ in range(6)])
        crowd += np.resize(np.roll(talk, chance.integers(len(talk))), frames)
    return crowd


_KINDS: dict[str, Callable[[Sequence[Sound], int, np.random.Generator], Sound]] = {
    "white": _white,
    "coloured": _coloured,
    "hum": _hum,
    "babble": _babble,
}


def _through(sound: Sound, line: str) -> Sound:
    """What a line makes of it; a mobile one speaks GSM's first codec."""
    if line == "wide":
        return np.round(sound * _FULL).clip(-_FULL, _FULL - 1)
    narrow = _narrow(sound).clip(-1, 1)
    coded = through_mu_law(narrow) if line == "telephone" else _through_gsm(narrow)
    wide = soxr.resample(np.round(coded * _FULL), LINE_RATE, RATE)[: len(sound)]
    return np.asarray(wide, np.float64).clip(-_FULL, _FULL - 1)


def _narrow(sound: Sound) -> Sound:
    narrow = np.asarray(soxr.resample(sound, RATE, LINE_RATE), np.float64)
    return band_limited(narrow[:, None])[:, 0]


def _through_gsm(sound: Sound) -> Sound:
    file = io.BytesIO()
    soundfile.write(file, sound, LINE_RATE, format="WAV", subtype="GSM610")
    file.seek(0)
    heard: Sound = soundfile.read(file)[0][: len(sound)]
    return heard


def _shaped(sound: Sound, shape: Callable[[Sound], Sound]) -> Sound:
    spectrum = np.fft.rfft(sound) * shape(np.fft.rfftfreq(len(sound), 1 / RATE).astype(np.float64))
    return np.fft.irfft(spectrum, len(sound))


def _level(sound: Sound) -> float:
    speech = sound[np.abs(sound) > _SPEAKING]
    return float(np.sqrt(np.mean(speech**2))) if len(speech) else 0.0

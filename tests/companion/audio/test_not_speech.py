"""What a telephone plays besides speech raises no alert and makes hardly a line."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from companion.audio.block import RATE
from companion.audio.echo import Samples
from companion.events import Speaker
from tests.companion.audio.test_echo_call import heard

SECONDS = 12
AT = np.arange(SECONDS * RATE) / RATE


def tones(*hertz: float) -> Samples:
    mixed: Samples = np.sum([np.sin(2 * np.pi * one * AT) for one in hertz], axis=0) / len(hertz)
    return mixed


def music() -> Samples:
    """Chords with a melody, each note dying away."""
    random = np.random.default_rng(4)
    sound = np.zeros(len(AT))
    for beat in range(SECONDS * 2):
        root = 220 * 2 ** (int(random.choice([0, 3, 5, 7])) / 12)
        since = np.clip(AT - beat / 2, 0, None)
        ring = np.exp(-4 * since) * (beat / 2 <= AT)
        for step, harmonics in ((0, 4), (4, 4), (7, 4), (int(random.integers(12, 20)), 6)):
            for harmonic in range(1, harmonics):
                note = root * 2 ** (step / 12) * harmonic
                sound += ring * np.sin(2 * np.pi * note * since) / harmonic
    loudest: Samples = sound / np.abs(sound).max()
    return loudest


def keys() -> Samples:
    rows, columns = (697, 770, 852, 941), (1209, 1336, 1477)
    pressed = [tones(rows[n % 4], columns[n % 3]) for n in range(SECONDS * 2)]
    sound = np.zeros(len(AT))
    for number, tone in enumerate(pressed):
        on = (number / 2 <= AT) & (number / 2 + 0.2 > AT)
        sound[on] = tone[on]
    return sound


SOUNDS: dict[str, Callable[[], Samples]] = {
    "hold music": music,
    "ring-back": lambda: tones(440, 480) * (AT % 6 < 2),
    "keys": keys,
    "fax": lambda: tones(1100) * (AT % 3.5 < 0.5) + tones(2100) * (AT > 9),
    "modem": lambda: np.random.default_rng(3).normal(0, 0.3, len(AT)),
}


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.usefixtures("home_with_model")
def test_music_and_signals_raise_no_alert_and_make_hardly_a_line() -> None:
    sound = np.concatenate([0.3 * make() for make in SOUNDS.values()])
    silent = np.zeros_like(sound)
    pcm = (np.column_stack([silent, sound]) * 32767).clip(-32768, 32767).astype(np.int16)
    call = heard(pcm)

    assert call.alerts == ()
    said = [u.text for u in call.utterances if u.speaker is Speaker.CUSTOMER]
    assert sum(len(line.split()) for line in said) <= 3 * SECONDS * len(SOUNDS) / 12, said
    assert all(rating.level < 2 for rating in call.anger), call.anger

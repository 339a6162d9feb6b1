"""A device is tried: its level, the words that come through it, and what is wrong with it."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import pytest
from click.testing import CliRunner

from companion.audio.block import RATE, Pcm
from companion.audio.devices import Device, Kind
from companion.audio.stream import HandOver
from companion.cli import main
from companion.commands.devices_test import try_devices
from companion.errors import OutsideError
from companion.events import Speaker, UtteranceHeard
from companion.probe import Level, MakeRecogniser, Probe, Words, levels
from companion.recognise import Recogniser
from companion.recognise.scripted import ScriptedRecogniser

DEVICE = Device("mic", "Headset", Kind.MICROPHONE, RATE, 1)
SAID = UtteranceHeard(at=1, speaker=Speaker.UNKNOWN, start=0.2, end=1, text="good morning")
WAIT_S = 10


class Talking:
    """A device that speaks for three seconds of its own clock, and then ends the probe."""

    def __init__(
        self, amplitude: int, *, refuses: bool = False, hears: MakeRecogniser | None = None
    ) -> None:
        self._amplitude = amplitude
        self._refuses = refuses
        self._now = 0.0
        self.closed = threading.Event()
        self.probe = Probe(
            DEVICE,
            open_stream=self.open,
            make_recogniser=hears or scripted,
            monotonic=lambda: self._now,
        )

    def open(self, device: Device, channels: int, tag: str, hand_over: HandOver) -> Talking:
        if self._refuses:
            self.probe.close()
            raise OutsideError("Headset is taken.", "Close the other program.")
        wave = self._amplitude * np.sin(np.arange(RATE // 50) * (2 * np.pi / 32))
        for _ in range(150):
            self._now += 0.02
            hand_over(wave.astype(np.int16).tobytes())
        self.probe.close()
        return self

    def alive(self) -> bool:
        return True

    def close(self) -> None:
        self.closed.set()


def scripted(speakers: Sequence[Speaker]) -> Recogniser:
    return ScriptedRecogniser([SAID])


def no_model(speakers: Sequence[Speaker]) -> Recogniser:
    raise OutsideError("There is no speech model.", "Run: companion models install")


def test_levels_and_words_come_until_it_is_closed() -> None:
    talking = Talking(3277)
    seen = list(talking.probe.readings())

    loud = [reading.dbfs for reading in seen if isinstance(reading, Level)]
    assert len(loud) == pytest.approx(60, abs=2)
    assert loud[10:50] == pytest.approx([-23] * 40, abs=0.3)
    assert [r.text for r in seen if isinstance(r, Words) and r.final] == ["good morning"]
    assert talking.closed.is_set()


def test_leaving_early_lets_the_device_go() -> None:
    talking = Talking(3277)
    for _ in talking.probe.readings():
        break
    assert talking.closed.wait(WAIT_S)


def test_without_a_model_the_levels_come_all_the_same() -> None:
    seen = list(Talking(3277, hears=no_model).probe.readings())
    assert [r.problem for r in seen if isinstance(r, OutsideError)] == ["There is no speech model."]
    assert sum(isinstance(reading, Level) for reading in seen) > 50


def test_a_device_that_cannot_be_heard_says_so_and_ends() -> None:
    (told,) = Talking(0, refuses=True).probe.readings()
    assert "cannot be opened" in str(told)


def test_a_level_is_true_for_silence_full_scale_and_each_channel() -> None:
    silence = np.zeros((1600, 1), np.int16)
    assert {level.dbfs for level in levels(silence, [Speaker.AGENT])} == {-90}
    full: Pcm = np.full((1600, 2), 32767, np.int16)
    full[:, 1] //= 100
    told = list(levels(full, [Speaker.AGENT, Speaker.CUSTOMER]))
    assert [level.dbfs for level in told] == [0, -40, 0, -40]
    assert [level.clipped for level in told] == [True, False, True, False]


@pytest.mark.parametrize(
    ("amplitude", "verdict"),
    [(0, "no sound at all"), (100, "very quiet"), (32_767, "too loud"), (3277, "good")],
)
def test_the_command_says_in_words_what_came_of_it(
    capsys: pytest.CaptureFixture[str], amplitude: int, verdict: str
) -> None:
    def make(device: Device) -> Probe:
        return Talking(amplitude).probe

    try_devices([("agent", DEVICE)], 60, as_json=False, make_probe=make)
    shown = capsys.readouterr()
    assert f"Agent: {verdict}" in shown.out
    assert 'Agent heard: "good morning"' in shown.out
    assert "Say something" in shown.err


def test_sides_go_with_a_test_only() -> None:
    assert CliRunner().invoke(main, ["devices", "--agent", "x"]).exit_code == 2

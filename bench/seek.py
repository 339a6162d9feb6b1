"""How exactly a seek is heard, and how exactly the place told is what is heard.

    python -m bench.seek [--seeks N]

Plays a recording with a click at every whole second (each of its own pitch) through a PulseAudio of
its own into an output that nobody hears, records what leaves that output, and prints in ms
  seek      the first click after a seek: where it is heard beside where it must be, counted in
            frames from the first sound heard
  told      the place that the player tells at the moment a click leaves the output, beside the
            click's second; what the recorder itself is late by (10 to 20 ms) is in it
  speed     as `told`, at speeds 0.5, 1.5 and 3
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from companion.audio.block import RATE, Pcm
from companion.audio.manner import Manner
from companion.audio.playback import Playback
from companion.events import Speaker

LENGTH_S = 60
HEARD_RATE = 48_000
SINK = "unheard"
_BASE_HZ, _STEP_HZ = 1000, 40
_CLICK_S = 0.02
_HUM_HZ = 100
_ONSET = 0.004
_LOUD = 0.15
_MISREAD_S = 2.0
"""At thrice the speed little of a click is left, and its pitch may be misread."""
_PLAYED_S = 12.0
_LATE_S = 0.2
"""Until what has left the output is recorded."""


class Clicks:
    """The recording: a faint hum, and at second n a click of 1000 + 40 n Hz."""

    speakers = (Speaker.AGENT, Speaker.CUSTOMER)
    end = float(LENGTH_S)

    def __init__(self) -> None:
        at = np.arange(LENGTH_S * RATE) / RATE
        sound = 0.02 * np.sin(2 * np.pi * _HUM_HZ * at)
        click = np.arange(round(_CLICK_S * RATE)) / RATE
        for second in range(1, LENGTH_S):
            first = second * RATE
            wave = 0.6 * np.sin(2 * np.pi * pitch(second) * click)
            sound[first : first + len(click)] += wave
        self._sound = np.column_stack([sound, np.zeros_like(sound)])

    def read(self, start_s: float, end_s: float) -> Pcm:
        found = np.zeros((round((end_s - start_s) * RATE), 2), np.int16)
        piece = self._sound[round(start_s * RATE) : round(end_s * RATE)]
        found[: len(piece)] = (piece * 32767).astype(np.int16)
        return found

    def close(self) -> None:
        pass


def pitch(second: int) -> float:
    return _BASE_HZ + _STEP_HZ * second


@dataclass(frozen=True, slots=True)
class Heard:
    """A click in what left the output: its second in the call, its frame there."""

    second: int
    frame: int


class Recorder:
    """Records what leaves the output; frame k left it at `began + k / HEARD_RATE`.

    It runs all the time: an output that nobody hears sleeps for seconds while nobody records it.
    """

    def __init__(self) -> None:
        words = ["parec", f"--device={SINK}.monitor", "--latency-msec=10", "--raw"]
        words += ["--format=s16le", f"--rate={HEARD_RATE}", "--channels=1"]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE)
        self._pieces: list[bytes] = []
        self._mark = 0
        self.began = float("inf")
        self._thread = threading.Thread(target=self._read)
        self._thread.start()
        while not self._pieces:
            time.sleep(0.1)

    def mark(self) -> None:
        """What was recorded until now is of no interest."""
        self._mark = self._frames()

    def since(self) -> tuple[int, npt.NDArray[np.float64]]:
        """The first frame after the mark, and the sound from there on."""
        time.sleep(_LATE_S)
        whole = b"".join(self._pieces)
        sound = np.frombuffer(whole[: len(whole) // 2 * 2], np.int16)[self._mark :] / 32768
        return self._mark, sound

    def stop(self) -> None:
        self._process.terminate()
        self._thread.join()
        self._process.wait()

    def _frames(self) -> int:
        return sum(map(len, self._pieces)) // 2

    def _read(self) -> None:
        assert self._process.stdout is not None
        frames = 0
        while piece := os.read(self._process.stdout.fileno(), 4096):
            self._pieces.append(piece)
            frames += len(piece) // 2
            # The least late of all pieces tells when the recording began.
            self.began = min(self.began, time.monotonic() - frames / HEARD_RATE)


def clicks_in(sound: npt.NDArray[np.float64]) -> list[Heard]:
    """Every click that was recorded, by its pitch."""
    found = []
    at = 0
    width = round(_CLICK_S * HEARD_RATE)
    loud = np.flatnonzero(np.abs(sound) > _LOUD)
    while len(ahead := loud[loud >= at]):
        first = int(ahead[0])
        piece = sound[first : first + width]
        if len(piece) < width:
            break
        spectrum = np.abs(np.fft.rfft(piece * np.hanning(width), 8 * width))
        hertz = np.argmax(spectrum) * HEARD_RATE / (8 * width)
        found.append(Heard(round((hertz - _BASE_HZ) / _STEP_HZ), first))
        at = first + HEARD_RATE // 10
    return found


def seek_errors(playback: Playback, recorder: Recorder, seeks: int) -> list[float]:
    """Seconds by which the first click after each seek is heard too late."""
    lots = random.Random(7)
    errors = []
    for _ in range(seeks):
        place = lots.uniform(1.0, LENGTH_S - 4.0)
        place += 0.1 if place % 1 > 0.95 or place % 1 < 0.03 else 0.0
        recorder.mark()
        playback.seek(place)
        playback.play()
        time.sleep(2.0)
        playback.pause()
        _, sound = recorder.since()
        onset = int(np.flatnonzero(np.abs(sound) > _ONSET)[0])
        first = clicks_in(sound)[0]
        errors.append((first.frame - onset) / HEARD_RATE - (first.second - place))
    return errors


def told_errors(playback: Playback, recorder: Recorder, speed: float) -> list[float]:
    """Seconds by which the place told is ahead of each click that leaves the output."""
    playback.play_in_manner(Manner(speed=speed))
    playback.seek(1.5)
    recorder.mark()
    playback.play()
    told = []
    until = time.monotonic() + _PLAYED_S
    while time.monotonic() < until:
        told.append((time.monotonic(), playback.position))
        time.sleep(0.005)
    playback.pause()
    first, sound = recorder.since()
    times, places = np.array(told).T
    errors = []
    for click in clicks_in(sound)[1:]:  # the first may fall into the start of the output
        left = recorder.began + (first + click.frame) / HEARD_RATE
        error = float(np.interp(left, times, places)) - click.second
        if abs(error) < _MISREAD_S:
            errors.append(error)
    playback.play_in_manner(Manner())
    return errors


@contextmanager
def sound_server() -> Iterator[None]:
    """A PulseAudio of our own whose one output nobody hears, reached by the environment."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH"):
            os.environ[variable] = name
        os.environ["PULSE_SERVER"] = f"unix:{directory / 'native'}"
        (directory / ".asoundrc").write_text('pcm.!default "pulse"\nctl.!default "pulse"\n')
        loads = [
            f"--load=module-native-protocol-unix socket={directory / 'native'} auth-anonymous=1",
            f"--load=module-null-sink sink_name={SINK} rate={HEARD_RATE}",
        ]
        server = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", *loads],
            stderr=subprocess.DEVNULL,
        )
        try:
            ask = ["pactl", "set-default-sink", SINK]
            while subprocess.run(ask, check=False, capture_output=True).returncode:
                time.sleep(0.1)
            yield
        finally:
            server.terminate()
            server.wait()


def row(name: str, errors: list[float]) -> str:
    ms = sorted(abs(error) * 1000 for error in errors)
    middle = statistics.median(error * 1000 for error in errors)
    p95 = ms[min(len(ms) - 1, round(0.95 * len(ms)))]
    return f"{name:<12}{len(ms):>5}{middle:>10.1f}{p95:>10.1f}{ms[-1]:>10.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeks", type=int, default=30)
    wanted = parser.parse_args()
    with sound_server():
        recorder = Recorder()
        playback = Playback(Clicks())
        print(f"{'ms':<12}{'n':>5}{'median':>10}{'p95 abs':>10}{'worst':>10}")
        print(row("seek", seek_errors(playback, recorder, wanted.seeks)))
        for speed, name in (
            (1.0, "told"),
            (0.5, "speed 0.5"),
            (1.5, "speed 1.5"),
            (3.0, "speed 3"),
        ):
            print(row(name, told_errors(playback, recorder, speed)))
        trouble = playback.trouble
        playback.close()
        recorder.stop()
        if trouble is not None:
            raise SystemExit(str(trouble))


if __name__ == "__main__":
    main()

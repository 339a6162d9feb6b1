"""A real sound server for tests: PulseAudio with a headset and a loudspeaker that nobody hears."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile

from companion import paths
from companion.audio.block import RATE, Pcm

NEEDED = ("pulseaudio", "pactl", "paplay")
MICROPHONE = "headset"
"""The source that stands for the agent's microphone; it hears what is played into `MOUTH`."""
MOUTH = "mouth"
PLAYBACK = "phone"
"""The output on which the phone program plays the customer."""
WAIT_S = 20


class SoundServer:
    """PulseAudio on a socket of its own, reached through the environment of the test."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._directory = directory
        self._socket = directory / "native"
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH"):
            monkeypatch.setenv(name, str(directory))
        monkeypatch.setenv("PULSE_SERVER", f"unix:{self._socket}")
        self._process: psutil.Process | None = None
        self._players: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        modules = [
            f"module-native-protocol-unix socket={self._socket} auth-anonymous=1",
            "module-rescue-streams",  # as on a desktop: moves streams whose device goes away
            f"module-null-sink sink_name={MOUTH} rate=48000",
            f"module-remap-source master={MOUTH}.monitor source_name={MICROPHONE}"
            " source_properties=device.description=Headset",
        ]
        loads = [f"--load={module}" for module in modules]
        subprocess.run(
            ["pulseaudio", "-n", "--daemonize=yes", "--exit-idle-time=-1", *loads],
            check=True,
            capture_output=True,
            timeout=WAIT_S,
        )
        self._process = psutil.Process(int((self._directory / "pid").read_text()))
        self.plug_in()
        self.pactl("set-default-source", MICROPHONE)
        self.pactl("set-default-sink", PLAYBACK)

    def plug_in(self, rate: int = 44_100) -> None:
        """The output that the customer is heard from is there."""
        described = "sink_properties=device.description=Speakers"
        self.pactl(
            "load-module", "module-null-sink", f"sink_name={PLAYBACK}", f"rate={rate}", described
        )

    def unplug(self) -> None:
        """The customer's output goes away, and no player follows it when it comes back."""
        self.pactl("set-default-sink", MOUTH)
        listed = self.pactl("list", "short", "modules").splitlines()
        (module,) = [line.split()[0] for line in listed if f"sink_name={PLAYBACK}" in line]
        self.pactl("unload-module", module)

    def move_streams(self, source: str, target: str) -> None:
        """Give those who record from one source the sound of another, as a user's mixer can."""
        sources: dict[str, str] = {}
        for line in self.pactl("list", "short", "sources").splitlines():
            index, name = line.split()[:2]
            sources[name] = index
        for line in self.pactl("list", "short", "source-outputs").splitlines():
            stream, recorded = line.split()[:2]
            if recorded == sources[source]:
                self.pactl("move-source-output", stream, target)

    def play(self, sound: Pcm, sink: str, rate: int = RATE) -> subprocess.Popen[bytes]:
        """Speak into an output; the process ends when the last frame has been played."""
        recording = self._directory / f"play-{len(self._players)}.wav"
        soundfile.write(recording, sound, rate)
        player = subprocess.Popen(["paplay", f"--device={sink}", str(recording)])
        self._players.append(player)
        return player

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """The server dies; `start` begins another."""
        self._signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait(WAIT_S)
        self._process = None

    def stop(self) -> None:
        for player in self._players:
            player.kill()
            player.wait()
        if self._process is not None:
            self.kill()

    def pactl(self, *words: str) -> str:
        answer = subprocess.run(
            ["pactl", *words], check=True, capture_output=True, text=True, timeout=WAIT_S
        )
        return answer.stdout

    def _signal(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)


def _forget_devices() -> None:
    """PortAudio knows those of its first use, which was perhaps in a test without a server."""
    sounddevice = sys.modules.get("sounddevice")
    if sounddevice is not None:
        sounddevice._terminate()
        sounddevice._initialize()


@pytest.fixture
def sound_server(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SoundServer]:
    """A running server; the test is skipped where its programs are not installed."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs the sound server's programs: {', '.join(missing)}")
    # A socket's path has little room, and the test's own directory may have a long name.
    server = SoundServer(tmp_path_factory.mktemp("pulse"), monkeypatch)
    try:
        server.start()
        _forget_devices()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sample_call() -> tuple[Pcm, int]:
    """The sound of the sample call, agent left and customer right, and its rate."""
    sound, rate = soundfile.read(paths.assets() / "sample_call.flac", dtype="int16", always_2d=True)
    return sound, rate


def tone(seconds: float, hertz: float, rate: int = RATE) -> Pcm:
    at = np.arange(round(seconds * rate)) / rate
    return (6000 * np.sin(2 * np.pi * hertz * at)).astype(np.int16)

"""A recorded live call, worked by its keys: real sound server, real model, a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from companion import paths
from companion.audio.block import Pcm
from companion.call import fold
from companion.recordings import open_sound
from companion.store import Store
from tests.companion.audio.conftest import MICROPHONE, MOUTH, PLAYBACK, SoundServer

WAIT_S = 60
EXCERPT_S = slice(41, 60)


class Terminal:
    """A program on a terminal of its own: what it shows can be waited for, keys be pressed."""

    def __init__(self, command: list[str]) -> None:
        self._ours, theirs = os.openpty()
        self.program = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self._shown = ""
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def press(self, key: str) -> None:
        os.write(self._ours, key.encode())

    def wait_for(self, words: str) -> None:
        with self._changed:
            found = self._changed.wait_for(lambda: words in self._shown, WAIT_S)
        assert found, f"no {words!r} in {self._shown}"

    def _read(self) -> None:
        while True:
            try:
                found = os.read(self._ours, 4096)
            except OSError:  # the program has gone, and its terminal with it
                found = b""
            with self._changed:
                self._shown += found.decode("utf-8", "replace")
                self._changed.notify_all()
            if not found:
                return

    def close(self) -> None:
        self.program.kill()
        self.program.wait(WAIT_S)
        self._reader.join(WAIT_S)
        os.close(self._ours)


@contextmanager
def terminal(*words: str) -> Iterator[Terminal]:
    shown = Terminal([sys.executable, "-m", "companion", *words])
    try:
        yield shown
    finally:
        shown.close()


@pytest.mark.sound
@pytest.mark.model
@pytest.mark.slow
@pytest.mark.usefixtures("home_with_model")
def test_consent_pause_mark_and_end_by_their_keys(
    sound_server: SoundServer, sample_call: tuple[Pcm, int]
) -> None:
    sound, rate = sample_call
    excerpt = sound[EXCERPT_S.start * rate : EXCERPT_S.stop * rate]
    devices = ["--agent", MICROPHONE, "--customer", f"{PLAYBACK}.monitor"]
    with terminal("live", *devices, "--record", "--wait") as live:
        live.wait_for("Waiting until both sides have sound")
        sound_server.play(excerpt[:, 0], MOUTH, rate)
        sound_server.play(excerpt[:, 1], PLAYBACK, rate)
        live.wait_for("Nothing is recorded before the caller agrees")
        live.wait_for("c the caller agrees")
        live.press("c")
        live.wait_for("recorded from here on")
        live.press("m")
        live.wait_for("marked")
        live.wait_for("LEGAL")
        live.press("p")
        live.wait_for("paused")
        live.press("p")
        live.wait_for("heard again")
        live.press("e")
        live.wait_for("Recorded in")
        assert live.program.wait(WAIT_S) == 0

    with Store.open(read_only=True) as store:
        (saved,) = store.calls()
        call = fold(store.load(saved.id))
    assert call.sound.consent is not None
    assert len(call.marks) == 1
    (pause,) = call.pauses
    assert pause.end is not None
    kept = call.sound.recording
    assert kept is not None
    assert kept.starts_at >= call.sound.consent - 1.0
    assert list(paths.recordings().glob("*.pcm")) == []
    with open_sound(call) as heard:
        assert not heard.read(pause.start, pause.end).any(), "a pause is silence"
        lawyer = next(a for a in call.alerts if "lawyer" in a.phrase)
        spoken = heard.read(lawyer.start, lawyer.end).astype(np.int32)
    assert np.abs(spoken[:, 1]).max() > 1000
    assert np.abs(spoken[:, 0]).max() < 1000

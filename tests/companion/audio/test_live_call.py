"""A live call from end to end: spoken into a real sound server, heard, understood and saved."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import IO

import pytest

from companion.audio.block import Pcm
from companion.call import fold
from companion.events import Category, EndReason, Speaker
from companion.store import Store
from tests.companion.audio.conftest import MICROPHONE, MOUTH, PLAYBACK, SoundServer

EXCERPT_S = slice(41, 60)
"""The agent is sorry, the customer will call a lawyer, the agent sends the refund."""


def wait_for(stream: IO[str], words: str) -> None:
    said = []
    for line in stream:
        if words in line:
            return
        said.append(line)
    pytest.fail(f"it ended without saying {words!r}: {''.join(said)}")


@pytest.mark.sound
@pytest.mark.model
@pytest.mark.slow
@pytest.mark.usefixtures("home_with_model")
def test_a_call_spoken_into_two_devices_is_understood_side_by_side_and_saved(
    sound_server: SoundServer, sample_call: tuple[Pcm, int]
) -> None:
    sound, rate = sample_call
    excerpt = sound[EXCERPT_S.start * rate : EXCERPT_S.stop * rate]
    command = [sys.executable, "-m", "companion", "live"]
    command += ["--agent", MICROPHONE, "--customer", f"{PLAYBACK}.monitor"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as live:
        assert live.stderr is not None
        wait_for(live.stderr, "Listening")
        sides = [
            sound_server.play(excerpt[:, 0], MOUTH, rate),
            sound_server.play(excerpt[:, 1], PLAYBACK, rate),
        ]
        for side in sides:
            assert side.wait(60) == 0
        live.send_signal(signal.SIGINT)
        shown, complaints = live.communicate(timeout=60)

    assert live.returncode == 0, complaints
    assert "LEGAL" in shown
    with Store.open(read_only=True) as store:
        (saved,) = store.calls()
        call = fold(store.load(saved.id))
    said = {
        speaker: " ".join(u.text for u in call.utterances if u.speaker is speaker)
        for speaker in (Speaker.AGENT, Speaker.CUSTOMER)
    }
    # Not whole sentences: a word or two is misheard on a machine that plays with hiccups.
    agent, customer = (set(said[side].split()) for side in (Speaker.AGENT, Speaker.CUSTOMER))
    assert {"trouble", "card", "account"} <= agent - customer
    assert {"rent", "lawyer"} <= customer - agent
    assert "call my lawyer" in said[Speaker.CUSTOMER]
    (alert,) = [a.raised for a in call.alerts if a.raised.category is Category.LEGAL]
    assert alert.speaker is Speaker.CUSTOMER
    assert call.ended is not None
    assert call.ended.reason is EndReason.ENDED
    # Before anybody spoke, a server that had to start on a busy machine may have been late.
    spoke = min(utterance.start for utterance in call.utterances)
    assert [gap for gap in call.lost if gap.at + gap.seconds > spoke] == []

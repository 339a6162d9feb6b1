"""A machine too slow for the call: nothing is thrown away, the lag is shown, and it catches up."""

from __future__ import annotations

import os
import signal
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from companion.audio.block import BLOCK_FRAMES, RATE, Block, Pcm
from companion.events import (
    DeviceChanged,
    Partial,
    RecogniserRestarted,
    SideHeardAgain,
    Speaker,
    UtteranceHeard,
)
from companion.recognise import Heard
from companion.recognise.supervised import SupervisedRecogniser
from companion.terminal import TerminalView

SECONDS = 60
BESIDE = Path(__file__).parent.parent / "recognise"


def talk() -> list[Block]:
    """A minute in which each side ends a sentence of four words every half second."""
    made = []
    for index in range(SECONDS * RATE // BLOCK_FRAMES):
        pcm = np.zeros((BLOCK_FRAMES, 2), np.int16)
        pcm[0] = 0 if index % 5 == 4 else 1 + index
        made.append(Block(index * BLOCK_FRAMES, pcm))
    return made


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs a system that can hold a process")
def test_a_minute_that_is_not_understood_in_time_is_kept_and_understood_later(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(BESIDE)  # where the spawned process finds its worker
    told: list[Heard] = []
    recogniser = SupervisedRecogniser(
        tmp_path, (Speaker.AGENT, Speaker.CUSTOMER), worker=import_module("fake_worker").run
    )
    recogniser.start(told.append)
    assert recogniser.pid is not None
    os.kill(recogniser.pid, signal.SIGSTOP)
    try:
        for block in talk():
            recogniser.feed(block)
        assert recogniser.lag() > SECONDS - 2
    finally:
        os.kill(recogniser.pid, signal.SIGCONT)
    recogniser.finish()

    assert recogniser.lag() == 0
    words = [heard.text.split() for heard in told if isinstance(heard, UtteranceHeard)]
    assert len(words) == 2 * SECONDS * 2
    assert {len(sentence) for sentence in words} == {4}


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs a system that can hold a process")
def test_the_real_recogniser_held_up_for_a_minute_says_the_same_words_later(
    english_model: Path, sample_call: tuple[Pcm, int]
) -> None:
    sound, rate = sample_call
    assert rate == RATE
    starts = range(0, SECONDS * RATE, BLOCK_FRAMES)
    minute = [Block(first, sound[first : first + BLOCK_FRAMES]) for first in starts]
    said: list[list[tuple[Speaker, str]]] = []
    for held_up in (False, True):
        told: list[Heard] = []
        recogniser = SupervisedRecogniser(english_model, (Speaker.AGENT, Speaker.CUSTOMER))
        recogniser.start(told.append)
        assert recogniser.pid is not None
        if held_up:
            os.kill(recogniser.pid, signal.SIGSTOP)
        for block in minute:
            recogniser.feed(block)
        if held_up:
            assert recogniser.lag() > SECONDS - 2
            os.kill(recogniser.pid, signal.SIGCONT)
        recogniser.finish()
        assert recogniser.lag() == 0
        assert not any(isinstance(heard, RecogniserRestarted) for heard in told)
        said.append([(h.speaker, h.text) for h in told if isinstance(h, UtteranceHeard)])

    in_time, later = said
    assert len(in_time) > 5
    assert later == in_time


def shown(lag: float) -> str:
    lines: list[str] = []

    def echo(text: str, **_: object) -> None:
        lines.append(text)

    view = TerminalView(interactive=True, echo=echo)
    view.show_lag(lambda: lag)
    view(Partial(at=9, speaker=Speaker.CUSTOMER, start=8, text="where is my " + "money " * 99))
    return "".join(lines)


def test_the_terminal_says_which_device_and_that_a_side_is_heard_again() -> None:
    lines: list[str] = []
    view = TerminalView(interactive=False, echo=lambda text, **_: lines.append(text))
    view(DeviceChanged(at=4, speaker=Speaker.CUSTOMER, device="Dock"))
    view(SideHeardAgain(at=5, speaker=Speaker.AGENT))
    shown = "\n".join(lines)
    assert "the customer is heard from Dock now" in shown
    assert "the agent is heard again" in shown


def test_the_terminal_says_how_far_behind_the_words_are() -> None:
    assert "[12 s behind, nothing is lost]" in shown(12.4)
    assert "behind" not in shown(1.2)
    assert "money" in shown(12.4)

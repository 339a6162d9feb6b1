from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from companion.audio.block import BLOCK_FRAMES, RATE, Block
from companion.errors import OutsideError
from companion.events import EndReason, Partial, Speaker, UtteranceHeard
from companion.live import LiveCall
from companion.recognise.scripted import ScriptedRecogniser
from companion.session import News, Session
from tests.companion.test_session import STARTED, WAIT_S

LINES = (
    UtteranceHeard(at=2, speaker=Speaker.AGENT, start=0.5, end=2, text="how can i help"),
    UtteranceHeard(at=4, speaker=Speaker.CUSTOMER, start=2.5, end=4, text="it is broken again"),
)


class Silence:
    """A source of so many seconds; with `breaks` it fails at its end, as a file may."""

    name = "silence"
    channels = (Speaker.AGENT, Speaker.CUSTOMER)

    def __init__(self, seconds: float, *, breaks: bool = False) -> None:
        self._count = round(seconds * RATE / BLOCK_FRAMES)
        self._breaks = breaks
        self._closed = threading.Event()

    def blocks(self) -> Iterator[Block]:
        for index in range(self._count):
            if self._closed.is_set():
                return
            yield Block(index * BLOCK_FRAMES, np.zeros((BLOCK_FRAMES, 2), np.int16))
        if self._breaks:
            raise OutsideError("The file breaks off.", "Copy it once more.")

    def close(self) -> None:
        self._closed.set()


def test_a_call_is_heard_to_the_end_of_its_source() -> None:
    told: list[News] = []
    call = LiveCall(
        Silence(6), ScriptedRecogniser(LINES), Session([], [told.append]), STARTED, realtime=False
    )
    call.start()
    ended = call.wait(WAIT_S)

    assert [u.text for u in ended.utterances] == [line.text for line in LINES]
    assert ended.ended is not None
    assert (ended.ended.at, ended.ended.reason) == (6.0, EndReason.SOURCE_ENDED)
    assert sum(isinstance(news, Partial) for news in told) == 8


def test_taps_get_every_block_once() -> None:
    frames: list[int] = []
    call = LiveCall(
        Silence(2),
        ScriptedRecogniser(()),
        Session(),
        STARTED,
        realtime=False,
        taps=[lambda block: frames.append(block.first_frame)],
    )
    call.start()
    call.wait(WAIT_S)

    assert frames == list(range(0, 2 * RATE, BLOCK_FRAMES))


def test_the_agent_can_end_a_call_that_goes_at_the_pace_of_speech() -> None:
    spoke = threading.Event()

    def listen(news: News) -> None:
        if isinstance(news, Partial):
            spoke.set()

    call = LiveCall(Silence(3600), ScriptedRecogniser(LINES), Session([], [listen]), STARTED)
    call.start()
    assert spoke.wait(WAIT_S)
    assert 0 < call.now() < 10
    call.end()
    ended = call.wait(WAIT_S)

    assert ended.ended is not None
    assert ended.ended.reason is EndReason.ENDED
    assert ended.utterances, "what was said until then is heard to its end"


def test_a_source_that_breaks_ends_the_call_and_says_why() -> None:
    told: list[News] = []
    call = LiveCall(
        Silence(1, breaks=True),
        ScriptedRecogniser(LINES),
        Session([], [told.append]),
        STARTED,
        realtime=False,
    )
    call.start()

    with pytest.raises(OutsideError, match="breaks off"):
        call.wait(WAIT_S)
    assert any(isinstance(news, OutsideError) for news in told)
    assert call.session.call.ended is not None


def test_closing_ends_everything_whatever_state_it_is_in() -> None:
    never_started = LiveCall(Silence(1), ScriptedRecogniser(()), Session(), STARTED)
    never_started.close()

    running = LiveCall(Silence(3600), ScriptedRecogniser(()), Session(), STARTED)
    running.start()
    running.close()

    assert running.session.call.ended is not None

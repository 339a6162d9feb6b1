from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from companion.call import Call
from companion.events import (
    AnyEvent,
    AudioLost,
    DetectorSwitchedOff,
    LineQualityChanged,
    RecogniserRestarted,
    Speaker,
    TranscriptionStopped,
)
from tools.staged_call import StagedCall
from ui.stage import Stage
from ui.widgets.line_state import NEWS_S
from ui.windows.call_page import CallPage


def test_one_channel_is_said_plainly(
    page: CallPage, run: Callable[[StagedCall], StagedCall], qtbot: QtBot
) -> None:
    run(StagedCall(channels=(Speaker.UNKNOWN,)))
    qtbot.waitUntil(lambda: page.call.started is not None)
    assert page.mono.isVisible()
    assert "One channel only" in page.mono.text


def test_two_channels_need_no_such_line(
    page: CallPage, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    heard(1.0)
    assert not page.mono.isVisible()


def test_a_call_without_words_is_said_plainly_and_goes_on(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    staged.submit(TranscriptionStopped(at=1, why="it kept dying"))
    qtbot.waitUntil(lambda: "it kept dying" in page.banner.text)
    assert page.header.lines.text == "No words from here on"
    assert page.stage == Stage.LIVE


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (
            AudioLost(at=1, speaker=Speaker.CUSTOMER, seconds=1.2, why="x"),
            "1.2 s of the customer's sound lost",
        ),
        (
            RecogniserRestarted(at=1, why="it hung", fed_from=0.0),
            "Recogniser restarted, no words missing",
        ),
    ],
)
def test_lesser_troubles_stand_quietly_in_the_head_for_a_while(
    page: CallPage, staged: StagedCall, qtbot: QtBot, trouble: AnyEvent, told: str
) -> None:
    staged.submit(trouble)
    qtbot.waitUntil(lambda: page.header.lines.text == told)
    assert page.banner.text == ""
    staged.play(1 + NEWS_S + 1)
    page.set_now(1 + NEWS_S + 1)
    assert page.header.lines.text == ""


def test_a_noisy_line_is_named_until_it_is_clean(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    noise = LineQualityChanged(at=1, speaker=Speaker.CUSTOMER, noise_below_db=18, suppressed=True)
    staged.submit(noise)
    qtbot.waitUntil(lambda: page.header.lines.text == "Noise on the customer's line is filtered")
    staged.submit(replace(noise, at=2, speaker=Speaker.AGENT))
    qtbot.waitUntil(lambda: page.header.lines.text == "Noise on both lines is filtered")
    staged.submit(replace(noise, at=3, suppressed=False))
    qtbot.waitUntil(lambda: page.header.lines.text == "Noise on the agent's line is filtered")


def test_a_detector_that_is_off_is_named_for_the_rest_of_the_call(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    staged.submit(DetectorSwitchedOff(at=1, detector="anger", why="KeyError"))
    qtbot.waitUntil(lambda: page.header.lines.text == "“anger” is off for this call")
    page.set_now(500.0)
    assert page.header.lines.text == "“anger” is off for this call"

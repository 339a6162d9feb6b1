"""A running call under the agent's hands: pause, consent, a side that is not heard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.call import Call
from companion.events import (
    ConsentGiven,
    EchoHeard,
    RecordingStarted,
    RecordingStopped,
    SideFellQuiet,
    SideHeardAgain,
    Speaker,
)
from tools.staged_call import StagedCall
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow


def test_a_pause_covers_the_whole_call_and_gives_the_keys_back(
    window: MainWindow, page: CallPage, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    heard(20.0)
    page.notes.editor.setFocus()
    QTest.keyClicks(page.notes.editor, "card to follow")
    QTest.keyClick(page.notes.editor, Qt.Key.Key_F3)
    qtbot.waitUntil(page.veil.isVisible)
    assert page.call.paused
    assert page.call.latest_note() == "card to follow"
    assert not page.transcript.isVisible()
    assert page.header.chip.text == "Paused"
    assert page.veil.resume.hasFocus()
    page.set_now(33.0)
    assert page.veil.since == "for 0:13"

    QTest.keyClick(page.veil.resume, Qt.Key.Key_F3)
    qtbot.waitUntil(page.transcript.isVisible)
    assert not page.call.paused
    assert page.header.chip.text == "Live"
    assert page.notes.editor.hasFocus()


def test_a_call_that_ends_in_a_pause_shows_its_wrap_up(
    page: CallPage, staged: StagedCall, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    heard(20.0)
    page.pause()
    qtbot.waitUntil(page.veil.isVisible)
    staged.end()
    qtbot.waitUntil(page.wrap_up.isVisible)
    assert not page.veil.isVisible()
    assert page.header.chip.text == "Saved"


def test_what_is_recorded_is_said_and_the_consent_is_noted_once(
    window: MainWindow, page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: page.header.recording.text == "Not recorded")
    assert not page.header.consent.isVisible()
    window.commands["consent"].trigger()
    staged.submit(RecordingStarted(at=1.0, file="recordings/a.pcm"))
    qtbot.waitUntil(lambda: page.header.recording.text == "Recording, consent not noted")
    assert page.header.consent.isVisible()
    staged.play(12.0)
    window.commands["consent"].trigger()
    qtbot.waitUntil(lambda: page.header.recording.text == "Recording, agreed at 0:12")
    assert not page.header.consent.isVisible()
    window.commands["consent"].trigger()
    staged.submit(RecordingStopped(at=13.0, why="the disk is full"))
    qtbot.waitUntil(lambda: page.header.recording.text == "Not recorded")
    assert [type(e) for e in staged.entries].count(ConsentGiven) == 1


@pytest.mark.parametrize(
    ("side", "told"),
    [
        (Speaker.CUSTOMER, "The customer is not heard. The output plays nothing."),
        (Speaker.AGENT, "You are not heard: is the microphone muted? The output plays nothing."),
    ],
)
def test_a_side_that_is_not_heard_is_said_until_it_is_heard_again(
    page: CallPage, staged: StagedCall, qtbot: QtBot, side: Speaker, told: str
) -> None:
    staged.submit(SideFellQuiet(at=9.0, speaker=side, why="the output plays nothing"))
    qtbot.waitUntil(lambda: page.sound.text == told)
    assert page.sound.retry.isVisible()
    with qtbot.waitSignal(page.sound.again) as asked:
        page.sound.retry.click()
    assert asked.args == [side]
    staged.submit(SideHeardAgain(at=12.0, speaker=side))
    qtbot.waitUntil(lambda: page.sound.text == "")


def test_of_two_quiet_sides_the_customer_is_named(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    for side in (Speaker.AGENT, Speaker.CUSTOMER):
        staged.submit(SideFellQuiet(at=9.0, speaker=side, why=""))
    qtbot.waitUntil(lambda: page.sound.text == "The customer is not heard.")


def test_an_echo_is_said_once_and_can_be_put_away(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    echo = EchoHeard(at=9.0, speaker=Speaker.AGENT, delay_s=0.2, below_db=12.0)
    staged.submit(echo)
    qtbot.waitUntil(lambda: "headset" in page.sound.text)
    page.sound.close_it.click()
    staged.play(20.0)
    qtbot.waitUntil(lambda: page.call.last_seq == staged.call.last_seq)
    assert page.sound.text == ""


def test_lag_is_said_in_seconds_once_it_is_noticed(
    page: CallPage, heard: Callable[[float], Call]
) -> None:
    heard(5.0)
    page.set_now(5.0, lag=0.8)
    assert page.header.lag == ""
    page.set_now(6.0, lag=4.2)
    assert page.header.lag == "4 s behind"

"""A whole call by keyboard alone: its sound and words are scripted, all else is as in earnest."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from companion.audio.block import BLOCK_FRAMES, RATE, Block
from companion.calls import started_on
from companion.detect.table import load_detectors
from companion.events import By, CallStarted, Category, EndReason, Speaker, UtteranceHeard
from companion.live import LiveCall
from companion.recognise.scripted import ScriptedRecogniser
from companion.session import Listener, Session
from companion.store import Store, keep_call_log
from ui.running import HeardCall
from ui.stage import Stage
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

CALL_ID = "20261123-100000-5cr1pt"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def said(speaker: Speaker, start: float, text: str) -> UtteranceHeard:
    end = start + 0.28 * len(text.split())
    return UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text)


LINES = (
    said(Speaker.AGENT, 0.5, "good morning how can i help you"),
    said(Speaker.CUSTOMER, 3.0, "my washing machine still has not come and nobody calls me back"),
    said(Speaker.CUSTOMER, 8.0, "i am sick of this i will call my lawyer"),
    said(Speaker.CUSTOMER, 13.0, "i am going to sue you i will call my lawyer today"),
    said(Speaker.AGENT, 20.0, "i will ring you back on friday the twenty seventh of november"),
    said(Speaker.CUSTOMER, 26.0, "my order number is four four one nine two you are an idiot"),
    said(Speaker.AGENT, 32.0, "i want to help you please let us keep it to the matter"),
)
AFTER_GREETING, AFTER_THREAT, AFTER_SECOND, AFTER_PROMISE = 7.0, 12.0, 18.0, 25.0
AFTER_INSULT = 37.0


class SilenceOnDemand:
    """A source that goes on only as far as it is let."""

    name = "scripted"
    channels = (Speaker.AGENT, Speaker.CUSTOMER)

    def __init__(self) -> None:
        self._frame = 0
        self._allowed = 0.0
        self._closed = False
        self._changed = threading.Condition()

    def let(self, seconds: float) -> None:
        with self._changed:
            self._allowed = seconds
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()

    def blocks(self) -> Iterator[Block]:
        while self._may_go_on():
            yield Block(self._frame, np.zeros((BLOCK_FRAMES, 2), np.int16))
            self._frame += BLOCK_FRAMES

    def _may_go_on(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._frame < self._allowed * RATE)
            return not self._closed


class ScriptedCall(HeardCall):
    """Heard by the real session and detectors, and saved."""

    title = "Call"

    def __init__(self) -> None:
        super().__init__()
        self.source = SilenceOnDemand()

    def _made(self, listener: Listener, stack: ExitStack) -> LiveCall:
        del stack
        started = CallStarted(
            at=0.0,
            call_id=CALL_ID,
            started_at=started_on(None).replace(year=2026, month=11, day=23),
            source="scripted",
            model="scripted",
            channels=self.source.channels,
        )
        session = Session(load_detectors(), [listener], lambda: keep_call_log(None, CALL_ID))
        recogniser = ScriptedRecogniser(LINES)
        return LiveCall(self.source, recogniser, session, started, realtime=False)


class Keyboard:
    """Hands that touch nothing but keys."""

    def __init__(self, page: CallPage, call: ScriptedCall, qtbot: QtBot) -> None:
        self._page, self._call, self._qtbot = page, call, qtbot

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, held or Qt.KeyboardModifier.NoModifier)

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def until(self, seen: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(seen()))

    def hear(self, seconds: float) -> None:
        """Let the call go on to this second."""
        self._call.source.let(seconds)
        self._qtbot.waitUntil(lambda: self._call.now() >= seconds)


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> ScriptedCall:
    made = ScriptedCall()
    monkeypatch.setattr("ui.running.DeviceCall", lambda: made)
    return made


@pytest.fixture
def hands(window: MainWindow, page: CallPage, call: ScriptedCall, qtbot: QtBot) -> Keyboard:
    with qtbot.waitActive(window):
        window.activateWindow()
    return Keyboard(page, call, qtbot)


def test_a_whole_call_by_keyboard_alone(
    window: MainWindow, page: CallPage, hands: Keyboard
) -> None:
    hands.press(Qt.Key.Key_F9)
    hands.until(lambda: page.stage == Stage.LIVE)
    in_the_call(page, hands)
    paused_and_noted(page, hands)
    insulted_and_handed_over(window, page, hands)
    wrapped_up(page, hands)
    reopened(window, page, hands)


def in_the_call(page: CallPage, hands: Keyboard) -> None:
    hands.hear(AFTER_GREETING)
    hands.press(Qt.Key.Key_1, CTRL)
    hands.until(lambda: page.call.step_done("listen"))
    assert page.steps.rows[0].tick is not None
    assert page.steps.rows[0].tick.by == By.AGENT

    hands.hear(AFTER_THREAT)
    hands.until(lambda: "lawyer" in page.card.title)
    hands.press(Qt.Key.Key_F5)
    hands.until(lambda: page.call.alerts[0].quiet_until > AFTER_THREAT)
    hands.hear(AFTER_SECOND)
    hands.until(lambda: len([a for a in page.call.alerts if a.category == Category.LEGAL]) > 1)
    assert "lawyer" not in page.card.title

    hands.press(Qt.Key.Key_F2)
    hands.until(lambda: page.call.marks)


def paused_and_noted(page: CallPage, hands: Keyboard) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.until(page.veil.isVisible)
    assert page.call.paused
    hands.press(Qt.Key.Key_F3)
    hands.until(page.transcript.isVisible)
    assert not page.call.paused

    hands.press(Qt.Key.Key_N, CTRL)
    hands.type("send the refund form")
    hands.until(lambda: page.call.latest_note() == "send the refund form")

    hands.hear(AFTER_PROMISE)
    hands.until(lambda: page.follow_up.shown_day == "Fri 27 Nov 2026")
    hands.press(Qt.Key.Key_F7)
    hands.until(lambda: page.call.follow_up is not None and page.call.follow_up.accepted)


def insulted_and_handed_over(window: MainWindow, page: CallPage, hands: Keyboard) -> None:
    hands.hear(AFTER_INSULT)
    hands.until(page.protocol.isVisible)
    hands.press(Qt.Key.Key_F11)
    hands.until(lambda: [step.step for step in page.call.abuse_steps] == ["warn"])

    hands.press(Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    hands.press(Qt.Key.Key_End)
    while "four four one nine two" not in str(page.facts.currentIndex().data()):
        hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_Space)
    hands.until(lambda: page.call.kept_facts)

    hands.press(Qt.Key.Key_H, CTRL)
    hands.until(lambda: QApplication.focusWidget() is window.calling.helping.hand_over.to)
    hands.type("Dana")
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: page.call.handed_over is not None)
    hands.until(lambda: QApplication.activeWindow() is window)


def wrapped_up(page: CallPage, hands: Keyboard) -> None:
    hands.press(Qt.Key.Key_E, CTRL | SHIFT)
    hands.until(page.wrap_up.isVisible)
    assert page.stage == Stage.SAVED
    while QApplication.focusWidget() is not page.wrap_up.outcome:
        hands.press(Qt.Key.Key_Tab)
    hands.until(page.wrap_up.suggested.isVisible)
    assert page.wrap_up.outcome.currentData() == "follow_up"
    hands.press(Qt.Key.Key_S, CTRL)


def reopened(window: MainWindow, page: CallPage, hands: Keyboard) -> None:
    hands.until(window.start_page.list.hasFocus)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: page.stage == Stage.REPLAY)
    assert page.call.latest_note() == "send the refund form"
    assert page.call.latest_note("disposition") == "follow_up"
    assert [step.step for step in page.call.abuse_steps] == ["warn"]
    assert page.call.handed_over is not None
    assert [fact.text for fact in page.call.kept_facts] == ["four four one nine two"]
    assert page.call.ended is not None
    assert page.call.ended.reason == EndReason.ENDED
    with Store.open(read_only=True) as store:
        stored = store.load(CALL_ID)
    assert [entry.seq for entry in stored] == list(range(1, len(stored) + 1))

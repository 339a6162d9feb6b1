from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from companion.call import Call
from companion.events import (
    By,
    EndReason,
)
from tools.staged_call import DURATION_S, StagedCall
from ui.widgets.header import Stage
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

AFTER_THREAT = 45.0


def press(qtbot: QtBot, window: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window.focusWidget(), key, held)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_whole_call_by_keyboard_alone(
    window: MainWindow,
    page: CallPage,
    staged: StagedCall,
    heard: Callable[[float], Call],
    qtbot: QtBot,
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    heard(AFTER_THREAT)
    assert page.lines.rowCount() == len(page.call.utterances)
    assert page.card.title == "Legal threat: i will call my lawyer"
    assert page.header.gauge.level == 3

    press(qtbot, window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.call.alerts[0].dismissed)
    assert "lawyer" not in page.card.title

    press(qtbot, window, Qt.Key.Key_4, CTRL)
    qtbot.waitUntil(lambda: page.call.step_done("next_steps"))
    assert page.steps.rows[3].tick is not None
    assert page.steps.rows[3].tick.by == By.AGENT

    press(qtbot, window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bool(page.call.marks))

    press(qtbot, window, Qt.Key.Key_N, CTRL)
    QTest.keyClicks(window.focusWidget(), "send the refund form")

    finish_by_keyboard(window, page, heard, qtbot)
    assert page.call == staged.call


def finish_by_keyboard(
    window: MainWindow, page: CallPage, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    heard(DURATION_S)
    assert page.follow_up.shown_day == "Fri 27 Nov 2026"
    press(qtbot, window, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: page.call.follow_up is not None and page.call.follow_up.accepted)

    press(qtbot, window, Qt.Key.Key_E, CTRL, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.stage == Stage.SAVED)
    assert page.call.latest_note() == "send the refund form"
    assert page.call.ended is not None
    assert page.call.ended.reason == EndReason.ENDED

    press(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.start_page.isVisible()

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tools.staged_call import BOOK
from ui.replay_driver import ReplayDriver
from ui.stage import Stage
from ui.widgets.transport import SPEEDS
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

AFTER_THREAT = 45.0


def test_a_saved_call_is_opened_from_the_list(
    saved: str, window: MainWindow, page: CallPage
) -> None:
    assert window.start_page.calls.rowCount() == 1
    QTest.keyClick(window.start_page.list, Qt.Key.Key_Return)
    assert page.stage == Stage.REPLAY
    assert page.isVisible()
    assert page.lines.rowCount() == len(BOOK)
    assert not page.steps.editable
    assert page.notes.editor.isReadOnly()
    assert not window.commands["end"].isEnabled()


def test_a_replay_shows_the_call_as_it_stood(
    saved: str, window: MainWindow, page: CallPage, qtbot: QtBot
) -> None:
    window.replay(saved)
    page.transport.sought.emit(AFTER_THREAT)
    assert page.call.utterances[-1].text.endswith("explain it to her")
    assert page.card.title.startswith("Legal threat")
    assert page.transport.slider.value() == AFTER_THREAT * 10
    assert page.header.gauge.level == 3


def test_a_replay_plays_pauses_and_changes_speed(
    saved: str, window: MainWindow, page: CallPage, qtbot: QtBot
) -> None:
    window.replay(saved)
    driver = window.driver
    assert isinstance(driver, ReplayDriver)
    for _ in SPEEDS:
        window.commands["faster"].trigger()
    window.commands["play"].trigger()
    assert driver.playing
    assert driver.position == 0.0
    qtbot.waitUntil(lambda: driver.position > 1.0)
    window.commands["play"].trigger()
    assert not driver.playing
    at = driver.position
    window.commands["forward"].trigger()
    assert driver.position == pytest.approx(at + 5.0)
    window.commands["rewind"].trigger()
    assert driver.position == pytest.approx(at)


def test_a_line_opened_in_a_replay_takes_one_there(
    saved: str, window: MainWindow, page: CallPage, qtbot: QtBot
) -> None:
    window.replay(saved)
    driver = window.driver
    assert isinstance(driver, ReplayDriver)
    page.transcript.show_row(3)
    QTest.keyClick(page.transcript, Qt.Key.Key_Return)
    assert driver.position == pytest.approx(BOOK[3].start)


def test_a_missing_call_is_said_on_the_start_page(window: MainWindow) -> None:
    window.replay("nothing")
    assert "nothing" in window.start_page.banner.text


def test_words_are_found_and_opened_where_they_were_said(
    saved: str, window: MainWindow, page: CallPage, qtbot: QtBot
) -> None:
    start = window.start_page
    window.commands["find"].trigger()
    QTest.keyClicks(start.search, "excuse machine")
    qtbot.waitUntil(lambda: start.calls.rowCount() == 1 and start.calls.hit(0) is not None)
    QTest.keyClick(start.search, Qt.Key.Key_Return)
    QTest.keyClick(start.list, Qt.Key.Key_Return)
    assert page.stage == Stage.REPLAY
    assert page.lines.line(page.transcript.currentIndex().row()).text.endswith("another excuse")


def test_words_that_nobody_said_are_not_found(saved: str, window: MainWindow, qtbot: QtBot) -> None:
    start = window.start_page
    start.search.setText("aardvark")
    qtbot.waitUntil(lambda: start.calls.rowCount() == 0)
    assert start.search.isVisible()
    start.search.clear()
    qtbot.waitUntil(lambda: start.calls.rowCount() == 1)


def test_a_moment_ahead_is_gone_to_and_one_behind_is_shown(
    saved: str, window: MainWindow, page: CallPage
) -> None:
    window.replay(saved)
    driver = window.driver
    assert isinstance(driver, ReplayDriver)
    driver.seek(10.0)
    page.timeline.picked.emit(60.0, 0)
    assert driver.position == 60.0
    first = page.call.utterances[0].seq
    page.timeline.picked.emit(0.6, first)
    assert driver.position == 60.0
    assert page.lines.line(page.transcript.currentIndex().row()).seq == first
    page.timeline.picked.emit(16.0, 0)
    assert page.lines.line(page.transcript.currentIndex().row()).start == 15.0

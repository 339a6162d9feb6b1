"""Every way of replaying a call, hands on the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from companion.lanes import angry_turns
from tools.staged_call import BOOK
from ui.replay_driver import ReplayDriver
from ui.review.desk_page import DeskPage
from ui.windows.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
    for _ in range(times):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifiers)


@pytest.fixture
def driver(desk: DeskPage, window: MainWindow) -> ReplayDriver:
    window.activateWindow()
    desk.transcript.setFocus()
    assert isinstance(window.driver, ReplayDriver)
    return window.driver


def test_speeds_from_a_half_to_three(driver: ReplayDriver, desk: DeskPage) -> None:
    press(Qt.Key.Key_Down, CTRL, 12)
    assert driver.manner.speed == 0.5
    press(Qt.Key.Key_Up, CTRL, 20)
    assert driver.manner.speed == 3.0
    assert desk.transport._speed.text() == "3 x"


def test_play_and_five_seconds_either_way(driver: ReplayDriver) -> None:
    press(Qt.Key.Key_Space, CTRL)
    assert driver.playing
    press(Qt.Key.Key_Space, CTRL)
    assert not driver.playing
    driver.seek(30.0)
    press(Qt.Key.Key_Right, CTRL)
    assert driver.position == pytest.approx(35.0, abs=0.1)
    press(Qt.Key.Key_Left, CTRL, 2)
    assert driver.position == pytest.approx(25.0, abs=0.1)


def test_alerts_and_angry_turns_either_way(driver: ReplayDriver, desk: DeskPage) -> None:
    press(Qt.Key.Key_J, CTRL)
    first = driver.position
    assert first == pytest.approx(desk.lanes.alerts[0].at, abs=0.5)
    press(Qt.Key.Key_J, CTRL)
    assert driver.position > first
    press(Qt.Key.Key_J, CTRL | SHIFT)
    assert driver.position == first
    turns = angry_turns(desk.lanes)
    driver.seek(0.0)
    press(Qt.Key.Key_G, CTRL)
    assert driver.position == pytest.approx(turns[0], abs=0.5)
    driver.seek(driver.duration)
    press(Qt.Key.Key_G, CTRL | SHIFT, len(turns))
    assert driver.position == pytest.approx(turns[0], abs=0.5)


def test_one_side_alone_and_silence_left_out(driver: ReplayDriver) -> None:
    press(Qt.Key.Key_A, CTRL | SHIFT)
    assert (driver.manner.agent, driver.manner.customer) == (1.0, 0.0)
    press(Qt.Key.Key_C, CTRL | SHIFT)
    assert (driver.manner.agent, driver.manner.customer) == (0.0, 1.0)
    press(Qt.Key.Key_C, CTRL | SHIFT)
    assert (driver.manner.agent, driver.manner.customer) == (1.0, 1.0)
    press(Qt.Key.Key_S, CTRL | SHIFT)
    assert driver.manner.skipped
    press(Qt.Key.Key_S, CTRL | SHIFT)
    assert not driver.manner.skipped


def test_sentences_chosen_together_are_looped(driver: ReplayDriver, desk: DeskPage) -> None:
    desk.transcript.setCurrentIndex(desk.transcript.model().index(2, 0))
    press(Qt.Key.Key_Down, SHIFT, 2)
    press(Qt.Key.Key_B, CTRL)
    assert driver.manner.loop == (BOOK[2].start, BOOK[4].end)
    press(Qt.Key.Key_B, CTRL)
    assert driver.manner.loop is None


def test_a_passage_of_the_waveform_is_chosen_and_looped(
    driver: ReplayDriver, desk: DeskPage
) -> None:
    driver.seek(20.0)
    desk.waves.wave.setFocus()
    press(Qt.Key.Key_Right, SHIFT, 4)
    press(Qt.Key.Key_Left, SHIFT)
    assert desk.waves.wave.passage == (20.0, 23.0)
    press(Qt.Key.Key_B, CTRL)
    assert driver.manner.loop == (20.0, 23.0)
    press(Qt.Key.Key_B, CTRL)
    press(Qt.Key.Key_Right, SHIFT)
    press(Qt.Key.Key_Left, SHIFT, 2)
    assert desk.waves.wave.passage is None


def test_from_word_to_word(driver: ReplayDriver, desk: DeskPage) -> None:
    driver.seek(BOOK[1].start + 0.01)
    before = desk.transcript.word
    assert before is not None
    press(Qt.Key.Key_Right)
    after = desk.transcript.word
    assert after is not None
    assert after.start > before.start
    assert driver.position == pytest.approx(after.start)
    press(Qt.Key.Key_Left)
    assert desk.transcript.word == before
    driver.seek(0.0)
    press(Qt.Key.Key_Left)
    assert driver.position <= BOOK[0].start


def test_the_agents_view_is_opened_at_the_moment(driver: ReplayDriver, desk: DeskPage) -> None:
    driver.seek(45.0)
    press(Qt.Key.Key_G, ALT)
    assert desk.side.currentWidget() is desk.agent_view
    assert desk.agent_view.card.title.startswith("Legal threat")
    assert {tick.step for tick in desk.agent_view.call.ticks}
    shown: list[QWidget] = [desk.agent_view.gauge, desk.agent_view.checklist]
    assert all(widget.isVisible() for widget in shown)

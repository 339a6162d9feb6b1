"""The strip beside other windows, and the icon in the tray."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.call import Call
from companion.events import Partial, SideFellQuiet, Speaker
from companion.settings import save_setting
from tools.staged_call import StagedCall
from ui.stage import Stage
from ui.tray import TrayState
from ui.windows.call_page import CallPage
from ui.windows.compact import CompactStrip
from ui.windows.main_window import MainWindow

AFTER_THREAT = 45.0


@pytest.fixture
def strip(window: MainWindow, heard: Callable[[float], Call], qtbot: QtBot) -> CompactStrip:
    heard(AFTER_THREAT)
    window.commands["compact"].trigger()
    with qtbot.waitActive(window.calling.strip):
        window.calling.strip.activateWindow()
    return window.calling.strip


def test_the_strip_shows_what_matters_and_little_else(
    window: MainWindow, page: CallPage, strip: CompactStrip
) -> None:
    assert not window.isVisible()
    assert strip.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert strip.gauge.level == 3
    assert strip.card.title == "Legal threat: i will call my lawyer"
    page.hear(Partial(at=46.0, speaker=Speaker.CUSTOMER, start=45.0, text="so tell me"))
    assert strip.spoken == "Customer: so tell me"


def test_it_fits_beside_another_program(strip: CompactStrip) -> None:
    strip.resize(320, strip.height())
    assert strip.width() == 320
    for knob in (strip.pause, strip.mark, strip.end, strip.card.dismiss):
        assert strip.rect().contains(knob.mapTo(strip, knob.rect().bottomRight()))


def test_the_keys_work_on_the_strip_as_in_the_window(
    window: MainWindow, page: CallPage, strip: CompactStrip, qtbot: QtBot
) -> None:
    QTest.keyClick(strip, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.call.alerts[0].dismissed)
    QTest.keyClick(strip, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bool(page.call.marks))
    QTest.keyClick(strip, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.call.step_done("next_steps"))
    QTest.keyClick(strip, Qt.Key.Key_F3)
    qtbot.waitUntil(strip.veil.isVisible)
    assert strip.chip.text == "Paused"
    QTest.keyClick(strip, Qt.Key.Key_F3)
    qtbot.waitUntil(strip.card.isVisible)


def test_a_trouble_is_said_on_the_strip_too(
    staged: StagedCall, strip: CompactStrip, qtbot: QtBot
) -> None:
    staged.submit(SideFellQuiet(at=45.5, speaker=Speaker.CUSTOMER, why=""))
    qtbot.waitUntil(lambda: strip.trouble == "The customer is not heard.")


@pytest.mark.parametrize("how", ["key", "close", "notes", "end"])
def test_the_whole_window_comes_back(
    window: MainWindow, page: CallPage, strip: CompactStrip, qtbot: QtBot, how: str
) -> None:
    if how == "key":
        window.commands["compact"].trigger()
    elif how == "close":
        strip.close()
    elif how == "notes":
        window.commands["go_notes"].trigger()
    else:
        window.commands["end"].trigger()
    qtbot.waitUntil(window.isVisible)
    assert not strip.isVisible()
    if how == "end":
        qtbot.waitUntil(lambda: page.stage == Stage.SAVED)
    else:
        assert page.stage == Stage.LIVE


def test_it_comes_back_where_it_was_as_opaque_as_is_set(
    window: MainWindow, strip: CompactStrip
) -> None:
    strip.move(77, 66)
    window.calling.shape.expand()
    strip.move(300, 300)
    save_setting("compact_opacity", 80)
    window.calling.shape.toggle()
    assert (strip.x(), strip.y()) == (77, 66)
    assert round(strip.windowOpacity(), 2) == 0.8


def test_the_tray_tells_how_the_call_stands(
    window: MainWindow,
    page: CallPage,
    staged: StagedCall,
    heard: Callable[[float], Call],
    qtbot: QtBot,
) -> None:
    tray = window.calling.tray
    heard(10.0)
    assert tray.state == TrayState.LISTENING
    pictures = {tray.state: tray.icon.icon().pixmap(64).toImage()}
    heard(AFTER_THREAT)
    assert tray.state == TrayState.ANGRY
    pictures[tray.state] = tray.icon.icon().pixmap(64).toImage()
    staged.submit(SideFellQuiet(at=45.0, speaker=Speaker.CUSTOMER, why=""))
    qtbot.waitUntil(lambda: tray.state == TrayState.TROUBLE)
    pictures[tray.state] = tray.icon.icon().pixmap(64).toImage()
    page.pause()
    qtbot.waitUntil(lambda: tray.state == TrayState.PAUSED)
    assert "nothing is heard" in tray.icon.toolTip()
    pictures[tray.state] = tray.icon.icon().pixmap(64).toImage()
    staged.end()
    qtbot.waitUntil(lambda: tray.state == TrayState.IDLE)
    pictures[tray.state] = tray.icon.icon().pixmap(64).toImage()
    kinds = list(pictures.values())
    assert all(a != b for i, a in enumerate(kinds) for b in kinds[:i])
    assert len(kinds) == len(TrayState)


def test_the_trays_menu_is_made_of_the_same_actions(window: MainWindow) -> None:
    offered = {action.objectName() for action in window.calling.tray.menu.actions()}
    assert {"start", "pause", "mark", "end", "quit"} <= offered
    window.calling.tray.start()  # where there is no tray, nothing happens

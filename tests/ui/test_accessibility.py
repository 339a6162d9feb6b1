"""Everything that can be used has a name, is reached by Tab, and shows that it has the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from companion.events import SideFellQuiet, Speaker
from tools.staged_abuse import ABUSIVE_BOOK
from tools.staged_call import StagedCall
from ui.widgets.header import Stage
from ui.widgets.timeline import Timeline
from ui.windows.main_window import MainWindow

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QPlainTextEdit,
    Timeline,
)


@pytest.fixture
def window(saved: str, window: MainWindow, qtbot: QtBot) -> MainWindow:
    assert saved
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def at_start(window: MainWindow, qtbot: QtBot) -> None:
    window.show_start()


def in_a_call(window: MainWindow, qtbot: QtBot) -> None:
    staged = StagedCall()
    window.run_call(staged)
    qtbot.waitUntil(lambda: window.call_page.stage == Stage.LIVE)
    staged.play(72.0)
    qtbot.waitUntil(lambda: window.call_page.call.last_seq == staged.call.last_seq)


def abused_with_facts(window: MainWindow, qtbot: QtBot) -> None:
    staged = StagedCall(ABUSIVE_BOOK)
    window.run_call(staged)
    qtbot.waitUntil(lambda: window.call_page.stage == Stage.LIVE)
    staged.play(72.0)
    qtbot.waitUntil(lambda: window.call_page.call.last_seq == staged.call.last_seq)
    window.call_page.set_now(72.0)


def with_the_date_open(window: MainWindow, qtbot: QtBot) -> None:
    in_a_call(window, qtbot)
    window.call_page.follow_up.start_editing()


def after_a_call(window: MainWindow, qtbot: QtBot) -> None:
    staged = StagedCall()
    window.run_call(staged)
    qtbot.waitUntil(lambda: window.call_page.stage == Stage.LIVE)
    staged.play(72.0)
    staged.end()
    qtbot.waitUntil(window.call_page.wrap_up.isVisible)


def in_a_replay(window: MainWindow, qtbot: QtBot) -> None:
    window.replay("20261123-100000-5ta6ed")


def in_a_pause(window: MainWindow, qtbot: QtBot) -> None:
    in_a_call(window, qtbot)
    window.call_page.pause()
    qtbot.waitUntil(window.call_page.veil.isVisible)


def with_a_side_unheard(window: MainWindow, qtbot: QtBot) -> None:
    in_a_call(window, qtbot)
    page = window.call_page
    page.hear(SideFellQuiet(at=72.0, seq=900, speaker=Speaker.CUSTOMER, why=""))


def in_the_library(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["library"].trigger()
    model = window.room.library.model
    qtbot.waitUntil(lambda: model.rowCount() == 1 and not model.loading)


def on_the_desk(window: MainWindow, qtbot: QtBot) -> None:
    window.room.review("20261123-100000-5ta6ed")


STATES = (
    at_start,
    in_a_call,
    with_the_date_open,
    in_a_pause,
    with_a_side_unheard,
    after_a_call,
    in_a_replay,
    in_the_library,
    on_the_desk,
)


@pytest.fixture(params=STATES, ids=lambda state: state.__name__)
def usable(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> list[QWidget]:
    """The widgets that can be used in this state."""
    bring: Callable[[MainWindow, QtBot], None] = request.param
    bring(window, qtbot)
    found = [w for kind in INTERACTIVE for w in window.findChildren(kind)]
    inner = (QScrollBar,)
    return [
        w
        for w in found
        if w.isVisibleTo(window)
        and w.isEnabled()
        and w.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(w, inner)
    ]


def test_all_have_a_name_and_a_role(usable: list[QWidget]) -> None:
    assert usable
    for widget in usable:
        face = QAccessible.queryAccessibleInterface(widget)
        assert face.text(QAccessible.Text.Name), widget
        assert face.role() != QAccessible.Role.NoRole


def test_all_are_reached_by_tab(usable: list[QWidget], window: MainWindow) -> None:
    reached: set[int] = set()
    for _ in range(4 * len(usable) + 10):
        focused = QApplication.focusWidget()
        if focused is not None:
            reached |= {id(widget) for widget in (focused, focused.focusProxy()) if widget}
        press_tab(focused or window)
    missed = [w for w in usable if id(w) not in reached and not inside_a_reached(w, reached)]
    assert not missed


def test_the_focus_can_be_seen(usable: list[QWidget], window: MainWindow) -> None:
    for widget in usable:
        if (focused := QApplication.focusWidget()) is not None:
            focused.clearFocus()
        before = window.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert window.grab().toImage() != before, widget


def inside_a_reached(widget: QWidget, reached: set[int]) -> bool:
    parent = widget.parentWidget()
    return parent is not None and id(parent) in reached


def press_tab(widget: QWidget) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)


def test_rows_are_read_out_with_who_when_and_what(window: MainWindow, qtbot: QtBot) -> None:
    in_a_replay(window, qtbot)
    page = window.call_page
    lines = QAccessible.queryAccessibleInterface(page.transcript)
    read = [lines.child(row).text(QAccessible.Text.Name) for row in range(lines.childCount())]
    assert len(read) == page.lines.rowCount()
    assert any(text.startswith("Customer, 0:36: i was at home") for text in read)
    assert any("Legal threat: i will call my lawyer" in text for text in read)
    steps = QAccessible.queryAccessibleInterface(page.checklist.list)
    assert steps.child(0).text(QAccessible.Text.Name) == "Listen"
    assert steps.child(0).state().checked == 1
    assert steps.child(0).text(QAccessible.Text.Description).startswith("thank you for calling")

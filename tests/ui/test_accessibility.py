"""Everything that can be used has a name, is reached by Tab, and shows that it has the focus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from companion.events import SideFellQuiet, Speaker
from companion.settings import FIELDS, shown
from tools.staged_abuse import ABUSIVE_BOOK
from tools.staged_call import StagedCall
from tools.staged_devices import setup_page
from ui.look import Look
from ui.stage import Stage
from ui.theme import load_theme
from ui.windows.main_window import MainWindow

INNER = (QAbstractSpinBox, QComboBox, QKeySequenceEdit)
"""Widgets that count as one: what is inside them is theirs to name and to reach."""

State = Callable[[MainWindow, QtBot], QWidget | None]
"""Brings the window into a state; returns the window of its own that this opens, if any."""


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


def finding_words(window: MainWindow, qtbot: QtBot) -> None:
    in_a_replay(window, qtbot)
    window.commands["find"].trigger()
    window.call_page.finder.field.setText("you")


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


def at_the_trends(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["trends"].trigger()
    trends = window.room.learning.trends
    qtbot.waitUntil(lambda: trends.series is not None)


def at_the_workbench(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["workbench"].trigger()


def at_the_calibration(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["calibration"].trigger()


def at_the_coaching_sheet(window: MainWindow, qtbot: QtBot) -> None:
    on_the_desk(window, qtbot)
    window.commands["coaching"].trigger()
    coaching = window.room.learning.coaching
    qtbot.waitUntil(lambda: coaching.sheet is not None)


def setting_up(window: MainWindow, qtbot: QtBot) -> QWidget:
    page = setup_page(Look(load_theme("light"), 10.5), there=True)
    qtbot.addWidget(page, before_close_func=lambda _: page.leave())
    page.resize(1280, 800)
    page.show()
    qtbot.waitUntil(lambda: page.agent.device is not None and page.model.verify.isEnabled())
    return page


def preferring(group: int, window: MainWindow, qtbot: QtBot) -> QWidget:
    window.commands["preferences"].trigger()
    preferences = window.beside.preferences
    preferences.groups.setCurrentRow(group)
    return preferences


def in_the_small_window(window: MainWindow, qtbot: QtBot) -> QWidget:
    in_a_call(window, qtbot)
    window.commands["compact"].trigger()
    return window.calling.strip


def handing_over(window: MainWindow, qtbot: QtBot) -> QWidget:
    in_a_call(window, qtbot)
    window.commands["hand_over"].trigger()
    return window.calling.helping.hand_over


def editing_the_teams_files(window: MainWindow, qtbot: QtBot) -> QWidget:
    window.beside.show_team()
    return window.beside.team


GROUPS = len({shown(field).group for field in FIELDS}) + 3
"""Those of the table of settings, encryption, the team's files, and the keys."""

STATES: Mapping[str, State] = {
    state.__name__: state
    for state in (
        at_start,
        in_a_call,
        abused_with_facts,
        with_the_date_open,
        in_a_pause,
        with_a_side_unheard,
        after_a_call,
        in_a_replay,
        finding_words,
        in_the_library,
        on_the_desk,
        at_the_trends,
        at_the_workbench,
        at_the_calibration,
        at_the_coaching_sheet,
        setting_up,
        in_the_small_window,
        handing_over,
        editing_the_teams_files,
    )
} | {f"preferences-{group}": partial(preferring, group) for group in range(GROUPS)}


@pytest.fixture(params=STATES)
def top(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> QWidget:
    """The window that is in front in this state."""
    found = STATES[request.param](window, qtbot) or window
    with qtbot.waitActive(found):
        found.activateWindow()
    return found


@pytest.fixture
def usable(top: QWidget) -> list[QWidget]:
    """The widgets of it that can be used."""
    return [widget for widget in top.findChildren(QWidget) if can_be_used(widget, top)]


def can_be_used(widget: QWidget, top: QWidget) -> bool:
    if not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) or isinstance(widget, QScrollBar):
        return False
    parent = widget.parentWidget()
    inside = isinstance(parent, INNER) or widget.window() is not top or widget.focusProxy()
    return widget.isVisibleTo(top) and widget.isEnabled() and not inside


def test_all_have_a_name_and_a_role(usable: list[QWidget]) -> None:
    assert usable
    for widget in usable:
        face = QAccessible.queryAccessibleInterface(widget)
        assert face.text(QAccessible.Text.Name), widget
        assert face.role() != QAccessible.Role.NoRole


def test_all_are_reached_by_tab(usable: list[QWidget], top: QWidget) -> None:
    reached: set[int] = set()
    for _ in range(4 * len(usable) + 10):
        focused = QApplication.focusWidget()
        if focused is not None:
            reached |= {id(widget) for widget in (focused, focused.focusProxy()) if widget}
        press_tab(focused or top)
    missed = [
        w.accessibleName() or w
        for w in usable
        if id(w) not in reached and not inside_a_reached(w, reached)
    ]
    assert not missed


def test_the_focus_can_be_seen(usable: list[QWidget], top: QWidget) -> None:
    for widget in usable:
        bring_into_sight(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        with_focus = around(widget, top)
        widget.clearFocus()
        assert around(widget, top) != with_focus, widget.accessibleName() or widget


def bring_into_sight(widget: QWidget) -> None:
    """As Qt does when Tab leads somewhere."""
    parent: QWidget | None = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def around(widget: QWidget, top: QWidget) -> QImage:
    """The widget with a little of what it stands on: a frame may belong to the panel around it."""
    place = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()).adjusted(-60, -60, 60, 60)
    return top.grab(place & top.rect()).toImage()


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

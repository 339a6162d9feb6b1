"""Finding words in a call, and showing some lines alone, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from companion.call import Call
from companion.events import AlertDismissed, Speaker
from tools.staged_call import StagedCall
from ui.models.shown_lines import Only
from ui.widgets.finder import Finder
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
ALL = 999.0


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


@pytest.fixture
def finder(page: CallPage) -> Finder:
    return page.finder


@pytest.fixture
def replayed(saved: str, window: MainWindow, page: CallPage) -> CallPage:
    window.replay(saved)
    return page


def sought(window: MainWindow, words: str) -> None:
    press(window, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(window.call_page.finder.field, words)


def current(page: CallPage) -> str:
    return page.shown.line(page.transcript.currentIndex().row()).text


def test_words_are_found_in_a_replay_and_gone_through(
    window: MainWindow, replayed: CallPage, finder: Finder
) -> None:
    assert finder.isHidden()
    sought(window, "you")
    assert finder.isVisible()
    count = len(replayed.shown.hits)
    seen = []
    for _ in range(count + 1):
        seen.append((finder.told.text(), current(replayed)))
        press(window, Qt.Key.Key_Return)
    assert sorted(told for told, _ in seen[:-1]) == [f"{n + 1} of {count}" for n in range(count)]
    assert all("you" in text for _, text in seen)
    assert seen[-1] == seen[0]
    press(window, Qt.Key.Key_Return, SHIFT)
    assert (finder.told.text(), current(replayed)) == seen[0]
    press(window, Qt.Key.Key_F3, CTRL)
    assert (finder.told.text(), current(replayed)) == seen[1]
    assert finder.has_focus


def test_typing_on_starts_again_from_where_one_was(
    window: MainWindow, replayed: CallPage, finder: Finder
) -> None:
    replayed.transcript.show_row(0)
    sought(window, "w")
    near = current(replayed)
    QTest.keyClicks(finder.field, "asher")
    assert finder.told.text() == "Not found"
    for _ in range(5):
        press(window, Qt.Key.Key_Backspace)
    assert current(replayed) == near


def test_what_is_not_there_is_said_and_nothing_moves(
    window: MainWindow, replayed: CallPage, finder: Finder
) -> None:
    sought(window, "lawyer")
    before = current(replayed)
    QTest.keyClicks(finder.field, "ess")
    assert finder.told.text() == "Not found"
    assert not finder.next.isEnabled()
    press(window, Qt.Key.Key_Return)
    assert current(replayed) == before


def test_escape_shows_all_lines_again_and_stays_where_one_was(
    window: MainWindow, replayed: CallPage, finder: Finder
) -> None:
    press(window, Qt.Key.Key_F, CTRL | SHIFT)
    assert finder.only.hasFocus()
    press(window, Qt.Key.Key_Down)
    assert replayed.shown.only == Only.CUSTOMER
    total = len(replayed.call.utterances)
    assert finder.told.text() == f"{replayed.shown.rowCount()} of {total} lines"
    sought(window, "lawyer")
    held = current(replayed)
    press(window, Qt.Key.Key_Escape)
    assert finder.isHidden()
    assert replayed.shown.rowCount() == total
    assert replayed.transcript.hasFocus()
    assert current(replayed) == held
    rect = replayed.transcript.visualRect(replayed.transcript.currentIndex())
    assert 0 <= rect.top() < replayed.transcript.viewport().height()


def test_in_a_running_call_escape_leaves_the_finder_before_the_card(
    window: MainWindow, page: CallPage, finder: Finder, heard: Callable[[float], Call]
) -> None:
    heard(45.0)
    said: list[object] = []
    page.submitted.connect(said.append)
    sought(window, "lawyer")
    press(window, Qt.Key.Key_Escape)
    assert finder.isHidden()
    assert said == []
    press(window, Qt.Key.Key_Escape)
    assert isinstance(said[0], AlertDismissed)


def test_the_talk_goes_on_below_what_is_filtered(
    window: MainWindow,
    page: CallPage,
    finder: Finder,
    staged: StagedCall,
    heard: Callable[[float], Call],
) -> None:
    heard(20.0)
    press(window, Qt.Key.Key_F, CTRL | SHIFT)
    finder.only.setCurrentIndex(finder.only.findData(Only.CUSTOMER))
    heard(ALL)
    lines = list(page.shown.lines())
    assert {line.speaker for line in lines} == {Speaker.CUSTOMER}
    assert len(lines) == sum(u.speaker == Speaker.CUSTOMER for u in page.call.utterances)
    assert page.transcript.following


def test_what_is_gone_to_is_shown_even_if_it_was_filtered_out(
    window: MainWindow, replayed: CallPage, finder: Finder
) -> None:
    press(window, Qt.Key.Key_F, CTRL | SHIFT)
    finder.only.setCurrentIndex(finder.only.findData(Only.CUSTOMER))
    heard = next(tick.utterance for tick in replayed.call.ticks if tick.utterance)
    replayed.checklist.picked.emit(heard)
    assert replayed.shown.line(replayed.transcript.currentIndex().row()).seq == heard
    assert finder.only.currentData() == Only.ALL


def test_the_next_call_is_shown_whole(
    window: MainWindow, replayed: CallPage, finder: Finder, saved: str
) -> None:
    sought(window, "lawyer")
    finder.only.setCurrentIndex(finder.only.findData(Only.CUSTOMER))
    window.replay(saved)
    assert finder.isHidden()
    assert replayed.shown.only == Only.ALL
    assert replayed.shown.sought is None


def test_where_nothing_fits_the_page_says_so(
    window: MainWindow, replayed: CallPage, finder: Finder, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_F, CTRL | SHIFT)
    finder.only.setCurrentIndex(finder.only.findData(Only.MARKS))
    assert replayed.shown.rowCount() == 0
    assert replayed.transcript.empty_text == "No line of this sort yet."


def test_from_a_page_without_a_call_the_calls_are_searched(saved: str, window: MainWindow) -> None:
    press(window, Qt.Key.Key_F, CTRL)
    assert window.start_page.search.hasFocus()


def test_it_speaks_german(german: None, window: MainWindow, page: CallPage, saved: str) -> None:
    window.replay(saved)
    sought(window, "you")
    assert page.finder.told.text().endswith(f" von {len(page.shown.hits)}")
    choices = [page.finder.only.itemText(n) for n in range(page.finder.only.count())]
    assert choices[0] == "Alle Zeilen"


def test_from_the_small_window_the_whole_one_comes_back(
    window: MainWindow, page: CallPage, heard: Callable[[float], Call]
) -> None:
    heard(45.0)
    window.calling.shape.toggle()
    window.commands["find"].trigger()
    assert window.isVisible()
    assert page.finder.isVisible()

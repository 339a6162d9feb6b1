"""Calls that go to another machine and come back, in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from companion.events import NoteWritten
from companion.store import Store
from tools.staged_call import STARTED_AT
from ui.windows.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def test_a_call_is_written_and_taken_in_again_by_keys(
    window: MainWindow,
    calls: list[str],
    tmp_path: Path,
    choose: Callable[[str, object], None],
    qtbot: QtBot,
) -> None:
    file = tmp_path / "one.callbundle"
    window.room.review(calls[0])
    choose("getSaveFileName", (str(file), ""))
    press(window, Qt.Key.Key_X, CTRL | SHIFT)
    qtbot.waitUntil(lambda: str(file) in window.room.desk.banner.text)
    with Store.open() as store:
        store.delete(calls[0])

    press(window, Qt.Key.Key_L, CTRL)
    library = window.room.library
    qtbot.waitUntil(lambda: library.model.rowCount() == 2)
    choose("getOpenFileNames", ([str(file)], ""))
    press(window, Qt.Key.Key_I, CTRL)
    qtbot.waitUntil(lambda: library.model.rowCount() == 3 and not library.model.loading)
    assert library.banner.text == "New: 1. With additions: 0. Here already: 0."


def test_what_is_no_bundle_is_refused_and_the_others_come_in(
    window: MainWindow, calls: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    window.commands["library"].trigger()
    carrying, library = window.room.carrying, window.room.library
    good, bad = tmp_path / "good.callbundle", tmp_path / "bad.callbundle"
    bad.write_bytes(b"no zip")
    with Store.open() as store:
        store.add(
            calls[1], NoteWritten(at=0.0, text="Elsewhere.", field="note", who="K", when=STARTED_AT)
        )
    carrying.write(calls[1], good)
    qtbot.waitUntil(lambda: good.exists() and str(good) in library.banner.text)
    carrying.take_in([bad, good])
    qtbot.waitUntil(lambda: "Refused: 1." in library.banner.text)
    assert "Here already: 1." in library.banner.text
    assert str(bad) in library.banner.text

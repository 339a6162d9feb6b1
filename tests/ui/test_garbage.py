"""A widget to which nothing refers any more dies on the GUI thread, whoever makes objects."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.garbage import GarbageOnGuiThread


class Widget(QWidget):
    """Of a Python class, as all of ours: PySide moves the end of no such widget to its thread."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def python_looks_by_itself() -> Iterator[None]:
    gc.enable()
    yield
    gc.disable()


@pytest.fixture
def guarded(python_looks_by_itself: None) -> Iterator[GarbageOnGuiThread]:
    made = GarbageOnGuiThread()
    yield made
    made.stop()


def test_no_widget_dies_on_another_thread(guarded: GarbageOnGuiThread, qtbot: QtBot) -> None:
    died_on = _dropped()
    worker = threading.Thread(target=_make_many_objects)
    worker.start()
    worker.join()
    assert died_on == []
    gc.collect()
    assert died_on == [threading.main_thread().name]


def test_it_happens_by_itself_while_events_are_handled(
    guarded: GarbageOnGuiThread, qtbot: QtBot
) -> None:
    died_on = _dropped()
    kept = _make_many_objects()
    qtbot.waitUntil(lambda: died_on == [threading.main_thread().name])
    assert kept


def test_what_is_young_is_looked_at_alone(guarded: GarbageOnGuiThread) -> None:
    gc.collect()
    looked: list[int] = []
    gc.callbacks.append(lambda phase, info: looked.append(info["generation"]))
    try:
        guarded.look()
        assert looked == []
        kept: list[list[int]] = [[] for _ in range(gc.get_threshold()[0] + 1)]
        guarded.look()
        assert set(looked) == {0}
    finally:
        gc.callbacks.pop()
    assert kept


def test_everything_is_looked_through_only_when_nobody_is_busy(
    python_looks_by_itself: None,
) -> None:
    looked: list[int] = []
    calls = [True]
    guarded = GarbageOnGuiThread(busy=lambda: calls[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "collect", looked.append)
        patch.setattr(gc, "get_count", lambda: (10_000, 100, 100))
        guarded.look()
        calls[0] = False
        guarded.look()
    assert looked == [1, 2]
    guarded.stop()


def test_python_looks_by_itself_again_afterwards(python_looks_by_itself: None) -> None:
    GarbageOnGuiThread().stop()
    assert gc.isenabled()


def _dropped() -> list[str]:
    """Drop a widget that refers to itself; the list tells on which thread it has died."""
    died_on: list[str] = []
    Widget().destroyed.connect(
        lambda: died_on.append(threading.current_thread().name),
        Qt.ConnectionType.DirectConnection,
    )
    return died_on


def _make_many_objects() -> list[list[int]]:
    """So many that Python, where it looks by itself, looks through everything."""
    return [[] for _ in range(200_000)]

"""PySide6 6.11.0, 6.11.1 and 6.12.0 drop a reference to None or True on each call (Python 3.11).

The process aborts once such a count reaches zero, after some hundred calls. This test measures the
installed version, so that a pin that no longer fits is noticed here and not in mid-call.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 200
EMITS = 5000
NOISE = 50
"""References that come and go for other reasons; a leak of one a call is far above it."""


class Bell(QObject):
    rang = Signal(object)


def lost_references(value: object, action: Callable[[], None]) -> int:
    before = sys.getrefcount(value)
    action()
    return before - sys.getrefcount(value)


@pytest.mark.parametrize("value", [None, True, False], ids=repr)
def test_void_calls_keep_the_reference_counts_level(qtbot: QtBot, value: object) -> None:
    label = QLabel()
    qtbot.addWidget(label)

    def set_texts() -> None:
        for number in range(CALLS):
            label.setText(str(number))

    assert abs(lost_references(value, set_texts)) < NOISE


@pytest.mark.parametrize("value", [None, True, False], ids=repr)
@pytest.mark.usefixtures("qapp")
def test_emitting_keeps_the_reference_counts_level(value: object) -> None:
    bell = Bell()
    heard: list[int] = []
    bell.rang.connect(heard.append)

    def ring() -> None:
        for number in range(EMITS):
            bell.rang.emit(number)

    assert abs(lost_references(value, ring)) < NOISE
    assert heard == list(range(EMITS))

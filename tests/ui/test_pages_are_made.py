"""Pages are made when they are first asked for, in the middle of what one does: nobody notices."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.windows.main_window import MainWindow

PAGES: dict[str, Callable[[MainWindow], object]] = {
    "call": lambda window: window.calling,
    "set-up": lambda window: window.setup_page,
    "preferences": lambda window: window.beside.preferences,
    "keys": lambda window: window.beside.keys,
    "team": lambda window: window.beside.team,
    "library": lambda window: window.room.library,
    "desk": lambda window: window.room.desk,
    "trends": lambda window: window.room.learning.trends,
    "workbench": lambda window: window.room.learning.workbench,
    "calibration": lambda window: window.room.learning.calibration,
    "coaching": lambda window: window.room.learning.coaching,
}


class Flashes(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


@pytest.mark.parametrize("page", PAGES)
def test_no_part_is_a_window_of_its_own_for_a_moment(
    window: MainWindow, qapp: QApplication, page: str
) -> None:
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    made = PAGES[page](window)
    qapp.removeEventFilter(flashes)
    assert flashes.seen == []
    if isinstance(made, QWidget) and made.parent() is None:
        window.add_page(made)  # as the way there does, so that it goes with the window

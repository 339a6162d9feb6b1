"""The application with its window, dressed."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtWidgets import QApplication, QStyleFactory

from companion.errors import OutsideError
from companion.store import tidy_up
from ui.look import make_look
from ui.memory import Memory
from ui.signals import ClosingSignals
from ui.team import load_team
from ui.windows.main_window import MainWindow


def open_window(
    arguments: list[str], *, silent: bool = False, theme: str | None = None
) -> tuple[QApplication, MainWindow]:
    """Make the application and its window, not yet shown. Main thread, once a process."""
    app = QApplication(arguments)
    app.setApplicationName("call-companion")
    app.setApplicationDisplayName("Call Companion")
    app.setDesktopFileName("call-companion")
    app.setStyle(QStyleFactory.create("Fusion"))
    memory = Memory()
    if theme is not None:
        memory.theme = theme
    look = make_look(memory.theme)
    look.apply()
    with suppress(OutsideError):  # the list of calls meets the same trouble and names it
        tidy_up()
    window = MainWindow(look, load_team(), memory, silent=silent)
    ClosingSignals(window)
    return app, window

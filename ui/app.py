"""The application with its window, dressed."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStyleFactory

from companion.script import load_script
from ui.look import make_look
from ui.memory import Memory
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
    return app, MainWindow(look, load_script(), memory, silent=silent)

"""The application with its window, dressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QStyleFactory

from companion.errors import OutsideError
from companion.settings import load_settings
from ui.first_painting import AfterFirstPainting
from ui.garbage import GarbageOnGuiThread
from ui.language import speak
from ui.look import make_look
from ui.memory import Memory
from ui.signals import ClosingSignals
from ui.windows.main_window import MainWindow

if TYPE_CHECKING:
    from ui.team import Team


def open_window(
    arguments: list[str], *, silent: bool = False, theme: str | None = None
) -> tuple[QApplication, MainWindow]:
    """Make the application and its window, not yet shown. Main thread, once a process."""
    app = QApplication(arguments)
    app.setApplicationName("call-companion")
    app.setApplicationDisplayName("Call Companion")
    app.setDesktopFileName("call-companion")
    speak(app, _chosen_language())
    app.setStyle(QStyleFactory.create("Fusion"))
    memory = Memory()
    if theme is not None:
        memory.theme = theme
    look = make_look(memory.theme)
    look.apply()
    window = MainWindow(look, _team, memory, silent=silent)
    ClosingSignals(window)
    GarbageOnGuiThread(app, lambda: window.in_call)
    AfterFirstPainting(window, window.begin)
    return app, window


def _team() -> Team:
    from ui.team import load_team  # noqa: PLC0415 - after the first painting

    return load_team()


def _chosen_language() -> str:
    """As set, or that of the system where the settings cannot be read: the window tells of that."""
    try:
        return load_settings().language
    except OutsideError:
        return ""

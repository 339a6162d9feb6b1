from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.look import Look
from ui.memory import Memory
from ui.team import load_team
from ui.theme import load_theme
from ui.windows.main_window import MainWindow


def test_the_theme_is_remembered(window: MainWindow) -> None:
    dark = next(a for a in window.commands.themes.actions() if a.data() == "dark")
    dark.trigger()
    assert Memory().theme == "dark"


def test_where_the_window_was_is_remembered(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1111, 700)
    window.close()
    look = Look(load_theme("light"), 10.5)
    again = MainWindow(look, load_team, Memory(), silent=True)
    qtbot.addWidget(again)
    assert again.height() == 700  # the width is cut to the offscreen display's 800

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from companion.call import Call
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

AFTER_THREAT = 45.0


def test_a_grown_call_looks_like_one_shown_at_once(
    page: CallPage, heard: Callable[[float], Call]
) -> None:
    heard(75.0)
    page.set_now(75.0)
    grown = picture(page)
    page.show_call(page.call)
    page.set_now(75.0)
    assert picture(page) == grown


@pytest.mark.parametrize(("writing", "in_sight"), [(False, True), (True, False)])
def test_in_a_low_window_a_new_card_comes_into_sight_unless_one_is_writing(
    window: MainWindow,
    page: CallPage,
    heard: Callable[[float], Call],
    qtbot: QtBot,
    writing: bool,
    in_sight: bool,
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.resize(window.minimumSize())
    heard(30.0)
    page.notes.editor.setFocus()
    qtbot.waitUntil(lambda: not is_in_sight(page, page.card))
    if not writing:
        page.transcript.setFocus()
    heard(AFTER_THREAT)
    QApplication.processEvents()
    assert is_in_sight(page, page.card) == in_sight


def test_in_a_low_window_the_chart_gives_way_to_the_words(
    window: MainWindow, page: CallPage, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    heard(AFTER_THREAT)
    qtbot.waitUntil(page.timeline.isVisible)
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: not page.timeline.isVisible())
    shown = page.transcript.height()
    page.finder.open()
    QApplication.processEvents()
    assert page.transcript.height() > shown / 2
    window.resize(1280, 800)
    qtbot.waitUntil(page.timeline.isVisible)


def is_in_sight(page: CallPage, part: QWidget) -> bool:
    """Whether the part's top is visible in the column that holds it."""
    return not part.visibleRegion().isEmpty() and part.visibleRegion().boundingRect().top() == 0


def test_a_theme_chosen_in_mid_call_dresses_all_of_it(
    window: MainWindow, page: CallPage, heard: Callable[[float], Call]
) -> None:
    heard(AFTER_THREAT)
    page.set_now(AFTER_THREAT)
    light = picture(page)
    choices = {action.data(): action for action in window.commands.themes.actions()}
    choices["dark"].trigger()
    assert bright_part(picture(page)) < 0.1 < 0.9 < bright_part(light)
    choices["light"].trigger()
    assert picture(page) == light


def picture(page: CallPage) -> QImage:
    """The page once all layouts have settled."""
    QApplication.processEvents()
    while not page.transcript.measured:
        QApplication.processEvents()
    QApplication.processEvents()
    return page.grab().toImage()


def bright_part(picture: QImage) -> float:
    """The share of a picture's pixels, on a coarse grid, that are nearer to white than to black."""
    places = [(x, y) for x in range(2, picture.width(), 9) for y in range(2, picture.height(), 9)]
    return sum(picture.pixelColor(x, y).lightnessF() > 0.5 for x, y in places) / len(places)

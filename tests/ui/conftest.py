"""The tests of the window draw offscreen, in English, whatever display and language there is."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from companion.call import Call
from companion.store import Store
from tools.staged_call import StagedCall, staged_entries
from ui.language import speak
from ui.look import Look
from ui.memory import Memory
from ui.stage import Stage
from ui.team import load_team
from ui.theme import load_theme
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow
from ui.windows.preferences import Preferences

# Read when the first QApplication is made, which no fixture can come before.
os.environ["QT_QPA_PLATFORM"] = "offscreen"


BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    speak(qapp, "en", BRITISH)
    return qapp


@pytest.fixture(autouse=True)
def no_widget_outlives_its_test(qapp: QApplication) -> Iterator[None]:
    """Destroy what a test has made, on this thread and before the next; fail it for what is left.

    Widgets of tests long over are no harmless litter: see `ui.garbage`.
    """
    gc.disable()
    gc.collect()
    gc.freeze()  # what is there already need not be looked through again after every test
    yield
    left = _left_behind()
    for widget in left:
        widget.deleteLater()
    names = ", ".join(sorted(f"{type(widget).__name__} {widget.objectName()}" for widget in left))
    del left
    _left_behind()
    gc.enable()
    if names:
        pytest.fail(f"left behind: {names}")


def _left_behind() -> list[QWidget]:
    """The windows left when that is destroyed to which nothing refers, or for which it is time."""
    gc.collect()
    alive = -1
    while alive != (alive := len(QApplication.allWidgets())):  # one takes another along
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return QApplication.topLevelWidgets()


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """Ask for it before `window`."""
    speak(qapp, "de")
    yield
    speak(qapp, "en", BRITISH)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    look = Look(load_theme("light"), 10.5)
    look.apply()
    made = MainWindow(look, load_team, Memory(), silent=True)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.show_start()
    yield made
    made.close()


@pytest.fixture
def page(window: MainWindow) -> CallPage:
    return window.call_page


@pytest.fixture
def preferences_at(window: MainWindow) -> Callable[[str], Preferences]:
    """Open the preferences at the group of this title."""

    def opened(title: str) -> Preferences:
        window.commands["preferences"].trigger()
        preferences = window.beside.preferences
        titles = [preferences.groups.item(n).text() for n in range(preferences.groups.count())]
        preferences.groups.setCurrentRow(titles.index(title))
        return preferences

    return opened


@pytest.fixture
def saved() -> str:
    """The id of a call in the store. Ask for it before `window` to see it listed."""
    call_id = "20261123-100000-5ta6ed"
    with Store.open() as store:
        store.log(call_id).append(staged_entries())
    return call_id


@pytest.fixture
def run(window: MainWindow, page: CallPage, qtbot: QtBot) -> Callable[[StagedCall], StagedCall]:
    def begin(staged: StagedCall) -> StagedCall:
        window.run_call(staged)
        qtbot.waitUntil(lambda: page.stage == Stage.LIVE)
        return staged

    return begin


@pytest.fixture
def staged(run: Callable[[StagedCall], StagedCall]) -> StagedCall:
    return run(StagedCall())


@pytest.fixture
def heard(page: CallPage, staged: StagedCall, qtbot: QtBot) -> Callable[[float], Call]:
    """Play on to a second, and wait until the window has heard all of it."""

    def play(until: float) -> Call:
        staged.play(until)
        return arrived()

    def arrived() -> Call:
        qtbot.waitUntil(lambda: page.call.last_seq == staged.call.last_seq)
        return page.call

    return play

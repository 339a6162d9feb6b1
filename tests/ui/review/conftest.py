"""A window with saved calls to review: the staged call with the sample call's sound, and others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from companion import paths
from companion.events import AnyEvent, CallStarted
from companion.store import Store
from tests.companion.audio.conftest import sound_server as sound_server
from tools.staged_call import STARTED_AT, staged_entries
from ui.look import Look
from ui.memory import Memory
from ui.review.desk_page import DeskPage
from ui.team import load_team
from ui.theme import load_theme
from ui.windows.main_window import MainWindow

CALL = "20261123-100000-5ta6ed"


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, object], None]:
    """Set what the desktop's own dialog of files returns, by the name of the dialog."""

    def choose(dialog: str, answer: object) -> None:
        monkeypatch.setattr(QFileDialog, dialog, lambda *_, **__: answer)

    return choose


@pytest.fixture
def calls() -> list[str]:
    """The ids of three saved calls of two agents, the newest first; the newest has sound."""
    ids = []
    with Store.open() as store:
        for days, agent, until in ((2, "Robin", 20.0), (1, "Kim", 60.0), (0, "Robin", None)):
            entries = _made(days, agent, until)
            started = entries[0]
            assert isinstance(started, CallStarted)
            store.log(started.call_id).append(entries)
            ids.append(started.call_id)
    return ids[::-1]


def _made(days: int, agent: str, until: float | None) -> list[AnyEvent]:
    started_at = STARTED_AT - dt.timedelta(days=days)
    entries = (
        staged_entries(started_at=started_at)
        if until is None
        else staged_entries(until, started_at)
    )
    first = entries[0]
    assert isinstance(first, CallStarted)
    file = "" if days else str(paths.assets() / "sample_call.flac")
    return [replace(first, agent=agent, file=file), *entries[1:]]


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    made: list[MainWindow] = []

    def build(*, silent: bool = True) -> MainWindow:
        look = Look(load_theme("light"), 10.5)
        look.apply()
        window = MainWindow(look, load_team, Memory(), silent=silent)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        made.append(window)
        return window

    yield build
    for window in made:
        window.close()


@pytest.fixture
def window(calls: list[str], open_window: Callable[..., MainWindow]) -> MainWindow:
    return open_window()


@pytest.fixture
def desk(window: MainWindow, calls: list[str]) -> DeskPage:
    """The newest call on the desk."""
    window.room.review(calls[0])
    return window.room.desk

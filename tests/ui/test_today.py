"""What stands above the saved calls: promises that are due, and the agent's own day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.events import CallStarted, FollowUpClosed
from companion.settings import save_setting
from companion.store import Store
from tools.staged_call import DURATION_S, staged_entries
from ui import archive
from ui.stage import Stage
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

PROMISED = dt.date(2026, 11, 27)


def saved_at(started_at: dt.datetime, call_id: str, until: float = DURATION_S) -> str:
    with Store.open() as store:
        store.log(call_id).append(staged_entries(until, started_at))
    return call_id


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (PROMISED - dt.timedelta(days=1), None),
        (PROMISED, "Today"),
        (PROMISED + dt.timedelta(days=3), "Overdue, Fri 27 Nov 2026"),
    ],
)
def test_a_promise_is_listed_from_its_day_on(
    saved: str, window: MainWindow, today: dt.date, told: str | None
) -> None:
    assert saved
    now = dt.datetime.combine(today, dt.time(9)).astimezone()
    page = window.start_page
    page.show_today(archive.today(now), today)
    model = page.due.model
    assert model.rowCount() == (0 if told is None else 1)
    assert page.due.list.isVisible() == (told is not None)
    if told is not None:
        assert str(model.index(0).data()).startswith(told)


def test_a_promise_that_was_kept_is_not_due(saved: str, window: MainWindow) -> None:
    now = dt.datetime.combine(PROMISED, dt.time(9)).astimezone()
    with Store.open() as store:
        store.add(saved, FollowUpClosed(at=0.0, who="Dana", when=now, kept=True))
    assert archive.today(now).due == []


def test_enter_opens_the_call_of_the_promise(
    saved: str, window: MainWindow, page: CallPage, qtbot: QtBot
) -> None:
    assert saved
    now = dt.datetime.combine(PROMISED, dt.time(9)).astimezone()
    window.start_page.show_today(archive.today(now), PROMISED)
    window.start_page.due.list.setFocus()
    QTest.keyClick(window.start_page.due.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.stage == Stage.REPLAY)


def test_heavy_calls_suggest_a_break_to_who_took_them(window: MainWindow) -> None:
    now = dt.datetime.now().astimezone().replace(hour=12, minute=0)
    for minutes in (40, 5):
        began = now - dt.timedelta(minutes=minutes)
        saved_at(began, f"{began:%Y%m%d-%H%M%S}-5ta6ed")
    page = window.start_page
    page.show_today(archive.today(now), now.date())
    assert page.day.text == "2 calls · 2:38 · 2 heavy"
    assert page.day.break_suggested
    page.show_today(archive.today(now + dt.timedelta(hours=2)), now.date())
    assert not page.day.break_suggested


def test_calls_that_somebody_else_took_are_no_load(window: MainWindow) -> None:
    save_setting("agent_name", "Dana")
    now = dt.datetime.now().astimezone().replace(hour=12, minute=0)
    started, *others = staged_entries(DURATION_S, now)
    assert isinstance(started, CallStarted)
    for agent in ("Dana", "Lee", ""):
        call_id = f"{now:%Y%m%d-%H%M%S}-{agent or 'nobody'}"
        with Store.open() as store:
            store.log(call_id).append([replace(started, call_id=call_id, agent=agent), *others])
    assert archive.today(now).load.calls == 2

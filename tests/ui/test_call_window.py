from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.call import Call
from companion.cards import SNOOZE_S
from companion.events import (
    AlertDismissed,
    AnyEvent,
    By,
    FollowUpSet,
    NoteWritten,
    StepTicked,
)
from tools.staged_call import StagedCall
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

AFTER_THREAT = 45.0


def test_nothing_is_drawn_before_its_event_came_back(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.submitted) as said:
        page.tick(0)
        assert page.steps.done == 0
    assert isinstance(said.args[0], StepTicked)
    qtbot.waitUntil(lambda: page.steps.done == 1)


def test_a_wrong_alert_is_withdrawn_everywhere(
    page: CallPage, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    call = heard(AFTER_THREAT)
    seq = call.alerts[0].utterance
    assert seq is not None
    assert page.lines.line(page.lines.row_of(seq)).lit
    page.withdraw()
    qtbot.waitUntil(lambda: not page.call.alerts[0].standing)
    assert not page.lines.line(page.lines.row_of(seq)).lit
    assert page.alerts.rowCount() == 0
    assert page.call.alerts[0].withdrawn_by == By.AGENT


def test_a_snoozed_sort_is_noted_but_not_shown(
    window: MainWindow, page: CallPage, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    call = heard(AFTER_THREAT)
    window.commands["snooze"].trigger()
    qtbot.waitUntil(lambda: page.call.alerts[0].quiet_until == AFTER_THREAT + SNOOZE_S)
    again = replace(call.alerts[0].raised, at=200.0, start=199.0, end=200.0)
    page.hear(replace(again, seq=page.call.last_seq + 1))
    assert "lawyer" not in page.card.title
    assert page.alerts.rowCount() == 2
    page.hear(replace(again, at=400.0, seq=page.call.last_seq + 1))
    assert page.card.title == "Legal threat: i will call my lawyer"


def test_the_date_can_be_set_by_hand(
    window: MainWindow, page: CallPage, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    heard(72.0)
    window.commands["edit_date"].trigger()
    assert page.follow_up.editing
    page.follow_up.date_edit.setDate(QDate(2026, 12, 1))
    page.follow_up.with_time.setChecked(True)
    page.follow_up.take.click()
    agreed = FollowUpSet(
        at=72.0, date=dt.date(2026, 12, 1), time=dt.time(9), by=By.AGENT, accepted=True
    )
    qtbot.waitUntil(
        lambda: page.call.follow_up is not None and page.call.follow_up.date == agreed.date
    )
    assert page.call.follow_up is not None
    assert page.call.follow_up.time == agreed.time
    assert not page.follow_up.editing
    window.commands["clear_date"].trigger()
    qtbot.waitUntil(lambda: page.call.follow_up is None)


def test_escape_closes_the_date_editor_before_the_card(
    page: CallPage, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    heard(AFTER_THREAT)
    page.follow_up.start_editing()
    with qtbot.assertNotEmitted(page.submitted):
        page.dismiss()
    assert not page.follow_up.editing
    with qtbot.waitSignal(page.submitted) as said:
        page.dismiss()
    assert isinstance(said.args[0], AlertDismissed)


def test_notes_are_written_a_moment_after_the_last_key(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    written: list[AnyEvent] = []
    page.submitted.connect(written.append)
    QTest.keyClicks(page.notes.editor, "ring back")
    assert written == []
    qtbot.waitUntil(lambda: bool(written))
    assert [event.text for event in written if isinstance(event, NoteWritten)] == ["ring back"]

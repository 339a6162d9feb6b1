from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.errors import OutsideError
from companion.events import AnyEvent, NoteWritten
from companion.record import call_record
from companion.store import Store
from tools.staged_call import DURATION_S, StagedCall
from ui.stage import Stage
from ui.widgets.wrap_up import OUTCOME, WrapUpPanel
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


class FullDisk(StagedCall):
    """Takes nothing after the end."""

    def add(self, event: AnyEvent) -> AnyEvent:
        raise OutsideError("The disk is full.", "Free some room.")


@pytest.fixture
def ended(
    window: MainWindow, page: CallPage, qtbot: QtBot
) -> Callable[[StagedCall, float], WrapUpPanel]:
    def end(staged: StagedCall, at: float = DURATION_S) -> WrapUpPanel:
        with qtbot.waitActive(window):
            window.activateWindow()
        window.run_call(staged)
        qtbot.waitUntil(lambda: page.stage == Stage.LIVE)
        staged.play(at)
        staged.end()
        qtbot.waitUntil(page.wrap_up.isVisible)
        assert page.stage == Stage.SAVED
        return page.wrap_up

    return end


Ended = Callable[..., WrapUpPanel]


def test_the_draft_quotes_what_was_said(page: CallPage, ended: Ended) -> None:
    panel = ended(StagedCall())
    assert panel.isVisible()
    assert not page.card.isVisible()
    said = [heard.text for heard in page.call.utterances]
    for field in ("issue", "root_cause", "next_steps", "threats", "summary"):
        lines = panel.editors[field].toPlainText().splitlines()
        assert lines, field
        assert all(line.split(" ", 1)[1].strip("“”") in said for line in lines)
    assert panel.editors["threats"].toPlainText().startswith("0:36 “i was at home i am sick")
    assert not panel.editors["abuse"].isVisible()


def test_a_quotation_leads_to_where_it_was_said(page: CallPage, ended: Ended, qtbot: QtBot) -> None:
    editor = ended(StagedCall()).editors["threats"]
    editor.setFocus()
    with qtbot.waitSignal(page.wrap_up.picked) as picked:
        editor.moveCursor(QTextCursor.MoveOperation.End)
    assert "put all of it online" in page.call.utterance(picked.args[0]).text


def test_what_the_agent_changed_is_no_quotation_any_more(ended: Ended, qtbot: QtBot) -> None:
    editor = ended(StagedCall()).editors["issue"]
    editor.setPlainText("the machine never came")
    editor.setFocus()
    with qtbot.assertNotEmitted(editor.picked):
        editor.moveCursor(QTextCursor.MoveOperation.End)


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Return])
def test_one_key_saves_what_was_changed_and_nothing_else(
    window: MainWindow, page: CallPage, ended: Ended, qtbot: QtBot, key: Qt.Key
) -> None:
    staged = StagedCall()
    panel = ended(staged)
    qtbot.waitUntil(panel.suggested.isVisible)
    assert panel.outcome.hasFocus()
    QTest.keyClick(panel.outcome, Qt.Key.Key_Up)
    panel.editors["issue"].setPlainText("the machine never came")
    QTest.keyClick(window.focusWidget(), key, CTRL)
    assert window.start_page.isVisible()
    written = {e.field: e.text for e in staged.added if isinstance(e, NoteWritten)}
    assert written == {"issue": "the machine never came", OUTCOME: "resolved"}
    assert call_record(page.call)["note"]["issue"] == "the machine never came"


def test_of_an_untouched_draft_saving_confirms_the_outcome_alone(
    window: MainWindow, ended: Ended, qtbot: QtBot
) -> None:
    staged = StagedCall()
    panel = ended(staged)
    qtbot.waitUntil(panel.suggested.isVisible)
    assert panel.outcome.currentData() == "follow_up"
    assert "1:05 “i will ring you on friday" in panel.suggested.text()
    window.commands["save"].trigger()
    assert window.start_page.isVisible()
    written = {e.field: e.text for e in staged.added if isinstance(e, NoteWritten)}
    assert written == {OUTCOME: "follow_up"}


def test_an_outcome_that_nobody_confirmed_is_not_written(
    window: MainWindow, ended: Ended, qtbot: QtBot
) -> None:
    staged = StagedCall()
    panel = ended(staged)
    qtbot.waitUntil(panel.suggested.isVisible)
    window.commands["back"].trigger()
    assert staged.added == []


def test_where_nothing_tells_how_it_ended_none_is_suggested(ended: Ended, page: CallPage) -> None:
    panel = ended(StagedCall(), 8.0)
    page.suggest_outcome(None)
    assert panel.suggested.isHidden()
    assert panel.outcome.currentData() == ""


def test_leaving_without_saving_loses_nothing(window: MainWindow, ended: Ended) -> None:
    staged = StagedCall()
    ended(staged).editors["next_steps"].setPlainText("ring on friday")
    window.commands["back"].trigger()
    assert [e.field for e in staged.added if isinstance(e, NoteWritten)] == ["next_steps"]


def test_what_cannot_be_stored_stays_on_the_screen(
    window: MainWindow, page: CallPage, ended: Ended
) -> None:
    panel = ended(FullDisk())
    panel.editors["issue"].setPlainText("the machine never came")
    window.commands["save"].trigger()
    assert page.isVisible()
    assert "disk is full" in page.banner.text
    assert panel.changed["issue"] == "the machine never came"


def test_a_pause_is_suggested_after_a_heavy_call_only(ended: Ended) -> None:
    assert ended(StagedCall()).breathe.isVisible()
    assert not ended(StagedCall(), 24.0).breathe.isVisible()


def test_the_next_call_has_its_card_again(
    window: MainWindow, page: CallPage, ended: Ended, qtbot: QtBot
) -> None:
    ended(StagedCall())
    window.run_call(StagedCall())
    qtbot.waitUntil(lambda: page.stage == Stage.LIVE)
    assert page.card.isVisible()
    assert not page.wrap_up.isVisible()


def test_what_could_not_be_stored_never_gets_into_another_call(
    window: MainWindow, page: CallPage, ended: Ended, qtbot: QtBot
) -> None:
    ended(FullDisk()).editors["issue"].setPlainText("the machine never came")
    window.commands["back"].trigger()
    other = StagedCall()
    window.run_call(other)
    qtbot.waitUntil(lambda: page.stage == Stage.LIVE)
    page.flush()
    other.end()
    qtbot.waitUntil(page.wrap_up.isVisible)
    page.flush()
    assert other.added == []
    assert other.call.notes == ()


def test_a_replay_shows_the_wrap_up_as_the_agent_left_it(
    saved: str, window: MainWindow, page: CallPage
) -> None:
    with Store.open() as store:
        end = store.load(saved)[-1].at
        store.add(saved, NoteWritten(at=end, text="the driver never rang", field="root_cause"))
    window.replay(saved)
    assert page.wrap_up.isVisible()
    assert page.wrap_up.editors["root_cause"].toPlainText() == "the driver never rang"
    assert "washing machine" in page.wrap_up.editors["issue"].toPlainText()
    assert page.wrap_up.editors["issue"].isReadOnly()
    assert not page.wrap_up.outcome.isEnabled()
    assert not page.wrap_up.breathe.isVisible()
    page.wrap_up.flush()
    page.transport.sought.emit(30.0)
    assert not page.wrap_up.isVisible()
    assert page.card.isVisible()


def test_a_replay_of_a_call_without_a_wrap_up_shows_none(
    saved: str, window: MainWindow, page: CallPage
) -> None:
    window.replay(saved)
    assert not page.wrap_up.isVisible()

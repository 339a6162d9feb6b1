from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from companion.call import Call
from companion.errors import OutsideError
from companion.events import (
    EndReason,
    NoteWritten,
)
from companion.session import Listener
from tools.staged_call import StagedCall
from ui.stage import Stage
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow


class FailingCall(StagedCall):
    """Cannot begin, or cannot be stored."""

    def __init__(self, *, opens: bool) -> None:
        super().__init__()
        self._opens = opens

    def open(self, listener: Listener) -> None:
        if not self._opens:
            raise OutsideError("There is no model.", "Run: companion models install")
        super().open(listener)

    def finish(self) -> None:
        super().finish()
        raise OutsideError("The disk is full.", "Free some room.")


class OverAtOnce(StagedCall):
    """Has ended before it is known to have begun."""

    def open(self, listener: Listener) -> None:
        super().open(listener)
        self.end(EndReason.SOURCE_ENDED)


class SlowToStore(StagedCall):
    """Is stored only when it may be."""

    def __init__(self) -> None:
        super().__init__()
        self.may_finish = threading.Event()

    def finish(self) -> None:
        assert self.may_finish.wait(5.0)
        super().finish()


def test_what_is_typed_after_the_end_is_still_kept(
    page: CallPage, staged: StagedCall, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    heard(5.0)
    staged.end(EndReason.SOURCE_ENDED)
    qtbot.waitUntil(lambda: page.stage == Stage.SAVED)
    page.notes.editor.setPlainText("too late for the call, not for the note")
    page.flush()
    assert [type(event) for event in staged.added] == [NoteWritten]
    assert page.call.latest_note() == "too late for the call, not for the note"


def test_what_is_done_while_the_call_is_stored_is_kept(
    page: CallPage, run: Callable[[StagedCall], StagedCall], qtbot: QtBot
) -> None:
    slow = SlowToStore()
    run(slow)
    slow.end()
    qtbot.waitUntil(lambda: page.stage == Stage.SAVING)
    page.notes.editor.setPlainText("just in time")
    page.flush()
    assert slow.added == []
    slow.may_finish.set()
    qtbot.waitUntil(lambda: page.stage == Stage.SAVED)
    assert [event.text for event in slow.added if isinstance(event, NoteWritten)] == [
        "just in time"
    ]


def test_closing_while_the_call_is_stored_keeps_what_was_typed(
    window: MainWindow,
    page: CallPage,
    run: Callable[[StagedCall], StagedCall],
    qtbot: QtBot,
) -> None:
    slow = SlowToStore()
    run(slow)
    slow.end()
    qtbot.waitUntil(lambda: page.stage == Stage.SAVING)
    page.notes.editor.setPlainText("and gone")
    slow.may_finish.set()
    window.close()
    assert [event.text for event in slow.added if isinstance(event, NoteWritten)] == ["and gone"]


def test_a_call_may_be_over_before_it_is_known_to_have_begun(
    window: MainWindow, page: CallPage, qtbot: QtBot
) -> None:
    window.run_call(OverAtOnce())
    qtbot.waitUntil(lambda: page.stage == Stage.SAVED)
    assert window.commands["back"].isEnabled()


def test_a_call_that_cannot_begin_leads_back_with_the_remedy(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.run_call(FailingCall(opens=False))
    qtbot.waitUntil(lambda: window.start_page.banner.text != "")
    assert "companion models install" in window.start_page.banner.text
    assert window.start_page.isVisible()
    assert window.driver is None


def test_a_call_that_is_not_stored_says_so(
    page: CallPage, run: Callable[[StagedCall], StagedCall], qtbot: QtBot
) -> None:
    failing = run(FailingCall(opens=True))
    failing.end()
    qtbot.waitUntil(lambda: page.stage == Stage.UNSAVED)
    assert "disk is full" in page.banner.text


def test_closing_the_window_ends_and_keeps_the_call(
    window: MainWindow, page: CallPage, staged: StagedCall, heard: Callable[[float], Call]
) -> None:
    heard(20.0)
    page.notes.editor.setPlainText("cut off")
    window.close()
    assert staged.call.ended is not None
    assert staged.call.latest_note() == "cut off"

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from companion.call import Call
from companion.cards import SNOOZE_S
from companion.errors import OutsideError
from companion.events import (
    AlertDismissed,
    AnyEvent,
    AudioLost,
    By,
    DetectorSwitchedOff,
    EndReason,
    FollowUpSet,
    LineQualityChanged,
    NoteWritten,
    RecogniserRestarted,
    Speaker,
    StepTicked,
    TranscriptionStopped,
)
from companion.session import Listener
from tools.staged_call import DURATION_S, StagedCall
from ui.widgets.header import Stage
from ui.widgets.line_state import NEWS_S
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

AFTER_THREAT = 45.0


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


def press(qtbot: QtBot, window: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window.focusWidget(), key, held)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_whole_call_by_keyboard_alone(
    window: MainWindow,
    page: CallPage,
    staged: StagedCall,
    heard: Callable[[float], Call],
    qtbot: QtBot,
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    heard(AFTER_THREAT)
    assert page.lines.rowCount() == len(page.call.utterances)
    assert page.card.title == "Legal threat: i will call my lawyer"
    assert page.header.gauge.level == 3

    press(qtbot, window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.call.alerts[0].dismissed)
    assert "lawyer" not in page.card.title

    press(qtbot, window, Qt.Key.Key_4, CTRL)
    qtbot.waitUntil(lambda: page.call.step_done("next_steps"))
    assert page.steps.rows[3].tick is not None
    assert page.steps.rows[3].tick.by == By.AGENT

    press(qtbot, window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bool(page.call.marks))

    press(qtbot, window, Qt.Key.Key_N, CTRL)
    QTest.keyClicks(window.focusWidget(), "send the refund form")

    finish_by_keyboard(window, page, heard, qtbot)
    assert page.call == staged.call


def finish_by_keyboard(
    window: MainWindow, page: CallPage, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    heard(DURATION_S)
    assert page.follow_up.shown_day == "Fri 27 Nov 2026"
    press(qtbot, window, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: page.call.follow_up is not None and page.call.follow_up.accepted)

    press(qtbot, window, Qt.Key.Key_E, CTRL, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.stage == Stage.SAVED)
    assert page.call.latest_note() == "send the refund form"
    assert page.call.ended is not None
    assert page.call.ended.reason == EndReason.ENDED

    press(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.start_page.isVisible()


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


def test_one_channel_is_said_plainly(
    page: CallPage, run: Callable[[StagedCall], StagedCall], qtbot: QtBot
) -> None:
    run(StagedCall(channels=(Speaker.UNKNOWN,)))
    qtbot.waitUntil(lambda: page.call.started is not None)
    assert page.mono.isVisible()
    assert "One channel only" in page.mono.text


def test_two_channels_need_no_such_line(
    page: CallPage, heard: Callable[[float], Call], qtbot: QtBot
) -> None:
    heard(1.0)
    assert not page.mono.isVisible()


def test_a_call_without_words_is_said_plainly_and_goes_on(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    staged.submit(TranscriptionStopped(at=1, why="it kept dying"))
    qtbot.waitUntil(lambda: "it kept dying" in page.banner.text)
    assert page.header.lines.text == "No words from here on"
    assert page.stage == Stage.LIVE


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (
            AudioLost(at=1, speaker=Speaker.CUSTOMER, seconds=1.2, why="x"),
            "1.2 s of the customer's sound lost",
        ),
        (
            RecogniserRestarted(at=1, why="it hung", fed_from=0.0),
            "Recogniser restarted, no words missing",
        ),
    ],
)
def test_lesser_troubles_stand_quietly_in_the_head_for_a_while(
    page: CallPage, staged: StagedCall, qtbot: QtBot, trouble: AnyEvent, told: str
) -> None:
    staged.submit(trouble)
    qtbot.waitUntil(lambda: page.header.lines.text == told)
    assert page.banner.text == ""
    staged.play(1 + NEWS_S + 1)
    page.set_now(1 + NEWS_S + 1)
    assert page.header.lines.text == ""


def test_a_noisy_line_is_named_until_it_is_clean(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    noise = LineQualityChanged(at=1, speaker=Speaker.CUSTOMER, noise_below_db=18, suppressed=True)
    staged.submit(noise)
    qtbot.waitUntil(lambda: page.header.lines.text == "Noise on the customer's line is filtered")
    staged.submit(replace(noise, at=2, speaker=Speaker.AGENT))
    qtbot.waitUntil(lambda: page.header.lines.text == "Noise on both lines is filtered")
    staged.submit(replace(noise, at=3, suppressed=False))
    qtbot.waitUntil(lambda: page.header.lines.text == "Noise on the agent's line is filtered")


def test_a_detector_that_is_off_is_named_for_the_rest_of_the_call(
    page: CallPage, staged: StagedCall, qtbot: QtBot
) -> None:
    staged.submit(DetectorSwitchedOff(at=1, detector="anger", why="KeyError"))
    qtbot.waitUntil(lambda: page.header.lines.text == "“anger” is off for this call")
    page.set_now(500.0)
    assert page.header.lines.text == "“anger” is off for this call"


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

"""What an agent reaches for in a call, each by its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import icalendar
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from companion.cards import BODY_LENGTH
from companion.events import Category, ReminderDue, Severity
from companion.policy import load_policies
from companion.record import call_record
from tools.staged_call import BOOK, DURATION_S, StagedCall, Threat
from ui.stage import Stage
from ui.widgets.hand_over import HandOverPage
from ui.windows.call_page import CallPage
from ui.windows.main_window import MainWindow

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
INSULT = Threat(Category.ABUSE, Severity.WARNING, "you useless idiot", "Say once what you want.")
ABUSED = (
    *BOOK[:9],
    replace(
        BOOK[9],
        text="my name is bell i paid four hundred pounds you useless idiot my order number is"
        " four four one nine two",
        threat=INSULT,
    ),
)
REFLECTING, THREATENED, INSULTED = 20.0, 45.0, 58.0


@pytest.fixture
def press(window: MainWindow, page: CallPage, qtbot: QtBot) -> Callable[..., None]:
    with qtbot.waitActive(window):
        window.activateWindow()

    def key(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, held)

    return key


Press = Callable[..., None]


@pytest.fixture
def to(
    run: Callable[[StagedCall], StagedCall], page: CallPage, qtbot: QtBot
) -> Callable[..., StagedCall]:
    """Play this book to a second; the page shows that moment."""

    def play(until: float, book: tuple[object, ...] = BOOK) -> StagedCall:
        staged = run(StagedCall(book))  # type: ignore[arg-type]
        staged.play(until)
        qtbot.waitUntil(lambda: page.call.last_seq == staged.call.last_seq)
        page.set_now(until)
        return staged

    return play


To = Callable[..., StagedCall]


def test_beside_the_open_step_stand_words_that_fit_and_a_key_shows_others(
    page: CallPage, to: To, press: Press
) -> None:
    to(REFLECTING)
    assert page.card.title == "Next: say it back"
    assert page.card.body.startswith("“So you ordered a washing machine three weeks ago")
    first = page.card.body
    assert page.card.other.isVisible()
    press(Qt.Key.Key_O, ALT)
    assert page.card.body != first
    press(Qt.Key.Key_O, ALT)
    assert page.card.body == first


def test_a_reminder_is_a_quiet_line_and_no_card(page: CallPage, to: To, qtbot: QtBot) -> None:
    staged = to(25.0)
    angry = page.call.utterances[3]
    staged.submit(ReminderDue(at=25.0, kind="apology_due", step="apologise", utterance=angry.seq))
    qtbot.waitUntil(lambda: page.card.title == "Next: apologise")
    assert page.card.more == f"Not answered yet: “{angry.text}”"
    assert page.card.card is None


def test_a_threat_shows_what_is_substantial_and_one_key_what_policy_says(
    page: CallPage, to: To, press: Press
) -> None:
    to(THREATENED)
    advice = page.card.body
    assert len(advice) <= BODY_LENGTH
    assert page.card.more.replace("\u00a0", " ") == (
        "✓ “friday”   Not heard: who, a number, an amount"
    )
    press(Qt.Key.Key_P, ALT)
    assert page.card.body == load_policies()[Category.LEGAL]
    assert page.card.title == "Legal threat: i will call my lawyer"
    press(Qt.Key.Key_P, ALT)
    assert page.card.body == advice


def test_what_makes_it_substantial_is_ticked_when_it_is_heard_later(page: CallPage, to: To) -> None:
    to(INSULTED, ABUSED)
    assert page.card.title.startswith("Legal threat")
    assert "four four one nine two" in page.card.more.replace("\u00a0", " ")


def test_the_steps_against_abuse_are_logged_by_one_key_and_taken_back_by_another(
    page: CallPage, to: To, press: Press, qtbot: QtBot
) -> None:
    to(THREATENED, ABUSED)
    assert not page.protocol.isVisible()
    press(Qt.Key.Key_F11)
    assert logged_steps(page) == []
    staged = to(INSULTED, ABUSED)
    qtbot.waitUntil(page.protocol.isVisible)
    assert "Warn once" in page.protocol.text
    for title in ("Offer to talk later", "End politely", "Every step was taken"):
        press(Qt.Key.Key_F11)
        qtbot.waitUntil(partial(shows, page, title))
    assert logged_steps(page) == ["warn", "call_back", "end"]
    assert "Every step was taken" in page.protocol.text
    press(Qt.Key.Key_F11, SHIFT)
    qtbot.waitUntil(lambda: len(page.call.abuse_steps) == 2)
    assert "End politely" in page.protocol.text
    assert [s["step"] for s in call_record(staged.call)["abuse_steps"]] == ["warn", "call_back"]


def logged_steps(page: CallPage) -> list[str]:
    return [taken.step for taken in page.call.abuse_steps]


def shows(page: CallPage, title: str) -> bool:
    return title in page.protocol.text


def test_what_was_heard_is_copied_and_noted_by_keys(
    page: CallPage, to: To, press: Press, qtbot: QtBot
) -> None:
    to(INSULTED, ABUSED)
    press(Qt.Key.Key_F, ALT)
    assert page.facts.hasFocus()
    press(Qt.Key.Key_Home)
    while "Number" not in str(page.facts.currentIndex().data()):
        press(Qt.Key.Key_Right)
    with qtbot.waitSignal(page.facts.picked) as picked:
        press(Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "44192"
    assert "four four one nine two" in page.call.utterance(picked.args[0]).text
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.call.kept_facts) == 1)
    assert call_record(page.call)["note"]["reference"] == "44192"
    press(Qt.Key.Key_Space)
    assert len(page.call.kept_facts) == 1
    assert page.heard.rows[page.facts.currentIndex().row()].kept


def test_a_click_on_the_sign_notes_and_one_on_the_words_copies(
    page: CallPage, to: To, press: Press, qtbot: QtBot
) -> None:
    to(INSULTED, ABUSED)
    name = next(n for n, row in enumerate(page.heard.rows) if row.fact.kind == "name")
    left = Qt.MouseButton.LeftButton
    page.facts.scrollTo(page.heard.index(name))
    box = page.facts.visualRect(page.heard.index(name))
    QTest.mouseClick(page.facts.viewport(), left, pos=QPoint(box.left() + 8, box.center().y()))
    assert QGuiApplication.clipboard().text() == page.heard.rows[name].fact.text
    assert not page.call.kept_facts
    QTest.mouseClick(page.facts.viewport(), left, pos=QPoint(box.right() - 12, box.center().y()))
    qtbot.waitUntil(lambda: len(page.call.kept_facts) == 1)
    assert call_record(page.call)["note"]["customer"] == page.heard.rows[name].fact.text


def test_chips_are_read_out_with_kind_and_words(page: CallPage, to: To) -> None:
    to(INSULTED, ABUSED)
    chips = QAccessible.queryAccessibleInterface(page.facts)
    read = [chips.child(n).text(QAccessible.Text.Name) for n in range(chips.childCount())]
    assert "Amount “four hundred pounds”" in read
    assert "Number “four four one nine two”" in read
    assert not any("dana" in text for text in read)


def test_a_call_shown_at_once_has_the_chips_of_one_that_grew(page: CallPage, to: To) -> None:
    to(INSULTED, ABUSED)
    grown = page.heard.rows
    page.show_call(page.call)
    assert page.heard.rows == grown


def test_a_key_begins_a_line_of_the_notes_with_the_time(
    page: CallPage, to: To, press: Press
) -> None:
    to(THREATENED)
    press(Qt.Key.Key_F12)
    QTest.keyClicks(page.notes.editor, "lawyer")
    press(Qt.Key.Key_F12)
    assert page.notes.editor.toPlainText() == "[0:45] lawyer\n[0:45] "


def handing_over(window: MainWindow, to: To, press: Press, qtbot: QtBot) -> HandOverPage:
    to(INSULTED, ABUSED)
    press(Qt.Key.Key_H, CTRL)
    opened = window.calling.helping.hand_over
    qtbot.waitUntil(opened.isVisible)
    return opened


def test_one_key_opens_the_hand_over_and_one_press_notes_it(
    window: MainWindow, page: CallPage, to: To, press: Press, qtbot: QtBot
) -> None:
    opened = handing_over(window, to, press, qtbot)
    shown = opened.shown.toPlainText()
    assert "Customer: bell" in shown
    assert "legal: “i was at home" in shown
    opened.copy.click()
    assert "THREATS AND ABUSE, IN EXACT WORDS" in QGuiApplication.clipboard().text()
    opened.to.setText("Dana")
    opened.hand.click()
    qtbot.waitUntil(lambda: page.call.handed_over is not None)
    assert page.call.handed_over is not None
    assert page.call.handed_over.to == "Dana"
    assert not opened.isVisible()


def test_a_german_window_hands_over_in_german_what_was_said_in_english(
    german: None, window: MainWindow, to: To, press: Press, qtbot: QtBot
) -> None:
    opened = handing_over(window, to, press, qtbot)
    shown = opened.shown.toPlainText()
    assert shown.startswith("Übergabe\nKunde: bell\n")
    assert "rechtlich: “i was at home" in shown
    assert "Ärger jetzt" in shown
    opened.copy.click()
    assert "DROHUNGEN UND BESCHIMPFUNGEN IM WORTLAUT" in QGuiApplication.clipboard().text()
    opened.close()


def test_the_hand_over_is_saved_as_pdf_and_says_what_is_wrong(
    window: MainWindow, to: To, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to(THREATENED)
    press(Qt.Key.Key_H, CTRL)
    opened = window.calling.helping.hand_over
    for file, told in ((tmp_path / "a.pdf", "Saved"), (tmp_path / "no" / "a.pdf", "cannot be")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, file=file: (str(file), ""))
        opened.keep.click()
        assert told in opened.told
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    opened.close()


def test_a_replay_shows_the_hand_over_and_notes_nothing(
    saved: str, window: MainWindow, page: CallPage, press: Press, qtbot: QtBot
) -> None:
    window.replay(saved)
    qtbot.waitUntil(lambda: page.stage == Stage.REPLAY)
    window.driver.seek(DURATION_S)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.call.ended is not None)
    window.commands["hand_over"].trigger()
    assert not window.calling.helping.hand_over.hand.isVisible()
    assert not page.facts.editable
    window.calling.helping.hand_over.close()


def test_the_follow_up_goes_into_a_calendar_file_by_one_key(
    page: CallPage,
    to: To,
    press: Press,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    file = tmp_path / "follow-up.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    to(THREATENED)
    press(Qt.Key.Key_F7, SHIFT)
    assert not file.exists()
    to(DURATION_S)
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(page.follow_up.calendar.isVisible)
    press(Qt.Key.Key_F7, SHIFT)
    [entry] = icalendar.Calendar.from_ical(file.read_text(encoding="utf-8")).events
    assert str(entry.decoded("dtstart")) == "2026-11-27"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path), ""))
    press(Qt.Key.Key_F7, SHIFT)
    assert "cannot be written" in page.banner.text

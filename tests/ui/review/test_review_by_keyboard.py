"""A whole review, hands on the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from companion.call import Call, fold
from companion.review.calibration import exported
from companion.review.scorecard import Kind
from companion.review.scorecard_file import load_scorecard
from companion.review.sheet import open_sheet, save_sheet
from companion.store import Store
from tests.companion.audio.conftest import SoundServer
from ui.replay_driver import ReplayDriver
from ui.review.question_row import QuestionRow
from ui.windows.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
THREAT_AT = 41.0


def stored(call_id: str) -> Call:
    with Store.open(read_only=True) as store:
        return fold(store.load(call_id))


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def go_to_the_threat(window: MainWindow, qtbot: QtBot) -> ReplayDriver:
    """Find the call by its words in the library, open it, and jump to its first alert."""
    press(window, Qt.Key.Key_L, CTRL)
    library = window.room.library
    qtbot.waitUntil(lambda: library.model.rowCount() == 3)
    press(window, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(library.filters.search, "lawyer friday")
    QTest.keyClick(library.filters.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: library.model.rowCount() == 2 and not library.model.loading)
    hit = library.model.hit(0)
    assert hit is not None
    assert "lawyer" in hit.snippet
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert window.room.at_desk
    driver = window.driver
    assert isinstance(driver, ReplayDriver)
    press(window, Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier)
    driver.seek(0.0)
    press(window, Qt.Key.Key_J, CTRL)
    assert driver.position == pytest.approx(THREAT_AT, abs=1.0)
    return driver


def fill_in(window: MainWindow, qtbot: QtBot) -> str:
    """Answer what is open; override the first answer with a reason. Returns that question."""
    score = window.room.desk.score
    press(window, Qt.Key.Key_E, CTRL)
    first = score.rows[0]
    first.setFocus()
    QTest.keyClicks(first, "n")
    QTest.keyClick(first, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "Only at the very end.")
    while score.sheet is not None and score.sheet.result().open:
        score.focus_first_open()
        row = QApplication.focusWidget()
        assert isinstance(row, QuestionRow)
        assert row.question.kind != Kind.NUMBER
        QTest.keyClicks(row, "1")
    for name in score.sheet.result().uncommented if score.sheet else ():
        row = next(row for row in score.rows if row.question.id == name)
        row.comment.setFocus()
        QTest.keyClicks(row.comment, "As the words show.")
    return first.question.id


@pytest.fixture(params=["silent", pytest.param("aloud", marks=pytest.mark.sound)])
def server(request: pytest.FixtureRequest) -> SoundServer | None:
    """A real sound server to be heard through, or none."""
    if request.param == "silent":
        return None
    found = request.getfixturevalue("sound_server")
    assert isinstance(found, SoundServer)
    return found


@pytest.fixture
def room(
    server: SoundServer | None, calls: list[str], open_window: Callable[..., MainWindow]
) -> MainWindow:
    return open_window(silent=server is None)


def test_a_call_is_found_heard_judged_commented_and_scored(
    room: MainWindow, server: SoundServer | None, calls: list[str], qtbot: QtBot
) -> None:
    driver = go_to_the_threat(room, qtbot)
    began = driver.position
    press(room, Qt.Key.Key_Space, CTRL)
    qtbot.waitUntil(lambda: driver.position > began + 0.3, timeout=15_000)
    if server is not None:
        assert server.pactl("list", "short", "sink-inputs")
        assert not room.room.desk.banner.text
    press(room, Qt.Key.Key_Space, CTRL)
    assert not driver.playing
    press(room, Qt.Key.Key_Y, ALT)
    press(room, Qt.Key.Key_M, CTRL)
    comments = room.room.desk.comments
    QTest.keyClicks(comments.editor, "Stayed calm here #good-example")
    QTest.keyClick(comments.editor, Qt.Key.Key_Return)
    question = fill_in(room, qtbot)
    press(room, Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.waitUntil(lambda: room.room.desk.score.state_text == "Submitted")
    qtbot.waitUntil(lambda: not room.room.writer.busy)

    call = stored(calls[0])
    assert [alert.judged_right for alert in call.alerts] == [True, None]
    (comment,) = call.review.comments
    assert (comment.text, comment.tags) == ("Stayed calm here", ("good example",))
    (evaluation,) = call.review.evaluations
    assert evaluation.submitted
    answer = next(a for a in evaluation.answers if a.question == question)
    assert (answer.value, answer.machine) == ("no", "yes")
    assert answer.comment == "Only at the very end."
    press(room, Qt.Key.Key_N, CTRL | SHIFT)
    assert room.room.desk.call.started is not None
    assert room.room.desk.call.started.call_id == calls[1]
    press(room, Qt.Key.Key_Left, ALT)
    assert room.room.in_library


def second_opinion(call_id: str, folder: Path) -> Path:
    """A second reviewer evaluates the call apart, and sends the file."""
    with Store.open() as store:
        sheet = open_sheet(fold(store.load(call_id)), load_scorecard())
        while sheet.result().open:
            question = sheet.form.question(sheet.result().open[0])
            sheet = sheet.answered(question.id, [value for value, _ in question.answers][-1])
        for name in sheet.result().uncommented:
            sheet = sheet.commented(name, "It was said.")
        evaluation = save_sheet(store, sheet, "Toni", submit=True).evaluation
    file = folder / "toni.json"
    file.write_text(exported(stored(call_id), evaluation), encoding="utf-8")
    return file


def test_the_review_goes_on_to_calibration_and_a_coaching_sheet(
    window: MainWindow,
    calls: list[str],
    tmp_path: Path,
    choose: Callable[[str, object], None],
    qtbot: QtBot,
) -> None:
    file = second_opinion(calls[0], tmp_path)
    go_to_the_threat(window, qtbot)
    fill_in(window, qtbot)
    press(window, Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.waitUntil(lambda: window.room.desk.score.state_text == "Submitted")

    choose("getOpenFileNames", ([str(file)], ""))
    press(window, Qt.Key.Key_K, CTRL | SHIFT)
    calibration = window.room.learning.calibration
    press(window, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: calibration.model.rowCount() > 1)
    assert "Calls evaluated by both: 1." in calibration.summary
    press(window, Qt.Key.Key_End, CTRL)
    press(window, Qt.Key.Key_Left, ALT)

    window.room.review(calls[0])
    press(window, Qt.Key.Key_K, CTRL)
    coaching = window.room.learning.coaching
    qtbot.waitUntil(lambda: coaching.sheet is not None)
    page = tmp_path / "sheet.pdf"
    choose("getSaveFileName", (str(page), ""))
    coaching.save.setFocus()
    press(window, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: page.name in coaching.banner.text, timeout=20_000)
    assert "Only at the very end." in PdfReader(page).pages[0].extract_text()

    press(window, Qt.Key.Key_T, CTRL | SHIFT)
    trends = window.room.learning.trends
    qtbot.waitUntil(lambda: trends.series is not None)
    trends.choose_figure("score")
    trends.table.setFocus()
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    library = window.room.library
    qtbot.waitUntil(lambda: window.room.in_library and not library.model.loading)
    assert library.listed is not None
    assert library.listed.call_ids == (calls[0],)

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from companion import paths
from companion.events import Category
from companion.store import Store
from tools.staged_call import BOOK
from ui.replay_driver import ReplayDriver
from ui.review.desk_page import DeskPage
from ui.review.wave_paint import bands
from ui.windows.main_window import MainWindow

THREAT = next(line for line in BOOK if line.threat)


def driver_of(window: MainWindow) -> ReplayDriver:
    assert isinstance(window.driver, ReplayDriver)
    return window.driver


def test_the_desk_opens_at_the_beginning_with_all_that_was_said(
    desk: DeskPage, window: MainWindow
) -> None:
    assert desk.position == 0.0
    assert desk.transcript.model().rowCount() == len(BOOK)
    assert desk.transcript.verticalScrollBar().value() == 0
    assert len(desk.lanes.alerts) == 2
    assert window.commands["next_alert"].isEnabled()


def test_the_outline_of_the_sound_is_read_and_drawn(desk: DeskPage, qtbot: QtBot) -> None:
    wave = desk.waves.wave
    qtbot.waitUntil(lambda: wave.is_exact, timeout=15_000)
    assert wave._hint == ""
    image = wave.grab().toImage()
    agent = wave._look.colour("agent").rgb()
    row = round(image.height() * 0.22)
    assert any(image.pixel(x, row) == agent for x in range(image.width()))


def test_a_click_on_a_word_goes_to_its_sound(
    desk: DeskPage, window: MainWindow, qtbot: QtBot
) -> None:
    view = desk.transcript
    index = view.model().index(1, 0)
    rect = view.visualRect(index)
    points = [QPoint(x, rect.bottom() - view._look.u(4)) for x in range(0, rect.width(), 4)]
    on_words = [p for p in points if view._draw.character_at(index, rect, p) is not None]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=on_words[-1])
    word = view.word
    assert word is not None
    assert driver_of(window).position == pytest.approx(word.start)
    assert BOOK[1].text[word.first : word.last] == BOOK[1].text.split()[-1]


def test_the_transcript_goes_with_the_sound(desk: DeskPage, window: MainWindow) -> None:
    driver_of(window).seek(THREAT.start + 0.1)
    word = desk.transcript.word
    assert word is not None
    row = desk.transcript._transcript.row_of(word.utterance)
    assert desk.transcript._transcript.line(row).text == THREAT.text
    shown = desk.transcript.visualRect(desk.transcript._transcript.index(row, 0))
    assert 0 <= shown.top() < desk.transcript.viewport().height()


def test_alerts_and_angry_turns_are_jumped_to(desk: DeskPage, window: MainWindow) -> None:
    window.commands["next_alert"].trigger()
    first = desk.position
    window.commands["next_alert"].trigger()
    assert desk.position > first
    window.commands["next_alert"].trigger()  # there is no third
    window.commands["previous_alert"].trigger()
    assert desk.position == first
    driver_of(window).seek(0.0)
    window.commands["next_angry"].trigger()
    first_turn = next(b.start for b in BOOK if (b.anger or 0) >= 2) - 0.4
    assert desk.position == pytest.approx(first_turn)
    driver_of(window).seek(driver_of(window).duration)
    while desk.position > first_turn + 0.01:
        before = desk.position
        window.commands["previous_angry"].trigger()
        assert desk.position < before


def test_a_passage_is_looped_and_left(desk: DeskPage, window: MainWindow) -> None:
    desk.transcript.setCurrentIndex(desk.transcript.model().index(3, 0))
    window.commands["loop"].trigger()
    assert driver_of(window).manner.loop == (BOOK[3].start, BOOK[3].end)
    assert desk.waves.wave.passage == (BOOK[3].start, BOOK[3].end)
    assert desk.transport.ways["loop"].isChecked()
    window.commands["loop"].trigger()
    assert driver_of(window).manner.loop is None
    assert desk.waves.wave.passage is None


def test_a_side_is_heard_alone_and_silence_left_out(desk: DeskPage, window: MainWindow) -> None:
    window.commands["only_agent"].trigger()
    assert driver_of(window).manner.customer == 0.0
    window.commands["only_agent"].trigger()
    assert driver_of(window).manner.customer == 1.0
    window.commands["skip_silence"].trigger()
    assert driver_of(window).manner.skipped
    assert desk.transport.ways["skip_silence"].isChecked()


def test_the_agents_view_is_that_of_the_moment(desk: DeskPage, window: MainWindow) -> None:
    window.commands["go_agent_view"].trigger()
    driver_of(window).seek(45.0)
    assert desk.agent_view.card.title.startswith("Legal threat")
    assert desk.agent_view.call.ticks
    driver_of(window).seek(1.0)
    assert not desk.agent_view.card.title.startswith("Legal threat")
    assert not desk.agent_view.call.ticks


@pytest.mark.qt_log_ignore("This plugin does not support")  # of pop-up menus, offscreen
def test_wrong_and_missed_alerts_are_written_down(
    desk: DeskPage, window: MainWindow, calls: list[str], qtbot: QtBot
) -> None:
    window.commands["next_alert"].trigger()
    window.commands["judge_wrong"].trigger()
    qtbot.waitUntil(lambda: desk.call.alerts[0].judged_right is False)
    desk.transcript.setCurrentIndex(desk.transcript.model().index(3, 0))
    window.commands["missed"].trigger()
    (menu,) = desk.findChildren(QMenu)
    menu.actions()[list(Category).index(Category.CHURN)].trigger()
    menu.close()
    qtbot.waitUntil(lambda: bool(desk.call.review.missed))
    missed = desk.call.review.missed[0]
    assert missed.category == Category.CHURN
    assert desk.call.utterance(missed.utterance).text == BOOK[3].text
    with Store.open(read_only=True) as store:
        assert store.load(calls[0])[-1] == missed


def test_a_comment_is_corrected_and_taken_away(
    desk: DeskPage, window: MainWindow, qtbot: QtBot
) -> None:
    panel = desk.comments
    window.commands["comment"].trigger()
    QTest.keyClicks(panel.editor, "Too fast #pace")
    QTest.keyClick(panel.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.list.count() == 1)
    panel.list.setFocus()
    panel.correct.click()
    assert panel.editor.text() == "Too fast #pace"
    panel.editor.setText("Rather fast")
    QTest.keyClick(panel.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [c.text for c in desk.call.review.comments] == ["Rather fast"])
    assert desk.lanes.comments[0].name == "Rather fast"
    panel.list.setCurrentRow(0)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: panel.list.count() == 0)


def test_a_draft_keeps_itself_and_is_opened_again(
    desk: DeskPage, window: MainWindow, calls: list[str], qtbot: QtBot
) -> None:
    row = desk.score.rows[0]
    row.setFocus()
    QTest.keyClicks(row, "n")
    qtbot.waitUntil(lambda: "Draft kept" in desk.score.state_text)
    window.room.review(calls[1])
    window.room.review(calls[0])
    sheet = desk.score.sheet
    assert sheet is not None
    assert sheet.begun
    assert sheet.value(row.question.id) == "no"
    assert sheet.overridden(row.question.id)


def test_an_unfinished_form_is_not_handed_in(desk: DeskPage, window: MainWindow) -> None:
    window.commands["submit"].trigger()
    assert desk.score.state_text.startswith("Not yet")
    sheet = desk.score.sheet
    assert sheet is not None
    assert not sheet.submitted


SHORT = """
id = "short"
version = 1
title = "A short one"
pass_mark = 60
[[section]]
title = "All"
[[section.question]]
id = "kind"
text = "Was the agent kind?"
help = "In words."
weight = 100
[[section.question]]
id = "safe"
text = "Was it safe?"
weight = 0
fail_on = ["no"]
"""


def test_each_form_has_an_evaluation_of_its_own(
    window: MainWindow, calls: list[str], qtbot: QtBot
) -> None:
    own = paths.team() / "scorecards"
    own.mkdir(parents=True)
    (own / "short.toml").write_text(SHORT)
    window.room.review(calls[0])
    panel = window.room.desk.score
    assert [panel.form.itemText(n) for n in range(panel.form.count())] == [
        "A calm call",
        "A short one",
    ]
    panel.answer(panel.rows[0].question.id, "no")
    QTest.keyClick(panel.form, Qt.Key.Key_Down)
    assert [row.question.id for row in panel.rows] == ["kind", "safe"]
    panel.answer("kind", "yes")
    panel.answer("safe", "yes")
    assert panel.verdict == "Passed: 60 or more."
    panel.answer("kind", "no")
    assert panel.verdict == "Not passed: 60 are needed."
    panel.answer("kind", "yes")
    panel.answer("safe", "no")
    assert panel.score_text == "0 / 100  Failed"
    assert panel.verdict == "Fails the call: “Was it safe?” Without that: 100 / 100."
    QTest.keyClick(panel.form, Qt.Key.Key_Up)
    assert panel.sheet is not None
    assert panel.sheet.value(panel.rows[0].question.id) == "no"
    QTest.keyClick(panel.form, Qt.Key.Key_Down)
    panel.submit()
    qtbot.waitUntil(lambda: panel.state_text == "Submitted")
    window.room.review(calls[1])
    window.room.review(calls[0])
    assert panel.form.currentText() == "A short one"
    assert panel.state_text == "Submitted"
    QTest.keyClick(panel.form, Qt.Key.Key_Up)
    assert panel.sheet.begun
    assert panel.sheet.value(panel.rows[0].question.id) == "no"


def test_what_a_question_asks_is_told_when_it_has_the_keys(
    desk: DeskPage, window: MainWindow
) -> None:
    window.commands["go_score"].trigger()
    assert desk.score.help_text.endswith("of 100.")
    row = next(row for row in desk.score.rows if row.question.id == "discreet")
    row.setFocus()
    assert desk.score.help_text == "Not scored. “No” fails the call."


def test_the_evidence_of_an_answer_is_heard(desk: DeskPage, window: MainWindow) -> None:
    row = next(row for row in desk.score.rows if row._sentences.count() > 1)
    row.setFocus()
    QTest.keyClicks(row, "s")
    driver = driver_of(window)
    assert driver.playing
    assert desk.score.sheet is not None
    first = desk.score.sheet.answers[row.question.id].utterances[0]
    assert driver.position == pytest.approx(desk.call.utterance(first).start, abs=1.0)
    driver.toggle()


def test_the_waveform_zooms_scrolls_and_is_clicked(desk: DeskPage, window: MainWindow) -> None:
    wave = desk.waves.wave
    wave.setFocus()
    whole = wave.scale.shown
    for _ in range(3):
        QTest.keyClick(wave, Qt.Key.Key_Plus)
    assert wave.scale.shown < whole / 3
    middle = QPoint(round(wave.scale.x(wave.scale.first + wave.scale.shown / 2)), 40)
    wanted = wave.scale.second(middle.x())
    QTest.mouseClick(wave, Qt.MouseButton.LeftButton, pos=middle)
    assert driver_of(window).position == pytest.approx(wanted, abs=0.05)
    QTest.keyClick(wave, Qt.Key.Key_0)
    assert wave.scale.shown == whole
    alert = desk.lanes.alerts[0]
    lane = next(b for b in bands(wave._look) if b.key == "alerts")
    tip = wave.tip_at(QPointF(wave.scale.x(alert.at) + 4, lane.middle))
    assert "Legal threat" in tip


def test_from_the_agents_page_to_the_desk_and_back(window: MainWindow, calls: list[str]) -> None:
    window.replay(calls[0])
    driver_of(window).seek(30.0)
    window.commands["review"].trigger()
    assert window.room.at_desk
    assert driver_of(window).position == 30.0
    window.commands["review"].trigger()
    assert window.call_page.isVisible()
    assert driver_of(window).position == 30.0

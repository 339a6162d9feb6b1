"""Calibration, coaching and the agent's word on an evaluation, in the window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.call import Call, fold
from companion.events import CommentWritten, Verdict
from companion.review.calibration import exported, read_exchanged
from companion.review.coaching import playlist_sheet
from companion.review.exchange import compared, export_own
from companion.review.scorecard import Kind
from companion.review.scorecard_file import load_scorecard
from companion.review.sheet import open_sheet, replies, save_sheet
from companion.store import Store
from tools.staged_call import STARTED_AT
from ui.models.calibration import Column
from ui.review.calibration_page import CalibrationPage
from ui.review.coaching_page import About, CoachingPage
from ui.review.reply_dialog import ReplyDialog
from ui.windows.main_window import MainWindow


@pytest.fixture(autouse=True)
def person(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Who sits at the desk: at first Kim."""

    def sits(name: str) -> None:
        for module in ("room", "learning"):
            monkeypatch.setattr(f"ui.review.{module}.reviewer", lambda: name)

    sits("Kim")
    return sits


def evaluated(call_id: str, who: str, answer: str = "yes") -> str:
    """Hand in an evaluation in which all that is open has this answer; returns its id."""
    with Store.open() as store:
        sheet = open_sheet(fold(store.load(call_id)), load_scorecard())
        while sheet.result().open:
            question = sheet.form.question(sheet.result().open[0])
            known = [value for value, _ in question.answers]
            value = answer if answer in known else known[0] if known else "0"
            sheet = sheet.answered(question.id, "0" if question.kind == Kind.NUMBER else value)
        for name in sheet.result().uncommented:
            sheet = sheet.commented(name, "As the words show.")
        return save_sheet(store, sheet, who, submit=True).evaluation


def stored(call_id: str) -> Call:
    with Store.open(read_only=True) as store:
        return fold(store.load(call_id))


@pytest.fixture
def theirs(calls: list[str], tmp_path: Path) -> list[Path]:
    """A second reviewer's files about all three calls, made on the same words."""
    files = []
    for number, call_id in enumerate(calls):
        evaluation = evaluated(call_id, "Toni", "no")
        file = tmp_path / f"{number}.json"
        file.write_text(exported(stored(call_id), evaluation), encoding="utf-8")
        files.append(file)
    return files


@pytest.fixture
def calibration(window: MainWindow) -> Iterator[CalibrationPage]:
    window.commands["calibration"].trigger()
    made = window.room.learning.calibration
    yield made
    made.close_jobs()


@pytest.fixture
def coaching(window: MainWindow) -> Iterator[CoachingPage]:
    made = window.room.learning.coaching
    yield made
    made.close_jobs()


def test_agreement_is_shown_by_question_and_where_it_is_undefined_that_is_said(
    calibration: CalibrationPage,
    theirs: list[Path],
    calls: list[str],
    window: MainWindow,
    qtbot: QtBot,
) -> None:
    for call_id in calls[:2]:
        evaluated(call_id, "Kim", "yes")
    calibration.compare(theirs)
    qtbot.waitUntil(lambda: calibration.model.rowCount() > 0)
    assert "Calls evaluated by both: 2." in calibration.summary
    assert "Hidden until you have evaluated their calls: 1." in calibration.summary
    model = calibration.model
    rows = [
        [model.index(row, column).data() for column in Column] for row in range(model.rowCount())
    ]
    assert rows[-1][Column.QUESTION] == "All questions"
    undefined = [row for row in rows if not row[Column.KAPPA]]
    assert undefined
    assert all("Kappa is not defined" in row[Column.NOTE] for row in undefined)
    apart = next(n for n, row in enumerate(rows) if row[Column.EQUAL] == "0 %")
    calibration.table.selectRow(apart)
    assert calibration.differences.count() == 2
    calibration.differences.setFocus()
    calibration.differences.setCurrentRow(0)
    QTest.keyClick(calibration.differences, Qt.Key.Key_Return)
    assert window.room.at_desk
    window.commands["back"].trigger()
    assert calibration.isVisible()


def test_anothers_answers_stay_hidden_until_ones_own_are_handed_in(
    calibration: CalibrationPage, theirs: list[Path], qtbot: QtBot
) -> None:
    calibration.compare(theirs)
    qtbot.waitUntil(lambda: bool(calibration.banner.text))
    assert "handed in no evaluation" in calibration.banner.text
    assert calibration.model.rowCount() == 0


def test_a_file_that_is_none_is_told_of_in_one_line(
    calibration: CalibrationPage, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "some.json"
    file.write_text("[]", encoding="utf-8")
    calibration.compare([file])
    qtbot.waitUntil(lambda: bool(calibration.banner.text))
    assert "is no evaluation" in calibration.banner.text


def test_ones_own_evaluations_are_written_without_names_unless_wanted(
    calibration: CalibrationPage, calls: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    evaluated(calls[0], "Kim")
    evaluated(calls[1], "Toni")
    calibration.write(tmp_path)
    qtbot.waitUntil(lambda: bool(calibration.banner.text))
    (file,) = tmp_path.glob("*.json")
    assert "reviewer" not in json.loads(file.read_text(encoding="utf-8"))


def test_two_who_answer_alike_differ_nowhere(calls: list[str], tmp_path: Path) -> None:
    for who in ("Kim", "Toni"):
        for call_id in calls:
            evaluated(call_id, who)
    with Store.open(read_only=True) as store:
        files = export_own(store, "Toni", tmp_path)
        found = compared(store, "Kim", [read_exchanged(file) for file in files])
    assert found.calibration.calls == len(calls)
    assert found.calibration.overall.share == 1.0
    assert not any(found.differences.values())
    assert found.unknown == 0


def said(coaching: CoachingPage, text: str) -> bool:
    return text in coaching.banner.text


def test_the_sheet_of_the_call_on_the_desk_is_shown_and_printed(
    coaching: CoachingPage, window: MainWindow, calls: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    evaluated(calls[0], "Kim", "no")
    window.room.review(calls[0])
    window.commands["coaching"].trigger()
    qtbot.waitUntil(lambda: coaching.sheet is not None)
    assert "What to practise" in coaching.paper.toPlainText()
    assert "|---" not in coaching.paper.toPlainText()
    assert coaching.clips.count() > 0
    for name in ("sheet.md", "sheet.pdf"):
        coaching.write(tmp_path / name)
        qtbot.waitUntil(partial(said, coaching, name))
    assert (tmp_path / "sheet.md").read_text(encoding="utf-8").startswith("# Coaching")
    assert "What to practise" in PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()
    window.commands["back"].trigger()
    assert window.room.at_desk


def test_the_sound_of_the_passages_is_cut_out(
    coaching: CoachingPage, window: MainWindow, calls: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    evaluated(calls[0], "Kim")
    window.room.review(calls[0])
    window.commands["coaching"].trigger()
    qtbot.waitUntil(lambda: coaching.sheet is not None)
    coaching.write_sound(tmp_path / "clips")
    qtbot.waitUntil(lambda: "Clips written" in coaching.banner.text, timeout=20_000)
    assert len(list((tmp_path / "clips").glob("*.flac"))) == coaching.clips.count()


def test_a_passage_opens_its_call_there_and_back_leads_to_the_sheet(
    coaching: CoachingPage, window: MainWindow, calls: list[str], qtbot: QtBot
) -> None:
    evaluated(calls[0], "Kim")
    window.room.review(calls[0])
    window.commands["coaching"].trigger()
    qtbot.waitUntil(lambda: coaching.clips.count() > 0)
    assert coaching.sheet is not None
    coaching.clips.setFocus()
    coaching.clips.setCurrentRow(0)
    QTest.keyClick(coaching.clips, Qt.Key.Key_Return)
    assert window.room.at_desk
    assert window.room.desk.position == pytest.approx(coaching.sheet.clips[0].start, abs=0.5)
    window.commands["back"].trigger()
    assert coaching.isVisible()


def test_an_agents_week_has_its_own_sheet(
    coaching: CoachingPage, window: MainWindow, calls: list[str], qtbot: QtBot
) -> None:
    window.commands["coaching"].trigger()
    qtbot.waitUntil(lambda: coaching.sheet is not None)
    assert coaching.about.currentData() == About.WEEK
    assert coaching.agent.currentText() in coaching.sheet.title  # type: ignore[union-attr]


def test_a_passage_goes_into_the_training_playlist_by_keys(
    window: MainWindow, calls: list[str], qtbot: QtBot
) -> None:
    window.room.review(calls[0])
    window.commands["training"].trigger()
    editor = window.room.desk.comments.editor
    QTest.keyClicks(editor, "Hear how calm this stays")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.room.desk.call.review.comments))
    (comment,) = window.room.desk.call.review.comments
    assert comment.tags == ("training",)
    with Store.open(read_only=True) as store:
        sheet = playlist_sheet(store)
    assert "Hear how calm this stays" in sheet.markdown
    assert len(sheet.clips) == 1


def test_a_playlist_without_passages_says_so(calls: list[str]) -> None:
    with Store.open() as store:
        store.add(
            calls[0],
            CommentWritten(at=3.0, who="Kim", when=STARTED_AT, text="Fine", tags=("other",)),
        )
        assert "No comment is tagged" in playlist_sheet(store).markdown


@pytest.fixture
def dialog(
    window: MainWindow, calls: list[str], person: Callable[[str], None]
) -> Iterator[ReplyDialog]:
    """Robin replays a call of theirs that Toni has evaluated, and wants to answer."""
    evaluated(calls[0], "Toni")
    person("Robin")
    window.replay(calls[0])
    window.commands["reply"].trigger()
    made = window.room.replies
    yield made
    made.close()


def test_the_agent_disputes_a_question_with_a_reason_and_its_sentence(
    dialog: ReplyDialog, calls: list[str], window: MainWindow, qtbot: QtBot
) -> None:
    saved = stored(calls[0]).review.counting
    assert saved is not None
    row, answer = next((n, a) for n, a in enumerate(saved.answers, start=1) if a.utterances)
    dialog.list.setCurrentRow(row)
    dialog.dispute()
    assert "needs a reason" in dialog.state
    QTest.keyClicks(dialog.reason, "I did, at the end.")
    dialog.dispute_knob.click()
    qtbot.waitUntil(lambda: "Noted" in dialog.state)
    told = replies(stored(calls[0]), saved.evaluation)[answer.question]
    assert (told.verdict, told.text) == (Verdict.DISPUTED, "I did, at the end.")
    assert told.utterance == answer.utterances[0]
    assert dialog.list.item(row).text().startswith("≠")


def test_the_agent_takes_note_of_the_whole(
    dialog: ReplyDialog, calls: list[str], qtbot: QtBot
) -> None:
    dialog.accept_knob.click()
    qtbot.waitUntil(lambda: "Noted" in dialog.state)
    saved = stored(calls[0]).review.counting
    assert saved is not None
    assert replies(stored(calls[0]), saved.evaluation)[None].verdict == Verdict.ACKNOWLEDGED


def test_another_reviewer_sees_nothing_of_it_before_theirs_is_handed_in(
    window: MainWindow, calls: list[str], person: Callable[[str], None]
) -> None:
    evaluated(calls[0], "Toni")
    person("Sasha")
    window.replay(calls[0])
    window.commands["reply"].trigger()
    dialog = window.room.replies
    assert dialog.list.count() == 0
    assert "handed in your own" in dialog.about
    dialog.close()


def test_the_reviewer_reads_what_the_agent_said(
    dialog: ReplyDialog,
    calls: list[str],
    window: MainWindow,
    person: Callable[[str], None],
    qtbot: QtBot,
) -> None:
    dialog.list.setCurrentRow(1)
    dialog.reason.setPlainText("It was asked twice.")
    dialog.dispute_knob.click()
    qtbot.waitUntil(lambda: "Noted" in dialog.state)
    person("Toni")
    window.room.review(calls[0])
    texts = [row._evidence.text() for row in window.room.desk.score.rows]
    assert any("Robin disputes: It was asked twice." in text for text in texts)

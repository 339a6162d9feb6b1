from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from companion.call import Call, fold, step
from companion.events import AnyEvent, Partial, Speaker, UtteranceHeard
from ui.look import Look
from ui.models.transcript import TranscriptModel
from ui.theme import load_theme
from ui.widgets.transcript_view import TranscriptView

LONG_CALL = 4000


def said(seq: int, text: str = "and then nobody rang me back at all") -> UtteranceHeard:
    speaker = Speaker.CUSTOMER if seq % 2 else Speaker.AGENT
    at = float(seq * 4)
    return UtteranceHeard(at=at, seq=seq, speaker=speaker, start=at - 3, end=at, text=text)


@pytest.fixture
def model() -> TranscriptModel:
    return TranscriptModel()


@pytest.fixture
def view(qtbot: QtBot, model: TranscriptModel) -> Iterator[TranscriptView]:
    made = TranscriptView(Look(load_theme("light"), 10.5), model)
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    model.setParent(made)  # the model must outlive the view that asks it


def grow(model: TranscriptModel, call: Call, *entries: AnyEvent) -> Call:
    for entry in entries:
        call = step(call, entry)
        model.apply(call, entry)
    return call


def last_line_is_in_sight(view: TranscriptView, model: TranscriptModel) -> bool:
    rect = view.visualRect(model.index(model.rowCount() - 1))
    return rect.bottom() <= view.viewport().height() and rect.top() >= 0


def test_it_follows_the_talk(view: TranscriptView, model: TranscriptModel) -> None:
    call = Call()
    for seq in range(1, 60):
        call = grow(model, call, said(seq))
        assert last_line_is_in_sight(view, model)


def test_it_stops_following_when_one_scrolls_up_and_says_what_came(
    view: TranscriptView, model: TranscriptModel
) -> None:
    call = grow(model, Call(), *(said(seq) for seq in range(1, 60)))
    bar = view.verticalScrollBar()
    bar.setValue(100)
    assert not view.following
    assert not view.new_below
    grow(model, call, said(60))
    assert bar.value() == 100
    assert view.new_below
    view.follow()
    assert last_line_is_in_sight(view, model)
    assert not view.new_below


def test_end_follows_again(view: TranscriptView, model: TranscriptModel, qtbot: QtBot) -> None:
    grow(model, Call(), *(said(seq) for seq in range(1, 60)))
    view.verticalScrollBar().setValue(0)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.following
    assert last_line_is_in_sight(view, model)


def test_what_one_reads_stays_put_when_a_line_is_put_in_above(
    view: TranscriptView, model: TranscriptModel
) -> None:
    call = grow(model, Call(), *(said(seq) for seq in range(2, 60)))
    view.verticalScrollBar().setValue(300)
    read = view.indexAt(view.viewport().rect().center())
    seq, before = model.line(read.row()).seq, view.visualRect(read).top()
    late = UtteranceHeard(
        at=300, seq=100, speaker=Speaker.AGENT, start=0.5, end=1, text="late " * 30
    )
    grow(model, call, late)
    assert view.visualRect(model.index(model.row_of(seq))).top() == before


def test_a_growing_line_stays_in_sight(view: TranscriptView, model: TranscriptModel) -> None:
    call = grow(model, Call(), *(said(seq) for seq in range(1, 30)))
    for words in range(1, 80):
        text = "word " * words
        model.glimpse(call, Partial(at=200, speaker=Speaker.AGENT, start=199, text=text))
        assert last_line_is_in_sight(view, model)


def test_a_long_call_is_shown_at_its_end_and_can_be_walked(
    view: TranscriptView, model: TranscriptModel, qtbot: QtBot
) -> None:
    model.reset(fold(said(seq) for seq in range(1, LONG_CALL + 1)))
    assert last_line_is_in_sight(view, model)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    assert view.visualRect(model.index(0)).top() == 0
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.currentIndex().row() > 0


def test_guessed_heights_become_true_without_a_jump(
    view: TranscriptView, model: TranscriptModel, qtbot: QtBot
) -> None:
    texts = ["short", "much longer " * 20]
    model.reset(fold(said(seq, texts[seq % 2]) for seq in range(1, 400)))
    QApplication.sendPostedEvents()  # the scroll bar appears and takes its room
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.viewport().repaint()
    read = view.indexAt(view.viewport().rect().center())
    before = view.visualRect(read).top()
    qtbot.waitUntil(lambda: view.measured)
    assert abs(view.visualRect(read).top() - before) <= 1


def test_a_narrower_view_breaks_lines_anew(
    view: TranscriptView, model: TranscriptModel, qtbot: QtBot
) -> None:
    grow(model, Call(), said(1, "and then nobody rang me back at all " * 4))
    before = view.visualRect(model.index(0)).height()
    view.resize(300, 400)
    QApplication.processEvents()
    assert view.visualRect(model.index(0)).height() > before


def test_lines_are_copied_with_who_and_when(
    view: TranscriptView, model: TranscriptModel, qtbot: QtBot
) -> None:
    grow(model, Call(), said(1, "hello"), said(2, "good morning"))
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().text()
    assert copied == "0:01 Customer: hello\n0:05 Agent: good morning"


def test_opening_a_line_tells_its_time(
    view: TranscriptView, model: TranscriptModel, qtbot: QtBot
) -> None:
    grow(model, Call(), said(1), said(2))
    view.setCurrentIndex(model.index(1))
    with qtbot.waitSignal(view.picked) as picked:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert picked.args == [5.0]

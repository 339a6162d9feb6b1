from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from companion.call import Call, fold, step
from companion.events import AngerRated, AnyEvent, MarkPlaced, Speaker, UtteranceHeard
from tools.staged_call import staged_entries
from ui.look import Look
from ui.models.alerts import AlertsModel
from ui.theme import load_theme
from ui.widgets.timeline import Timeline


@pytest.fixture
def alerts() -> AlertsModel:
    return AlertsModel()


@pytest.fixture
def timeline(qtbot: QtBot, alerts: AlertsModel) -> Timeline:
    made = Timeline(Look(load_theme("light"), 10.5), alerts)
    qtbot.addWidget(made)
    made.resize(800, 130)
    made.show()
    return made


@pytest.fixture
def shown(timeline: Timeline, alerts: AlertsModel) -> Callable[[list[AnyEvent]], Call]:
    def show(log: list[AnyEvent]) -> Call:
        call = fold(log)
        alerts.reset(call)
        timeline.reset(call)
        return call

    return show


def test_every_point_says_its_words(
    timeline: Timeline, shown: Callable[[list[AnyEvent]], Call]
) -> None:
    shown(staged_entries())
    told = [point.told for point in timeline.points]
    assert "0:36  Furious: “i am sick of this”" in told
    assert [point.at for point in timeline.points] == sorted(p.at for p in timeline.points)


def test_growing_is_the_same_as_showing_at_once(
    timeline: Timeline, shown: Callable[[list[AnyEvent]], Call]
) -> None:
    shown([])
    call = Call()
    for entry in staged_entries():
        call = step(call, entry)
        timeline.apply(call, entry)
    grown = timeline.points
    timeline.reset(call)
    assert timeline.points == grown


def test_a_newer_rating_of_a_sentence_replaces_the_older(timeline: Timeline) -> None:
    said = UtteranceHeard(at=2, seq=1, speaker=Speaker.CUSTOMER, start=1, end=2, text="oh")
    call = fold([said])
    for seq, level in ((2, 1), (3, 3)):
        rated = AngerRated(at=2, seq=seq, utterance=1, level=level, because=())
        call = step(call, rated)
        timeline.apply(call, rated)
    assert [point.level for point in timeline.points] == [3]


def test_the_keys_go_from_moment_to_moment_alerts_among_them(
    timeline: Timeline, shown: Callable[[list[AnyEvent]], Call], qtbot: QtBot
) -> None:
    call = shown(staged_entries())
    timeline.setFocus()
    told: list[str] = []
    timeline.told.connect(told.append)
    for _ in timeline.moments:
        QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert told == [moment.told for moment in reversed(timeline.moments)]
    assert any("Legal threat: “i will call my lawyer”" in text for text in told)
    with qtbot.waitSignal(timeline.picked) as picked:
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    first = call.utterance(call.anger[0].utterance)
    assert picked.args == [first.start, first.seq]


def test_a_click_near_a_point_shows_its_sentence(
    timeline: Timeline, shown: Callable[[list[AnyEvent]], Call], qtbot: QtBot
) -> None:
    shown(staged_entries())
    found: list[int] = []
    timeline.picked.connect(lambda _, utterance: found.append(utterance))
    for x in range(0, timeline.width(), 4):
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(x, 60))
    assert {point.utterance for point in timeline.points} <= set(found)


def test_a_mark_is_drawn(timeline: Timeline, shown: Callable[[list[AnyEvent]], Call]) -> None:
    call = shown(staged_entries())
    before = timeline.grab().toImage()
    mark = MarkPlaced(at=20.0, seq=call.last_seq + 1)
    timeline.apply(step(call, mark), mark)
    assert timeline.grab().toImage() != before


def test_what_is_drawn_does_not_change_while_nothing_moves_a_pixel(timeline: Timeline) -> None:
    timeline.set_now(10.0)
    before = timeline.grab().toImage()
    timeline.set_now(10.001)
    assert timeline.grab().toImage() == before
    timeline.set_now(30.0)
    assert timeline.grab().toImage() != before


def test_in_a_replay_one_can_go_to_what_is_still_to_come(
    timeline: Timeline, shown: Callable[[list[AnyEvent]], Call], qtbot: QtBot
) -> None:
    log = staged_entries()
    shown(log[:10])
    timeline.set_outline(fold(log))
    timeline.set_now(20.0, length=79.0)
    ahead = [moment for moment in timeline.moments if moment.at > 20.0]
    assert any("Going public" in moment.told for moment in ahead)
    with qtbot.waitSignal(timeline.picked) as picked:
        QTest.keyClick(timeline, Qt.Key.Key_Left)
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert picked.args == [ahead[-1].at, ahead[-1].utterance]

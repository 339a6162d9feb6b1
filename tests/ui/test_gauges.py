from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from companion.call import Call, fold
from companion.events import CallStarted, Speaker, UtteranceHeard
from companion.measures import Measures, measure
from tools.staged_call import STARTED_AT, staged_entries
from ui.look import Look
from ui.theme import load_theme
from ui.widgets.gauges import WINDOW_S, Gauges
from ui.windows.call_page import CallPage


@pytest.fixture
def gauges(qtbot: QtBot) -> Iterator[Gauges]:
    look = Look(load_theme("light"), 10.5)
    owner = QWidget()
    qtbot.addWidget(owner)
    made = Gauges(look, owner)
    owner.show()
    yield made
    owner.close()


def call_of(*said: tuple[Speaker, float, float, str], timed: bool = True) -> Call:
    started = CallStarted(
        at=0, call_id="c", started_at=STARTED_AT, source="s", model="m", channels=(), timed=timed
    )
    heard = [
        UtteranceHeard(at=end, seq=number, speaker=speaker, start=start, end=end, text=text)
        for number, (speaker, start, end, text) in enumerate(said, 2)
    ]
    return fold([started, *heard])


def test_they_tell_pace_share_and_interruptions(gauges: Gauges) -> None:
    call = call_of(
        (Speaker.CUSTOMER, 0.0, 12.0, "it has been broken for weeks and nobody came"),
        (Speaker.AGENT, 9.0, 15.0, "let me stop you there and look at it now " * 2),
    )
    gauges.show_moment(call, 16.0)
    assert gauges.isVisible()
    assert gauges.pace.reading.text == "200 words/min"
    assert gauges.share.reading.text == "33%"
    assert gauges.interruptions.reading.text == "once"


def test_what_is_long_past_counts_no_more(gauges: Gauges) -> None:
    later = WINDOW_S + 100.0
    call = call_of(
        (Speaker.AGENT, 0.0, 10.0, "far too fast " * 20),
        (Speaker.CUSTOMER, later, later + 10.0, "and so it goes on"),
        (Speaker.AGENT, later + 10.0, later + 20.0, "calm now " * 10),
    )
    gauges.show_moment(call, later + 20.0)
    assert gauges.pace.reading.text == "120 words/min"
    assert gauges.interruptions.reading.text == "never"


def test_nothing_is_measured_twice_in_a_second(
    gauges: Gauges, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[Call] = []

    def counting(call: Call) -> Measures:
        counted.append(call)
        return measure(call)

    monkeypatch.setattr("ui.widgets.gauges.measure", counting)
    for now in (20.0, 20.2, 20.9, 21.0, 21.4):
        gauges.show_moment(fold(staged_entries(20.0)[:-1]), now)
    assert len(counted) == 2


@pytest.mark.parametrize("cannot_tell", ["one channel", "no times"])
def test_they_are_hidden_where_nobody_can_tell(gauges: Gauges, cannot_tell: str) -> None:
    call = call_of((Speaker.AGENT, 0.0, 12.0, "who is it"), timed=cannot_tell != "no times")
    if cannot_tell == "one channel":
        unknown = replace(call.utterances[0], speaker=Speaker.UNKNOWN)
        call = replace(call, utterances=(unknown,))
    gauges.show_moment(call, 20.0)
    assert not gauges.isVisible()


def test_the_type_of_customer_stays_in_sight_with_its_approach(page: CallPage) -> None:
    hint = page.header.hint
    page.show_call(fold(staged_entries(20.0)[:-1]))
    assert not hint.isVisibleTo(page)
    page.show_call(fold(staged_entries(48.0)[:-1]))
    assert hint.isVisibleTo(page)
    assert hint.text() == "Perhaps: has had enough"
    assert "fix it fast" in hint.toolTip()
    assert "“every time i call”" in hint.accessibleDescription()


@pytest.mark.parametrize(("width", "shown"), [(900, 3), (400, 2), (150, 1), (60, 1)])
def test_as_many_are_shown_as_have_room_for_their_words(
    gauges: Gauges, width: int, shown: int
) -> None:
    gauges.resize(width, 30)
    gauges.show_moment(fold(staged_entries()), 78.0)
    seen = [not part.isHidden() for part in (gauges.pace, gauges.share, gauges.interruptions)]
    assert seen == [True] * shown + [False] * (3 - shown)

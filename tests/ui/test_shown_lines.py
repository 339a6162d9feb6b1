"""Some lines of a transcript alone, and the words one looks for in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.modeltest import ModelTester

from companion.call import Call, fold, step
from companion.events import (
    AlertWithdrawn,
    AnyEvent,
    By,
    MarkPlaced,
    Partial,
    Speaker,
    UtteranceHeard,
)
from tools.staged_call import BOOK, staged_entries
from ui.models.shown_lines import Only, ShownLines
from ui.models.transcript import BeforeRole, TranscriptModel


@pytest.fixture
def lines() -> TranscriptModel:
    return TranscriptModel()


@pytest.fixture
def shown(lines: TranscriptModel) -> ShownLines:
    return ShownLines(lines, lines)


@pytest.fixture
def call(lines: TranscriptModel) -> Call:
    made = fold(staged_entries())
    lines.reset(made)
    return made


def texts(shown: ShownLines) -> list[str]:
    return [shown.line(row).text for row in range(shown.rowCount())]


def take_in(lines: TranscriptModel, call: Call, *entries: AnyEvent) -> Call:
    for entry in entries:
        call = step(call, entry)
        lines.apply(call, entry)
    return call


@pytest.mark.parametrize("only", Only)
def test_what_is_shown_is_what_fits(shown: ShownLines, call: Call, only: Only) -> None:
    shown.show_only(only)
    alerts = {alert.utterance for alert in call.alerts if alert.standing}
    fitting: Callable[[UtteranceHeard], bool] = {
        Only.ALL: lambda u: True,
        Only.CUSTOMER: lambda u: u.speaker == Speaker.CUSTOMER,
        Only.AGENT: lambda u: u.speaker == Speaker.AGENT,
        Only.ALERTS: lambda u: u.seq in alerts,
        Only.MARKS: lambda u: False,
    }[only]
    expected = [u.text for u in call.utterances if fitting(u)]
    assert texts(shown) == expected == [line.text for line in shown.lines()]
    assert shown.finished == len(expected)
    assert shown.total == len(call.utterances)


@pytest.mark.parametrize("only", Only)
def test_it_keeps_qts_rules_while_a_call_grows(
    lines: TranscriptModel, shown: ShownLines, only: Only, qtmodeltester: ModelTester
) -> None:
    shown.show_only(only)
    qtmodeltester.check(shown)  # type: ignore[no-untyped-call]
    call = Call()
    for entry in staged_entries():
        call = take_in(lines, call, entry)
    assert texts(shown) == [line.text for line in shown.lines()]


def test_rows_are_told_from_places_in_the_log_and_back(shown: ShownLines, call: Call) -> None:
    shown.show_only(Only.CUSTOMER)
    for row in range(shown.rowCount()):
        assert shown.row_of(shown.line(row).seq) == row
        assert shown.row_at(shown.line(row).start) == row
    hidden = next(u for u in call.utterances if u.speaker == Speaker.AGENT)
    assert shown.row_of(hidden.seq) == -1
    assert shown.hides(hidden.seq)
    assert not shown.hides(shown.line(0).seq)
    assert not shown.hides(99_999)


def test_between_two_lines_that_are_shown_the_one_before_counts(
    shown: ShownLines, call: Call
) -> None:
    shown.show_only(Only.CUSTOMER)
    answer = next(u for u in call.utterances if u.start > shown.line(0).start)
    assert shown.row_at(answer.start) == 0
    assert shown.row_at(0.0) == -1


def test_a_line_comes_and_goes_with_its_alert(
    lines: TranscriptModel, shown: ShownLines, call: Call
) -> None:
    shown.show_only(Only.ALERTS)
    before = shown.rowCount()
    seq = call.last_seq + 1
    take_in(lines, call, AlertWithdrawn(at=99, seq=seq, alert=call.alerts[0].seq, by=By.AGENT))
    assert shown.rowCount() == before - 1


def test_a_mark_belongs_to_what_is_said_then(lines: TranscriptModel, shown: ShownLines) -> None:
    shown.show_only(Only.MARKS)
    threat = BOOK[7]
    entries = staged_entries()
    call = Call()
    placed = False
    for entry in entries:
        if not placed and entry.at > threat.start + 1:
            mark = MarkPlaced(at=threat.start + 1, seq=entry.seq)
            lines.apply(step(call, mark), mark)
            placed = True
        call = take_in(lines, call, entry)
    assert texts(shown) == [threat.text]


def test_marks_are_known_again_when_a_call_is_shown(
    lines: TranscriptModel, shown: ShownLines
) -> None:
    shown.show_only(Only.MARKS)
    entries = staged_entries()
    early = MarkPlaced(at=0.1, seq=entries[-1].seq + 1)
    late = MarkPlaced(at=9999.0, seq=entries[-1].seq + 2)
    lines.reset(fold([*entries, early, late]))
    assert texts(shown) == [BOOK[0].text, BOOK[-1].text]


def test_words_are_found_whatever_their_case_and_parts_of_words(
    shown: ShownLines, call: Call
) -> None:
    shown.seek("Call  MY law")
    assert [shown.line(row).text for row in shown.hits] == [BOOK[7].text]
    shown.seek("friday(")
    assert shown.hits == []
    shown.seek("  ")
    assert shown.sought is None
    assert shown.hits == []


def test_one_goes_round_among_the_lines_found(shown: ShownLines, call: Call) -> None:
    shown.seek("you")
    hits = shown.hits
    assert len(hits) > 2
    assert shown.hit_after(-1) == hits[0]
    assert shown.hit_after(hits[0]) == hits[1]
    assert shown.hit_after(hits[-1]) == hits[0]
    assert shown.hit_before(hits[1]) == hits[0]
    assert shown.hit_before(hits[0]) == hits[-1]
    shown.seek("no such words")
    assert (shown.hit_after(0), shown.hit_before(0)) == (-1, -1)


def test_only_what_is_shown_is_found(shown: ShownLines, call: Call) -> None:
    shown.seek("you")
    everywhere = len(shown.hits)
    shown.show_only(Only.AGENT)
    assert 0 < len(shown.hits) < everywhere
    assert all(shown.line(row).speaker == Speaker.AGENT for row in shown.hits)


def test_what_is_said_next_is_found_too_but_not_while_it_is_being_said(
    lines: TranscriptModel, shown: ShownLines
) -> None:
    shown.seek("lawyer")
    counts: list[int] = []
    shown.changed.connect(lambda: counts.append(len(shown.hits)))
    call = Call()
    for entry in staged_entries():
        call = take_in(lines, call, entry)
    assert counts[-1] == 1
    told = len(counts)
    lines.glimpse(call, Partial(at=200, speaker=Speaker.CUSTOMER, start=199, text="my lawyer"))
    assert len(counts) == told
    assert len(shown.hits) == 1


def test_a_turn_is_one_signal_not_one_a_row(shown: ShownLines, call: Call) -> None:
    turns: list[Any] = []
    shown.rowsInserted.connect(lambda *_: turns.append("rows"))
    shown.rowsRemoved.connect(lambda *_: turns.append("rows"))
    shown.turned.connect(lambda: turns.append("turn"))
    shown.show_only(Only.CUSTOMER)
    shown.show_only(Only.ALL)
    assert turns == ["turn", "turn"]


def test_it_has_the_rows_of_a_list(shown: ShownLines, call: Call) -> None:
    assert shown.rowCount(shown.index(0, 0)) == 0
    assert shown.rowCount(QModelIndex()) == len(call.utterances)


def test_a_row_tells_the_line_before_it_also_where_that_is_hidden(
    shown: ShownLines, call: Call
) -> None:
    shown.show_only(Only.CUSTOMER)
    before = shown.index(1, 0).data(BeforeRole)
    assert before.speaker == Speaker.AGENT
    assert shown.line(0).start < before.start < shown.line(1).start

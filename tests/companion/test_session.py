from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from companion.call import Call, fold
from companion.detect import Detector
from companion.errors import OutsideError
from companion.events import (
    AngerRated,
    AnyEvent,
    CallEnded,
    CallStarted,
    DetectorSwitchedOff,
    EndReason,
    MarkPlaced,
    Partial,
    Speaker,
    UtteranceHeard,
)
from companion.session import News, Session

STARTED = CallStarted(
    at=0.0,
    call_id="c1",
    started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
    source="test",
    model="none",
    channels=(Speaker.AGENT, Speaker.CUSTOMER),
)
ENDED = CallEnded(at=9.0, reason=EndReason.ENDED)
WAIT_S = 10


def said(at: float, text: str) -> UtteranceHeard:
    return UtteranceHeard(at=at, speaker=Speaker.CUSTOMER, start=at - 1, end=at, text=text)


class CountsWords:
    """Rates every utterance by its number of words, so that findings are easy to foretell."""

    name = "counts words"

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterable[AnyEvent]:
        if isinstance(entry, UtteranceHeard):
            yield AngerRated(
                at=entry.at, utterance=entry.seq, level=len(entry.text.split()), because=()
            )


class Raises:
    name = "raises"

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterable[AnyEvent]:
        if isinstance(entry, UtteranceHeard):
            raise ZeroDivisionError("a bug")
        return []


class Memory:
    """A log in memory that fails while `full`."""

    def __init__(self) -> None:
        self.entries: list[AnyEvent] = []
        self.full = False
        self.thread: threading.Thread | None = None

    def append(self, entries: Sequence[AnyEvent]) -> None:
        self.thread = threading.current_thread()
        if self.full:
            raise OutsideError("The disk is full.", "Make room.")
        self.entries += entries

    @contextmanager
    def opened(self) -> Iterator[Memory]:
        yield self


def run(
    events: Iterable[News], detectors: Iterable[Detector] = (), memory: Memory | None = None
) -> tuple[Call, list[News]]:
    told: list[News] = []
    session = Session(detectors, [told.append], memory.opened if memory else None)
    session.start()
    for event in events:
        session.submit(event)
    return session.wait(WAIT_S), told


def test_listeners_hear_the_log_in_order_and_without_gaps() -> None:
    call, told = run([STARTED, said(1, "one two"), said(2, "one"), ENDED], [CountsWords()])

    entries = [n for n in told if not isinstance(n, Partial | OutsideError)]
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert [type(entry).__name__ for entry in entries[1:5]] == [
        "UtteranceHeard",
        "AngerRated",
    ] * 2
    assert fold(entries) == call


def test_what_is_stored_folds_to_the_same_call() -> None:
    memory = Memory()

    call, _ = run([STARTED, said(1, "one two"), ENDED], [CountsWords()], memory)

    assert fold(memory.entries) == call


def test_a_partial_is_told_and_neither_counted_nor_stored() -> None:
    memory = Memory()
    partial = Partial(at=1.0, speaker=Speaker.CUSTOMER, start=0.5, text="i will")

    call, told = run([STARTED, partial, ENDED], [CountsWords()], memory)

    assert partial in told
    assert call.last_seq == 2
    assert len(memory.entries) == 2


def test_a_detector_with_a_bug_is_switched_off_and_the_call_goes_on() -> None:
    call, _ = run([STARTED, said(1, "a"), said(2, "b"), ENDED], [Raises(), CountsWords()])

    (trouble,) = call.troubles
    assert isinstance(trouble, DetectorSwitchedOff)
    assert trouble.why == "ZeroDivisionError: a bug"
    assert len(call.anger) == 2


def test_a_full_disk_is_told_once_and_what_could_not_be_stored_is_stored_later() -> None:
    memory = Memory()
    memory.full = True
    told: list[News] = []
    stored = threading.Event()

    def listen(news: News) -> None:
        told.append(news)
        if isinstance(news, MarkPlaced):
            memory.full = False
            stored.set()

    session = Session([], [listen], memory.opened)
    session.start()
    for event in (STARTED, said(1, "a"), MarkPlaced(at=2.0), said(3, "b"), ENDED):
        session.submit(event)
    call = session.wait(WAIT_S)

    assert stored.is_set()
    assert sum(isinstance(news, OutsideError) for news in told) == 1
    assert fold(memory.entries) == call


def test_what_could_not_be_stored_to_the_end_is_said_by_wait() -> None:
    memory = Memory()
    memory.full = True

    with pytest.raises(OutsideError, match="disk is full"):
        run([STARTED, ENDED], memory=memory)


def test_a_log_that_cannot_be_opened_does_not_cost_the_call() -> None:
    @contextmanager
    def locked() -> Iterator[Memory]:
        raise OutsideError("The database is locked.", "Close the other program.")
        yield Memory()

    told: list[News] = []
    session = Session([CountsWords()], [told.append], locked)
    session.start()
    for event in (STARTED, said(1, "a"), ENDED):
        session.submit(event)

    with pytest.raises(OutsideError, match="locked"):
        session.wait(WAIT_S)
    assert session.call.ended is not None
    assert len(session.call.anger) == 1


def test_the_log_is_written_on_the_sessions_own_thread() -> None:
    memory = Memory()

    run([STARTED, ENDED], memory=memory)

    assert memory.thread is not None
    assert memory.thread is not threading.current_thread()


def test_trouble_from_outside_reaches_the_listeners_and_not_the_log() -> None:
    trouble = OutsideError("The headset is gone.", "Plug it in.")

    call, told = run([STARTED, trouble, ENDED])

    assert trouble in told
    assert call.last_seq == 2


def test_a_bug_in_a_listener_is_raised_where_somebody_waits() -> None:
    def broken(news: News) -> None:
        raise LookupError("a bug")

    session = Session([], [broken])
    session.start()
    session.submit(STARTED)

    with pytest.raises(LookupError):
        session.wait(WAIT_S)

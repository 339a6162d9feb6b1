"""What holds of all detectors together, whatever is said, in whatever order."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.call import Call, step
from companion.detect.table import load_detectors
from companion.events import AnyEvent, CallStarted, Partial, Speaker, UtteranceHeard

DETECTORS = load_detectors()
STARTED = CallStarted(
    at=0,
    call_id="c",
    started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
    source="made",
    model="none",
    channels=(Speaker.AGENT, Speaker.CUSTOMER),
)

PHRASES = (
    "i will call my lawyer",
    "kill",
    "you useless idiots",
    "if you don't",
    "he said",
    "i am not going to sue",
    "on friday the twenty seventh",
    "i am so sorry",
    "so you were charged twice",
    "no you never",
    "get me your manager",
    "i can't go on",
    "thank you",
    "i want to cancel",
)
SPOKEN = st.lists(st.sampled_from(PHRASES) | st.text(max_size=12), max_size=5).map(" ".join)
HAPPENING = st.lists(st.tuples(st.sampled_from(list(Speaker)), st.booleans(), SPOKEN), max_size=6)


def entries(said: Iterable[tuple[Speaker, bool, str]]) -> list[UtteranceHeard | Partial]:
    found: list[UtteranceHeard | Partial] = []
    for place, (speaker, final, text) in enumerate(said):
        start, end = 5.0 * place, 5.0 * place + 4
        found.append(
            UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text)
            if final
            else Partial(at=end, speaker=speaker, start=start, text=text)
        )
    return found


def log_of(happening: Sequence[UtteranceHeard | Partial]) -> list[AnyEvent]:
    """The log of a call in which this happens, as a session writes it."""
    log: list[AnyEvent] = [replace(STARTED, seq=1)]
    call = step(Call(), log[0])
    for happened in happening:
        entry: AnyEvent | Partial = happened
        if not isinstance(happened, Partial):
            entry = replace(happened, seq=call.last_seq + 1)
            call = step(call, entry)
            log.append(entry)
        for detector in DETECTORS:
            for found in list(detector.look(call, entry)):
                log.append(replace(found, seq=call.last_seq + 1))
                call = step(call, log[-1])
    return log


@settings(max_examples=40, deadline=None)
@given(HAPPENING)
def test_nothing_that_is_said_stops_a_detector(said: list[tuple[Speaker, bool, str]]) -> None:
    log_of(entries(said))


@settings(max_examples=25, deadline=None)
@given(HAPPENING)
def test_the_same_call_gives_the_same_log_again(said: list[tuple[Speaker, bool, str]]) -> None:
    happening = entries(said)
    live = log_of(happening)
    log_of(entries([(Speaker.CUSTOMER, True, "something else in between")]))
    assert log_of(happening) == live


@settings(max_examples=25, deadline=None)
@given(HAPPENING, st.text(max_size=30))
def test_partials_leave_no_trace_in_what_stands(
    said: list[tuple[Speaker, bool, str]], glimpse: str
) -> None:
    """However the words grew, the finished sentences have the same alerts, steps and slips."""
    finals = [(speaker, True, text) for speaker, _, text in said]
    grown = [
        one
        for speaker, _, text in said
        for one in ((speaker, False, glimpse), (speaker, False, text), (speaker, True, text))
    ]
    assert _standing(log_of(entries(finals))) == _standing(log_of(entries(grown)))


def _standing(log: Iterable[AnyEvent]) -> list[tuple[str, ...]]:
    call = Call()
    for entry in log:
        call = step(call, entry)
    texts = {heard.seq: heard.text for heard in call.utterances}
    order = {heard.seq: place for place, heard in enumerate(call.utterances)}
    found: list[tuple[str, ...]] = [
        (str(order[alert.utterance]), alert.category.value, texts[alert.utterance])
        for alert in call.alerts
        if alert.standing and alert.utterance is not None
    ]
    found += [(str(order[one.utterance]), "anger", str(one.level)) for one in call.anger]
    found += [(str(order[t.utterance]), t.step) for t in call.ticks if t.utterance is not None]
    return sorted([*found, *((str(order[flag.utterance]), flag.kind) for flag in call.conduct)])


@pytest.mark.parametrize("words", ["i will call my lawyer and you are useless ", "not you if "])
def test_an_endless_sentence_costs_in_proportion(words: str) -> None:
    def cost(count: int) -> float:
        text = " ".join((words * count).split()[:count])
        began = time.thread_time()
        log_of(entries([(Speaker.CUSTOMER, True, text), (Speaker.AGENT, True, text)]))
        return time.thread_time() - began

    cost(100)
    assert cost(8000) < 14 * max(cost(2000), 0.05)

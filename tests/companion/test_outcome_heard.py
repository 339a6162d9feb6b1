from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.call import Call, step
from companion.detect.scores import NoScores
from companion.detect.table import load_detectors
from companion.events import CallStarted, Speaker, UtteranceHeard
from companion.outcome_heard import suggested_outcome
from companion.outcomes import load_outcomes

DETECTORS = load_detectors(NoScores())


def call_of(*turns: tuple[str, str]) -> Call:
    begun = CallStarted(
        at=0,
        seq=1,
        call_id="c",
        started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
        source="made",
        model="none",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
    )
    call = step(Call(), begun)
    for place, (who, text) in enumerate(turns):
        entry = UtteranceHeard(
            at=5.0 * place + 4,
            seq=call.last_seq + 1,
            speaker=Speaker(who),
            start=5.0 * place,
            end=5.0 * place + 4,
            text=text,
        )
        call = step(call, entry)
        for detector in DETECTORS:
            for found in list(detector.look(call, entry)):
                call = step(call, replace(found, seq=call.last_seq + 1))
    return call


MATTER = ("customer", "the boiler has been off since sunday and nobody came")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("follow_up", ("agent", "i will call you on friday with the engineer's report")),
        ("escalated", ("agent", "i am putting you through to my supervisor now")),
        ("cancelled", ("agent", "i have closed your account as of today")),
        ("declined", ("agent", "there is nothing more i can do")),
        ("resolved", ("agent", "i am sending you a new valve by courier")),
    ],
)
def test_the_words_near_the_end_tell(outcome: str, said: tuple[str, str]) -> None:
    heard = suggested_outcome(call_of(MATTER, said, ("customer", "right")))
    assert heard is not None
    assert (heard.outcome, heard.quote) == (outcome, said[1])


def test_a_caller_who_leaves_in_anger_has_hung_up() -> None:
    last = "you useless lying thieves i am absolutely furious goodbye"
    heard = suggested_outcome(call_of(MATTER, ("agent", "one moment"), ("customer", last)))
    assert heard is not None
    assert (heard.outcome, heard.quote) == ("abandoned", last)


def test_help_for_a_life_comes_first() -> None:
    call = call_of(
        ("customer", "i am going to kill myself tonight"),
        ("agent", "i am getting the crisis team on the line and i will call you on friday"),
    )
    heard = suggested_outcome(call)
    assert heard is not None
    assert heard.outcome == "safety_handoff"


def test_where_nothing_tells_nothing_is_suggested() -> None:
    assert suggested_outcome(Call()) is None
    assert suggested_outcome(call_of(("customer", "hello"), ("agent", "hello"))) is None


def test_every_suggestion_can_be_chosen() -> None:
    known = {outcome.id for outcome in load_outcomes()}
    rules = {"escalated", "safety_handoff", "cancelled", "compensated", "declined", "abuse"}
    assert rules | {"resolved", "follow_up", "abandoned"} <= known


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(st.sampled_from(["agent", "customer", "unknown"]), st.text(max_size=30)),
        max_size=6,
    )
)
def test_any_call_can_be_asked(turns: list[tuple[str, str]]) -> None:
    call = call_of(*turns)
    heard = suggested_outcome(call)
    assert heard is None or call.utterance(heard.utterance).text == heard.quote

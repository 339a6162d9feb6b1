from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.call import Call, fold
from companion.events import (
    AngerRated,
    CallStarted,
    CommentWritten,
    Paused,
    Resumed,
    Speaker,
    UtteranceHeard,
    Word,
)
from companion.lanes import angry_turns, lanes_of, skipped_silences
from companion.spoken import SpokenWords, said_words
from tools.staged_call import BOOK, staged_entries

NOW = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)


def said(seq: int, speaker: Speaker, start: float, end: float, text: str = "so") -> UtteranceHeard:
    return UtteranceHeard(at=end, seq=seq, speaker=speaker, start=start, end=end, text=text)


def call_of(*events: object, timed: bool = True) -> Call:
    started = CallStarted(
        at=0.0,
        seq=1,
        call_id="x",
        started_at=NOW,
        source="",
        model="",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
        timed=timed,
    )
    return fold([started, *events])  # type: ignore[list-item]


def test_two_who_speak_at_once_overlap() -> None:
    call = call_of(
        said(2, Speaker.AGENT, 0.0, 5.0),
        said(3, Speaker.CUSTOMER, 4.0, 9.0),
        said(4, Speaker.AGENT, 8.5, 10.0),
        said(5, Speaker.CUSTOMER, 14.0, 15.0),
    )
    lanes = lanes_of(call)
    assert lanes.overlap == ((4.0, 5.0), (8.5, 9.0))
    assert lanes.dead_air == ((10.0, 14.0),)


def test_estimated_times_say_nothing_of_overlap_and_silence() -> None:
    call = call_of(
        said(2, Speaker.AGENT, 0.0, 5.0), said(3, Speaker.CUSTOMER, 4.0, 9.0), timed=False
    )
    assert lanes_of(call).overlap == ()


def test_the_staged_call_has_its_lanes() -> None:
    call = fold(staged_entries())
    lanes = lanes_of(call)
    assert len(lanes.alerts) == sum(line.threat is not None for line in BOOK)
    assert [heat.level for heat in lanes.anger] == [b.anger for b in BOOK if b.anger is not None]
    assert {step.name for step in lanes.steps} == {line.step for line in BOOK if line.step}
    assert all(a.at <= b.at for a, b in pairwise(lanes.steps))


def test_angry_sentences_in_a_row_are_one_turn() -> None:
    levels = [0, 2, 3, 1, 2]
    events = [
        event
        for number, level in enumerate(levels)
        for event in (
            said(2 + 2 * number, Speaker.CUSTOMER, 10.0 * number, 10.0 * number + 5),
            AngerRated(
                at=10.0 * number + 5,
                seq=3 + 2 * number,
                utterance=2 + 2 * number,
                level=level,
                because=(),
            ),
        )
    ]
    assert angry_turns(lanes_of(call_of(*events))) == [10.0, 40.0]


def test_pauses_and_long_silences_can_be_left_out() -> None:
    call = call_of(
        said(2, Speaker.AGENT, 0.0, 5.0),
        said(3, Speaker.CUSTOMER, 9.0, 12.0),
        Paused(at=13.0, seq=4),
        Resumed(at=40.0, seq=5),
        said(6, Speaker.AGENT, 41.0, 42.0),
    )
    assert skipped_silences(call, 1.0) == ((5.25, 8.75), (12.25, 40.75))


def test_a_comment_stands_where_it_was_put() -> None:
    comment = CommentWritten(at=7.5, seq=9, who="Q", when=NOW, text="well said", utterance=2)
    (moment,) = lanes_of(call_of(said(2, Speaker.AGENT, 0.0, 5.0), comment)).comments
    assert (moment.at, moment.name, moment.utterance) == (7.5, "well said", 2)


def test_a_words_sound_is_found_and_back() -> None:
    words = tuple(Word(w, 2.0 + n, 2.8 + n, 0.9) for n, w in enumerate(("you", "never", "call")))
    heard = UtteranceHeard(
        at=5.0,
        seq=7,
        speaker=Speaker.CUSTOMER,
        start=2.0,
        end=5.0,
        text="you never call",
        words=words,
    )
    spoken = SpokenWords([heard])
    assert spoken.at(1.0) is None
    found = spoken.at(3.1)
    assert found is not None
    assert heard.text[found.first : found.last] == "never"
    assert spoken.word(7, 4) == found
    assert spoken.word(7, 3) == found  # the blank before it
    assert spoken.word(8, 0) is None


@given(
    text=st.text(alphabet="ab ", min_size=1, max_size=60).filter(str.strip),
    start=st.floats(0, 100),
    length=st.floats(0.1, 30),
)
def test_words_without_times_share_the_sentences_time(
    text: str, start: float, length: float
) -> None:
    heard = said(3, Speaker.AGENT, start, start + length, text)
    words = said_words(heard)
    assert [text[w.first : w.last] for w in words] == text.split()
    assert words[0].start >= start
    assert words[-1].end == pytest.approx(start + len(text.rstrip()) * length / len(text))
    assert all(a.end <= b.start for a, b in pairwise(words))

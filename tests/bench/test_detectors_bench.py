"""The benchmark of the detectors times what it says, on sentences that differ."""

from __future__ import annotations

from bench.detectors import timed
from bench.long_call import LONG_CALL, as_call, sentences
from companion.events import Partial, Speaker, UtteranceHeard


def test_a_long_call_is_made_of_different_sentences() -> None:
    lines = sentences(LONG_CALL)
    assert len(lines) == len(set(lines)) == LONG_CALL
    assert {speaker for speaker, _ in lines} == {Speaker.AGENT, Speaker.CUSTOMER}


def test_a_call_lasts_as_long_as_its_words_take_to_say() -> None:
    *_, ended = as_call(sentences(LONG_CALL))
    assert 3 < ended.at / 3600 < 6


def test_all_detectors_together_make_one_time_an_entry() -> None:
    *heard, ended = as_call(sentences(6))
    glimpse = Partial(at=1.0, speaker=Speaker.CUSTOMER, start=0.5, text="i will sue you")
    watch = timed([*heard, glimpse, ended])
    assert len(watch.of(UtteranceHeard)) == 6
    assert len(watch.of(Partial)) == 1
    assert min(watch.of(UtteranceHeard)) > 0

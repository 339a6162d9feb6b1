from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.call import Call
from companion.detect.rising import RisingDetector, course
from companion.events import AngerRated, AnyEvent, By, Partial, Speaker, StepTicked, UtteranceHeard

Play = Callable[..., Call]


class Rates:
    """Rates every customer's sentence by the number that it begins with, and ticks "sorry"."""

    name = "rates"

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterator[AnyEvent]:
        if isinstance(entry, UtteranceHeard) and entry.speaker is Speaker.CUSTOMER:
            yield AngerRated(
                at=entry.at, utterance=entry.seq, level=int(entry.text), because=(entry.text,)
            )
        elif isinstance(entry, UtteranceHeard) and "sorry" in entry.text:
            yield StepTicked(at=entry.at, step="apologise", by=By.HEARD, utterance=entry.seq)


def call_of(play: Play, levels: Sequence[int | str]) -> Call:
    turns = [("agent", one) if isinstance(one, str) else ("customer", str(one)) for one in levels]
    return play([Rates(), RisingDetector()], *turns)


def rises(play: Play, levels: Sequence[int | str]) -> list[int]:
    return [rise.level for rise in call_of(play, levels).rises]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([0, 1, 0, 1], []),
        ([0, 2], [2]),
        ([2, 2, 2], [2]),
        ([1, 2, 3, 3], [2, 3]),
        ([3, 2, 3], [3]),
        ([2, 1, 2], [2]),
        ([2, 0, 0, 2], [2, 2]),
        ([2, 1, 1, 1, 2], [2, 2]),
    ],
)
def test_a_rise_is_said_once_until_they_have_calmed(
    play: Play, levels: list[int], expected: list[int]
) -> None:
    assert rises(play, levels) == expected


def test_a_good_answer_lets_the_course_fall_faster(play: Play) -> None:
    assert course(call_of(play, [3, 1]))[-1] > course(call_of(play, [3, "sorry for that", 1]))[-1]


def test_the_words_that_carried_it_are_there(play: Play) -> None:
    (rise,) = call_of(play, [0, 3]).rises
    assert rise.because == ("3",)


@given(levels=st.lists(st.integers(0, 3), max_size=40))
def test_a_course_stays_between_the_sentence_and_the_worst_so_far(
    play: Play, levels: list[int]
) -> None:
    found = course(call_of(play, levels))
    for place, value in enumerate(found):
        heard = levels[len(levels) - len(found) :]
        assert heard[place] <= value <= max(heard[: place + 1])


@given(levels=st.lists(st.integers(0, 3), max_size=40))
def test_only_an_angry_sentence_rises(play: Play, levels: list[int]) -> None:
    call = call_of(play, levels)
    rated = {one.utterance: one.level for one in call.anger}
    assert all(rise.level == rated[rise.utterance] >= 2 for rise in call.rises)
    assert bool(call.rises) == any(level >= 2 for level in levels)

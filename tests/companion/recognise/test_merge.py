from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from companion.events import Partial, Speaker, UtteranceHeard, Word
from companion.recognise.merge import Merge
from companion.recognise.wire import Final, Report

BLOCK = 1_600


def reports(channel: int, pattern: list[bool]) -> list[Report]:
    """One report a block; True ends a segment with one word in it."""
    made = []
    for index, ends in enumerate(pattern):
        frame = (index + 1) * BLOCK
        word = Word(f"c{channel}b{index}", index * 0.1, index * 0.1 + 0.09, 0.9)
        final = Final(word.text, (word,)) if ends else None
        made.append(Report(channel, frame, None if ends else f"{index}", 0, final))
    made.append(Report(channel, len(pattern) * BLOCK, final=Final("", ()), last=True))
    return made


def told(merge: Merge, arriving: list[Report]) -> list[Partial | UtteranceHeard]:
    return [heard for report in arriving for heard in merge.add(report)]


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40), st.randoms())
def test_any_interleaving_of_the_channels_is_told_alike(
    patterns: list[tuple[bool, bool]], chance: random.Random
) -> None:
    sides = [reports(c, [row[c] for row in patterns]) for c in (0, 1)]
    one_after_the_other = sides[0] + sides[1]
    mixed = []
    queues = [list(side) for side in sides]
    while any(queues):
        mixed.append(chance.choice([q for q in queues if q]).pop(0))

    expected = told(Merge((Speaker.AGENT, Speaker.CUSTOMER)), one_after_the_other)
    merge = Merge((Speaker.AGENT, Speaker.CUSTOMER))

    assert told(merge, mixed) == expected
    assert merge.complete
    assert [h.at for h in expected] == sorted(h.at for h in expected)


@given(st.lists(st.booleans(), min_size=2, max_size=40), st.data())
def test_what_a_restarted_process_says_again_is_not_told_again(
    pattern: list[bool], data: st.DataObject
) -> None:
    said = reports(0, pattern)
    died_after = data.draw(st.integers(0, len(pattern) - 1))
    ends = [i + 1 for i in range(died_after) if pattern[i]]
    fed_again_from = data.draw(st.sampled_from([0, *ends]))
    merge = Merge((Speaker.UNKNOWN,))

    first = told(merge, said[:died_after])
    merge.forget_untold()
    second = told(merge, said[fed_again_from:])

    assert first + second == told(Merge((Speaker.UNKNOWN,)), said)


def test_words_that_a_restart_cut_differently_are_not_doubled() -> None:
    merge = Merge((Speaker.CUSTOMER,))
    words = [Word(t, i * 1.0, i + 0.9, 1.0) for i, t in enumerate("i will call my lawyer".split())]
    first = Report(0, 30 * BLOCK, final=Final("", tuple(words[:3])))
    again = Report(0, 50 * BLOCK, final=Final("", tuple(words)))

    heard = told(merge, [first, again])

    texts = [h.text for h in heard if isinstance(h, UtteranceHeard)]
    assert texts == ["i will call", "my lawyer"]

"""The day agreed in a call: promised by the agent, or set by the customer and taken up."""

from __future__ import annotations

import csv
import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.call import Call, fold, step
from companion.detect.follow_up import STEP, FollowUpDetector
from companion.detect.scores import NoScores, Score, Scorer
from companion.events import (
    AnyEvent,
    By,
    CallStarted,
    FollowUpSet,
    Partial,
    Speaker,
    StepTicked,
    UtteranceHeard,
)
from companion.language import Reading

TABLES = Path(__file__).parents[2] / "data" / "dates"
WEDNESDAY = dt.date(2026, 11, 18)


def started(day: dt.date) -> CallStarted:
    return CallStarted(
        at=0.0,
        seq=1,
        call_id="call",
        started_at=dt.datetime.combine(day, dt.time(10, 30), dt.UTC),
        source="test",
        model="none",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
    )


def findings(
    turns: Iterable[str], day: dt.date = WEDNESDAY, scorer: Scorer | None = None
) -> tuple[Call, list[AnyEvent]]:
    """The call and what the detector found in its last turn; "a: ..." is the agent's."""
    detector = FollowUpDetector(scorer or NoScores())
    call = fold([started(day)])
    found: list[AnyEvent] = []
    for turn in turns:
        who, text = turn.split(": ", 1)
        speaker = {"a": Speaker.AGENT, "c": Speaker.CUSTOMER, "?": Speaker.UNKNOWN}[who]
        at = float(call.last_seq)
        heard = UtteranceHeard(
            at=at, seq=call.last_seq + 1, speaker=speaker, start=at, end=at + 1, text=text
        )
        call = step(call, heard)
        found = list(detector.look(call, heard))
        for event in found:
            call = step(call, replace(event, seq=call.last_seq + 1))
    return call, found


def agreed(*turns: str, day: dt.date = WEDNESDAY) -> FollowUpSet | None:
    """The follow-up that the last turn sets."""
    _, found = findings(turns, day)
    return next((event for event in found if isinstance(event, FollowUpSet)), None)


class Sure:
    """A scorer that is as sure of a promise in every sentence."""

    def __init__(self, probability: float) -> None:
        self._score = Score(probability, (0, 1))

    def scores(self, reading: Reading, call: Call) -> dict[str, Score]:
        return {STEP: self._score}


def table(name: str) -> list[list[str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return list(rows)


@pytest.mark.parametrize(
    ("said", "probability", "agreed"),
    [
        ("a: the owner would like to give you both tea on friday", 0.99, True),
        ("a: the owner would like to give you both tea on friday", 0.5, False),
        ("a: i'll ring you on friday", 0.5, True),
        ("a: i'll ring you on friday", 0.001, False),
        ("a: we will see to it", 0.99, False),
    ],
)
def test_words_and_scorer_say_together_whether_a_day_is_promised(
    said: str, probability: float, agreed: bool
) -> None:
    _, found = findings([said], scorer=Sure(probability))
    assert any(isinstance(event, FollowUpSet) for event in found) == agreed


@pytest.mark.parametrize(("said", "day"), table("promises.tsv"))
def test_a_day_counts_when_it_is_promised(said: str, day: str) -> None:
    follow_up = agreed(f"a: {said}")

    assert (follow_up.date.isoformat() if follow_up else "-") == day


@pytest.mark.xfail(strict=True, reason="known limits: what is said shows no promise, or no denial")
@pytest.mark.parametrize(("said", "day"), table("promises_missed.tsv"))
def test_what_is_still_misunderstood(said: str, day: str) -> None:
    follow_up = agreed(f"a: {said}")

    assert (follow_up.date.isoformat() if follow_up else "-") == day


TIMED = ("tuned.tsv", "unseen.tsv")


@pytest.mark.parametrize(
    ("call_date", "said", "day", "time"), [row for name in TIMED for row in table(name)]
)
def test_a_day_is_counted_from_the_call(call_date: str, said: str, day: str, time: str) -> None:
    follow_up = agreed(f"a: {said}", day=dt.date.fromisoformat(call_date))

    assert (follow_up.date.isoformat() if follow_up else "-") == day
    if follow_up:
        assert (f"{follow_up.time:%H:%M}" if follow_up.time else "-") == time


OTHER_HAND = ("another_hand.tsv", "another_hand_again.tsv")


@pytest.mark.parametrize(
    ("call_date", "said", "day", "time"), [row for name in OTHER_HAND for row in table(name)]
)
def test_a_day_is_found_in_another_hands_words(
    call_date: str, said: str, day: str, time: str
) -> None:
    """They wrote down a time where one hour was said, "-" for a stretch or none at all."""
    follow_up = agreed(f"a: {said}", day=dt.date.fromisoformat(call_date))

    assert (follow_up.date.isoformat() if follow_up else "-") == day
    if follow_up and time != "-":
        assert f"{follow_up.time:%H:%M}" == time


def test_the_finding_quotes_the_words_as_heard() -> None:
    _, found = findings(["a: right so i'll ring you next tuesday at three and bring the forms"])

    assert found == [
        FollowUpSet(
            at=1.0,
            date=dt.date(2026, 11, 24),
            time=dt.time(15),
            by=By.HEARD,
            utterance=2,
            heard="next tuesday at three",
        ),
        StepTicked(
            at=1.0,
            step="follow_up_date",
            by=By.HEARD,
            utterance=2,
            evidence="next tuesday at three",
        ),
    ]


def test_of_several_promises_the_last_is_the_follow_up() -> None:
    call, _ = findings(["a: i'll ring you on friday", "c: fine", "a: and the van comes on monday"])

    assert call.follow_up is not None
    assert call.follow_up.date == dt.date(2026, 11, 23)
    assert len(call.ticks) == 2


def test_a_weekday_that_repeats_the_day_agreed_is_no_new_promise() -> None:
    call, found = findings(["a: i'll ring you next friday", "c: friday is good", "a: friday then"])

    assert found == []
    assert call.follow_up is not None
    assert call.follow_up.date == dt.date(2026, 11, 27)


def test_a_day_the_agent_confirmed_is_not_set_again_but_another_is() -> None:
    promise = "i'll ring you on friday"
    confirmed = FollowUpSet(
        at=1.0, seq=2, date=dt.date(2026, 11, 20), time=None, by=By.AGENT, accepted=True
    )
    call = fold([started(WEDNESDAY), confirmed])
    same = UtteranceHeard(at=2.0, seq=3, speaker=Speaker.AGENT, start=2, end=3, text=promise)
    other = replace(same, seq=4, text="no i'll ring you on monday")

    assert [type(event) for event in FollowUpDetector().look(step(call, same), same)] == [
        StepTicked
    ]
    [set_again, _] = FollowUpDetector().look(step(call, other), other)
    assert isinstance(set_again, FollowUpSet)
    assert (set_again.date, set_again.accepted) == (dt.date(2026, 11, 23), False)


@pytest.mark.parametrize(
    ("turns", "day"),
    [
        (["c: make it thursday week", "a: works for me"], "2026-11-26"),
        (["c: could you do friday", "a: works for me"], "2026-11-20"),
        (["c: ring me on the first of december", "a: will do"], "2026-12-01"),
        (["c: finish it on the thirtieth then", "a: consider it done"], "2026-11-30"),
        (["c: tuesday no sorry wednesday suits me", "a: perfect i'll put you down"], "2026-11-25"),
        (["a: would friday suit you", "c: yes that's grand", "a: lovely"], "2026-11-20"),
        (["a: shall we say monday", "c: go on then", "a: done"], "2026-11-23"),
        (["c: so that's thursday at ten then", "a: that's right"], "2026-11-19"),
    ],
)
def test_a_day_the_customer_sets_counts_when_taken_up(turns: list[str], day: str) -> None:
    follow_up = agreed(*turns)

    assert follow_up is not None
    assert follow_up.date.isoformat() == day


@pytest.mark.parametrize(
    "turns",
    [
        ["c: make it thursday week", "a: i'm afraid we can't"],
        ["c: make it thursday week", "a: let me see what the diary says"],
        ["c: it's about my visit on friday i need to move it", "a: of course"],
        ["c: it came on friday and it was broken", "a: of course i see"],
        ["c: i fly on the eighteenth of december", "a: lovely"],
        ["c: nobody rang on monday", "a: no problem i'll look into it"],
        ["a: would friday suit you", "c: no i'm working", "a: no problem"],
        ["a: would friday suit you", "c: yes"],
        ["c: i'll ring you on friday"],
        ["?: i'll ring you on friday"],
    ],
)
def test_a_day_that_is_not_taken_up_does_not_count(turns: list[str]) -> None:
    assert agreed(*turns) is None


def test_nothing_is_found_in_what_is_still_being_said() -> None:
    call = fold([started(WEDNESDAY)])
    glimpse = Partial(at=1.0, speaker=Speaker.AGENT, start=0.5, text="i'll ring you on friday")

    assert list(FollowUpDetector().look(call, glimpse)) == []


@pytest.mark.parametrize("line", ["i'll ring you on friday and you said tuesday ", "monday no "])
def test_ten_thousand_words_take_no_more_than_their_share(line: str) -> None:
    def seconds(words: int) -> float:
        said = " ".join((line * 5_000).split()[:words])
        began = time.process_time()
        agreed(f"a: {said}")
        return time.process_time() - began

    def least(words: int) -> float:
        return min(seconds(words) for _ in range(3))

    # Eight times the words: eight times the work, with room for measuring it, not sixty-four.
    assert least(10_000) < 32 * least(1_250) + 0.01


WORDS = st.sampled_from(
    "i'll you ring the a on by friday week next last twenty fifth second may march no sorry wait "
    "two three weeks from after today tomorrow of month end at half past nine until was if".split()
)


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=40).map(" ".join))
def test_any_sentence_gives_at_most_one_day_to_come(said: str) -> None:
    follow_up = agreed(f"a: {said}")

    assert follow_up is None or follow_up.date >= WEDNESDAY

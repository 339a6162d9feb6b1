"""What a spoken date means, and where its words are. Which dates are promises: test_follow_up."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.language.clock import clock_at
from companion.language.dates import Found, find_dates

WEDNESDAY = dt.date(2026, 11, 18)


def only(said: str, today: dt.date = WEDNESDAY) -> Found:
    [found] = find_dates(said.split(), today)
    return found


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("so i'll ring you next tuesday at three if i may", "next tuesday at three"),
        ("at half nine tomorrow i'm in", "half nine tomorrow"),
        ("you'll have it by close of business friday then", "close of business friday"),
        ("tuesday no wait wednesday it is", "wednesday"),
        ("Friday, the 27th at 3pm. Promise.", "Friday, the 27th at 3pm."),
        ("the twenty-seventh of november please", "the twenty-seventh of november"),
        ("between tuesday and thursday", "tuesday and thursday"),
    ],
)
def test_the_words_are_kept_as_heard(said: str, heard: str) -> None:
    found = only(said)

    assert found.heard == heard
    assert " ".join(said.split()[found.start : found.end]) == heard


def test_a_correction_knows_where_it_began() -> None:
    found = only("i'll ring you tuesday no wait wednesday")

    assert (found.first, found.start) == (3, 6)


@pytest.mark.parametrize(
    ("said", "others"),
    [
        ("next friday", ["2026-11-20"]),  # many mean the coming one
        ("wednesday", ["2026-11-18"]),  # said on a wednesday
        ("tuesday or wednesday", ["2026-11-18", "2026-11-24"]),
        ("friday the twenty eighth", ["2026-11-27"]),  # the two disagree
        ("the end of next week", ["2026-11-29"]),
    ],
)
def test_what_may_be_meant_as_well_is_offered(said: str, others: list[str]) -> None:
    found = only(said)

    assert [other.isoformat() for other in found.others] == others
    assert not found.certain


@pytest.mark.parametrize("said", ["in a week or so", "after christmas", "about the fifth"])
def test_vague_words_are_not_certain(said: str) -> None:
    assert not only(said).certain


@pytest.mark.parametrize("said", ["thursday week", "the fifth of december", "in ten working days"])
def test_plain_words_are_certain(said: str) -> None:
    assert only(said).certain


@pytest.mark.parametrize(
    ("today", "said", "day"),
    [
        ("2026-12-31", "tomorrow", "2027-01-01"),
        ("2027-01-31", "in a month", "2027-02-28"),
        ("2028-02-28", "tomorrow", "2028-02-29"),
        ("2027-01-31", "the thirty first", "2027-01-31"),
        ("2027-02-01", "the thirty first", "2027-03-31"),
        ("2026-11-22", "this monday", "2026-11-23"),
        ("2026-11-22", "next monday", "2026-11-23"),
        ("2026-11-23", "next monday", "2026-11-30"),
        ("2026-11-21", "by the end of the week", "2026-11-27"),
        ("2026-12-30", "by the end of next month", "2027-01-31"),
        ("2027-03-20", "good friday", "2027-03-26"),
        ("2027-03-29", "good friday", "2028-04-14"),
    ],
)
def test_months_and_years_turn(today: str, said: str, day: str) -> None:
    assert only(said, dt.date.fromisoformat(today)).date.isoformat() == day


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("three", "15:00"),
        ("eight", "08:00"),
        ("half nine", "09:30"),
        ("half past three", "15:30"),
        ("quarter to five", "16:45"),
        ("quarter to eight", "07:45"),
        ("a quarter past one", "13:15"),
        ("twenty to one", "12:40"),
        ("ten minutes to three", "14:50"),
        ("three thirty p m", "15:30"),
        ("nine oh five", "09:05"),
        ("seven in the morning", "07:00"),
        ("eight in the evening", "20:00"),
        ("nine at night", "21:00"),
        ("twelve noon", "12:00"),
        ("midnight", "00:00"),
        ("twelve a m", "00:00"),
        ("fifteen thirty", "15:30"),
        ("fifteen hundred hours", "15:00"),
        ("3:30pm", "15:30"),
        ("11am", "11:00"),
    ],
)
def test_times_are_read_as_said(said: str, clock: str) -> None:
    found = clock_at(said.split(), 0)

    assert found is not None
    assert f"{found.time():%H:%M}" == clock
    assert found.end == len(said.split())


@pytest.mark.parametrize("said", ["half an hour", "quarter of them", "first", "25:00", "99pm"])
def test_other_words_are_no_time(said: str) -> None:
    assert clock_at(said.split(), 0) is None


DATE_WORDS = st.sampled_from(
    "monday friday's next last this the a on of week weeks fortnight month end first twenty fifth "
    "thirty may march november two 31st 2026-02-30 from after before since no sorry not or to at "
    "half past nine o'clock working days every easter christmas eve new year's tomorrow".split()
)


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.lists(st.one_of(DATE_WORDS, st.text(max_size=6)), max_size=30),
    st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31)),
)
def test_any_words_give_days_in_order_and_to_come(words: list[str], today: dt.date) -> None:
    found = find_dates(words, today)

    assert all(day.date >= today for day in found)
    assert all(0 <= day.first <= day.start < day.end <= len(words) for day in found)
    assert [day.start for day in found] == sorted(day.start for day in found)


@pytest.mark.parametrize(
    "line",
    [
        "a week from " * 2_500,
        "the day after " * 3_000,
        "twenty hundred thousand " * 3_000,
        "tuesday no wait " * 3_000,
        "two to three or four working days from the " * 1_000,
        "half past nine at " * 2_500,
        "first " * 10_000,
    ],
)
def test_ten_thousand_words_take_no_more_than_their_share(line: str) -> None:
    words = line.split()
    short = words[: len(words) // 8]

    def seconds(said: list[str]) -> float:
        began = time.process_time()
        find_dates(said, WEDNESDAY)
        return time.process_time() - began

    def least(said: list[str]) -> float:
        return min(seconds(said) for _ in range(3))

    # Eight times the words: eight times the work, with room for measuring it, not sixty-four.
    assert least(words) < 32 * least(short) + 0.01


@pytest.mark.parametrize("name", ["bonfire night", "guy fawkes night", "burns night"])
def test_a_holiday_needs_no_other_word_of_a_day(name: str) -> None:
    assert only(f"we can have it with you for {name}").heard == name

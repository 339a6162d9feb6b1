"""When calls count as heavy, and when a break is suggested."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.events import Category
from companion.strain import REST, Taken, load

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def taken(minutes_ago: float, peak: int | None = 3, **alerts: int) -> Taken:
    """A call of five minutes that ended so long before noon."""
    started = NOON - dt.timedelta(minutes=minutes_ago + 5)
    return Taken(started, 300.0, peak, {Category(name): n for name, n in alerts.items()})


def test_a_day_is_counted() -> None:
    found = load([taken(200, 1), taken(100), taken(50, None)], NOON)
    assert (found.calls, found.heavy, found.seconds) == (3, 1, 900.0)


@pytest.mark.parametrize(
    ("call", "heavy"),
    [
        (taken(5, 3), True),
        (taken(5, 2), False),
        (taken(5, None), False),
        (taken(5, 0, abuse=1), True),
        (taken(5, 0, violence=1), True),
        (taken(5, 0, legal=2), False),
        (taken(5, 0, abuse=0), False),
    ],
)
def test_heavy_is_fury_abuse_or_a_threat_to_somebody(call: Taken, heavy: bool) -> None:
    assert call.heavy == heavy


@pytest.mark.parametrize(
    ("calls", "due"),
    [
        ([], False),
        ([taken(3)], False),
        ([taken(30), taken(3)], True),
        ([taken(30), taken(15, 0), taken(3, 0)], False),
        ([taken(30), taken(20), taken(3, 0)], True),
        ([taken(90), taken(3)], False),
        ([taken(30), taken(12)], False),
    ],
)
def test_two_heavy_calls_within_the_hour_suggest_a_break_until_it_was_had(
    calls: list[Taken], due: bool
) -> None:
    assert load(calls, NOON).break_due == due


@given(st.lists(st.floats(0, 600), max_size=8))
def test_whoever_has_rested_is_left_alone(ends: list[float]) -> None:
    calls = [taken(minutes) for minutes in ends]
    assert not load(calls, NOON + REST).break_due

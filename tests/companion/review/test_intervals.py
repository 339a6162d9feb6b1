import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.review.intervals import average_interval, share_interval, student

# Wilson's interval, from the worked example and tables of Newcombe (1998) and by hand.
WILSON = [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)]


@pytest.mark.parametrize(("having", "known", "low", "high"), WILSON)
def test_shares_have_wilsons_interval(having: int, known: int, low: float, high: float) -> None:
    interval = share_interval(having, known)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


# The 97.5 % column of any printed table of t.
T = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 9: 2.262, 29: 2.045, 120: 1.980}


@pytest.mark.parametrize(("degrees", "quantile"), T.items())
def test_students_quantile_is_that_of_the_table(degrees: int, quantile: float) -> None:
    assert student(degrees) == pytest.approx(quantile, rel=2e-3)


def test_an_average_has_students_interval() -> None:
    values = [60.0, 70.0, 80.0, 90.0]  # mean 75, deviation 12.910, 3.182 x 12.910 / 2 = 20.54
    interval = average_interval(sum(values), sum(v * v for v in values), 4)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((54.46, 95.54), abs=0.01)


def test_too_few_calls_have_no_interval() -> None:
    assert share_interval(0, 0) is None
    assert average_interval(3.0, 9.0, 1) is None
    assert average_interval(6.0, 12.0, 3) is None  # 2, 2 and 2


def test_an_average_keeps_within_what_it_can_be() -> None:
    interval = average_interval(190.0, 90.0**2 + 100.0**2, 2, (0.0, 100.0))
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((31.47, 100.0), abs=0.01)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_an_interval_holds_its_share_and_stays_within_0_and_1(having: int, known: int) -> None:
    having = min(having, known)
    interval = share_interval(having, known)
    assert interval is not None
    assert 0 <= interval.low <= having / known + 1e-12
    assert having / known - 1e-12 <= interval.high <= 1

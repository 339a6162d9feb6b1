"""How sure a figure from so many calls is: 95 per cent intervals, so that five calls tell no trend.

A share has Wilson's interval, an average Student's. Both take the calls as drawn by chance from
those that might have come; both grow wide where there are few.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95
_TAIL = (1 + CONFIDENCE) / 2
_ROUNDING = 1e-12
_Z = NormalDist().inv_cdf(_TAIL)


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def share_interval(having: float, known: int) -> Interval | None:
    """Wilson's score interval of `having` out of `known`; None of nothing."""
    if known == 0:
        return None
    share = having / known
    spread = _Z * _Z / known
    middle = share + spread / 2
    half = _Z * math.sqrt(share * (1 - share) / known + spread / (4 * known))
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return Interval(max(0.0, low), min(1.0, high))


def average_interval(
    total: float, squares: float, known: int, limits: tuple[float, float] = (-math.inf, math.inf)
) -> Interval | None:
    """Student's interval of the mean, from the sum and the sum of squares, kept within `limits`.

    None of fewer than two, and where all are alike: no spread seen is no proof that there is none.
    """
    if known < 2:
        return None
    mean = total / known
    variance = max(0.0, squares - total * mean) / (known - 1)
    if variance <= _ROUNDING * max(1.0, mean * mean):
        return None
    half = student(known - 1) * math.sqrt(variance / known)
    least, most = limits
    return Interval(max(least, mean - half), min(most, mean + half))


def student(degrees: int) -> float:
    """The 97.5 per cent quantile of Student's t, within 0.2 per cent.

    One and two degrees have closed forms, three and four are of the table, and from five on it is
    the expansion of Cornish and Fisher (Abramowitz and Stegun, 26.7.5).
    """
    if degrees < 1:
        raise ValueError("an interval needs at least one degree of freedom")
    if degrees <= len(_SMALL):
        return _SMALL[degrees - 1]
    z, n = _Z, degrees
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / n + second / n**2 + third / n**3 + fourth / n**4


_SMALL = (
    math.tan(math.pi * (_TAIL - 0.5)),
    (2 * _TAIL - 1) * math.sqrt(2 / (4 * _TAIL * (1 - _TAIL))),
    3.182446,
    2.776445,
)
"""For one to four degrees: two closed forms, two values of the table."""

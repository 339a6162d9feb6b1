"""Times of day as they are said: "half nine", "quarter to five", "three thirty p m", "15:30"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from companion.language.numbers import Number, number_at

_WRITTEN = re.compile(r"(\d{1,2})[:.](\d\d)(am|pm)?|(\d{1,2})(am|pm)", re.ASCII)
_NAMED = {"noon": 12, "midday": 12, "midnight": 0}
_PAST = frozenset("past after".split())
_TO = frozenset("to of till before".split())
_MINUTES = frozenset({5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55})
_HALVES = {
    "morning": "am",
    "afternoon": "pm",
    "evening": "pm",
    "night": "pm",
    "tonight": "pm",
    "lunchtime": "pm",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time said in words `start` up to `end`. `half` is "am", "pm" or "" where nobody said.

    `sure` is False for a bare number ("three"), which is a time only beside a day.
    """

    hour: int
    minute: int
    half: str
    sure: bool
    start: int
    end: int

    def time(self, part: str = "") -> dt.time:
        """The time of day, helped by the part of the day ("morning", "evening") if one was said.

        Without help one to half past seven is in the afternoon: nobody rings at three at night.
        """
        half = self.half or _HALVES.get(part, "")
        hour = self.hour
        if half == "am" and hour == 12:
            hour = 0
        elif hour and (hour < 12 if half == "pm" else not half and (hour, self.minute) <= (7, 30)):
            hour += 12
        return dt.time(hour, self.minute)


def clock_at(words: Sequence[str], at: int) -> Clock | None:
    """The longest time of day that begins at this word."""
    if at >= len(words):
        return None
    found = [clock for read in _FORMS if (clock := read(words, at)) is not None]
    if not found:
        return None
    return _with_half(words, max(found, key=lambda clock: clock.end))


def _named(words: Sequence[str], at: int) -> Clock | None:
    """Noon, twelve noon, midnight."""
    at_name = at + 1 if words[at] == "twelve" and _word(words, at + 1) in _NAMED else at
    hour = _NAMED.get(words[at_name])
    half = {12: "pm", 0: "am"}
    return None if hour is None else Clock(hour, 0, half[hour], True, at, at_name + 1)


def _written(words: Sequence[str], at: int) -> Clock | None:
    found = _WRITTEN.fullmatch(words[at])
    if found is None:
        return None
    hour, minute, half = int(found[1] or found[4]), int(found[2] or 0), found[3] or found[5] or ""
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    return Clock(hour, minute, half, True, at, at + 1)


def _half_past(words: Sequence[str], at: int) -> Clock | None:
    """Half past three, and the British half three."""
    if words[at] != "half":
        return None
    hour = _hour(words, at + 2 if _word(words, at + 1) == "past" else at + 1)
    return Clock(hour.value, 30, "", True, at, hour.end) if hour else None


def _minutes_from(words: Sequence[str], at: int) -> Clock | None:
    """Quarter to five, a quarter past five, ten past nine, twenty minutes to nine."""
    start = at
    if words[at] == "a" and _word(words, at + 1) == "quarter":
        at += 1
    if _word(words, at) == "quarter":
        minutes, at = 15, at + 1
    else:
        number = number_at(words, at)
        if number is None or number.ordinal or number.value not in _MINUTES:
            return None
        minutes, at = number.value, number.end
        at += _word(words, at) == "minutes"
    way, hour = _word(words, at), _hour(words, at + 1)
    if hour is None or way not in _PAST | _TO:
        return None
    if way in _PAST:
        return Clock(hour.value, minutes, "", True, start, hour.end)
    return Clock(hour.value - 1 or 12, 60 - minutes, "", True, start, hour.end)


def _military(words: Sequence[str], at: int) -> Clock | None:
    """Fifteen hundred hours."""
    number = number_at(words, at)
    if number is None or _word(words, number.end) != "hours" or not 100 <= number.value < 2400:
        return None
    hour, minute = divmod(number.value, 100)
    return Clock(hour, minute, "", True, at, number.end + 1) if minute < 60 else None


def _plain_hour(words: Sequence[str], at: int) -> Clock | None:
    """Three, three o'clock, three thirty, nine oh five, fifteen thirty."""
    hour = _hour(words, at, latest=23)
    if hour is None:
        return None
    after = _word(words, hour.end)
    if after in ("o'clock", "oclock"):
        return Clock(hour.value, 0, "", True, at, hour.end + 1)
    minutes = _minutes(words, hour.end)
    if minutes is not None:
        return Clock(hour.value, minutes.value, "", False, at, minutes.end)
    return Clock(hour.value, 0, "", False, at, hour.end) if hour.value <= 12 else None


_Form = Callable[[Sequence[str], int], Clock | None]
_FORMS: tuple[_Form, ...] = (_named, _written, _half_past, _minutes_from, _military, _plain_hour)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _hour(words: Sequence[str], at: int, latest: int = 12) -> Number | None:
    number = number_at(words, at)
    if number is None or number.ordinal or not 1 <= number.value <= latest:
        return None
    if number.end - at > 1 and latest == 12:
        return None
    return number


def _minutes(words: Sequence[str], at: int) -> Number | None:
    """Minutes said after the hour: "thirty", "fifteen", "oh five"."""
    if _word(words, at) == "oh":
        unit = number_at(words, at + 1)
        return unit if unit is not None and 0 < unit.value < 10 and not unit.ordinal else None
    number = number_at(words, at)
    fits = number is not None and not number.ordinal and 10 <= number.value <= 59
    return number if fits else None


def _with_half(words: Sequence[str], clock: Clock) -> Clock:
    """Take in "p m", "pm", "p.m", "in the morning", "at night", and "sharp"."""
    first, second, third = (_word(words, clock.end + ahead) for ahead in range(3))
    half, end = clock.half, clock.end
    if first in ("am", "pm", "a.m", "p.m"):
        half, end = first.replace(".", ""), end + 1
    elif first in ("a", "p") and second == "m":
        half, end = first + "m", end + 2
    elif first == "in" and second == "the" and third in _HALVES:
        half, end = _HALVES[third], end + 3
    elif first == "at" and second == "night":
        half, end = "pm", end + 2
    end_of_clock = end + 1 if _word(words, end) == "sharp" else end
    sure = clock.sure or bool(half)
    if half and not 0 <= clock.hour <= 12:
        half = ""
    return replace(clock, half=half, end=end_of_clock, sure=sure)

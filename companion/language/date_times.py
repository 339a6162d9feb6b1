"""What belongs to a day in a sentence: the part of the day, and the time at which it is to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from companion.language.clock import Clock, clock_at
from companion.language.date_guards import AFTER_A_DATE

_LEAD_INS = (
    "first thing|last thing|cob|eod|lunchtime|early|late|the morning of|the afternoon of|"
    "the evening of|end of the day"
).split("|")
_PARTS = (
    "in the morning|in the afternoon|in the evening|first thing|last thing|lunchtime|at lunchtime|"
    "morning|afternoon|evening|night|mid morning|mid afternoon|at the latest|close of business|"
    "at close of business|by close of business"
).split("|")
_PART_OF_DAY = frozenset("morning afternoon evening night tonight lunchtime".split())
_BEFORE_CLOCK = frozenset("at by around about before after say till until between from".split())
_BEFORE_A_CORRECTION = frozenset("no sorry wait rather make it that actually i mean at".split())
_FURTHEST = 7
"""Words between a day and its time: "on friday i'll ring you at three"."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The words that belong together, `start` up to `end`, and the time if one was said."""

    start: int
    end: int
    time: dt.time | None


def around(texts: Sequence[str], start: int, end: int, least: int, most: int) -> Setting:
    """What belongs to the day in the words `start` up to `end`, looking from `least` to `most`."""
    end = _over(texts, _PHRASES_BEHIND, end, most)
    begin = _back_over(texts, start, least)
    part = next((text for text in texts[begin:end] if text in _PART_OF_DAY), "")
    behind = _clock_behind(texts, end, most)
    if behind is not None:
        behind = _clock_corrected(texts, behind, most)
        return Setting(begin, behind.end, behind.time(part))
    before = _clock_before(texts, begin, least)
    if before is not None:
        return Setting(before.start, end, before.time(part))
    further = _further(texts, end, most)
    return Setting(begin, end, further.time(part) if further else None)


def _clock_behind(texts: Sequence[str], at: int, most: int) -> Clock | None:
    """At three, at about half nine, three o'clock; of "between three and five" the end."""
    after_at = at
    while after_at < most and after_at - at < 2 and texts[after_at] in _BEFORE_CLOCK:
        after_at += 1
    clock = clock_at(texts, after_at)
    if clock is None or clock.end > most or not _is_time(texts, clock, at_said=after_at > at):
        return None
    if clock.end < most and texts[clock.end] in ("and", "to", "till", "until"):
        last = clock_at(texts, clock.end + 1)
        if last is not None and last.end <= most and _is_time(texts, last, at_said=True):
            return last
    return clock


def _clock_corrected(texts: Sequence[str], clock: Clock, most: int) -> Clock:
    """Tuesday at three no four: the last time stands."""
    at = clock.end
    while at < most and texts[at] in _BEFORE_A_CORRECTION:
        at += 1
    last = clock_at(texts, at) if at > clock.end and at < most else None
    return last if last and last.end <= most and _is_time(texts, last, at_said=True) else clock


def _is_time(texts: Sequence[str], clock: Clock, at_said: bool) -> bool:
    """A bare number is a time behind "at" and where it counts nothing: not "at three branches"."""
    if clock.sure:
        return True
    alone = clock.end == len(texts) or texts[clock.end] in AFTER_A_DATE
    return at_said and alone


def _clock_before(texts: Sequence[str], start: int, least: int) -> Clock | None:
    """At three on tuesday, half nine tomorrow, by noon on friday."""
    stop = start - 1 if start > least and texts[start - 1] == "on" else start
    for at in range(max(least, stop - 6), stop):
        clock = clock_at(texts, at)
        if clock is not None and clock.end == stop:
            at_said = at == 0 or (at > least and texts[at - 1] in _BEFORE_CLOCK)
            if clock.sure or at_said:
                return clock
    return None


def _further(texts: Sequence[str], end: int, most: int) -> Clock | None:
    for at in range(end, min(most, end + _FURTHEST) - 1):
        if texts[at] == "at":
            clock = _clock_behind(texts, at, most)
            if clock is not None:
                return clock
    return None


def _phrases(written: Iterable[str]) -> list[tuple[str, ...]]:
    return sorted((tuple(phrase.split()) for phrase in written), key=len, reverse=True)


_PHRASES_BEFORE = _phrases([*_LEAD_INS, *(phrase + " on" for phrase in _LEAD_INS)])
_PHRASES_BEHIND = _phrases(_PARTS)


def _over(texts: Sequence[str], phrases: Sequence[tuple[str, ...]], at: int, most: int) -> int:
    """The end of the phrase that begins at this word, if one does."""
    for phrase in phrases:
        end = at + len(phrase)
        if end <= most and tuple(texts[at:end]) == phrase:
            return end
    return at


def _back_over(texts: Sequence[str], at: int, least: int) -> int:
    """The start of the phrase that ends before this word, if one does."""
    for phrase in _PHRASES_BEFORE:
        start = at - len(phrase)
        if start >= least and tuple(texts[start:at]) == phrase:
            return start
    return at

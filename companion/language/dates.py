"""The days that a sentence names, counted from the day of the call, with the words as heard.

    >>> [day] = find_dates("i'll ring you next tuesday at three".split(), dt.date(2026, 11, 23))
    >>> day.date.isoformat(), day.time.isoformat(), day.heard
    ('2026-12-01', '15:00:00', 'next tuesday at three')

The grammar reads lower-case words with numbers in words, as a recogniser writes them, and takes
written transcripts as well. Whether a day is a promise is not asked here: see `detect.follow_up`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from companion.language.date_rules import DATES
from companion.language.date_times import around
from companion.language.date_tokens import Piece, pieces, tokens, worth_reading
from companion.language.days import Day, day_in_month, next_weekday
from companion.language.grammar import Token

_CORRECTIONS = frozenset("no sorry wait rather lie actually correction scratch mean oops".split())
_RANGES = frozenset("to and or until till through thru".split())
_BETWEEN_A_RANGE = _RANGES | frozenset(
    "the on by say at maybe even possibly between from latest um uh er more likely".split()
)
_VAGUE = frozenset("after around about roughly approximately".split())
"""Before a day: it is near that day, which one is to be confirmed."""

_LONGEST_GAP = 8
"""Words between a day and the one that corrects it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A day to come, named by the words `start` up to `end`, which read `heard`.

    `others` are days that the words may mean instead; `certain` is False when there are any or the
    words are vague ("in a week or so"). `time` is None unless one was said. `first` is where the
    words begin that this day corrects ("tuesday no wednesday"); `start` where it corrects none.
    """

    date: dt.date
    time: dt.time | None
    start: int
    end: int
    heard: str
    first: int
    others: tuple[dt.date, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Named:
    """A day in the pieces `start` up to `end`, with what belongs to it around."""

    day: Day
    date: dt.date
    start: int
    end: int
    time: dt.time | None
    first: int


def find_dates(words: Sequence[str], today: dt.date) -> list[Found]:
    """The days to come that stand at the end of the sentence, in its order.

    Of a correction ("tuesday no wait wednesday") and of a range ("between tuesday and thursday")
    the last day stands. Past days, "every friday" and "not on friday" are left out.
    """
    parts = pieces(words)
    texts = [piece.text for piece in parts]
    if not worth_reading(texts):
        return []
    standing: list[_Named] = []
    denied: _Named | None = None
    for named in _named(texts, tokens(texts), today):
        last = standing[-1] if standing else None
        gap = texts[last.end : named.start] if last else []
        if last and _corrects(gap):
            standing[-1] = _corrected(last, named, today)
        elif last and _ranges(gap):
            standing[-1] = _ranged(last, named, gap)
        elif (negation := _negation(texts, named.start)) is not None:
            denied = replace(named, first=negation)
        elif denied and named.start - denied.end <= _LONGEST_GAP:
            standing.append(replace(named, first=denied.first))
        else:
            standing.append(named)
    return [_found(named, parts, words) for named in standing]


def _named(texts: Sequence[str], line: Sequence[Token], today: dt.date) -> list[_Named]:
    reader = DATES.read(line, today)
    readings = []
    at = 0
    while at < len(line):
        reading = reader.longest("DAY", at)
        if reading is not None:
            readings.append(reading)
        at = reading.end if reading is not None else at + 1
    spans = [(line[reading.start].start, line[reading.end - 1].end) for reading in readings]
    found = []
    for index, (reading, (start, end)) in enumerate(zip(readings, spans, strict=True)):
        if reading.value.date is None:
            continue
        least = spans[index - 1][1] if index else 0
        most = spans[index + 1][0] if index + 1 < len(spans) else len(texts)
        setting = around(texts, start, end, least, most)
        day: Day = reading.value
        if texts[max(0, setting.start - 1)] in _VAGUE:
            day = replace(day, sure=False)
        begin, finish = setting.start, setting.end
        found.append(_Named(day, reading.value.date, begin, finish, setting.time, first=begin))
    return found


def _corrects(gap: Sequence[str]) -> bool:
    return (len(gap) <= _LONGEST_GAP and not _CORRECTIONS.isdisjoint(gap)) or gap == ["know"]


def _ranges(gap: Sequence[str]) -> bool:
    return bool(gap) and _BETWEEN_A_RANGE.issuperset(gap) and not _RANGES.isdisjoint(gap)


def _corrected(old: _Named, new: _Named, today: dt.date) -> _Named:
    """The new day, in the light of the old one: its month, its "next", its time."""
    day: Day | None = new.day
    if old.day.form == "month day" and new.day.form == "ordinal":
        day = day_in_month(today, new.date.day, old.date.replace(day=1))
    elif old.day.form == "next weekday" and new.day.form == "weekday":
        day = next_weekday(today, new.date.weekday())
    if day is None or day.date is None:
        day = new.day
    date, time = day.date or new.date, new.time or old.time
    return replace(new, day=day, date=date, time=time, first=old.first)


def _ranged(old: _Named, new: _Named, gap: Sequence[str]) -> _Named:
    """The end of the range; of "tuesday or wednesday" either may be meant."""
    day, date = new.day, new.date
    if "or" in gap:
        day = replace(day, others=(*day.others, old.date), sure=False)
    elif day.form == "weekday" and date < old.date:  # said on wednesday: tuesday to thursday
        date += dt.timedelta(-(-(old.date - date).days // 7) * 7)
    elif date < old.date:
        day, date = old.day, old.date
    time = new.time or old.time
    return replace(new, day=day, date=date, start=old.start, time=time, first=old.first)


def _negation(texts: Sequence[str], start: int) -> int | None:
    """Where "not on friday" begins; but "not before" and "not until friday" say friday."""
    at = start - 1
    while at >= 0 and texts[at] in ("on", "the", "for", "this", "say"):
        at -= 1
    return at if at >= 0 and texts[at] in ("not", "isn't", "never") else None


def _found(named: _Named, parts: Sequence[Piece], words: Sequence[str]) -> Found:
    start, end = parts[named.start].word, parts[named.end - 1].word + 1
    heard, first = " ".join(words[start:end]), parts[named.first].word
    others, certain = named.day.others, named.day.sure and not named.day.others
    return Found(named.date, named.time, start, end, heard, first, others, certain)

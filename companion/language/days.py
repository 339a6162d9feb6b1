"""Days counted from the day of a call: what a spoken date means, in calendar arithmetic.

Each function makes a `Day` from the values that a production of `date_rules` has read; the day of
the call comes first. None means that there is no such day. The conventions are those of the call
labels: a bare weekday is the coming one, never today; "next friday" is the friday of the next
calendar week, which begins on monday; a day or month that has passed is the one after it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from dateutil.easter import easter

FRIDAY: Final = 4
_MOST = 1000
"""Days, weeks, months that anybody would count; more is not a promise."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was named. `date` is None for words that name no day ahead ("last friday").

    `others` are days that the words may also mean; `sure` is False where they are vague at that.
    `form` says how it was named, so that a correction can be read in its light.
    """

    date: dt.date | None
    others: tuple[dt.date, ...] = ()
    sure: bool = True
    form: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: `unit` is hour, day, working day, week, fortnight, month or year."""

    amount: int
    unit: str
    sure: bool = True


def not_ahead(*_read: object) -> Day:
    """The past, or what comes every week: the words are read, and name no day to come."""
    return Day(None)


def _if_ahead(today: dt.date, date: dt.date, form: str = "") -> Day:
    return Day(date if date >= today else None, form=form)


# Counted days


def in_days(today: dt.date, count: int = 0, sure: bool = True) -> Day:
    return Day(today + dt.timedelta(count), sure=sure)


def next_to(_today: dt.date, day: Day, count: int) -> Day | None:
    """So many days after the day, or before it, whatever the doubts about it."""
    if day.date is None:
        return None
    by = dt.timedelta(count)
    return Day(day.date + by, tuple(other + by for other in day.others), day.sure)


def span_from(today: dt.date, span: Span, day: Day | None = None) -> Day | None:
    """In two weeks; a week on thursday: the stretch counted from today, or from the day."""
    start = day.date if day else today
    if start is None or span.amount > _MOST or (day and span.unit == "hour"):
        return None
    end = _after(start, span)
    return Day(end, sure=span.sure and (day is None or day.sure)) if end else None


def span_vaguely(today: dt.date, span: Span) -> Day | None:
    return span_from(today, replace(span, sure=False))


def span_before(today: dt.date, span: Span, day: Day) -> Day | None:
    """Two days before christmas."""
    if day.date is None or span.unit not in _UNIT_DAYS or span.amount > _MOST:
        return None
    return _if_ahead(today, day.date - span.amount * dt.timedelta(_UNIT_DAYS[span.unit]))


def next_two(today: dt.date, unit: str) -> Day | None:
    """In the next day or two."""
    return span_vaguely(today, Span(2, unit))


def week_from(today: dt.date, day: Day) -> Day | None:
    return span_from(today, Span(1, "week"), day)


def _after(start: dt.date, span: Span) -> dt.date | None:
    match span.unit:
        case "month" | "year":
            return _add_months(start, span.amount * (12 if span.unit == "year" else 1))
        case "working day":
            return _add_working_days(start, span.amount)
        case "hour":  # less than a day names no day: "within the hour"
            return start + dt.timedelta(-(-span.amount // 24)) if span.amount >= 24 else None
        case _:
            return start + span.amount * dt.timedelta(_UNIT_DAYS[span.unit])


_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def _add_months(date: dt.date, count: int) -> dt.date | None:
    """The same day of a later month, or that month's last where it is shorter."""
    year, month = divmod(date.year * 12 + date.month - 1 + count, 12)
    if year > dt.MAXYEAR:
        return None
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def _add_working_days(date: dt.date, count: int) -> dt.date:
    while count:
        date += dt.timedelta(1)
        count -= date.weekday() <= FRIDAY
    return date


# Weekdays and weeks


def coming(today: dt.date, weekday: int, weeks: int = 0) -> Day:
    """The coming such weekday, or the one some weeks later. Today is never it."""
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    others = (today,) if ahead == 7 and not weeks else ()
    return Day(today + dt.timedelta(ahead + 7 * weeks), others, form="weekday")


def next_weekday(today: dt.date, weekday: int) -> Day:
    """That of the next calendar week. Many people mean the coming one: it is offered as well."""
    date = monday_of(today, 1) + dt.timedelta(weekday)
    soonest = today + dt.timedelta((weekday - today.weekday() - 1) % 7 + 1)
    return Day(date, (soonest,) if soonest != date else (), form="next weekday")


def weekdays_from_now(today: dt.date, count: int, weekday: int) -> Day | None:
    """Two fridays from now."""
    return coming(today, weekday, weeks=count - 1) if 0 < count < _MOST else None


def following_weekday(today: dt.date, weekday: int) -> Day:
    first = today + dt.timedelta((weekday - today.weekday() - 1) % 7 + 1)
    return Day(first + dt.timedelta(7), (first,), sure=False)


def weekday_after_next(today: dt.date, weekday: int) -> Day:
    date = monday_of(today, 2) + dt.timedelta(weekday)
    return Day(date, (date - dt.timedelta(7),), sure=False)


def weekday_beside(_today: dt.date, weekday: int, day: Day, step: int) -> Day | None:
    """The first such weekday after the day (`step` 1) or the last one before it (-1)."""
    if day.date is None:
        return None
    return Day(_beside(day.date, weekday, step), sure=day.sure)


def _beside(date: dt.date, weekday: int, step: int) -> dt.date:
    date += dt.timedelta(step)
    while date.weekday() != weekday:
        date += dt.timedelta(step)
    return date


def working_day_beside(_today: dt.date, day: Day, step: int) -> Day | None:
    """The first working day after the day (`step` 1) or the last one before it (-1)."""
    if day.date is None:
        return None
    date = day.date + dt.timedelta(step)
    while date.weekday() > FRIDAY:
        date += dt.timedelta(step)
    return Day(date, sure=day.sure)


def vaguely(_today: dt.date, day: Day) -> Day:
    """The week of the seventh: about then."""
    return replace(day, sure=False)


def monday_of(day: dt.date, weeks: int = 0) -> dt.date:
    """The monday of the day's calendar week, or of one some weeks later."""
    return day + dt.timedelta(7 * weeks - day.weekday())


def weekday_in_week(today: dt.date, weekday: int, monday: dt.date) -> Day:
    return _if_ahead(today, monday + dt.timedelta(weekday))


def week_then_weekday(today: dt.date, monday: dt.date, weekday: int) -> Day:
    return weekday_in_week(today, weekday, monday)


def in_week(today: dt.date, monday: dt.date, weekday: int) -> Day:
    """The start or the middle of a week: a day that is as good as any."""
    return replace(weekday_in_week(today, weekday, monday), sure=False)


def end_of_week(today: dt.date, monday: dt.date | None = None) -> Day:
    """Friday, the last working day; when that is over, the friday after. It may be the sunday."""
    friday = (monday or monday_of(today)) + dt.timedelta(FRIDAY)
    date = friday if friday >= today else friday + dt.timedelta(7)
    return Day(date, (date + dt.timedelta(2),))


def weekend(today: dt.date, weeks: int = 0) -> Day:
    sunday = monday_of(today, weeks) + dt.timedelta(6)
    return Day(sunday, (sunday - dt.timedelta(1),), sure=False)


# Days of a month


def day_of_month(today: dt.date, number: int) -> Day | None:
    """The twenty fifth: of this month, or of the first later one that has it still to come."""
    for months in range(13):
        first = month_at(today, months)
        day = first and day_in_month(today, number, first)
        if day and day.date:
            return replace(day, form="ordinal")
    return None


def day_in_month(today: dt.date, number: int, first: dt.date) -> Day | None:
    """That day of the month that begins with `first`; None where the month is too short."""
    if not 1 <= number <= calendar.monthrange(first.year, first.month)[1]:
        return None
    return _if_ahead(today, first.replace(day=number), form="month day")


def date_of_year(today: dt.date, number: int, month: int, year: int | None = None) -> Day | None:
    """The fifth of march: the coming one, or the one of the year that was said."""
    years = range(today.year, today.year + 9) if year is None else (year,)
    days = [day_in_month(today, number, dt.date(at, month, 1)) for at in years]
    known = [day for day in days if day is not None]
    return next((day for day in known if day.date), known[0] if known else None)


def month_first(today: dt.date, month: int, number: int, year: int | None = None) -> Day | None:
    """March the fifth."""
    return date_of_year(today, number, month, year)


def weekday_and_date(_today: dt.date, weekday: int, day: Day) -> Day:
    """Friday the twenty seventh of november. Where they disagree the number counts."""
    if day.date is None or day.date.weekday() == weekday:
        return day
    date = day.date
    near = min((_beside(date, weekday, step) for step in (1, -1)), key=lambda d: abs(d - date))
    return replace(day, others=(near,), sure=False)


def weekday_and_number(today: dt.date, weekday: int, number: int) -> Day | None:
    """Friday the twenty seventh: where this month's is no friday, the next month's may be meant."""
    day = day_of_month(today, number)
    if day is None or day.date is None or day.date.weekday() == weekday:
        return day
    first = _add_months(day.date.replace(day=1), 1)
    later = first and day_in_month(today, number, first)
    if later and later.date and later.date.weekday() == weekday:
        return replace(day, others=(later.date,), sure=False)
    return weekday_and_date(today, weekday, day)


def month_at(today: dt.date, months: int) -> dt.date | None:
    """The first of the month so many months from now."""
    return _add_months(today.replace(day=1), months)


def month_named(today: dt.date, month: int, year: int | None = None) -> dt.date:
    """The first of the month of that name that is not over yet."""
    return dt.date(year or today.year + (month < today.month), month, 1)


def end_of_month(today: dt.date, first: dt.date) -> Day:
    return _if_ahead(today, _last_of(first))


def end_of_this_month(today: dt.date) -> Day:
    return end_of_month(today, today.replace(day=1))


def end_of_year(today: dt.date, years: int = 0) -> Day:
    return Day(dt.date(today.year + years, 12, 31))


def within_month(today: dt.date, first: dt.date, number: int) -> Day:
    """The start or the middle of a month: a day that is as good as any."""
    return replace(_if_ahead(today, first.replace(day=number)), sure=False)


def nth_weekday(today: dt.date, number: int, weekday: int, first: dt.date) -> Day | None:
    """The second tuesday of a month."""
    date = first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))
    return _if_ahead(today, date) if date.month == first.month and number > 0 else None


def last_weekday(today: dt.date, weekday: int, first: dt.date) -> Day:
    last = _last_of(first)
    return _if_ahead(today, last - dt.timedelta((last.weekday() - weekday) % 7))


def first_working_day(today: dt.date, first: dt.date) -> Day:
    return _if_ahead(today, _add_working_days(first - dt.timedelta(1), 1))


def last_working_day(today: dt.date, first: dt.date) -> Day:
    last = _last_of(first)
    return _if_ahead(today, last - dt.timedelta(max(0, last.weekday() - FRIDAY)))


def _last_of(first: dt.date) -> dt.date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


# Days of the year


def holiday(today: dt.date, month: int, number: int) -> Day | None:
    return date_of_year(today, number, month)


def by_easter(today: dt.date, count: int) -> Day | None:
    """So many days after Easter Sunday, in the year where that is still to come."""
    dates = [easter(year) + dt.timedelta(count) for year in (today.year, today.year + 1)]
    return next((Day(date) for date in dates if date >= today), None)


def thanksgiving(today: dt.date, count: int = 0) -> Day | None:
    """The fourth thursday of november in the United States, or some days after it."""
    novembers = [dt.date(year, 11, 1) for year in (today.year, today.year + 1)]
    days = [nth_weekday(today, 4, 3, first) for first in novembers]
    dates = [day.date + dt.timedelta(count) for day in days if day and day.date]
    return Day(dates[0]) if dates else None

"""How days are said: the productions of the date grammar. What they mean is in `days`.

NUM, ORD, YEAR, WEEKDAY, MONTH, UNIT and DATE are kinds of token. SPAN is a stretch of time, MONTHLY
the first of a month, WEEKLY the monday of a week, MONTHDAY a day with its month, SOON a day of this
week or the next, and DAY whatever names a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from companion.language import date_guards as ask
from companion.language import days
from companion.language.days import Day, Span
from companion.language.grammar import Grammar, Production

_P = Production


def _span(unit: str, amount: int = 1, sure: bool = True) -> Callable[..., Span]:
    return lambda *_read: Span(amount, unit, sure)


def _counted(sure: bool = True) -> Callable[..., Span]:
    """The last number read, and the unit: of a range the end counts."""
    return lambda _today, *read: Span(read[-2], read[-1], sure)


def _working(sure: bool = True) -> Callable[..., Span]:
    return lambda _today, *read: Span(read[-1] if read else 1, "working day", sure)


_SPANS = (
    _P("a|an UNIT", lambda _today, unit: Span(1, unit)),
    _P("a? fortnight", _span("fortnight")),
    _P("NUM UNIT", _counted()),
    _P("NUM to|and NUM UNIT", _counted()),
    _P("NUM or NUM UNIT", _counted(sure=False)),
    _P("NUM NUM UNIT", _counted(sure=False)),
    _P("NUM or so UNIT", _counted(sure=False)),
    _P("NUM UNIT or so", _counted(sure=False)),
    _P("a|an|one UNIT or so", lambda _today, unit: Span(1, unit, sure=False)),
    _P("a|an|one UNIT or two", lambda _today, unit: Span(2, unit, sure=False)),
    _P("a? couple of? UNIT", lambda _today, unit: Span(2, unit, sure=False)),
    _P("a|NUM working|business day|days", _working()),
    _P("NUM to|and NUM working|business days", _working()),
    _P("NUM or NUM working|business days", _working(sure=False)),
    _P("NUM NUM working|business days", _working(sure=False)),
    _P("a? couple of? working|business days", _span("working day", 2, sure=False)),
    _P("exactly|precisely|just|only SPAN", lambda _today, span: span),
    _P("about|around|roughly SPAN", lambda _today, span: replace(span, sure=False)),
)

_MONTHLY = (
    _P("the|this month", partial(days.month_at, months=0)),
    _P("next month", partial(days.month_at, months=1)),
    _P("the following month", partial(days.month_at, months=1)),
    _P("the month after next", partial(days.month_at, months=2)),
    _P("the new year", partial(days.month_named, month=1)),
    _P("MONTH YEAR?", days.month_named),
)

_WEEKLY = (
    _P("this week", partial(days.monday_of, weeks=0)),
    _P("next week", partial(days.monday_of, weeks=1)),
    _P("the following week", partial(days.monday_of, weeks=1)),
    _P("the week after", partial(days.monday_of, weeks=1)),
    _P("the? week after next", partial(days.monday_of, weeks=2)),
)

_NEAR = (
    _P("today|tonight", days.in_days),
    _P("later today|tonight", days.in_days),
    _P("this morning|afternoon|evening|lunchtime", days.in_days),
    _P("the? end of the? day|today|play|trading", days.in_days, ask.after_by),
    _P("the? close of business|play|trading", days.in_days, ask.after_by),
    _P("the? end of the? working|business day?", days.in_days, ask.after_by),
    _P("tomorrow", partial(days.in_days, count=1)),
    _P("the? day after tomorrow", partial(days.in_days, count=2)),
    _P("in the morning", partial(days.in_days, count=1, sure=False), ask.no_hour_before),
    _P("first thing in the morning", partial(days.in_days, count=1, sure=False)),
    _P("this same? time tomorrow", partial(days.in_days, count=1)),
    _P("the|this? same? time|day next week", partial(days.in_days, count=7)),
    _P("today week", partial(days.in_days, count=7)),
    _P("tomorrow week", partial(days.in_days, count=8)),
    _P("today fortnight", partial(days.in_days, count=14)),
    _P("tomorrow fortnight", partial(days.in_days, count=15)),
)

_COUNTED = (
    _P("in|within|inside SPAN time?", days.span_from, ask.not_of),
    _P("in|within|over the next SPAN", days.span_from, ask.not_of),
    _P("in|within|over the next UNIT", lambda today, unit: days.span_vaguely(today, Span(1, unit))),
    _P("in|within|over the next UNIT or two", days.next_two),
    _P("the? next working|business day", partial(days.span_from, span=Span(1, "working day"))),
    _P("NUM WEEKDAYS from now|today", days.weekdays_from_now),
    _P("this time next month", partial(days.span_from, span=Span(1, "month"))),
    _P("SPAN time", days.span_from),
    _P("and SPAN", days.span_vaguely, ask.misheard_in),
    _P("SPAN from now", days.span_from),
    _P("no more|longer|later than SPAN", days.span_from),
    _P("up to SPAN", days.span_vaguely),
    _P("SPAN tops|maximum|max", days.span_vaguely),
    _P("SPAN at most|worst", days.span_vaguely),
    _P("SPAN at the most|outside|latest", days.span_vaguely),
    _P("allow|allowing SPAN", days.span_vaguely),
    _P("it'll|that'll|they'll be|take SPAN", days.span_vaguely),
    _P("give|allow us|it|me|them|him|her|that SPAN", days.span_vaguely),
    _P("within|inside the day", days.in_days),
    _P("within|inside the week", partial(days.in_days, count=7, sure=False)),
    _P("within|inside the fortnight", partial(days.in_days, count=14)),
    _P("SPAN from|after|on|following DAY", days.span_from),
    _P("in|within|inside SPAN of DAY", days.span_from),
    _P("SPAN SOON", days.span_from),
    _P("the? close|end of business|play|trading|day on? DAY", lambda _today, day: day),
    _P("the? end of the? working|business day on? DAY", lambda _today, day: day),
    _P("SPAN before DAY", days.span_before),
    _P("week from|on|after DAY", days.week_from, ask.no_other_week),
    _P("the? day after|following DAY", partial(days.next_to, count=1)),
    _P("the? day before DAY", partial(days.next_to, count=-1)),
)

_SOON = (
    _P("today|tonight", days.in_days),
    _P("tomorrow", partial(days.in_days, count=1)),
    _P("WEEKDAY", days.coming),
    _P("this|coming WEEKDAY", days.coming),
    _P("this coming WEEKDAY", days.coming),
    _P("next WEEKDAY", days.next_weekday),
)

_WEEKDAYS = (
    _P("SOON", lambda _today, day: day),
    _P("the coming WEEKDAY", days.coming),
    _P("WEEKDAY coming", days.coming),
    _P("WEEKDAY next", days.next_weekday),
    _P("this? WEEKDAY week", partial(days.coming, weeks=1)),
    _P("WEEKDAY fortnight", partial(days.coming, weeks=2)),
    _P("the following WEEKDAY", days.following_weekday),
    _P("the WEEKDAY after|following", days.following_weekday),
    _P("the? WEEKDAY after next", days.weekday_after_next),
    _P("the WEEKDAY after|following DAY", partial(days.weekday_beside, step=1)),
    _P("the WEEKDAY before DAY", partial(days.weekday_beside, step=-1)),
    _P("WEEKDAY of|in|on? WEEKLY", days.weekday_in_week),
    _P("WEEKLY on? the? WEEKDAY", days.week_then_weekday),
    _P("the? week commencing|beginning|starting|of DAY", days.vaguely),
    _P("the? last WEEKDAY of|in MONTHLY", days.last_weekday),
    _P("the? ORD WEEKDAY of|in MONTHLY", days.nth_weekday),
)

_MONTHDAYS = (
    _P("the? ORD of? MONTH YEAR?", days.date_of_year, ask.dated_month),
    _P("the? ORD of MONTHLY", days.day_in_month),
    _P("the? ORD of the month", days.day_of_month),
    _P("the? ORD of the ORD", days.date_of_year, ask.month_number),
    _P("MONTH the? ORD YEAR?", days.month_first, ask.month),
    _P("MONTH NUM YEAR?", days.month_first, ask.month),
    _P("NUM MONTH YEAR?", days.date_of_year, ask.dated_month),
)

_DATES = (
    _P("MONTHDAY", lambda _today, day: day),
    _P("DATE", lambda today, date: Day(date if date >= today else None)),
    _P("this|next? the? WEEKDAY MONTHDAY", days.weekday_and_date),
    _P("this|next? the? WEEKDAY the? ORD", days.weekday_and_number, ask.alone),
    _P("the ORD", days.day_of_month, ask.day_number),
    _P("ORD", days.day_of_month, ask.bare_number),
    _P("the? NUM", days.day_of_month, ask.misheard_number),
)

_PERIODS = (
    _P("the? end of WEEKLY", days.end_of_week),
    _P("the? end of the? week", days.end_of_week),
    _P("week end", days.end_of_week),
    _P("the? start|beginning of WEEKLY", partial(days.in_week, weekday=0)),
    _P("the? middle of WEEKLY", partial(days.in_week, weekday=2)),
    _P("by|before the weekend", days.end_of_week),
    _P("after the weekend", partial(days.coming, weekday=0)),
    _P("the|this|at|over the? weekend", days.weekend, ask.alone),
    _P("next weekend", partial(days.weekend, weeks=1), ask.alone),
    _P("the? end of MONTHLY", days.end_of_month),
    _P("the? end of the? month|months", days.end_of_this_month),
    _P("month|months end", days.end_of_this_month),
    _P("month|months and", days.end_of_this_month, ask.misheard_end),
    _P("MONTH end", lambda today, month: days.end_of_month(today, days.month_named(today, month))),
    _P("the? last day of|in MONTHLY", days.end_of_month),
    _P("the? last working|business day of|in MONTHLY", days.last_working_day),
    _P("the? last working|business day before DAY", partial(days.working_day_beside, step=-1)),
    _P("the? first|next working|business day after DAY", partial(days.working_day_beside, step=1)),
    _P("the? first working|business day of|in MONTHLY", days.first_working_day),
    _P("the? start|beginning of MONTHLY", partial(days.within_month, number=1)),
    _P("the? middle of MONTHLY", partial(days.within_month, number=15)),
    _P("mid MONTHLY", partial(days.within_month, number=15)),
    _P("the? end of the|this year", days.end_of_year),
    _P("the? end of next year", partial(days.end_of_year, years=1)),
    _P("year end", days.end_of_year),
)


def _fixed(name: str, month: int, number: int) -> Production:
    return _P(name, partial(days.holiday, month=month, number=number), ask.alone_if_short)


def _easter(name: str, count: int) -> Production:
    return _P(name, partial(days.by_easter, count=count), ask.alone_if_short)


_HOLIDAYS = (
    _fixed("christmas|xmas eve", 12, 24),
    _fixed("christmas|xmas day?", 12, 25),
    _fixed("boxing day", 12, 26),
    _fixed("saint|st stephen's day", 12, 26),
    _fixed("new year|years eve", 12, 31),
    _fixed("new year|years day", 1, 1),
    _P("new year", partial(days.holiday, month=1, number=1), ask.no_article),
    _fixed("twelfth night", 1, 5),
    _fixed("burns night", 1, 25),
    _fixed("australia day", 1, 26),
    _fixed("valentine's|valentines day?", 2, 14),
    _fixed("saint|st david's day", 3, 1),
    _fixed("saint|st patrick's day", 3, 17),
    _fixed("paddy's day", 3, 17),
    _fixed("april fool's|fools day?", 4, 1),
    _fixed("saint|st george's day", 4, 23),
    _fixed("anzac day", 4, 25),
    _fixed("independence day", 7, 4),
    _fixed("canada day", 7, 1),
    _fixed("halloween|hallowe'en", 10, 31),
    _fixed("bonfire night", 11, 5),
    _fixed("guy fawkes night", 11, 5),
    _fixed("veterans|remembrance day", 11, 11),
    _fixed("saint|st andrew's day", 11, 30),
    _easter("shrove tuesday", -47),
    _easter("pancake day", -47),
    _easter("ash wednesday", -46),
    _easter("palm sunday", -7),
    _easter("maundy thursday", -3),
    _easter("good friday", -2),
    _easter("easter saturday", -1),
    _easter("easter sunday?", 0),
    _easter("easter monday", 1),
    _P("thanksgiving day?", days.thanksgiving, ask.alone),
    _P("black friday", partial(days.thanksgiving, count=1), ask.alone),
    _P("cyber monday", partial(days.thanksgiving, count=4), ask.alone),
)

_NOT_AHEAD = (
    _P("from? WEEKDAY to|through|till|until WEEKDAY", days.not_ahead, ask.working_week),
    _P("that WEEKDAY", days.not_ahead, ask.not_made),
    _P("the|your|our|my|his|her|their WEEKDAY", days.not_ahead, ask.not_alone),
    *(
        _P(pattern, days.not_ahead)
        for pattern in (
            "the? last|past|previous|other WEEKDAY|night|week|weekend|month|year|day",
            "the? last week|month on? the? WEEKDAY|ORD",
            "this past|last WEEKDAY|week|weekend|month",
            "WEEKDAY|MONTH last|gone",
            "WEEKDAY|MONTH just gone",
            "WEEKDAY before last",
            "it's|is|its WEEKDAY today|now|already",
            "the? ORD of last month",
            "the? day before yesterday",
            "yesterday morning|afternoon|evening?",
            "SPAN ago|back|earlier|previously|since",
            "SPAN last WEEKDAY",
            "been SPAN SOON",
            "ever? since DAY",
            "earlier today",
            "towards|toward|better|brighter|of tomorrow",
            "earlier this morning|afternoon|evening",
            "every|each|most|any|some|alternate|a|one|per WEEKDAY|day|week|month",
            "every other|second WEEKDAY|day|week",
            "every SPAN",
            "WEEKDAY mornings|afternoons|evenings|nights",
        )
    ),
)

DATES: Grammar[dt.date] = Grammar(
    {
        "SPAN": _SPANS,
        "MONTHLY": _MONTHLY,
        "WEEKLY": _WEEKLY,
        "SOON": _SOON,
        "MONTHDAY": _MONTHDAYS,
        "DAY": (
            *_NOT_AHEAD,
            *_NEAR,
            *_COUNTED,
            *_WEEKDAYS,
            *_DATES,
            *_PERIODS,
            *_HOLIDAYS,
        ),
    }
)

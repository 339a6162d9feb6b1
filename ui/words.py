"""The words, icons and colour roles by which the window speaks of what the events hold."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, QTime

from companion.kinds import Category, EndReason, Speaker

LEVELS = 4
"""Anger goes from 0 to 3."""


def speaker_name(speaker: Speaker) -> str:
    return {
        Speaker.AGENT: QCoreApplication.translate("words", "Agent"),
        Speaker.CUSTOMER: QCoreApplication.translate("words", "Customer"),
        Speaker.UNKNOWN: QCoreApplication.translate("words", "Unknown"),
    }[speaker]


def category_name(category: Category) -> str:
    translate = QCoreApplication.translate
    return {
        Category.LEGAL: translate("words", "Legal threat"),
        Category.REGULATOR: translate("words", "Official complaint"),
        Category.REPUTATION: translate("words", "Going public"),
        Category.CHURN: translate("words", "About to leave"),
        Category.VIOLENCE: translate("words", "Violence"),
        Category.SELF_HARM: translate("words", "In danger"),
        Category.ABUSE: translate("words", "Abuse"),
        Category.ESCALATION: translate("words", "Wants someone higher"),
    }[category]


def conduct_name(kind: str) -> str:
    translate = QCoreApplication.translate
    known = {
        "argue": translate("words", "Arguing"),
        "blame": translate("words", "Blaming"),
        "dismiss": translate("words", "Waving it away"),
        "interrupt": translate("words", "Interrupting"),
        "canned": translate("words", "Canned phrase"),
    }
    return known.get(kind, kind)


def anger_name(level: int) -> str:
    translate = QCoreApplication.translate
    return (
        translate("words", "Calm"),
        translate("words", "Annoyed"),
        translate("words", "Angry"),
        translate("words", "Furious"),
    )[level]


def ending(reason: EndReason) -> str:
    translate = QCoreApplication.translate
    return {
        EndReason.ENDED: translate("words", "Call ended"),
        EndReason.SOURCE_ENDED: translate("words", "End of the recording"),
        EndReason.INTERRUPTED: translate("words", "Interrupted"),
    }[reason]


def clock(seconds: float) -> str:
    """Call time as m:ss, or h:mm:ss from an hour on."""
    minutes, second = divmod(int(max(0.0, seconds)), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minutes}:{second:02}"


def day(date: dt.date) -> str:
    """A date as the user's language writes it, with its weekday."""
    return _written(date, QCoreApplication.translate("words", "dddd d MMMM yyyy"))


def short_day(date: dt.date) -> str:
    return _written(date, QCoreApplication.translate("words", "ddd d MMM yyyy"))


def plain_day(date: dt.date) -> str:
    """A date without its weekday, for columns."""
    return _written(date, QCoreApplication.translate("words", "d MMM yyyy"))


def time_of_day(time: dt.time) -> str:
    made = QTime(time.hour, time.minute)
    return QLocale().toString(made, QLocale.FormatType.ShortFormat)


def moment(at: dt.datetime) -> str:
    """A day and a time of it, for columns."""
    return f"{plain_day(at.date())}, {time_of_day(at.time())}"


def quoted(words: str) -> str:
    """The exact words of somebody."""
    return QCoreApplication.translate("words", "“{words}”").format(words=words)


class _Counts(QObject):
    """The gathering tool takes plurals from `tr` alone."""

    def calls(self, count: int) -> str:
        return self.tr("%Ln call(s)", "", count)


def calls(count: int) -> str:
    """So many calls."""
    return _Counts().calls(count)


def _written(date: dt.date, pattern: str) -> str:
    return QLocale().toString(QDate(date.year, date.month, date.day), pattern)


def fact_name(kind: str) -> str:
    translate = QCoreApplication.translate
    return {
        "name": translate("words", "Name"),
        "reference": translate("words", "Number"),
        "amount": translate("words", "Amount"),
        "date": translate("words", "Day"),
    }[kind]


def fact_tip(kept: bool, value: str) -> str:
    """What can be done with a fact, and what its words mean where that is beyond doubt."""
    if kept:
        told = QCoreApplication.translate("words", "In the note. Enter copies it")
    else:
        told = QCoreApplication.translate("words", "Enter copies it, Space puts it into the note")
    return f"{value}. {told}" if value else told


def sign_name(sign: str) -> str:
    """What makes a threat substantial."""
    translate = QCoreApplication.translate
    return {
        "named": translate("words", "who"),
        "reference": translate("words", "a number"),
        "deadline": translate("words", "a day"),
        "amount": translate("words", "an amount"),
    }[sign]

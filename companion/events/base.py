"""What every event has, and the words that events are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Speaker(StrEnum):
    AGENT = "agent"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"
    """One channel only: nobody can tell who said it, so nobody is blamed for it."""


class Category(StrEnum):
    """What an alert about the customer's words is about."""

    LEGAL = "legal"
    REGULATOR = "regulator"
    REPUTATION = "reputation"
    CHURN = "churn"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    ESCALATION = "escalation"


class Severity(StrEnum):
    NOTICE = "notice"
    WARNING = "warning"
    CRITICAL = "critical"


class By(StrEnum):
    """Who established a fact: the program heard it, or the agent said so by hand."""

    HEARD = "heard"
    AGENT = "agent"


class EndReason(StrEnum):
    ENDED = "ended"
    """The agent ended the call."""
    SOURCE_ENDED = "source_ended"
    """The recording or transcript came to its end."""
    INTERRUPTED = "interrupted"
    """The program died in mid-call; written when the call is next opened."""


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word; times in seconds of call audio, confidence 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """What a side is saying right now. Transient: never stored, never counted."""

    at: float
    speaker: Speaker
    start: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at `at` seconds. `seq` counts from 1; 0 means: not yet in the log."""

    at: float
    seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards(Event):
    """Something that somebody did to a call that was over. `at` is the moment of the call meant.

    `who` is the name in the settings of whoever did it; `when` carries its UTC offset.
    """

    who: str
    when: dt.datetime

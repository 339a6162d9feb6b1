"""What every event has, and what events are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from companion.kinds import Speaker


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

"""The words of the trade: of whom, of what sort and how grave something is.

Apart from the events that hold them, which take three hundredths of a second to load: the window's
first painting asks for these alone.
"""

from __future__ import annotations

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


DANGERS = frozenset({Category.VIOLENCE, Category.SELF_HARM})
"""Somebody may get hurt: their alerts are never silenced and always shown until they are read."""


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

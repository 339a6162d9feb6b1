"""What is said about one turn, by a person or by the product, in one form for both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from companion.events import Category, Speaker

ANGRY = 2
"""From this level on a turn counts as angry: accusing, an ultimatum, icy politeness."""

NO_THREAT = frozenset({Category.ABUSE, Category.ESCALATION})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A turn's anger and alerts (customer), or its steps, date and slips (agent)."""

    anger: int = 0
    alerts: frozenset[Category] = frozenset()
    steps: frozenset[str] = frozenset()
    follow_up: dt.date | None = None
    conduct: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Label:
    """Something a turn may be. `value` is None where it is not; two equal values agree."""

    group: str
    name: str
    speaker: Speaker
    value: Callable[[Judgement], Hashable | None]


def _alert(category: Category, group: str) -> Label:
    return Label(group, category.value, Speaker.CUSTOMER, lambda of: category in of.alerts or None)


def _step(name: str) -> Label:
    return Label("step", name, Speaker.AGENT, lambda of: name in of.steps or None)


def _conduct(name: str) -> Label:
    return Label("conduct", name, Speaker.AGENT, lambda of: name in of.conduct or None)


LABELS = (
    Label("anger", "angry (2, 3)", Speaker.CUSTOMER, lambda of: of.anger >= ANGRY or None),
    Label("threat", "any threat", Speaker.CUSTOMER, lambda of: bool(of.alerts - NO_THREAT) or None),
    *(_alert(category, "threat") for category in Category if category not in NO_THREAT),
    _alert(Category.ABUSE, "customer"),
    _alert(Category.ESCALATION, "customer"),
    *(_step(name) for name in ("listen", "reflect", "apologise", "next_steps", "follow_up_date")),
    Label("step", "exact date", Speaker.AGENT, lambda of: of.follow_up),
    Label("conduct", "any slip", Speaker.AGENT, lambda of: bool(of.conduct) or None),
    *(_conduct(name) for name in ("argue", "blame", "dismiss", "interrupt", "canned")),
)

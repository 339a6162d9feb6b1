"""The one card an agent sees at a time: what just happened, and what helps now.

A card is computed from the call, never stored: live and replay show the same card at the same
second. What is noted is not touched by what is shown.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from companion.call import Alert, Call
from companion.events import Category, ConductFlagged, Severity, Speaker
from companion.kinds import DANGERS
from companion.paths import assets
from companion.script import Script, ScriptStep

TITLE_LENGTH = 42
BODY_LENGTH = 300

COOLDOWN_S = 60.0
"""After a card, further alerts of its category stay quiet for so long."""

SNOOZE_S = 300.0
"""For so long a category that the agent has put to sleep is not shown. It is always noted."""

STAYS_S = {Severity.CRITICAL: 60.0, Severity.WARNING: 40.0, Severity.NOTICE: 20.0}
"""How long a card is worth its place; the conversation has moved on by then."""

HEADINGS = {
    Category.LEGAL: "Legal threat",
    Category.REGULATOR: "Official complaint",
    Category.REPUTATION: "Going public",
    Category.CHURN: "About to leave",
    Category.VIOLENCE: "Threat of violence",
    Category.SELF_HARM: "Someone may be in danger",
    Category.ABUSE: "Abuse",
    Category.ESCALATION: "Asks for someone higher",
}

CONDUCT_HEADINGS = {
    "argue": "No argument can be won",
    "blame": "Leave whose fault it is",
    "dismiss": "It matters to them",
    "interrupt": "Let them finish",
    "canned": "Say it your own way",
}


class Rank(IntEnum):
    """Which card goes first. Words about the customer's safety come before everything."""

    REMINDER = 0
    TYPE = 1
    CONDUCT = 2
    NOTICE = 3
    WARNING = 4
    CRITICAL = 5
    DANGER = 6


_RANKS = {
    Severity.NOTICE: Rank.NOTICE,
    Severity.WARNING: Rank.WARNING,
    Severity.CRITICAL: Rank.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class Card:
    """`title` has at most 42 characters, `body` at most 300. `alert` is what a click dismisses.

    Both in parts, for who shows them in another language: `heading` and `advice` are ours or the
    team's, `about` (words that were heard, or a step's title) and `reasons` belong to the call.
    """

    rank: Rank
    at: float
    heading: str
    advice: str
    about: str = ""
    reasons: tuple[str, ...] = ()
    alert: int | None = None
    utterance: int | None = None
    priority: int = 0

    @property
    def title(self) -> str:
        about = self.about.lower() if self.rank == Rank.REMINDER else self.about
        return clipped(f"{self.heading}: {about}" if about else self.heading, TITLE_LENGTH)

    @property
    def body(self) -> str:
        heard = ", ".join(f"“{reason}”" for reason in self.reasons)
        return clipped(f"{self.advice} Heard: {heard}." if heard else self.advice, BODY_LENGTH)

    @property
    def severity(self) -> Severity:
        """The colour of the card."""
        if self.rank >= Rank.CRITICAL:
            return Severity.CRITICAL
        return Severity.WARNING if self.rank == Rank.WARNING else Severity.NOTICE


def current_card(call: Call, now: float | None = None, script: Script | None = None) -> Card | None:
    """The card for this moment, `now` seconds into the call (its last event where not given).

    The gravest first, among equals that of the rule with the higher priority, then the newest.
    Reminders of open steps come where a script is given and nothing else needs the agent's eye.
    """
    now = call.last_at if now is None else now
    cards = [*_alert_cards(call, now), *_conduct_cards(call, now), *_type_cards(call, now)]
    if not cards and script is not None:
        cards = _reminders(call, now, script)
    return max(cards, key=lambda card: (card.rank, card.priority, card.at), default=None)


def _alert_cards(call: Call, now: float) -> list[Card]:
    shown = [a for a in _after_cooldown(call.alerts) if a.raised.at <= now and not a.dismissed]
    return [_alert_card(alert) for alert in shown if _fresh(alert, now)]


def _after_cooldown(alerts: tuple[Alert, ...]) -> list[Alert]:
    """The alerts that get a card. A withdrawn one is shown no more and silences nothing."""
    kept: list[Alert] = []
    last: dict[Category, Alert] = {}
    quiet = {a.category: a.quiet_until for a in alerts if a.quiet_until}
    for alert in alerts:
        if not alert.standing:
            continue
        asleep = alert.raised.at < quiet.get(alert.category, 0.0)
        quieted = _cooling(last.get(alert.category), alert)
        if alert.category in DANGERS or not (quieted or asleep):
            kept.append(alert)
            last[alert.category] = alert
    return kept


def _cooling(shown: Alert | None, alert: Alert) -> bool:
    """Whether the card of this category that was shown last still silences a new one."""
    if shown is None:
        return False
    cooldown_s = shown.raised.cooldown_s
    pause = COOLDOWN_S if cooldown_s is None else cooldown_s
    return alert.raised.at - shown.raised.at < pause


def _fresh(alert: Alert, now: float) -> bool:
    return alert.category in DANGERS or now - alert.raised.at <= STAYS_S[alert.severity]


def _alert_card(alert: Alert) -> Card:
    danger = alert.category in DANGERS
    return Card(
        rank=Rank.DANGER if danger else _RANKS[alert.severity],
        at=alert.raised.at,
        heading=HEADINGS[alert.category],
        about=alert.phrase,
        advice=alert.raised.guidance,
        alert=alert.seq,
        utterance=alert.utterance,
        priority=alert.raised.priority,
    )


def _conduct_cards(call: Call, now: float) -> list[Card]:
    recent = [f for f in call.conduct if 0 <= now - f.at <= STAYS_S[Severity.NOTICE]]
    return [_conduct_card(flagged) for flagged in recent]


def _conduct_card(flagged: ConductFlagged) -> Card:
    heading = CONDUCT_HEADINGS.get(flagged.kind, flagged.kind)
    return Card(Rank.CONDUCT, flagged.at, heading, flagged.say_instead, utterance=flagged.utterance)


def _type_cards(call: Call, now: float) -> list[Card]:
    """How to be with this customer, for as long as the suggestion is news."""
    hint = call.customer_type
    if hint is None or not 0 <= now - hint.at <= STAYS_S[Severity.NOTICE]:
        return []
    words = approaches().get(hint.type or "")
    if words is None:
        return []
    return [Card(Rank.TYPE, hint.at, words["title"], words["approach"], reasons=hint.because)]


@cache
def approaches() -> dict[str, dict[str, str]]:
    """By type of customer: a `title` of at most 42 characters and the `approach` that helps."""
    path = assets() / "words" / "customer_types.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _reminders(call: Call, now: float, script: Script) -> list[Card]:
    """The first open step whose time has come: one at a time, in the script's order."""
    spoken = any(heard.speaker == Speaker.CUSTOMER for heard in call.utterances)
    for step in script.steps:
        due = None if step.remind_after_min is None else step.remind_after_min * 60
        if spoken and due is not None and now >= due and not call.step_done(step.id):
            return [_reminder(step, due)]
    return []


def _reminder(step: ScriptStep, due: float) -> Card:
    return Card(Rank.REMINDER, due, "Not yet", step.prompt, about=step.title)


def clipped(text: str, length: int) -> str:
    """The text, cut at a word where it is too long."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"

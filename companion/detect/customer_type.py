"""A suggestion of the customer's type, with its reasons, so that the agent can choose an approach.

Hints in the customer's words are added up over the call, together with how their anger went and
what they threatened. Never more than a suggestion: it is said only from the second sentence on,
and only when it changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from companion.call import Call
from companion.detect.recent import last_said
from companion.detect.rules import Engine
from companion.events import (
    AnyEvent,
    Category,
    CustomerTypeSuggested,
    Partial,
    Speaker,
    UtteranceHeard,
)
from companion.language import read

TYPES = ("know_it_all", "escalator", "champagne_taster", "cooperator", "im_done")

ENOUGH = 0.6
"""The sum of hints from which a type is suggested."""

_FIRST_AFTER = 2
"""Customer's sentences before anything is said of them."""

_REASONS = 4
_REPEATED = 0.8
"""What the same hint counts when it comes again."""


@dataclass(slots=True)
class _Tally:
    """What speaks for one type."""

    score: float = 0.0
    because: list[str] = field(default_factory=list)

    def add(self, weight: float, reason: str) -> None:
        self.score += weight
        if reason and reason not in self.because and len(self.because) < _REASONS:
            self.because.append(reason)


_REMEMBERED = 200
"""The customer's sentences that count, half an hour of them: a call of hours must not cost more."""


class CustomerTypeDetector:
    """See the module. Looks after the alerts and the anger of the same sentence were found."""

    name = "customer_type"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._hints = lru_cache(maxsize=4 * _REMEMBERED)(self._found)

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterator[AnyEvent]:
        if not isinstance(entry, UtteranceHeard) or entry.speaker is not Speaker.CUSTOMER:
            return
        kind, because = self._suggestion(call)
        known = call.customer_type.type if call.customer_type else None
        if kind != known:
            yield CustomerTypeSuggested(at=entry.at, type=kind, because=because)

    def _suggestion(self, call: Call) -> tuple[str | None, tuple[str, ...]]:
        spoken = last_said(call, Speaker.CUSTOMER, _REMEMBERED)
        if len(spoken) < _FIRST_AFTER:
            return None, ()
        tallies = {kind: _Tally() for kind in TYPES}
        seen: dict[str, int] = {}
        for heard in spoken:
            for kind, rule, weight, phrase in self._hints(heard.text):
                seen[rule] = seen.get(rule, 0) + 1
                tallies[kind].add(weight * _REPEATED ** (seen[rule] > 1), phrase)
        _add_course(call, spoken, tallies)
        best = max(TYPES, key=lambda kind: tallies[kind].score)
        if tallies[best].score < ENOUGH:
            return None, ()
        return best, tuple(tallies[best].because)

    def _found(self, text: str) -> tuple[tuple[str, str, float, str], ...]:
        """The hints in a sentence: type, rule, weight and the words."""
        return tuple(
            (hit.rule.category, hit.rule.name, hit.rule.weight, hit.phrase)
            for hit in self._engine.hits(read(text), "customer")
            if hit.rule.category in TYPES
        )


def _add_course(call: Call, spoken: list[UtteranceHeard], tallies: dict[str, _Tally]) -> None:
    """What the course of the call says: anger that climbs, threats, asking for somebody higher."""
    texts = {heard.seq: heard.text for heard in spoken}
    levels = {r.utterance: r.level for r in call.anger[-len(spoken) :] if r.utterance in texts}
    escalator = tallies["escalator"]
    worst = max(levels.values(), default=0)
    if worst >= 2:
        first = next(seq for seq, level in levels.items() if level == worst)
        reasons = next(r.because for r in call.anger if r.utterance == first)
        escalator.add(0.35 * (worst - 1), reasons[0] if reasons else texts[first])
    climbed = sum(b > a for a, b in zip(levels.values(), [*levels.values()][1:], strict=False))
    escalator.add(0.12 * climbed, "")
    for alert in call.alerts:
        if alert.standing and alert.category in _COUNTS:
            kind, weight = _COUNTS[alert.category]
            tallies[kind].add(weight, alert.phrase)
    if levels and worst == 0:
        tallies["cooperator"].add(min(0.2 * len(levels), 1.0), "calm throughout")
    elif levels and sum(levels.values()) / len(levels) <= 0.34:
        tallies["cooperator"].add(0.4, "mostly calm")


_COUNTS = {
    Category.ESCALATION: ("escalator", 0.6),
    Category.VIOLENCE: ("escalator", 0.5),
    Category.ABUSE: ("escalator", 0.2),
    Category.LEGAL: ("escalator", 0.2),
    Category.REGULATOR: ("escalator", 0.1),
    Category.REPUTATION: ("escalator", 0.15),
    Category.CHURN: ("im_done", 0.55),
}

"""Gentle reminders of what is still to be said; the rules are in docs/detection.md.

- `not_done`: a step of the script is open after the minutes that the script gives it.
- `apology_due`: an angry sentence was followed by `PATIENCE` sentences of the agent without
  regret, an open question or the matter said back, and there was no regret since anger last rose.
- a rule's own name: a pack's rule with `due_by_minute` has not been heard by then.

One at a time, `APART_S` seconds between two, each step and rule once a call. None while somebody's
safety is at stake: a checklist is the last thing to read then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from companion.call import Call
from companion.detect.recent import last_said
from companion.detect.rules import Engine
from companion.events import (
    AnyEvent,
    Partial,
    ReminderDue,
    Speaker,
    UtteranceHeard,
)
from companion.kinds import DANGERS
from companion.language import read
from companion.script import Script, load_script

NOT_DONE, APOLOGY_DUE = "not_done", "apology_due"

APART_S = 45.0
PATIENCE = 2
ANGRY = 2
_SAFETY_S = 180.0
"""For so long after words about somebody's safety there are no reminders."""
_SOOTHING = frozenset({"apologise", "listen", "reflect"})
_LOOKED_BACK = 200
"""The agent's sentences in which a rule is looked for: half an hour of talk."""


class ReminderDetector:
    """See the module. Looks last, when the sentence's own ticks are known.

    `script` gives the steps and their minutes; the one that comes with the program if None.
    """

    name = "reminders"

    def __init__(self, engine: Engine, script: Script | None = None) -> None:
        self._engine = engine
        self._script = script or load_script()
        self._due = tuple(rule for rule in engine.rules if rule.due_by_minute is not None)

    def look(self, call: Call, entry: AnyEvent | Partial) -> Iterator[AnyEvent]:
        if not isinstance(entry, UtteranceHeard) or _not_now(call, entry.at):
            return
        found = self._apology(call, entry) or self._open_step(call, entry)
        found = found or self._unsaid(call, entry)
        if found is not None:
            yield found

    def _apology(self, call: Call, entry: UtteranceHeard) -> ReminderDue | None:
        if entry.speaker is not Speaker.AGENT:
            return None
        angry = _angry_before(call)
        if angry is None or len(_answers(call, angry)) != PATIENCE:
            return None
        risen = call.rises[-1].utterance if call.rises else angry
        if _ticked_since(call, angry, _SOOTHING) or _ticked_since(call, risen, {"apologise"}):
            return None
        return ReminderDue(at=entry.at, kind=APOLOGY_DUE, step="apologise", utterance=angry)

    def _open_step(self, call: Call, entry: UtteranceHeard) -> ReminderDue | None:
        if not any(heard.speaker is Speaker.CUSTOMER for heard in call.utterances):
            return None
        told = {due.step for due in call.reminders if due.kind == NOT_DONE}
        for step in self._script.steps:
            minutes = step.remind_after_min
            late = minutes is not None and entry.at >= 60 * minutes
            if late and step.id not in told and not call.step_done(step.id):
                return ReminderDue(at=entry.at, kind=NOT_DONE, step=step.id)
        return None

    def _unsaid(self, call: Call, entry: UtteranceHeard) -> ReminderDue | None:
        told = {due.kind for due in call.reminders}
        for rule in self._due:
            late = rule.due_by_minute is not None and entry.at >= 60 * rule.due_by_minute
            if late and rule.name not in told and not self._said(call, rule.name, rule.party):
                return ReminderDue(at=entry.at, kind=rule.name)
        return None

    def _said(self, call: Call, rule: str, party: str) -> bool:
        said = last_said(call, Speaker(party), _LOOKED_BACK)
        hits = (self._engine.hits(read(heard.text), party) for heard in said)
        return any(hit.rule.name == rule for found in hits for hit in found)


def _not_now(call: Call, at: float) -> bool:
    """Whether the last reminder is fresh, or somebody may get hurt."""
    if call.reminders and at - call.reminders[-1].at < APART_S:
        return True
    return any(
        alert.standing and alert.category in DANGERS and at - alert.raised.at < _SAFETY_S
        for alert in call.alerts
    )


def _angry_before(call: Call) -> int | None:
    """The customer's newest sentence, if it was angry and its anger has not been recalled yet."""
    if not call.anger or call.anger[-1].level < ANGRY:
        return None
    recalled = next((due for due in reversed(call.reminders) if due.kind == APOLOGY_DUE), None)
    if recalled is not None and not _ticked_since(call, recalled.utterance or 0, _SOOTHING):
        return None
    return call.anger[-1].utterance


def _ticked_since(call: Call, utterance: int, steps: Collection[str]) -> bool:
    return any(
        tick.step in steps and (tick.utterance is None or tick.utterance > utterance)
        for tick in call.ticks
    )


def _answers(call: Call, utterance: int) -> Sequence[UtteranceHeard]:
    """What the agent has said since this sentence."""
    since = takewhile(lambda heard: heard.seq != utterance, reversed(call.utterances))
    return [heard for heard in since if heard.speaker is Speaker.AGENT]

"""How the call seems to have ended, from what was said and found in it: a suggestion for the books.

The sentences near the end are asked by the pack `outcome`; what the call holds is weighed with
them: the standing follow-up, who was handed what, how the customer left. Each suggestion quotes
the line that it rests on. Where nothing tells, nothing is suggested.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from companion.call import Call
from companion.detect.rules import Engine, default_engine
from companion.events import Category, Speaker, UtteranceHeard
from companion.kinds import DANGERS
from companion.language import read

LAST = 10
"""Sentences at the end of the call that tell how it ended, but for `_ANYWHERE`."""

_ANYWHERE = frozenset({"escalated", "safety_handoff", "cancelled"})
"""What has been done stays done, however long the call goes on."""

ANGRY = 2


@dataclass(frozen=True, slots=True)
class OutcomeHeard:
    """`outcome` is an id of `assets/scripts/outcomes.toml`; `quote` stands in `utterance`."""

    outcome: str
    utterance: int
    quote: str


def suggested_outcome(call: Call, engine: Engine | None = None) -> OutcomeHeard | None:
    """The likeliest outcome of the call so far, the gravest first; None where nothing tells."""
    return next(_outcomes(call, engine or default_engine()), None)


def _outcomes(call: Call, engine: Engine) -> Iterator[OutcomeHeard]:
    said = _said_at_the_end(call, engine)
    in_danger = any(alert.standing and alert.category in DANGERS for alert in call.alerts)
    abused = any(alert.standing and alert.category is Category.ABUSE for alert in call.alerts)
    if in_danger and "safety_handoff" in said:
        yield said["safety_handoff"]
    if abused and "abuse" in said:
        yield said["abuse"]
    yield from (said[name] for name in ("escalated", "cancelled") if name in said)
    left = _last_of_the_customer(call)
    angry = left is not None and _level(call, left) >= ANGRY
    if angry and left is not None and call.utterances[-1] is left:
        yield OutcomeHeard("abandoned", left.seq, left.text)
    if call.follow_up is not None and call.follow_up.utterance is not None:
        words = call.utterance(call.follow_up.utterance).text
        yield OutcomeHeard("follow_up", call.follow_up.utterance, words)
    if "declined" in said and (angry or "resolved" not in said):
        yield said["declined"]
    if "compensated" in said:
        yield said["compensated"]
    if left is not None and not angry:
        yield from _settled(call, said)


def _settled(call: Call, said: dict[str, OutcomeHeard]) -> Iterator[OutcomeHeard]:
    """Settled where the agent did something, or the customer says so."""
    deeds = [tick for tick in call.ticks if tick.step == "next_steps" and tick.utterance]
    if deeds and deeds[-1].utterance is not None:
        words = call.utterance(deeds[-1].utterance).text
        yield OutcomeHeard("resolved", deeds[-1].utterance, words)
    elif "resolved" in said:
        yield said["resolved"]


def _said_at_the_end(call: Call, engine: Engine) -> dict[str, OutcomeHeard]:
    """By outcome, the last sentence that a rule of the pack holds for and that tells."""
    found: dict[str, OutcomeHeard] = {}
    late = {heard.seq for heard in call.utterances[-LAST:]}
    for heard in call.utterances:
        if heard.speaker is Speaker.UNKNOWN:
            continue
        for hit in engine.hits(read(heard.text), heard.speaker.value):
            tells = heard.seq in late or hit.rule.category in _ANYWHERE
            if hit.rule.name.startswith("outcome.") and tells:
                found[hit.rule.category] = OutcomeHeard(hit.rule.category, heard.seq, heard.text)
    return found


def _last_of_the_customer(call: Call) -> UtteranceHeard | None:
    customers = (one for one in reversed(call.utterances) if one.speaker is Speaker.CUSTOMER)
    return next(customers, None)


def _level(call: Call, heard: UtteranceHeard) -> int:
    return next((one.level for one in reversed(call.anger) if one.utterance == heard.seq), 0)

"""What a call itself says to a scorecard's question, with the sentences that say so.

    evidence = "step:apologise"             yes where a sentence earned the step
    evidence = "conduct:argue,blame"        yes where one of these slips was flagged
    evidence = "alert:legal,regulator"      yes where such an alert stands
    evidence = "abuse_protocol"             yes where a step of the abuse protocol was taken
    evidence = "follow_up"                  yes where a day was agreed
    evidence = "measure:dead_air_s"         the measure, rounded to a whole number

The machine says nothing rather than guess: a step that was not heard is no "no" where nobody can
tell who spoke, where the detector for it was off, or where the measure cannot be known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from companion.call import Call
from companion.events import By, Category, DetectorSwitchedOff, Speaker, TranscriptionStopped
from companion.measures import measure
from companion.review.scorecard import NO, YES, Kind, Question

CONDUCT = ("argue", "blame", "dismiss", "interrupt", "canned")


@dataclass(frozen=True, slots=True)
class Evidence:
    """`value` is the answer (None: the call does not say), `utterances` their places in the log.

    `why` is one plain line for the form, such as "Heard in 2 sentences."
    """

    value: str | None
    utterances: tuple[int, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of evidence: what it answers, and the names that may follow its colon (any: none)."""

    kind: Kind
    look: Callable[[Call, tuple[str, ...]], Evidence]
    named: bool = True
    names: tuple[str, ...] = ()


def evidence_for(call: Call, question: Question) -> Evidence:
    """What the call says to this question."""
    if not question.evidence:
        return Evidence(None)
    source, _, rest = question.evidence.partition(":")
    names = tuple(name.strip() for name in rest.split(",")) if rest else ()
    found = SOURCES[source].look(call, names)
    if found.value is not None and not question.takes(found.value):
        return Evidence(None, found.utterances, found.why)
    return found


def _steps(call: Call, names: tuple[str, ...]) -> Evidence:
    ticks = [tick for tick in call.ticks if tick.step in names]
    heard = _sentences(call, (tick.utterance for tick in ticks))
    if heard:
        return Evidence(YES, heard, _counted(heard))
    if any(tick.by == By.AGENT for tick in ticks):
        return Evidence(YES, (), "Ticked by hand; no sentence was heard for it.")
    return _silence(call, "checklist")


def _conduct(call: Call, names: tuple[str, ...]) -> Evidence:
    flags = [flag for flag in call.conduct if flag.kind in names]
    found = _sentences(call, (flag.utterance for flag in flags))
    return Evidence(YES, found, _counted(found)) if found else _silence(call, "conduct")


def _alerts(call: Call, names: tuple[str, ...]) -> Evidence:
    stands = [
        alert
        for alert in call.alerts
        if alert.standing and alert.judged_right is not False and alert.category in names
    ]
    found = _sentences(call, (alert.utterance for alert in stands))
    return Evidence(YES, found, _counted(found)) if found else _silence(call, "alerts")


def _abuse_protocol(call: Call, names: tuple[str, ...]) -> Evidence:
    taken = len(call.abuse_steps)
    if taken:
        return Evidence(YES, (), f"{taken} step{'s' if taken > 1 else ''} of it taken.")
    return Evidence(NO, (), "No step of it was taken.")


def _follow_up(call: Call, names: tuple[str, ...]) -> Evidence:
    agreed = call.follow_up
    if agreed is None:
        return _silence(call, "follow_up")
    found = _sentences(call, [agreed.utterance])
    return Evidence(YES, found, f"{agreed.date:%d %B %Y} was agreed.")


def _measure(call: Call, names: tuple[str, ...]) -> Evidence:
    (name,) = names
    value = MEASURES[name](call)
    if value is None:
        return Evidence(None, (), "It cannot be known for this call.")
    return Evidence(str(round(value)), (), f"Measured: {round(value, 1):g}.")


def _share(call: Call) -> float | None:
    share = measure(call).agent_talk_share
    return None if share is None else share * 100


MEASURES: Mapping[str, Callable[[Call], float | None]] = {
    "agent_talk_percent": _share,
    "agent_wpm": lambda call: measure(call).agent_wpm,
    "agent_interrupts": lambda call: measure(call).agent_interrupts,
    "dead_air_s": lambda call: measure(call).dead_air_s,
    "longest_monologue_s": lambda call: measure(call).longest_monologue_s,
}
"""Measures by name, each as a number of a scorecard's size: percent, seconds, words, times."""

SOURCES: Mapping[str, Source] = {
    "step": Source(Kind.YES_NO, _steps),
    "conduct": Source(Kind.YES_NO, _conduct, names=CONDUCT),
    "alert": Source(Kind.YES_NO, _alerts, names=tuple(category.value for category in Category)),
    "abuse_protocol": Source(Kind.YES_NO, _abuse_protocol, named=False),
    "follow_up": Source(Kind.YES_NO, _follow_up, named=False),
    "measure": Source(Kind.NUMBER, _measure, names=tuple(MEASURES)),
}


def _sentences(call: Call, seqs: Iterable[int | None]) -> tuple[int, ...]:
    known = {heard.seq for heard in call.utterances}
    return tuple(sorted({seq for seq in seqs if seq in known}))


def _counted(found: tuple[int, ...]) -> str:
    return "Heard in one sentence." if len(found) == 1 else f"Heard in {len(found)} sentences."


def _silence(call: Call, detector: str) -> Evidence:
    """The answer no, or none where silence proves nothing."""
    if any(heard.speaker == Speaker.UNKNOWN for heard in call.utterances):
        return Evidence(None, (), "Nobody can tell who spoke.")
    for trouble in call.troubles:
        if isinstance(trouble, DetectorSwitchedOff) and trouble.detector == detector:
            return Evidence(None, (), "The program had stopped looking for it.")
        if isinstance(trouble, TranscriptionStopped):
            return Evidence(None, (), "Part of the call was not written down.")
    return Evidence(NO, (), "Not heard.")

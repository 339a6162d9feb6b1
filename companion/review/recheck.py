"""Today's rules over a stored call, beside what was found when it was taken.

Only what the program found by itself is compared: what an agent ticked, took back or dismissed by
hand stays out, and the stored call is never changed. Sentences are compared as they stand in the
log, so an alert that was raised on half a sentence and then borne out counts as found there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from companion.call import Call, fold, step
from companion.detect import Detector
from companion.events import (
    AlertWithdrawn,
    AnyEvent,
    By,
    CallEnded,
    CallStarted,
    StepUnticked,
    UtteranceHeard,
)

_HEARD = (CallStarted, UtteranceHeard, CallEnded)
"""What a recheck takes from the stored call; everything else is a finding, or done by hand."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something found in a sentence: `utterance` is its place in the log of the stored call.

    `kind` is "alert", "step", "conduct" or "anger"; `what` the category, step, slip or level.
    """

    utterance: int
    kind: str
    what: str
    rule: str = ""
    phrase: str = ""

    @property
    def same(self) -> tuple[int, str, str]:
        """What makes two findings the same, whichever rule and words they rest on."""
        return self.utterance, self.kind, self.what


@dataclass(frozen=True, slots=True)
class Recheck:
    """A call before (as stored) and after (by these rules); findings in the order of sentences."""

    call_id: str
    call: Call
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]

    @property
    def gained(self) -> tuple[Finding, ...]:
        """What today's rules find and the stored call does not have."""
        known = {finding.same for finding in self.before}
        return tuple(finding for finding in self.after if finding.same not in known)

    @property
    def lost(self) -> tuple[Finding, ...]:
        """What the stored call has and today's rules do not find."""
        known = {finding.same for finding in self.after}
        return tuple(finding for finding in self.before if finding.same not in known)

    @property
    def changed(self) -> bool:
        return bool(self.gained or self.lost)


def recheck(entries: Sequence[AnyEvent], detectors: Iterable[Detector]) -> Recheck:
    """The stored call of these entries, looked at once more by these detectors.

    ValueError for a log without a start.
    """
    looking = tuple(detectors)
    stored = fold(entries)
    if stored.started is None:
        raise ValueError("a call that has not started cannot be rechecked")
    places: dict[int, int] = {}
    call = Call()
    for entry in entries:
        if isinstance(entry, _HEARD):
            call = _told(call, entry, looking, places)
    after = [replace(found, utterance=places[found.utterance]) for found in findings(call)]
    before = findings(fold(entry for entry in entries if not _by_hand(entry)))
    return Recheck(stored.started.call_id, stored, tuple(before), tuple(after))


def findings(call: Call) -> list[Finding]:
    """What the program itself found in a call, sentence by sentence."""
    found = [
        Finding(a.utterance, "alert", a.category.value, a.raised.rule, a.phrase)
        for a in call.alerts
        if a.utterance is not None and a.withdrawn_by != By.HEARD
    ]
    found += [
        Finding(tick.utterance, "step", tick.step, "", tick.evidence)
        for tick in call.ticks
        if tick.utterance is not None and tick.by == By.HEARD
    ]
    found += [Finding(c.utterance, "conduct", c.kind, "", c.phrase) for c in call.conduct]
    levels = {rated.utterance: rated for rated in call.anger}
    found += [
        Finding(r.utterance, "anger", str(r.level), "", ", ".join(r.because))
        for r in levels.values()
        if r.level > 0
    ]
    return sorted({one.same: one for one in found}.values())


def _told(
    call: Call, entry: AnyEvent, detectors: tuple[Detector, ...], places: dict[int, int]
) -> Call:
    """The call after one more entry and what the detectors make of it, as a session does it."""
    fresh = replace(entry, seq=call.last_seq + 1)
    places[fresh.seq] = entry.seq
    call = step(call, fresh)
    for detector in detectors:
        for event in list(detector.look(call, fresh)):
            call = step(call, replace(event, seq=call.last_seq + 1))
    return call


def _by_hand(entry: AnyEvent) -> bool:
    """Whether it undoes a finding by hand: the finding was made all the same."""
    return isinstance(entry, StepUnticked) or (
        isinstance(entry, AlertWithdrawn) and entry.by == By.AGENT
    )

"""Play labelled calls through a session, exactly as a live call, and note what was found."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from companion.call import Call
from companion.detect import Detector
from companion.errors import OutsideError
from companion.evaluate.judgement import Judgement
from companion.evaluate.labelled import LabelledCall, Turn
from companion.events import (
    By,
    CallEnded,
    CallStarted,
    DetectorSwitchedOff,
    EndReason,
    FollowUpSet,
    Speaker,
    UtteranceHeard,
)
from companion.session import News, Session

SECONDS_A_WORD = 0.4
"""150 words a minute, the usual pace of a phone call; the labelled calls carry no times."""

_PAUSE = 0.6
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class JudgedTurn:
    """A turn, what a person says of it and what the product said of it."""

    number: int
    turn: Turn
    gold: Judgement
    found: Judgement


@dataclass(frozen=True, slots=True)
class JudgedCall:
    call: LabelledCall
    turns: tuple[JudgedTurn, ...]
    customer_type: str | None
    follow_up: dt.date | None
    """The day that stands at the end of the call."""

    @property
    def promised(self) -> dt.date | None:
        """The last day that, by the labels, was promised."""
        days = [turn.gold.follow_up for turn in self.turns if turn.gold.follow_up]
        return days[-1] if days else None


def judge_calls(calls: Iterable[LabelledCall], detectors: Sequence[Detector]) -> list[JudgedCall]:
    """Each call judged by these detectors. They keep no state, so all calls share them.

    OutsideError where one of them stops.
    """
    return [judge_call(call, detectors) for call in calls]


def judge_call(labelled: LabelledCall, detectors: Sequence[Detector]) -> JudgedCall:
    promised = PromisedDays()
    session = Session(detectors, [promised])
    session.start()
    try:
        _speak(session, labelled)
    finally:
        session.submit(CallEnded(at=_length(labelled), reason=EndReason.SOURCE_ENDED))
    call = session.wait(_PATIENCE)
    _refuse_half_measures(labelled, call)
    found = judgements(call, promised.days)
    return compared(labelled, [found[heard.seq] for heard in call.utterances], call)


def compared(labelled: LabelledCall, found: Sequence[Judgement], call: Call) -> JudgedCall:
    """What was found in each turn beside its labels; what stands at the end is `call`'s."""
    turns = (
        JudgedTurn(number, turn, turn.labels.judgement(), judged)
        for number, (turn, judged) in enumerate(zip(labelled.turns, found, strict=True))
    )
    return JudgedCall(
        labelled,
        tuple(turns),
        call.customer_type.type if call.customer_type else None,
        call.follow_up.date if call.follow_up else None,
    )


def _refuse_half_measures(labelled: LabelledCall, call: Call) -> None:
    """Figures measured with a detector switched off would be wrong without saying so."""
    for trouble in call.troubles:
        if isinstance(trouble, DetectorSwitchedOff):
            raise OutsideError(
                f"The detector {trouble.detector} stopped in call {labelled.call_id} "
                f"({trouble.why}), so there are no figures.",
                "This is a bug of the program; please report it.",
            )


def _speak(session: Session, labelled: LabelledCall) -> None:
    """Submit the start of the call and its turns, one after the other at an even pace."""
    noon = dt.datetime.combine(labelled.call_date, dt.time(12), dt.UTC)
    session.submit(
        CallStarted(
            at=0.0,
            call_id=labelled.call_id,
            started_at=noon,
            source="labelled call",
            model="",
            channels=(Speaker.AGENT, Speaker.CUSTOMER),
            timed=False,
        )
    )
    start = 0.0
    for turn in labelled.turns:
        end = start + spoken_seconds(turn)
        session.submit(
            UtteranceHeard(at=end, speaker=turn.speaker, start=start, end=end, text=turn.text)
        )
        start = end + _PAUSE


def spoken_seconds(turn: Turn) -> float:
    return SECONDS_A_WORD * len(turn.text.split())


def _length(labelled: LabelledCall) -> float:
    return sum(spoken_seconds(turn) + _PAUSE for turn in labelled.turns)


class PromisedDays:
    """A listener that keeps the day promised in each utterance; the call keeps the last alone."""

    def __init__(self) -> None:
        self.days: dict[int, dt.date] = {}

    def __call__(self, news: News) -> None:
        if isinstance(news, FollowUpSet) and news.by is By.HEARD and news.utterance is not None:
            self.days[news.utterance] = news.date


def judgements(call: Call, days: Mapping[int, dt.date]) -> defaultdict[int, Judgement]:
    """What the product said of each utterance, by its place in the log."""
    found: defaultdict[int, Judgement] = defaultdict(Judgement)
    for alert in call.alerts:
        if alert.standing and alert.utterance is not None:
            so_far = found[alert.utterance]
            found[alert.utterance] = replace(so_far, alerts=so_far.alerts | {alert.category})
    for rated in call.anger:
        found[rated.utterance] = replace(found[rated.utterance], anger=rated.level)
    for tick in call.ticks:
        if tick.utterance is not None:
            so_far = found[tick.utterance]
            found[tick.utterance] = replace(so_far, steps=so_far.steps | {tick.step})
    for flag in call.conduct:
        so_far = found[flag.utterance]
        found[flag.utterance] = replace(so_far, conduct=so_far.conduct | {flag.kind})
    for utterance, day in days.items():
        found[utterance] = replace(found[utterance], follow_up=day)
    return found

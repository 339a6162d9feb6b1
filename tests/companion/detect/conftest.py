"""Short calls for the tests of what is read out of a call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pytest

from companion.call import Call, step
from companion.detect import Detector
from companion.detect.rules import Engine
from companion.detect.rules_pack import load_packs
from companion.events import AnyEvent, CallStarted, Speaker, UtteranceHeard

Turn = tuple[str, str]
"""Who ("agent", "customer" or "unknown") says what."""

Play = Callable[..., Call]


def played(
    detectors: Sequence[Detector], events: Iterable[AnyEvent], *, timed: bool = False
) -> Call:
    """The call when these events have happened one after the other and been looked at."""
    begun = CallStarted(
        at=0.0,
        seq=1,
        call_id="t",
        started_at=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
        source="made",
        model="none",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
        timed=timed,
    )
    call = step(Call(), begun)
    for event in events:
        entry = replace(event, seq=call.last_seq + 1)
        call = step(call, entry)
        for detector in detectors:
            for found in list(detector.look(call, entry)):
                call = step(call, replace(found, seq=call.last_seq + 1))
    return call


def spoken(turns: Iterable[Turn]) -> list[UtteranceHeard]:
    """These turns at an even pace, one after the other."""
    heard: list[UtteranceHeard] = []
    start = 0.0
    for who, text in turns:
        end = start + 0.4 * len(text.split())
        speaker = Speaker(who)
        heard.append(UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text))
        start = end + 0.5
    return heard


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The program's own rule packs."""
    return Engine(load_packs())


@pytest.fixture(scope="session")
def play() -> Play:
    """Plays turns, or events as they are with `events`, through detectors; gives the call."""

    def run(
        detectors: Sequence[Detector],
        *turns: Turn,
        events: Iterable[AnyEvent] = (),
        timed: bool = False,
    ) -> Call:
        return played(detectors, [*spoken(turns), *events], timed=timed)

    return run

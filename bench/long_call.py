"""A call of hours made of sentences that all differ, for what must not grow with a call."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from companion.events import AnyEvent, CallEnded, CallStarted, EndReason, Speaker, UtteranceHeard

LONG_CALL = 4_000
"""Sentences of about four hours."""

SENTENCES = Path(__file__).resolve().parents[1] / "tools" / "training" / "calls"
_SECONDS_A_WORD, _PAUSE_S = 0.3, 0.4
_NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
STARTED = CallStarted(
    at=0.0,
    call_id="bench",
    started_at=_NOON,
    source="bench",
    model="",
    channels=(Speaker.AGENT, Speaker.CUSTOMER),
)

Line = tuple[Speaker, str]


def sentences(count: int) -> list[Line]:
    """So many different turns of the written calls, each with its speaker."""
    turns = (
        (Speaker(turn["speaker"]), turn["text"])
        for path in sorted(SENTENCES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for turn in json.loads(line)["turns"]
    )
    return list(islice(dict.fromkeys(turns), count))


def as_call(lines: Iterable[Line]) -> Iterator[AnyEvent]:
    """The lines said one after the other at the usual pace of speech, as one whole call."""
    yield STARTED
    start = 0.0
    for speaker, text in lines:
        end = start + _SECONDS_A_WORD * len(text.split())
        yield UtteranceHeard(at=end, speaker=speaker, start=start, end=end, text=text)
        start = end + _PAUSE_S
    yield CallEnded(at=start, reason=EndReason.SOURCE_ENDED)

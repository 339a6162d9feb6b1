"""One line about a call for lists, as it stands in the table `calls`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from companion.events import Category, EndReason
from companion.store.line import FollowUpState


class Status(StrEnum):
    ENDED = "ended"
    INTERRUPTED = "interrupted"
    """Its program died in mid-call; everything up to that moment is there."""
    LIVE = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSummary:
    """`peak_anger` is None where no sentence was rated; `alerts` counts those not withdrawn.

    `missed` are the script's steps that never came in a call that is over. `risk` is that of
    `companion.risk`. `score` is the newest handed-in evaluation's. `anger_start` and `anger_end`
    are means over the first and last rated sentences; measures are None where nobody can tell.
    """

    id: str
    started_at: dt.datetime
    duration_s: float
    source: str
    model: str
    status: Status
    utterances: int
    peak_anger: int | None
    alerts: Mapping[Category, int]
    steps: tuple[str, ...]
    slips: int
    marks: int
    follow_up: dt.date | None
    follow_up_time: dt.time | None = None
    follow_up_state: FollowUpState | None = None
    agent: str = ""
    customer: str = ""
    reference: str = ""
    issue: str = ""
    root_cause: str = ""
    outcome: str = ""
    disposition: str = ""
    missed: tuple[str, ...] = ()
    conduct: Mapping[str, int] = field(default_factory=dict)
    customer_type: str | None = None
    anger_start: float | None = None
    anger_end: float | None = None
    talk_share: float | None = None
    dead_air_s: float | None = None
    agent_interrupts: int | None = None
    reviewed: bool = False
    disputed: bool = False
    """The agent disputes something of the newest evaluation."""
    score: float | None = None
    comments: int = 0
    risk: int = 0
    has_recording: bool = False


_AS_STORED = (
    "id",
    "duration_s",
    "source",
    "model",
    "utterances",
    "peak_anger",
    "slips",
    "marks",
    "agent",
    "customer",
    "reference",
    "issue",
    "root_cause",
    "outcome",
    "disposition",
    "customer_type",
    "anger_start",
    "anger_end",
    "talk_share",
    "dead_air_s",
    "agent_interrupts",
    "score",
    "comments",
    "risk",
)


def from_row(row: Mapping[str, Any], *, live: bool) -> CallSummary:
    """The line in this row of `calls`."""
    day, time, state = row["follow_up"], row["follow_up_time"], row["follow_up_state"]
    return CallSummary(
        **{name: row[name] for name in _AS_STORED},
        started_at=dt.datetime.fromisoformat(row["started_at"]),
        status=_status(row["end_reason"], live),
        alerts={Category(name): count for name, count in json.loads(row["alerts"]).items()},
        steps=tuple(json.loads(row["steps"])),
        missed=tuple(json.loads(row["missed"])),
        conduct=json.loads(row["conduct"]),
        follow_up=dt.date.fromisoformat(day) if day else None,
        follow_up_time=dt.time.fromisoformat(time) if time else None,
        follow_up_state=FollowUpState(state) if state else None,
        reviewed=bool(row["reviewed"]),
        disputed=bool(row["disputed"]),
        has_recording=bool(row["recorded"]),
    )


def _status(end_reason: str | None, live: bool) -> Status:
    if end_reason is None:
        return Status.LIVE if live else Status.INTERRUPTED
    return Status.INTERRUPTED if end_reason == EndReason.INTERRUPTED else Status.ENDED

"""One line about a call for lists, as it stands in the table `calls`."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from companion.call import Call
from companion.events import Category, EndReason
from companion.plain import plain


class Status(StrEnum):
    ENDED = "ended"
    INTERRUPTED = "interrupted"
    """Its program died in mid-call; everything up to that moment is there."""
    LIVE = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSummary:
    """`peak_anger` is None where no sentence was rated; `alerts` counts those not withdrawn."""

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


def to_row(call: Call) -> dict[str, Any]:
    """The columns of `calls` for this state of a call that has started."""
    if call.started is None:
        raise ValueError("a call that has not started has no line in the list")
    started = call.started
    alerts = Counter(alert.category.value for alert in call.alerts if alert.standing)
    levels = {rated.utterance: rated.level for rated in call.anger}
    return {
        "id": started.call_id,
        "started_at": started.started_at.isoformat(),
        "started_s": started.started_at.timestamp(),
        "duration_s": float(call.ended.at if call.ended else call.last_at),
        "source": plain(started.source),
        "model": plain(started.model),
        "end_reason": call.ended.reason.value if call.ended else None,
        "utterances": len(call.utterances),
        "peak_anger": max(levels.values(), default=None),
        "alerts": json.dumps(alerts, sort_keys=True),
        "steps": json.dumps(list(dict.fromkeys(tick.step for tick in call.ticks))),
        "slips": len(call.conduct),
        "marks": len(call.marks),
        "follow_up": call.follow_up.date.isoformat() if call.follow_up else None,
    }


def from_row(row: Mapping[str, Any], *, live: bool) -> CallSummary:
    return CallSummary(
        id=row["id"],
        started_at=dt.datetime.fromisoformat(row["started_at"]),
        duration_s=row["duration_s"],
        source=row["source"],
        model=row["model"],
        status=_status(row["end_reason"], live),
        utterances=row["utterances"],
        peak_anger=row["peak_anger"],
        alerts={Category(name): count for name, count in json.loads(row["alerts"]).items()},
        steps=tuple(json.loads(row["steps"])),
        slips=row["slips"],
        marks=row["marks"],
        follow_up=dt.date.fromisoformat(row["follow_up"]) if row["follow_up"] else None,
    )


def _status(end_reason: str | None, live: bool) -> Status:
    if end_reason is None:
        return Status.LIVE if live else Status.INTERRUPTED
    return Status.INTERRUPTED if end_reason == EndReason.INTERRUPTED else Status.ENDED

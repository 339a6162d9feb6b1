"""What a call's line in the table `calls` says: a pure function of the call and its script."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from statistics import fmean
from typing import Any

from sqlite_utils import Database

from companion.call import Call
from companion.errors import OutsideError
from companion.events import Category, EvaluationSaved
from companion.measures import measure
from companion.note import issue_told
from companion.paths import asset
from companion.plain import plain
from companion.risk import anger_levels, risk
from companion.script import load_script
from companion.store.course import course_columns
from companion.store.packed import packed

_ENDS_OF_A_COURSE = 3
"""The anger at the start and at the end of a call is the mean of so many rated sentences."""


class FollowUpState(StrEnum):
    """Of an agreed follow-up: still to be done, done in time, or not."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"


def script_steps() -> tuple[str, ...]:
    """The ids of today's script; a team's script that cannot be read must not cost the call."""
    file = asset("scripts", "default.toml")
    try:
        return _steps_in(file, file.stat().st_mtime_ns)
    except (OutsideError, OSError):
        return tuple(step.id for step in load_script().steps)


@lru_cache(maxsize=1)
def _steps_in(file: Path, changed_ns: int) -> tuple[str, ...]:
    """Read once for each state of the file: every call that is saved asks."""
    return tuple(step.id for step in load_script(file).steps)


def to_row(call: Call, steps: Sequence[str]) -> dict[str, Any]:
    """The columns of `calls` for this state of a call that has started."""
    if call.started is None:
        raise ValueError("a call that has not started has no line in the list")
    missed = _missed(call, steps)
    line = {
        **_head(call),
        **_heard(call),
        **_noted(call),
        **_follow_up(call),
        **_review(call),
        **_measured(call),
        **course_columns(call),
        "missed": json.dumps(missed),
        "risk": risk(call, missed),
        "recorded": int(call.sound.recording is not None),
    }
    return line | derived(line)


def derived(line: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that follow from others: what lists sort by, and what trends add up."""
    return {
        "alert_count": sum(line[category.value] for category in Category),
        "missed_count": len(json.loads(line["missed"])),
        "figures": None if line["end_reason"] is None else packed(line),
    }


def write_changes(db: Database, call_id: str, before: dict[str, Any], now: dict[str, Any]) -> None:
    """Bring the call's line up to date; columns that stay are left alone, and so their indexes."""
    changed = {name: value for name, value in now.items() if before.get(name, ...) != value}
    if changed:
        settings = ", ".join(f"{column} = ?" for column in changed)
        db.execute(f"UPDATE calls SET {settings} WHERE id = ?", [*changed.values(), call_id])


def _head(call: Call) -> dict[str, Any]:
    assert call.started is not None
    started = call.started
    return {
        "id": started.call_id,
        "started_at": started.started_at.isoformat(),
        "started_s": started.started_at.timestamp(),
        "duration_s": float(call.ended.at if call.ended else call.last_at),
        "source": plain(started.source),
        "model": plain(started.model),
        "agent": plain(started.agent),
        "end_reason": call.ended.reason.value if call.ended else None,
        "utterances": len(call.utterances),
    }


def _heard(call: Call) -> dict[str, Any]:
    counts = Counter(alert.category.value for alert in call.alerts if alert.standing)
    levels = anger_levels(call)
    kind = call.customer_type.type if call.customer_type else None
    return {
        "alerts": json.dumps(counts, sort_keys=True),
        **{category.value: counts[category.value] for category in Category},
        "peak_anger": max(levels, default=None),
        "anger_start": fmean(levels[:_ENDS_OF_A_COURSE]) if levels else None,
        "anger_end": fmean(levels[-_ENDS_OF_A_COURSE:]) if levels else None,
        "steps": json.dumps(list(dict.fromkeys(tick.step for tick in call.ticks))),
        "slips": len(call.conduct),
        "conduct": json.dumps(Counter(plain(slip.kind) for slip in call.conduct), sort_keys=True),
        "customer_type": None if kind is None else plain(kind),
        "marks": len(call.marks),
    }


def _missed(call: Call, steps: Iterable[str]) -> list[str]:
    """The steps that never came; none is missed while the call runs."""
    done = {tick.step for tick in call.ticks}
    return [] if call.ended is None else [step for step in steps if step not in done]


def _noted(call: Call) -> dict[str, Any]:
    """What the agent wrote; for the issue, once the call is over, failing that the draft's."""
    issue = call.latest_note("issue")
    if not issue and call.ended is not None:
        quote = issue_told(call)
        issue = quote.text if quote else ""
    fields = ("customer", "reference", "outcome", "disposition", "root_cause")
    return {"issue": plain(issue), **{name: plain(call.latest_note(name)) for name in fields}}


def _follow_up(call: Call) -> dict[str, Any]:
    agreed, closed = call.follow_up, call.follow_up_closed
    if agreed is None:
        return {"follow_up": None, "follow_up_time": None, "follow_up_state": None}
    state = FollowUpState.OPEN
    if closed is not None:
        state = FollowUpState.KEPT if closed.kept else FollowUpState.MISSED
    return {
        "follow_up": agreed.date.isoformat(),
        "follow_up_time": _time(agreed.time),
        "follow_up_state": state.value,
    }


def _time(time: dt.time | None) -> str | None:
    return None if time is None else time.strftime("%H:%M")


def _review(call: Call) -> dict[str, Any]:
    """Reviewed is a call of which an evaluation was handed in; the newest one's score counts."""
    handed_in: list[EvaluationSaved] = [e for e in call.review.evaluations if e.submitted]
    return {
        "reviewed": int(bool(handed_in)),
        "score": handed_in[-1].score if handed_in else None,
        "disputed": int(bool(call.review.disputes)),
        "comments": len(call.review.comments),
    }


def _measured(call: Call) -> dict[str, Any]:
    """Measures of the whole call: they look at every word, so they wait for its end."""
    names = ("talk_share", "wpm", "dead_air_s", "agent_interrupts", "customer_interrupts")
    if call.ended is None:
        return dict.fromkeys(names)
    found = measure(call)
    values = (
        found.agent_talk_share,
        found.agent_wpm,
        found.dead_air_s,
        found.agent_interrupts,
        found.customer_interrupts,
    )
    return dict(zip(names, values, strict=True))

"""Promised follow-ups across calls: what is due, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from companion.call import fold
from companion.errors import OutsideError
from companion.events import FollowUpClosed, FollowUpReopened
from companion.store.filter import Filter, FollowUps
from companion.store.library import Order
from companion.store.store import Store
from companion.store.summary import CallSummary


@dataclass(frozen=True, slots=True)
class DueList:
    """Open follow-ups, the earliest first. One without a time of day stands at noon."""

    overdue: tuple[CallSummary, ...]
    today: tuple[CallSummary, ...]
    coming: tuple[CallSummary, ...]


def due_list(store: Store, today: dt.date, *, agent: str = "", days: int | None = None) -> DueList:
    """The open follow-ups of this agent ("": of all), `days` ahead of today (None: all)."""
    wanted = Filter(follow_up=FollowUps.OPEN, agents=_only(agent))
    found = sorted(store.calls(wanted, order=Order.FOLLOW_UP, today=today), key=_when)
    last = None if days is None else today + dt.timedelta(days=days)
    dated = [(call.follow_up, call) for call in found if call.follow_up is not None]
    return DueList(
        overdue=tuple(call for day, call in dated if day < today),
        today=tuple(call for day, call in dated if day == today),
        coming=tuple(c for day, c in dated if day > today and (last is None or day <= last)),
    )


def close_follow_up(store: Store, call_id: str, *, kept: bool, who: str) -> None:
    """Say that the follow-up of a call was kept, or missed. OutsideError where there is none."""
    call = fold(store.load(call_id))
    if call.follow_up is None:
        raise OutsideError(
            f"No follow-up was agreed in the call {call_id}.", "`companion calls due` lists them."
        )
    store.add(call_id, FollowUpClosed(at=call.last_at, kept=kept, who=who, when=_now()))


def reopen_follow_up(store: Store, call_id: str, *, who: str) -> None:
    """Take back that it was kept or missed. OutsideError where it is not closed."""
    call = fold(store.load(call_id))
    if call.follow_up is None or call.follow_up_closed is None:
        raise OutsideError(
            f"The call {call_id} has no closed follow-up.", "`companion calls due` lists open ones."
        )
    store.add(call_id, FollowUpReopened(at=call.last_at, who=who, when=_now()))


def _only(agent: str) -> frozenset[str]:
    return frozenset({agent}) if agent else frozenset()


def _when(call: CallSummary) -> tuple[dt.date, dt.time]:
    """By day, then time; a day without a time stands at noon."""
    return call.follow_up or dt.date.max, call.follow_up_time or dt.time(12)


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()

"""What the window reads of the saved calls. Import it where it is needed, not at the top of a
module: behind it stands the whole store, which an empty window has no use for.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from companion.events import AnyEvent
from companion.settings import settings_for_call
from companion.store import CallSummary, Filter, FollowUps, Hit, Order, Store, tidy_up
from companion.strain import Load, Taken, load

LISTED = 500
"""So many calls are listed at most; the search finds the others."""

_DUE_LISTED = 20


@dataclass(frozen=True, slots=True)
class Listing:
    """The calls for the list; `hits` by a call's id where words were looked for."""

    calls: list[CallSummary]
    hits: dict[str, Hit] | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """What stands above the list: the promises that are due, the earliest first, and the load."""

    due: list[CallSummary]
    load: Load


def listed(text: str) -> Listing:
    """All calls, the latest first, or those in which these words were said or noted."""
    with Store.open(read_only=True) as store:
        if not text:
            return Listing(store.calls(limit=LISTED))
        hits: dict[str, Hit] = {}
        for hit in store.search(text, limit=LISTED):
            hits.setdefault(hit.call_id, hit)
        return Listing([store.summary(found) for found in hits], hits)


def today(now: dt.datetime) -> Today:
    """What is due now, and this agent's calls of the day."""
    me = settings_for_call().agent_name
    day = now.date()
    with Store.open(read_only=True) as store:
        due = store.calls(
            Filter(follow_up=FollowUps.DUE), order=Order.FOLLOW_UP, limit=_DUE_LISTED, today=day
        )
        calls = store.calls(Filter(since=day, until=day))
    mine = [call for call in calls if call.agent in ("", me)]
    taken = [Taken(c.started_at, c.duration_s, c.peak_anger, c.alerts) for c in mine]
    return Today(due, load(taken, now))


def opened(call_id: str) -> tuple[CallSummary, list[AnyEvent]]:
    """A saved call: its line in the list, and its log."""
    with Store.open(read_only=True) as store:
        return store.summary(call_id), store.load(call_id)


def put_in_order() -> list[str]:
    """What every start of the program does first; returns the ids of calls that were cut off."""
    return tidy_up()

"""What the room reads of the database: a call to be opened, and those that come after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.events import AnyEvent
from companion.store import CallSummary, Store
from ui.models.library import Query

_QUEUE = 200
"""So many calls that come after the one opened are known; more than a day's work."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A call that is read from the database."""

    summary: CallSummary
    entries: Sequence[AnyEvent]


def opened(call_id: str) -> Opened:
    with Store.open(read_only=True) as store:
        return Opened(store.summary(call_id), store.load(call_id))


def following(query: Query, row: int) -> list[str]:
    """The ids of the calls that come after this row of a list, as the list stands now."""
    if query.listed is not None:
        return list(query.listed.call_ids[row + 1 :])
    with Store.open(read_only=True) as store:
        if query.lot is not None:
            lot = query.lot
            drawn = store.sample(query.wanted, per_agent=lot.per_agent, seed=lot.seed)
            return [summary.id for summary in drawn[row + 1 :]]
        order, turned = query.sorting.order, query.sorting.turned
        calls = store.calls(query.wanted, order=order, turned=turned, limit=_QUEUE, offset=row + 1)
        return [summary.id for summary in calls]

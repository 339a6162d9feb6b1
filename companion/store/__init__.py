"""The saved calls: one SQLite file, one table of events that is the truth, and what is read off it.

A `Store` belongs to the thread that opened it. Any number of processes may use one file at once.
"""

from companion.store.library import Filter, FollowUps, Order
from companion.store.line import FollowUpState
from companion.store.live import open_call_log, recover
from companion.store.log import CallLog
from companion.store.search import Hit
from companion.store.store import Store
from companion.store.summary import CallSummary, Status

__all__ = [
    "CallLog",
    "CallSummary",
    "Filter",
    "FollowUpState",
    "FollowUps",
    "Hit",
    "Order",
    "Status",
    "Store",
    "open_call_log",
    "recover",
]

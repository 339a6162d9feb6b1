"""The saved calls: one SQLite file, one table of events that is the truth, and what is read off it.

A `Store` belongs to the thread that opened it. Any number of processes may use one file at once.
"""

from companion.store.erase import Deletion, Erased
from companion.store.filter import Filter, FollowUps
from companion.store.library import Order, Sorting
from companion.store.line import FollowUpState
from companion.store.live import KeptLog, keep_call_log, open_call_log, recover
from companion.store.log import CallLog
from companion.store.search import Hit
from companion.store.store import Store
from companion.store.summary import CallSummary, Status
from companion.store.upkeep import tidy_up

__all__ = [
    "CallLog",
    "CallSummary",
    "Deletion",
    "Erased",
    "Filter",
    "FollowUpState",
    "FollowUps",
    "Hit",
    "KeptLog",
    "Order",
    "Sorting",
    "Status",
    "Store",
    "keep_call_log",
    "open_call_log",
    "recover",
    "tidy_up",
]

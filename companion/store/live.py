"""Calls that are running, and what is left of those that were when their program died."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import Timeout

from companion import paths
from companion.errors import OutsideError
from companion.events import CallEnded, EndReason
from companion.store.faults import told_plainly
from companion.store.locks import Held, forget_call_lock, running_call
from companion.store.log import CallLog
from companion.store.store import Store


@contextmanager
def open_call_log(path: Path | None, call_id: str) -> Iterator[CallLog]:
    """The log of a running call, with a connection of its own, for the thread that enters it.

    While it is open, others see the call as live. `path` None is the user's database. Raises
    OutsideError, also where another process is running this very call.
    """
    path = path or paths.database()
    with Store.open(path) as store:
        taken = _take(path, call_id)
        if taken is None:
            raise OutsideError(f"The call {call_id} is running already.", "Go on with it there.")
        with taken:
            log = store.log(call_id)
            yield log
        if log.call.ended is not None or log.call.started is None:
            forget_call_lock(path, call_id)


def recover(path: Path | None = None) -> list[str]:
    """Write the end of every call whose program died in mid-call, and return their ids."""
    path = path or paths.database()
    recovered = []
    with Store.open(path) as store:
        for call_id in store.unended():
            taken = _take(path, call_id)
            if taken is None:
                continue
            with taken:
                _interrupt(store.log(call_id))
            forget_call_lock(path, call_id)
            recovered.append(call_id)
    return recovered


def _take(path: Path, call_id: str) -> Held | None:
    """The call's lock, or None where somebody else has it."""
    with told_plainly(path):
        try:
            return running_call(path, call_id)
        except Timeout:
            return None


def _interrupt(log: CallLog) -> None:
    call = log.call
    if call.ended is None:
        end = CallEnded(seq=call.last_seq + 1, at=call.last_at, reason=EndReason.INTERRUPTED)
        log.append([end])

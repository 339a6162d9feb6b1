"""Calls that are running, and what is left of those that were when their program died."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import Timeout

from companion import paths
from companion.call import masked
from companion.errors import OutsideError
from companion.events import AnyEvent, CallEnded, EndReason, UtteranceHeard, WordsMasked
from companion.store import fallback
from companion.store.faults import told_plainly
from companion.store.locks import Held, forget_call_lock, running_call
from companion.store.log import CallLog
from companion.store.store import ContradictionError, Store

log = logging.getLogger(__name__)

_LIVE_WAIT_S = 1.0
"""How long a running call waits for another program that writes: they hold the lock for 0.2 s."""

_RETRY_S = 2.0
"""How long a running call leaves a database alone that has just refused."""


class KeptLog:
    """The log of a running call, which goes on where the database does not.

    While that refuses, the whole call is kept in memory and in a file elsewhere
    (`companion.store.fallback`). `append` then raises what is wrong and where the call is kept, and
    a later `append` tries the database again: once in a while, and in any case at the call's end.
    Belongs to the thread that appends. `monotonic` is the clock.
    """

    def __init__(
        self, path: Path, call_id: str, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._path = path
        self._call_id = call_id
        self._monotonic = monotonic
        self._entries: list[AnyEvent] = []
        self._saved = 0
        self._elsewhere = fallback.FallbackFile(path, call_id)
        self._stack = ExitStack()
        self._store: Store | None = None
        self._log: CallLog | None = None
        self._was_there = False
        self._retry_at = 0.0
        self._trouble: OutsideError | None = None

    def append(self, entries: Sequence[AnyEvent]) -> None:
        """Store the entries; those that were given before are known and may be among them."""
        known = self._entries[-1].seq if self._entries else 0
        fresh = [entry for entry in entries if entry.seq > known]
        self._entries += fresh
        if _any_masked_late(fresh):
            self._entries = _masked_throughout(self._entries)
            self._elsewhere.rewrite()
        ending = any(isinstance(entry, CallEnded) for entry in entries)
        if self._trouble is not None and not ending and self._monotonic() < self._retry_at:
            self._keep_elsewhere()
            raise self._trouble
        try:
            self._save()
        except OutsideError as error:
            self._retry_at = self._monotonic() + _RETRY_S
            self._trouble = self._told_with_place(error, self._keep_elsewhere())
            raise self._trouble from error
        self._trouble = None
        self._elsewhere.discard()

    def close(self) -> None:
        """Let go of the database and of the file, each as it is."""
        self._elsewhere.close()
        ended = any(isinstance(entry, CallEnded) for entry in self._entries)
        saved = self._saved == len(self._entries)
        if saved and self._store is not None and _any_masked_late(self._entries):
            with suppress(OutsideError):  # a reader is in the way; the words go with time
                self._store.forget_words()
        self._let_go()
        if saved and (ended or not self._entries):
            forget_call_lock(self._path, self._call_id)

    def _save(self) -> None:
        if self._store is not None and not self._store.current:
            self._let_go()
        if self._log is None:
            self._log = self._opened()
            self._saved = self._log.call.last_seq
        rest = self._entries[self._saved :]
        if rest:
            self._log.append(rest)
            self._saved = len(self._entries)

    def _opened(self) -> CallLog:
        if self._was_there and not self._path.exists():
            # Somebody has taken it away: an empty one in its place would hide that.
            raise OutsideError(f"The database {self._path} is gone.", "Bring its directory back.")
        with ExitStack() as stack:
            store = stack.enter_context(Store.open(self._path, wait_s=_LIVE_WAIT_S))
            taken = _take(self._path, self._call_id)
            if taken is None:
                raise OutsideError(
                    f"The call {self._call_id} is running already.", "Go on with it there."
                )
            stack.enter_context(taken)
            if store.has(self._call_id):
                store.complete(self._call_id, self._entries)
            opened = store.log(self._call_id)
            self._store, self._stack, self._was_there = store, stack.pop_all(), True
        return opened

    def _let_go(self) -> None:
        self._log, self._store = None, None
        try:
            self._stack.close()
        except OutsideError:
            log.warning("a database that failed could not be closed in order")

    def _keep_elsewhere(self) -> Path | None:
        return self._elsewhere.write(self._entries)

    def _told_with_place(self, error: OutsideError, file: Path | None) -> OutsideError:
        if file is None:
            kept = "The call goes on in memory only: do not close the program."
        else:
            kept = f"The call goes on and is kept in {file}."
        return OutsideError(error.problem, f"{kept} {error.remedy}")


@contextmanager
def keep_call_log(path: Path | None, call_id: str) -> Iterator[KeptLog]:
    """The log of a running call that no trouble with the database ends, as `KeptLog` promises."""
    kept = KeptLog(path or paths.database(), call_id)
    try:
        yield kept
    finally:
        kept.close()


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
    """Put in order what programs left that died in mid-call, or could not save; returns call ids.

    What was kept elsewhere is taken in first, then every call without an end gets one. A file that
    contradicts the saved call is put aside and logged.
    """
    path = path or paths.database()
    with Store.open(path) as store:
        recovered = _taken_in(store, path)
        for call_id in store.unended():
            taken = _take(path, call_id)
            if taken is None:
                continue
            with taken:
                _interrupt(store.log(call_id))
            if _any_masked_late(store.load(call_id)):
                store.forget_words()
            forget_call_lock(path, call_id)
            recovered.append(call_id)
        store.finish_erasing()
    return list(dict.fromkeys(recovered))


def _taken_in(store: Store, path: Path) -> list[str]:
    """Take in the files of calls that could not be saved, each of which then goes."""
    done = []
    for file, unsaved in fallback.claimed(path):
        try:
            store.complete(unsaved.call_id, unsaved.entries)
        except ContradictionError:
            log.warning("kept aside: %s", fallback.put_aside(file))
            continue
        if unsaved.whole:
            file.unlink()
        else:
            log.warning("kept aside, unreadable from some line on: %s", fallback.put_aside(file))
        done.append(unsaved.call_id)
    return done


def _masked_throughout(entries: Sequence[AnyEvent]) -> list[AnyEvent]:
    """The log with those sentences masked that it says, further on, are to be."""
    late = {entry.utterance: entry for entry in entries if isinstance(entry, WordsMasked)}
    return [
        masked(entry, late[entry.seq])
        if isinstance(entry, UtteranceHeard) and entry.seq in late
        else entry
        for entry in entries
    ]


def _any_masked_late(entries: Iterable[AnyEvent]) -> bool:
    return any(isinstance(entry, WordsMasked) for entry in entries)


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

"""The saved calls: list, load, find, search, write, delete."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, get_args

from cattrs.errors import BaseValidationError
from sqlite_utils import Database

from companion import paths
from companion.codec import decode
from companion.errors import OutsideError
from companion.events import AnyEvent, CallEnded, EndReason, Speaker
from companion.language.redact import redactor_as_set
from companion.plain import plain
from companion.store import library
from companion.store.connection import open_to_read, open_to_write
from companion.store.erase import Deletion, Erased, Eraser
from companion.store.faults import told_plainly
from companion.store.filter import Filter
from companion.store.library import Order, Sorting
from companion.store.locks import is_live, writing_alone
from companion.store.log import CallLog
from companion.store.search import Hit, find_in_calls, find_words
from companion.store.summary import CallSummary, from_row

_ALL = Filter()
Answer = TypeVar("Answer")

_NEWEST_SAVED = "last"
_KINDS = frozenset(kind.__name__ for kind in get_args(AnyEvent))
_SHOWN_MATCHES = 3
_LAST_CHARACTER = "\U0010ffff"


class ContradictionError(OutsideError):
    """Two logs of one call differ in more than their length."""


class Store:
    """An open database, for the thread that opened it. Every method raises OutsideError."""

    def __init__(
        self, path: Path, db: Database, *, read_only: bool, wait_s: float | None = None
    ) -> None:
        self._path = path
        self._db = db
        self._read_only = read_only
        self._wait_s = wait_s
        self._opened = None if read_only else _identity(path)

    @classmethod
    def open(
        cls, path: Path | None = None, *, read_only: bool = False, wait_s: float | None = None
    ) -> Self:
        """Open the database, by default the user's; for writing it is made if it is not there.

        Read-only, a missing one is an empty one, and other processes may write meanwhile. `wait_s`
        is how long to wait for them where that matters.
        """
        path = path or paths.database()
        with told_plainly(path):
            db = open_to_read(path) if read_only else open_to_write(path, wait_s)
            return cls(path, db, read_only=read_only, wait_s=wait_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        # The last connection to leave empties the write-ahead log into the file: a write like any.
        with ExitStack() as stack:
            if not self._read_only and self.current:
                with suppress(OSError):  # alone or not, it must be closed
                    stack.enter_context(writing_alone(self._path))
            self._db.close()

    def log(self, call_id: str) -> CallLog:
        """The call's log, to append to. A running call wants `open_call_log` instead."""
        with told_plainly(self._path):
            stored = self._stored(call_id)
        return CallLog(call_id, self._writing, stored)

    def add(self, call_id: str, event: AnyEvent) -> AnyEvent:
        """Write something down in a call that is over; returns it with its place in the log.

        Masked as in a call. Safe where several windows do so at once. OutsideError for a live or an
        unknown call.
        """

        def one_more(stored: Sequence[AnyEvent]) -> list[AnyEvent]:
            if not stored:
                raise _no_call(call_id)
            return [replace(redactor_as_set().mask(event), seq=stored[-1].seq + 1)]

        return self.extend(call_id, one_more)[0]

    def extend(
        self, call_id: str, more: Callable[[Sequence[AnyEvent]], Sequence[AnyEvent]]
    ) -> list[AnyEvent]:
        """Append what `more` makes of the stored log, an empty one for an unknown call.

        Nobody writes in between. Returns what was appended; OutsideError for a live call.
        """
        self._refuse_live(call_id)
        with self._writing() as db:
            stored = self._stored(call_id)
            fresh = list(more(stored))
            if fresh:
                CallLog(call_id, lambda: nullcontext(db), stored).append(fresh)
        return fresh

    def load(self, call_id: str) -> list[AnyEvent]:
        """The call's entries in order. OutsideError where there is no such call."""
        with told_plainly(self._path):
            stored = self._stored(call_id)
        if not stored:
            raise _no_call(call_id)
        return stored

    def calls(
        self,
        wanted: Filter = _ALL,
        *,
        order: Order = Order.NEWEST,
        turned: bool = False,
        limit: int | None = None,
        offset: int = 0,
        today: dt.date | None = None,
    ) -> list[CallSummary]:
        """The calls that the filter lets through, in this order, or in it turned round.

        A follow-up is overdue as of `today`.
        """
        with told_plainly(self._path):
            day = today or dt.date.today()
            sorting = Sorting(order, turned)
            return self._summaries(library.rows(self._db, wanted, sorting, limit, offset, day))

    def count(self, wanted: Filter = _ALL, *, today: dt.date | None = None) -> int:
        with told_plainly(self._path):
            return library.count(self._db, wanted, today or dt.date.today())

    def sample(
        self, wanted: Filter = _ALL, *, per_agent: int, seed: int, today: dt.date | None = None
    ) -> list[CallSummary]:
        """So many calls of each agent, drawn by lot; the same seed draws the same ones."""
        with told_plainly(self._path):
            day = today or dt.date.today()
            return self._summaries(library.sampled(self._db, wanted, per_agent, seed, day))

    def agents(self) -> list[str]:
        """The names of all agents who took a saved call."""
        with told_plainly(self._path):
            return library.agents(self._db)

    def summary(self, call_id: str) -> CallSummary:
        with told_plainly(self._path):
            rows = list(self._db.query("SELECT * FROM calls WHERE id = ?", [call_id]))
            if not rows:
                raise _no_call(call_id)
            return self._summary(rows[0])

    def listed(self, call_ids: Sequence[str]) -> list[CallSummary]:
        """These calls, in this order; those that are gone are left out."""
        with told_plainly(self._path):
            rows = self._db.query(
                "SELECT calls.* FROM json_each(?) AS wanted JOIN calls ON calls.id = wanted.value"
                " ORDER BY wanted.key",
                [json.dumps(list(call_ids))],
            )
            return self._summaries(rows)

    def has(self, call_id: str) -> bool:
        with told_plainly(self._path):
            return bool(self._ids("WHERE id = ?", call_id))

    def read(self, question: Callable[[Database], Answer]) -> Answer:
        """What one of the package's own questions, such as those in `figures`, finds out.

        It must change nothing, and keep nothing of the connection once it has answered.
        """
        with told_plainly(self._path):
            return question(self._db)

    def unended(self) -> list[str]:
        """The ids of calls without an end: live ones, and those whose program died."""
        with told_plainly(self._path):
            rows = self._db.query("SELECT id FROM calls WHERE end_reason IS NULL ORDER BY number")
            return [row["id"] for row in rows]

    def search(
        self,
        text: str,
        wanted: Filter = _ALL,
        *,
        limit: int = 50,
        speaker: Speaker | None = None,
        today: dt.date | None = None,
    ) -> list[Hit]:
        """Where all these words were said or noted, in the calls that the filter lets through.

        Whatever is typed, it is taken as words; those "in quotes" stand side by side.
        """
        with told_plainly(self._path):
            day = today or dt.date.today()
            return find_words(self._db, text, limit, speaker, wanted, day)

    def passages(self, text: str, call_ids: Sequence[str]) -> dict[str, Hit]:
        """For each of these calls that has one, a passage that holds all these words."""
        with told_plainly(self._path):
            return find_in_calls(self._db, text, call_ids)

    def find(self, prefix: str) -> str:
        """The id of the call meant by an id, the beginning of one, or "last" (saved)."""
        prefix = plain(prefix)
        with told_plainly(self._path):
            if prefix == _NEWEST_SAVED:
                found = self._ids("ORDER BY number DESC LIMIT 1")
            else:
                found = self._ids("WHERE id = ?", prefix) or self._ids(
                    "WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
                    prefix,
                    prefix + _LAST_CHARACTER,
                    _SHOWN_MATCHES + 1,
                )
        if len(found) == 1:
            return found[0]
        if not found or not prefix:
            raise _no_call(prefix)
        more = " and others" if len(found) > _SHOWN_MATCHES else ""
        raise OutsideError(
            f"Several calls begin with {prefix}: {', '.join(found[:_SHOWN_MATCHES])}{more}.",
            "Give more of the id.",
        )

    def delete(self, call_id: str, *, who: str = "", why: str = "by hand") -> Erased:
        """Delete a call so that its words are no longer in any of our files.

        Copies from before an update of the database hold the call too, and go as well. OutsideError
        for a live call, and where a reader keeps the words in the file.
        """
        return self.erase([self.summary(call_id).id], who=who, why=why)

    def erase(self, call_ids: Collection[str], *, who: str, why: str) -> Erased:
        """Delete these calls as `delete` does; all or, where one of them is live, none."""
        for call_id in call_ids:
            self._refuse_live(call_id)
        return self._eraser().erase(call_ids, who=who, why=why)

    def finish_erasing(self) -> None:
        """Finish what a program that died, or a reader in the way, left of a deletion."""
        self._eraser().finish()

    def forget_words(self) -> None:
        """Purge words that have been written over from the index and the write-ahead log."""
        self._eraser().forget_words()

    def deletions(self) -> list[Deletion]:
        """What was deleted so far, without its content; the latest first."""
        return self._eraser().log()

    def complete(self, call_id: str, log: Sequence[AnyEvent]) -> int:
        """Bring the stored call up to this log of it; returns how many entries were missing.

        An end that was written because the call's program had died gives way to what came after.
        ContradictionError where the stored call went another way; nothing is changed then.
        """
        with self._writing() as db:
            stored = self._stored(call_id)
            if stored and stored[-1] not in log and _is_interruption(stored[-1]):
                end = stored.pop()
                db.execute("DELETE FROM events WHERE call_id = ? AND seq = ?", [call_id, end.seq])
            rest = log[len(stored) :]
            if list(log[: len(stored)]) != stored[: len(log)]:
                raise ContradictionError(
                    f"The call {call_id} is saved already, and differs.", "It is left as it is."
                )
            if rest:
                CallLog(call_id, lambda: nullcontext(db), stored).append(rest)
        return len(rest)

    @property
    def current(self) -> bool:
        """Whether the file that is open is still the one in its place."""
        try:
            return self._path.exists() and _identity(self._path) == self._opened
        except OSError:
            return False

    def _eraser(self) -> Eraser:
        return Eraser(self._path, self._db, self._writing)

    def _refuse_live(self, call_id: str) -> None:
        if is_live(self._path, call_id):
            raise OutsideError(f"The call {call_id} is running.", "End it first.")

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        with told_plainly(self._path):
            self._refuse_gone()  # before the lock, whose file would bring the directory back
            with writing_alone(self._path, self._wait_s):
                self._refuse_gone()
                with self._db.atomic():
                    yield self._db

    def _refuse_gone(self) -> None:
        """A file that was removed or replaced takes every write, and keeps none."""
        if not self.current:
            raise OutsideError(
                f"The database {self._path} was removed or replaced while it was in use.",
                "Bring it back, or start the program again.",
            )

    def _stored(self, call_id: str) -> list[AnyEvent]:
        rows = self._db.query(
            "SELECT seq, kind, body FROM events WHERE call_id = ? ORDER BY seq", [call_id]
        )
        return [self._decoded(call_id, row) for row in rows]

    def _decoded(self, call_id: str, row: dict[str, Any]) -> AnyEvent:
        if row["kind"] not in _KINDS:
            raise OutsideError(
                f"The call {call_id} was written by a newer version of this program.",
                "Install that version to open it.",
            )
        try:
            return decode(row["body"])
        except (BaseValidationError, ValueError, KeyError) as error:
            raise OutsideError(
                f"Entry {row['seq']} of the call {call_id} in {self._path} is damaged.",
                "Put a backup of the database in its place.",
            ) from error

    def _summary(self, row: dict[str, Any]) -> CallSummary:
        live = row["end_reason"] is None and is_live(self._path, row["id"])
        return from_row(row, live=live)

    def _summaries(self, rows: Iterable[dict[str, Any]]) -> list[CallSummary]:
        return [self._summary(row) for row in rows]

    def _ids(self, which: str, *values: object) -> list[str]:
        return [row[0] for row in self._db.execute(f"SELECT id FROM calls {which}", values)]


def _no_call(name: str) -> OutsideError:
    what = "There are no saved calls." if name == _NEWEST_SAVED else f'There is no call "{name}".'
    return OutsideError(what, "`companion calls list` shows the saved calls.")


def _is_interruption(entry: AnyEvent) -> bool:
    return isinstance(entry, CallEnded) and entry.reason is EndReason.INTERRUPTED


def _identity(path: Path) -> tuple[int, int]:
    """Which file this is, whatever its name."""
    found = path.stat()
    return found.st_dev, found.st_ino

"""The log of one call in the database, and what is read off it in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlite_utils import Database

from companion.call import Call, fold
from companion.codec import encode
from companion.events import AnyEvent, WordsMasked
from companion.store.line import script_steps, to_row, write_changes
from companion.store.passages import rewrite_passage, write_passages
from companion.store.places import free_place

Writing = Callable[[], AbstractContextManager[Database]]
"""One transaction at a time: commits when left, undoes everything when left by an error."""


class CallLog:
    """Appends entries to a call. Belongs to the thread that made it.

    Nothing is written before `CallStarted`: what comes earlier is kept and written with it.
    """

    def __init__(self, call_id: str, writing: Writing, so_far: Sequence[AnyEvent] = ()) -> None:
        self._call_id = call_id
        self._writing = writing
        self._call = fold(so_far)
        self._early: tuple[AnyEvent, ...] = ()
        self._steps = script_steps()
        self._line: dict[str, Any] = {}

    @property
    def call(self) -> Call:
        """The call as it is stored."""
        return self._call

    def append(self, entries: Sequence[AnyEvent]) -> None:
        """Store the entries, all or none, and return when they would outlive a power cut.

        Raises OutsideError, and ValueError for a `CallStarted` of another call.
        """
        fresh = (*self._early, *entries)
        call = fold(fresh, self._call)
        if call.started is None:
            self._early = fresh
            return
        if call.started.call_id != self._call_id:
            raise ValueError(f"{call.started.call_id} is not the call of this log")
        line = to_row(call, self._steps)
        with self._writing() as db:
            if self._call.started is None:
                place = free_place(db, line["started_s"])
                db.table("calls").insert({**line, "place": place})
            else:
                write_changes(db, self._call_id, self._line, line)
            self._write(db, fresh)
            self._write_over(db, call, fresh)
        self._call, self._line = call, line
        self._early = ()

    def _write(self, db: Database, entries: Sequence[AnyEvent]) -> None:
        db.conn.executemany(
            "INSERT INTO events (call_id, seq, at, kind, body) VALUES (?, ?, ?, ?, ?)",
            [(self._call_id, e.seq, e.at, type(e).__name__, _body(e)) for e in entries],
        )
        write_passages(db, _place(db, self._call_id), entries)

    def _write_over(self, db: Database, call: Call, entries: Sequence[AnyEvent]) -> None:
        """Sentences that have been masked after they were stored."""
        for late in entries:
            if not isinstance(late, WordsMasked):
                continue
            for heard in call.utterances:
                if heard.seq == late.utterance:
                    db.execute(
                        "UPDATE events SET body = ? WHERE call_id = ? AND seq = ?",
                        [_body(heard), self._call_id, heard.seq],
                    )
                    rewrite_passage(db, _place(db, self._call_id), heard)


def _place(db: Database, call_id: str) -> int:
    """Where the call's words stand in the search index."""
    return int(db.execute("SELECT place FROM calls WHERE id = ?", [call_id]).fetchone()[0])


def _body(entry: AnyEvent) -> str:
    # Half a character (a lone surrogate) has no UTF-8, but JSON has an escape for it, the same
    # that Python writes.
    return encode(entry).encode("utf-8", "backslashreplace").decode("utf-8")

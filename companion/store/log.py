"""The log of one call in the database, and what is read off it in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlite_utils import Database

from companion.call import Call, fold
from companion.codec import encode
from companion.events import AnyEvent, NoteWritten, UtteranceHeard
from companion.plain import plain
from companion.store.line import script_steps, to_row, write_changes

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
                db.table("calls").insert(line)
            else:
                write_changes(db, self._call_id, self._line, line)
            self._write(db, fresh)
        self._call, self._line = call, line
        self._early = ()

    def _write(self, db: Database, entries: Sequence[AnyEvent]) -> None:
        db.conn.executemany(
            "INSERT INTO events (call_id, seq, at, kind, body) VALUES (?, ?, ?, ?, ?)",
            [(self._call_id, e.seq, e.at, type(e).__name__, _body(e)) for e in entries],
        )
        for passage in _passages(entries):
            if passage["field"] is not None:
                db.execute(
                    "DELETE FROM passages WHERE call_id = ? AND field = ?",
                    [self._call_id, passage["field"]],
                )
            db.execute(
                "INSERT INTO passages (call_id, seq, start, speaker, field, text)"
                " VALUES (:call_id, :seq, :start, :speaker, :field, :text)",
                {"call_id": self._call_id, **passage},
            )


def _body(entry: AnyEvent) -> str:
    # Half a character (a lone surrogate) has no UTF-8, but JSON has an escape for it, the same
    # that Python writes.
    return encode(entry).encode("utf-8", "backslashreplace").decode("utf-8")


def _passages(entries: Sequence[AnyEvent]) -> Iterator[dict[str, Any]]:
    """The words a search looks through: sentences, and the newest text of each note field."""
    for entry in entries:
        if isinstance(entry, UtteranceHeard):
            speaker, field, start = entry.speaker.value, None, entry.start
        elif isinstance(entry, NoteWritten):
            speaker, field, start = None, plain(entry.field), entry.at
        else:
            continue
        text = plain(entry.text)
        yield {"seq": entry.seq, "start": start, "speaker": speaker, "field": field, "text": text}

"""The calls' lines written anew from their logs, for a database that has learnt a new column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from cattrs.errors import BaseValidationError
from sqlite_utils import Database

from companion.call import fold
from companion.codec import decode
from companion.events import AnyEvent
from companion.store.line import script_steps, to_row, write_changes

_KINDS = frozenset(kind.__name__ for kind in get_args(AnyEvent))


def rewrite_lines(db: Database, call_ids: Iterable[str] | None = None) -> None:
    """Fold these calls (None: all) once more, and bring the columns of their lines that are there
    up to date.

    A call with an entry that cannot be read, damaged or of a newer version, keeps its line.
    """
    columns = {column.name for column in db.table("calls").columns}
    steps = script_steps()
    if call_ids is None:
        call_ids = [row["id"] for row in db.query("SELECT id FROM calls")]
    for call_id in call_ids:
        try:
            call = fold(_entries(db, call_id))
        except (BaseValidationError, ValueError, KeyError):
            continue
        if call.started is not None:
            line = to_row(call, steps)
            write_changes(db, call_id, {}, {n: v for n, v in line.items() if n in columns})


def _entries(db: Database, call_id: str) -> Iterator[AnyEvent]:
    rows = db.query("SELECT kind, body FROM events WHERE call_id = ? ORDER BY seq", [call_id])
    for row in rows:
        if row["kind"] not in _KINDS:
            raise KeyError(row["kind"])
        yield decode(row["body"])

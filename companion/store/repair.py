"""Looking a database over, and making it anew of what can still be read.

The log is the truth, and everything else is read off it. So there is one way of repair, whatever is
broken: read every entry that can be read, and append it to a new database as it was appended when
it happened. The old file is kept beside it.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cattrs.errors import BaseValidationError
from sqlite_utils import Database

from companion.call import fold
from companion.codec import decode
from companion.errors import OutsideError
from companion.events import AnyEvent, CallEnded, CallStarted, EndReason, Speaker
from companion.store.connection import (
    backups,
    is_outdated,
    is_sqlite,
    open_new,
    open_to_look,
)
from companion.store.erase import full_text_tables
from companion.store.faults import told_plainly
from companion.store.locks import live_calls, orphan_locks, writing_alone
from companion.store.log import CallLog
from companion.store.passages import SAID
from companion.store.places import SPAN
from companion.store.salvage import rows_of

Step = Callable[[str], None]
"""Hears what is being done, for whoever watches."""

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair saved and lost: `entries` that could not be read, `aside` the old file."""

    calls: int
    entries: int
    lost: int
    aside: Path


@dataclass(slots=True)
class _Salvaged:
    """A call as far as it can be read: its entries by their place, its line in the list."""

    entries: dict[int, AnyEvent] = field(default_factory=dict)
    line: dict[str, Any] | None = None


def faults(path: Path, calls: int | None = None) -> list[str]:
    """What is wrong with this database, a line each; nothing where it is sound, or not there.

    Reads all of it: SQLite's own check, references, search indexes, and every call's log against
    what is read off it, or those of so many `calls` that were saved last. OutsideError where it is
    not ours, or locked.
    """
    if not path.exists() or not path.stat().st_size:
        return []
    with told_plainly(path):
        try:
            db = open_to_look(path)
        except sqlite3.DatabaseError as error:
            return [f"SQLite cannot open it: {error}."]
        try:
            found = list(_sqlite_faults(db))
            if not is_outdated(db, path):  # or else it is made anew when it is next opened
                found += _call_faults(db, -1 if calls is None else calls)
            return found
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            return [f"SQLite cannot read it: {error}."]
        finally:
            db.close()


def repair(path: Path, step: Step = lambda said: None) -> Repaired:
    """Make the database anew of what can be read of it, and keep the old one beside it.

    OutsideError while a call runs, and where the new one cannot be written; then nothing changed.
    """
    if live_calls(path):
        raise OutsideError("A call is running.", "End it, then repair.")
    fresh = path.with_name(f"{path.name}.partial-repair")
    with told_plainly(path), writing_alone(path):
        for file in _with_companions(fresh):
            file.unlink(missing_ok=True)
        step("Reading what can be read")
        calls, deletions = _salvaged(path)
        step("Writing it anew")
        entries, lost = _write(fresh, calls, deletions)
        stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%fZ")
        aside = path.with_name(f"{path.name}.damaged-{stamp}")
        for old, kept in zip(_with_companions(path), _with_companions(aside), strict=True):
            if old.exists():
                old.replace(kept)
        fresh.replace(path)
    return Repaired(len(calls), entries, lost, aside)


def remove_orphans(path: Path) -> int:
    """Remove lock files that nobody holds and whose call is over; returns how many."""
    removed = 0
    for lock in orphan_locks(path):
        with suppress(OSError):
            lock.unlink()
            removed += 1
    return removed


def _sqlite_faults(db: Database) -> Iterator[str]:
    said = [row[0] for row in db.execute("PRAGMA integrity_check(100)")]
    if said != ["ok"]:
        more = f" and {len(said) - _SHOWN} more" if len(said) > _SHOWN else ""
        yield f"SQLite finds: {'; '.join(said[:_SHOWN])}{more}."
    orphans = len(db.execute("PRAGMA foreign_key_check").fetchall())
    if orphans:
        yield f"{orphans} rows belong to no call."
    for table in full_text_tables(db):
        try:
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:
            yield "The search index disagrees with the words."
        finally:
            db.conn.rollback()


def _call_faults(db: Database, limit: int) -> Iterator[str]:
    query = "SELECT id, utterances, place FROM calls ORDER BY number DESC LIMIT ?"
    for call_id, number, place in list(db.execute(query, [limit])):
        rows = db.execute("SELECT seq, body FROM events WHERE call_id = ? ORDER BY seq", [call_id])
        stored = list(rows)
        entries = [entry for _, body in stored if (entry := _decoded(body)) is not None]
        if len(entries) < len(stored):
            yield f"{len(stored) - len(entries)} entries of the call {call_id} cannot be read."
            continue
        if [entry.seq for entry in entries] != [seq for seq, _ in stored]:
            yield f"The entries of the call {call_id} are out of order."
            continue
        call = fold(entries)
        words = db.execute(
            "SELECT count(*) FROM passages WHERE id >= ? AND id < ? AND kind = ?",
            [place, place + SPAN, SAID],
        ).fetchone()[0]
        if call.started is None:
            yield f"The call {call_id} has no beginning."
        elif not len(call.utterances) == number == words:
            yield f"The list or the search does not know all sentences of the call {call_id}."


def _salvaged(path: Path) -> tuple[dict[str, _Salvaged], list[dict[str, Any]]]:
    """The calls in the order in which they were saved, and the log of deletions.

    What this file has lost is looked for in the copies from before an update; a deletion takes
    those along, so nothing comes back that was deleted.
    """
    calls: dict[str, _Salvaged] = {}
    deletions: list[dict[str, Any]] = []
    for file in (path, *reversed(backups(path, damaged=False))):
        for row in _rows(file, "calls"):
            known = calls.setdefault(row["id"], _Salvaged())
            known.line = known.line or row
        for row in _rows(file, "events"):
            entry = _decoded(row["body"])
            if entry is not None:
                known = calls.setdefault(row["call_id"], _Salvaged())
                known.entries.setdefault(row["seq"], entry)
        deletions = deletions or list(_rows(file, "deletions"))
    return calls, deletions


def _rows(file: Path, table: str) -> Iterator[dict[str, Any]]:
    if not is_sqlite(file):
        return
    db = open_to_look(file)
    try:
        yield from rows_of(db, table, file)
    finally:
        db.close()


def _made_whole(call_id: str, call: _Salvaged) -> tuple[list[AnyEvent], int]:
    """A log that begins, ends and refers to nothing missing; and how many entries are lost.

    Where the first entry is lost, the call begins as its line says, or else as early as can be.
    """
    entries = [call.entries[seq] for seq in sorted(call.entries)]
    if not any(isinstance(entry, CallStarted) for entry in entries):
        entries = [_beginning(call_id, call.line), *(e for e in entries if e.seq > 1)]
    last = entries[-1]
    lost = last.seq - len(entries) + (1 not in call.entries)
    if lost:
        entries = list(_with_what_they_refer_to(entries))
    if not any(isinstance(entry, CallEnded) for entry in entries):
        at = max(entry.at for entry in entries)
        entries.append(CallEnded(at=at, seq=last.seq + 1, reason=EndReason.INTERRUPTED))
    return entries, lost


def _with_what_they_refer_to(entries: Iterable[AnyEvent]) -> Iterator[AnyEvent]:
    """Leave out what is about a lost entry. Entries refer to earlier ones only."""
    kept: set[int] = set()
    for entry in entries:
        if _refers_to(entry) <= kept:
            kept.add(entry.seq)
            yield entry


def _beginning(call_id: str, line: dict[str, Any] | None) -> CallStarted:
    when = dt.datetime.fromtimestamp(0, dt.UTC)
    if line is not None:
        with suppress(ValueError):
            when = dt.datetime.fromisoformat(line["started_at"])
    return CallStarted(
        at=0.0,
        seq=1,
        call_id=call_id,
        started_at=when,
        source=line["source"] if line else "recovered",
        model=line["model"] if line else "unknown",
        channels=(Speaker.AGENT, Speaker.CUSTOMER),
    )


def _refers_to(entry: AnyEvent) -> set[int]:
    """The places in the log of the entries that this one is about."""
    named = (getattr(entry, name, None) for name in ("utterance", "alert", "comment", "replaces"))
    return {seq for seq in named if isinstance(seq, int)}


def _write(
    fresh: Path, calls: dict[str, _Salvaged], deletions: list[dict[str, Any]]
) -> tuple[int, int]:
    """Pour the calls into a new database; returns the numbers of entries saved and lost."""
    saved, lost = 0, 0
    db = open_new(fresh)
    try:
        for call_id, call in calls.items():
            entries, missing = _made_whole(call_id, call)
            CallLog(call_id, db.atomic).append(entries)
            saved, lost = saved + len(entries), lost + missing
        if deletions:
            with db.atomic():
                db.table("deletions").insert_all(deletions)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()
    return saved, lost


def _decoded(body: object) -> AnyEvent | None:
    if not isinstance(body, str):
        return None
    try:
        return decode(body)
    except (BaseValidationError, ValueError, KeyError):
        return None


def _with_companions(path: Path) -> list[Path]:
    """The file, and what SQLite keeps beside it."""
    return [path, Path(f"{path}-wal"), Path(f"{path}-shm")]

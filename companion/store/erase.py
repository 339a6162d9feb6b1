"""Deleting calls for good, so that their words and their sound are in none of our files.

In this order, so that a program which dies half way leaves nothing that the next start does not
finish: the files of the call, its rows together with a line in `deletions`, the search index and
the write-ahead log, the copies of the database. What was deleted is not written down, only how
much, when, by whom and why.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from companion.errors import OutsideError
from companion.store import fallback
from companion.store.connection import backups
from companion.store.faults import told_plainly
from companion.store.locks import forget_call_lock, writing_alone

_MERGED_PAGES = 500
"""How much of the search index one transaction tidies: a running call need not wait for long."""

_AT_ONCE = 200
"""Calls deleted in one transaction, for the same reason."""

_RECORDINGS = "recordings"

Writing = Callable[[], AbstractContextManager[Database]]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted: calls, files of theirs, and older copies of the whole database."""

    calls: int = 0
    files: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Deletion:
    """A line of the log of deletions. `why` is "by hand", "older than 30 days" and the like."""

    at: dt.datetime
    who: str
    why: str
    calls: int
    files: int


class Eraser:
    """Deletes calls through an open database. Every method raises OutsideError."""

    def __init__(self, path: Path, db: Database, writing: Writing) -> None:
        self._path = path
        self._db = db
        self._writing = writing

    def erase(self, call_ids: Collection[str], *, who: str, why: str) -> Erased:
        """Delete these calls, none of which may be live."""
        files: list[Path] = []
        ids = list(call_ids)
        for at in range(0, len(ids), _AT_ONCE):
            some = ids[at : at + _AT_ONCE]
            removed = [file for call_id in some for file in self._remove_files(call_id)]
            self._delete_rows(some, len(removed), who, why)
            files += removed
        copies = self.finish()
        for call_id in ids:
            forget_call_lock(self._path, call_id)
        return Erased(len(ids), tuple(files), tuple(copies))

    def finish(self) -> list[Path]:
        """Purge what deleted calls left in the index, the log and the copies, where any did."""
        with told_plainly(self._path):
            open_ones = self._db.execute("SELECT id FROM deletions WHERE NOT finished").fetchall()
        if not open_ones:
            return []
        self.forget_words()
        with told_plainly(self._path):
            copies = backups(self._path)
            for copy in copies:
                copy.unlink()
        with self._writing() as db:
            db.conn.executemany("UPDATE deletions SET finished = 1 WHERE id = ?", open_ones)
        return copies

    def forget_words(self) -> None:
        """Purge deleted words from the search index, then from the write-ahead log."""
        for table in full_text_tables(self._db):
            pages, changed = -_MERGED_PAGES, True  # below zero once: gather all of the index
            while changed:
                with self._writing() as db:
                    before = db.conn.total_changes
                    db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", [pages])
                    # SQLite: fewer than two mean that nothing was left to do.
                    changed = db.conn.total_changes - before > 1
                pages = _MERGED_PAGES
        self._empty_write_ahead_log()

    def log(self) -> list[Deletion]:
        """What was deleted so far, the latest first."""
        with told_plainly(self._path):
            rows = self._db.query("SELECT * FROM deletions ORDER BY id DESC")
            return [
                Deletion(
                    at=dt.datetime.fromisoformat(row["at"]),
                    who=row["who"],
                    why=row["why"],
                    calls=row["calls"],
                    files=row["files"],
                )
                for row in rows
            ]

    def _delete_rows(self, call_ids: Collection[str], files: int, who: str, why: str) -> None:
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        with self._writing() as db:
            db.conn.executemany("DELETE FROM calls WHERE id = ?", [(one,) for one in call_ids])
            db.table("deletions").insert(
                {
                    "at": now,
                    "who": who,
                    "why": why,
                    "calls": len(call_ids),
                    "files": files,
                    "finished": 0,
                }
            )

    def _remove_files(self, call_id: str) -> list[Path]:
        with told_plainly(self._path):
            named = list(self._recordings(call_id))
            named += fallback.files_of(self._path, call_id)
            there = [file for file in dict.fromkeys(named) if file.is_file()]
            for file in there:
                file.unlink()
        return there

    def _recordings(self, call_id: str) -> Iterator[Path]:
        """The call's sound: what its log names, and what is named after it."""
        home = self._path.parent.resolve()
        rows = self._db.execute(
            "SELECT body FROM events WHERE call_id = ?"
            " AND kind IN ('RecordingStarted', 'RecordingKept')",
            [call_id],
        )
        for (body,) in rows:
            file = (home / json.loads(body)["file"]).resolve()
            if file.is_relative_to(home):  # whoever wrote the log, we delete nothing of others
                yield file
        directory = home / _RECORDINGS
        if directory.is_dir():
            beginning = f"{quote(call_id, safe='', errors='replace')}."
            yield from (file for file in directory.iterdir() if file.name.startswith(beginning))

    def _empty_write_ahead_log(self) -> None:
        with told_plainly(self._path), writing_alone(self._path):
            blocked = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if blocked:
            raise OutsideError(
                "What you deleted is gone from the saved calls, but another program is reading the"
                " database, so its words are still in a file.",
                "Close that program and start this one once more.",
            )


def full_text_tables(db: Database) -> list[str]:
    """The search indexes of this database."""
    rows = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%fts5%'"
        " ORDER BY name"
    )
    return [name for (name,) in rows]

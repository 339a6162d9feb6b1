"""Reading a table some of whose pages are damaged: everything but the rows on those pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

_LEAST_BYTES_OF_A_ROW = 16
"""Bounds how many rows a file can hold, where the last one cannot be asked for."""

_AT_ONCE = 4096

_UNREADABLE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})


def rows_of(db: Database, table: str, path: Path) -> Iterator[dict[str, Any]]:
    """The rows of the table that can be read, by their row ids; none where there is no table.

    A stretch that cannot be read is halved until only the unreadable rows are left out.
    """
    last = _last_row(db, table, path)
    start = 0
    while start <= last:
        yield from _between(db, table, start, min(last, start + _AT_ONCE - 1))
        start += _AT_ONCE


def _last_row(db: Database, table: str, path: Path) -> int:
    try:
        return int(db.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0)
    except sqlite3.DatabaseError as error:
        if "no such table" in str(error):
            return -1
        return path.stat().st_size // _LEAST_BYTES_OF_A_ROW


def _between(db: Database, table: str, first: int, last: int) -> Iterator[dict[str, Any]]:
    query = f"SELECT * FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
    try:
        found = list(db.query(query, [first, last]))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if not _is_damage(error):
            raise
        if first == last:
            return
        middle = (first + last) // 2
        yield from _between(db, table, first, middle)
        yield from _between(db, table, middle + 1, last)
        return
    yield from found


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF in _UNREADABLE

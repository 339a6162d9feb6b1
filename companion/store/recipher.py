"""Writing a database anew under another key, or readable: whole and looked over, or not at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from filelock import Timeout

from companion.errors import OutsideError
from companion.store.connection import backups, connected, is_readable, open_to_write
from companion.store.faults import told_plainly
from companion.store.locks import WAIT_S, live_calls, writing_alone
from companion.store.repair import faults
from companion.vault.files import wiped_away
from companion.vault.key import Key

_LOOKED_OVER = 200
"""Calls of the new database whose logs are read before it takes the old one's place."""


def recipher(path: Path, old: Key | None, new: Key | None) -> bool:
    """Have the database under `new`; false where it is not there, or under that key already.

    `old` is the key that it may be under. Copies of it are deleted: they hold the same calls under
    the old key or none. OutsideError while a call runs or another program reads, and where the new
    one cannot be written or is not the same; then the old one is as it was.
    """
    with told_plainly(path):
        if not path.exists() or not path.stat().st_size:
            return False
        if is_readable(path) == (new is None):
            _remove_copies(path)
            return False
        open_to_write(path).close()  # brought up to date first
        with writing_alone(path):
            refuse_live(path)
            _replace(path, old, new)
            _remove_copies(path)
    return True


def refuse_live(path: Path) -> None:
    """OutsideError while a call runs: what it keeps must not change its form meanwhile."""
    if live_calls(path):
        raise OutsideError("A call is running.", "End it, then try again.")


def _replace(path: Path, old: Key | None, new: Key | None) -> None:
    from companion.store.cipher import connect, key_as_sql  # noqa: PLC0415 - an optional library

    fresh = path.with_name(f"{path.name}.partial-encryption")
    journal = Path(f"{fresh}-journal")
    for left in (fresh, journal):
        left.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    uri = f"{path.absolute().as_uri()}?mode=rw"
    under = None if is_readable(path) else old
    try:
        with closing(connect(uri, under, WAIT_S)) as source:
            # Only the last connection may do this. It empties the write-ahead log and removes it.
            (mode,) = source.execute("PRAGMA journal_mode = DELETE").fetchone()
            if mode != "delete":
                raise Timeout(str(path))  # said as for any other lock
            source.execute("ATTACH DATABASE ? AS fresh KEY ?", [str(fresh), key_as_sql(new)])
            source.execute("SELECT sqlcipher_export('fresh')").fetchone()
            for pragma in ("application_id", "user_version"):
                (value,) = source.execute(f"PRAGMA main.{pragma}").fetchone()
                source.execute(f"PRAGMA fresh.{pragma} = {int(value)}")
            source.execute("DETACH DATABASE fresh")
            counted = _counted(source)
        _look_over(fresh, counted)
    except BaseException:
        for left in (fresh, journal):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise
    for beside in (Path(f"{fresh}-wal"), Path(f"{fresh}-shm")):
        beside.unlink(missing_ok=True)
    with wiped_away(path):
        fresh.replace(path)
    _sync_directory(path.parent)


def _look_over(fresh: Path, wanted: dict[str, int]) -> None:
    """OutsideError where the new database is not whole, or lacks a row."""
    found = faults(fresh, _LOOKED_OVER)
    with closing(connected(fresh).conn) as there:
        if not found and _counted(there) != wanted:
            found = ["Rows are missing."]
    if found:
        raise OutsideError(
            f"The database could not be written anew: {found[0]}",
            "It is left as it was. Run: companion doctor --repair",
        )
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())


def _counted(db: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    counts = {}
    for (table,) in tables:
        (counts[table],) = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    return counts


def _remove_copies(path: Path) -> None:
    """Delete every older copy, and what an attempt that broke off has left."""
    partial = sorted(path.parent.glob(f"{path.name}.partial-*"))
    for copy in (*backups(path), *partial):
        with wiped_away(copy):
            copy.unlink()


def _sync_directory(directory: Path) -> None:
    if os.name == "posix":
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

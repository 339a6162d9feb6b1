"""Opening the database file: only ours, only what we understand, never a half-made one."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from companion.errors import OutsideError
from companion.store import schema
from companion.store.faults import ELSEWHERE, primary_code
from companion.store.locks import WAIT_S, writing_alone
from companion.vault.key import Key
from companion.vault.marker import key_to_read, key_to_write, marker_of

_KEPT_COPIES = 3
"""Copies from before an update that are kept, the newest: they hold whole calls, and take room."""

_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\0"
_APPLICATION_ID = slice(68, 72)
"""Where the header holds `PRAGMA application_id` (SQLite's file format, 1.3)."""


def open_to_write(path: Path, wait_s: float | None = None) -> Database:
    """The database, made or brought up to date if need be. Raises sqlite3.Error and OSError.

    `wait_s` is how long to wait for other programs that have it locked.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        _refuse_foreign(path)
    with writing_alone(path, wait_s):
        path.touch(mode=0o600)
        _refuse_foreign(path)
        db = connected(path, "mode=rw", wait_s)
        try:
            _prepare(db, path)
        except BaseException:
            db.close()
            raise
    return db


def open_to_read(path: Path) -> Database:
    """The database, unchangeable; an empty one where there is no file yet."""
    if not path.exists() or not path.stat().st_size:
        db = Database(memory=True, execute_plugins=False)
        schema.MIGRATIONS.apply(db)
        return db
    _refuse_foreign(path)
    db, pending = _connect_to_read(path)
    if pending:
        db.close()
        open_to_write(path).close()
        db, _ = _connect_to_read(path)
    return db


def open_to_look(path: Path) -> Database:
    """The database as it lies there, whatever its version or its damage, to look it over.

    Nothing is brought up to date, and nobody should write with it. Raises as `open_to_write`.
    """
    _refuse_foreign(path)
    return connected(path, "mode=rw")


def open_new(path: Path) -> Database:
    """A new database in this place, with the tables of today, for the one who makes it."""
    path.touch(mode=0o600)
    db = connected(path, "mode=rw")
    try:
        _prepare(db, path)
    except BaseException:
        db.close()
        raise
    return db


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as SQLite's do, behind our key where the directory has one.

    OutsideError where it is another program's, or the key is not to be had.
    """
    if is_readable(path):
        _refuse_foreign(path)
        return True
    if marker_of(path) is None or path.stat().st_size < _HEADER_BYTES:
        return False
    with closing(connected(path).conn) as db:
        return _is_database(db)


def is_readable(path: Path) -> bool:
    """Whether the file is a database that is not encrypted. OSError."""
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    return len(header) == _HEADER_BYTES and header.startswith(_MAGIC)


def backups(path: Path, *, damaged: bool = True) -> list[Path]:
    """The copies beside the database, by name: from before updates, and from before repairs."""
    beginnings = tuple(f"{path.name}.{why}-" for why in ("before", "damaged")[: 1 + damaged])
    return sorted(file for file in path.parent.iterdir() if file.name.startswith(beginnings))


def _refuse_foreign(path: Path) -> None:
    """Look at the header without SQLite, which might leave files beside a database of others."""
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:
        return  # about to be made, by us or by another process of ours
    if not header.startswith(_MAGIC) and marker_of(path) is not None:
        return  # what our key opens is ours, and what it does not open SQLite refuses
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise OutsideError(f"The file {path} is not a database.", ELSEWHERE)
    if int.from_bytes(header[_APPLICATION_ID], "big") != schema.APPLICATION_ID:
        raise OutsideError(f"The database {path} belongs to another program.", ELSEWHERE)


def is_outdated(db: Database, path: Path) -> bool:
    """Whether the database is to be brought up to date. OutsideError where we are too old."""
    applied = {step.name for step in schema.MIGRATIONS.applied(db)}
    known = schema.known_steps()
    if applied - known:
        raise OutsideError(
            f"The database {path} was written by a newer version of this program.",
            "Install that version, or set COMPANION_HOME to another directory.",
        )
    return applied != known


def connected(path: Path, options: str = "mode=rw", wait_s: float | None = None) -> Database:
    """A connection to the file, with its key where it has one. sqlite3.Error, OutsideError.

    The one place where a file becomes a connection; nothing is looked at yet.
    """
    uri = f"{path.absolute().as_uri()}?{options}"
    wait_s = WAIT_S if wait_s is None else wait_s
    key = _key_of(path)
    if key is None:
        return Database(sqlite3.connect(uri, uri=True, timeout=wait_s), execute_plugins=False)
    # An optional library, and nobody without encryption should wait for it to load.
    from companion.store.cipher import connect  # noqa: PLC0415

    return Database(connect(uri, key, wait_s), execute_plugins=False)


def opens(path: Path, key: Key) -> bool:
    """Whether this key opens this file. OSError, and sqlite3.Error for other troubles."""
    from companion.store.cipher import connect  # noqa: PLC0415 - an optional library

    uri = f"{path.absolute().as_uri()}?mode=rw"
    with closing(connect(uri, key, WAIT_S)) as db:
        return _is_database(db)


def _is_database(db: sqlite3.Connection) -> bool:
    try:
        db.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        if primary_code(error) != sqlite3.SQLITE_NOTADB:
            raise
        return False
    return True


def _key_of(path: Path) -> Key | None:
    """The key that this file is encrypted under, or is to be where it is empty; None for none."""
    if not path.stat().st_size:
        return key_to_write(path)
    return None if is_readable(path) else key_to_read(path)


def _connect_to_read(path: Path) -> tuple[Database, bool]:
    try:
        return _checked(connected(path, "mode=ro"), path)
    except sqlite3.OperationalError as error:
        # Reading needs small files beside the database. Where none can be made, none can be
        # written either, so it may be read as it lies there if its write-ahead log is empty.
        log = Path(f"{path}-wal")
        waiting = log.exists() and log.stat().st_size
        blocked = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if waiting or primary_code(error) not in blocked:
            raise
    return _checked(connected(path, "mode=ro&immutable=1"), path)


def _checked(db: Database, path: Path) -> tuple[Database, bool]:
    try:
        return db, is_outdated(db, path)
    except BaseException:
        db.close()
        raise


def _prepare(db: Database, path: Path) -> None:
    if not path.stat().st_size:
        # Before the write-ahead log is on, so that the header itself says whose file this is.
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    pending = is_outdated(db, path)
    path.chmod(0o600)
    db.enable_wal()
    db.execute("PRAGMA synchronous = FULL")  # a commit outlives a power cut
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    if pending:
        if schema.MIGRATIONS.applied(db):
            _back_up(db, path)
        schema.MIGRATIONS.apply(db)


def _back_up(db: Database, path: Path) -> None:
    """A whole copy beside the database, or nothing: it is renamed into place when complete."""
    now = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    name = schema.MIGRATIONS.pending(db)[0].name
    whole = path.with_name(f"{path.name}.before-{name}-{now}")
    partial = path.with_name(f"{path.name}.partial-backup")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    db.execute("VACUUM INTO ?", [str(partial)])
    partial.replace(whole)
    for outdated in sorted(path.parent.glob(f"{path.name}.before-*"), key=_age)[_KEPT_COPIES:]:
        outdated.unlink()


def _age(copy: Path) -> float:
    """Sorts the newest first."""
    return -copy.stat().st_mtime

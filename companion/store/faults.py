"""What SQLite and the file system complain of, as one line with a remedy."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import Timeout

from companion.errors import OutsideError
from companion.vault.marker import marker_of

ELSEWHERE = "Move it away, or set COMPANION_HOME to another directory."

_LOCKED = (
    "The database {path} is in use by another program.",
    "Close what else has it open and try again.",
)
_FULL = (
    "The disk is full: {path} cannot be written.",
    "Make room on the disk; what was saved before is safe.",
)
_READ_ONLY = (
    "The database {path} cannot be written.",
    "Make the file and its directory writable, or set COMPANION_HOME to another directory.",
)
_DENIED = (
    "There is no permission to use the database {path}.",
    "Give yourself access to it, or set COMPANION_HOME to another directory.",
)
_DAMAGED = (
    "The database {path} is damaged.",
    "Put a backup in its place, or move it away to begin with an empty one.",
)
_UNOPENED = (
    "The database {path} is damaged, or encrypted under another key.",
    "Put a backup in its place, or move it away to begin with an empty one.",
)
_FAILING = (
    "The database {path} cannot be read or written: {why}.",
    "Check the disk, or set COMPANION_HOME to a directory on another one.",
)

_SQLITE_SAYS = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_PERM: _DENIED,
    sqlite3.SQLITE_AUTH: _DENIED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: _FAILING,
}

_SYSTEM_SAYS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
}


def primary_code(error: sqlite3.Error) -> int | None:
    """SQLite's result code without its details; None where Python itself raised the error."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what goes wrong with this database into OutsideError; our own bugs pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        told = _SQLITE_SAYS.get(primary_code(error) or 0)
        if told is None:
            raise
        if primary_code(error) == sqlite3.SQLITE_NOTADB and marker_of(path) is not None:
            told = _UNOPENED
        raise _outside(told, path, str(error)) from error
    except Timeout as error:
        raise _outside(_LOCKED, path, "") from error
    except OSError as error:
        told = _SYSTEM_SAYS.get(error.errno or 0, _FAILING)
        raise _outside(told, path, error.strerror or str(error)) from error


def _outside(told: tuple[str, str], path: Path, why: str) -> OutsideError:
    problem, remedy = told
    return OutsideError(problem.format(path=path, why=why), remedy)

"""Connections to an encrypted database, which complain as SQLite's own do.

SQLCipher's exceptions are classes of their own; here they become those of `sqlite3` with the same
code, so that nobody above this module needs to know which of the two is open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, ParamSpec, TypeVar, cast

from companion.errors import OutsideError
from companion.vault.key import Key
from companion.vault.ring import INSTALL

try:
    from sqlcipher3 import dbapi2
except ImportError as error:
    raise OutsideError("The package `sqlcipher3` is not installed.", INSTALL) from error

_P = ParamSpec("_P")
_R = TypeVar("_R")


def connect(uri: str, key: Key | None, wait_s: float) -> sqlite3.Connection:
    """Open this database, a readable one where there is no key. Raises sqlite3.Error.

    A wrong key shows when the file is first read, as SQLITE_NOTADB.
    """
    opened = _translated(dbapi2.connect)(uri, uri=True, timeout=wait_s, factory=_Connection)
    opened.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
    if key is not None:
        opened.execute(f'PRAGMA key = "{key_as_sql(key)}"')
        opened.execute("PRAGMA cipher_compatibility = 4")
    return cast("sqlite3.Connection", opened)


def key_as_sql(key: Key | None) -> str:
    """The database's own key as SQLCipher takes it without deriving another; "" for none."""
    return "" if key is None else f"x'{key.derived(b'database').hex()}'"


def _translated(call: Callable[_P, _R]) -> Callable[_P, _R]:
    def translating(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return call(*args, **kwargs)
        except dbapi2.Error as error:
            raise _as_sqlite3(error) from error

    return translating


def _as_sqlite3(error: Exception) -> sqlite3.Error:
    same: type[sqlite3.Error] = getattr(sqlite3, type(error).__name__)
    told = same(*error.args)
    for name in ("sqlite_errorcode", "sqlite_errorname"):
        if hasattr(error, name):
            setattr(told, name, getattr(error, name))
    return told


class _Cursor(dbapi2.Cursor):  # type: ignore[misc] # the library has no types
    execute = _translated(dbapi2.Cursor.execute)
    executemany = _translated(dbapi2.Cursor.executemany)
    executescript = _translated(dbapi2.Cursor.executescript)
    fetchone = _translated(dbapi2.Cursor.fetchone)
    fetchmany = _translated(dbapi2.Cursor.fetchmany)
    fetchall = _translated(dbapi2.Cursor.fetchall)
    __next__ = _translated(dbapi2.Cursor.__next__)


class _Connection(dbapi2.Connection):  # type: ignore[misc] # the library has no types
    commit = _translated(dbapi2.Connection.commit)
    rollback = _translated(dbapi2.Connection.rollback)
    close = _translated(dbapi2.Connection.close)
    __exit__ = _translated(dbapi2.Connection.__exit__)

    def cursor(self, factory: type = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any]) -> Any:
        return self.cursor().executemany(sql, parameters)

    def executescript(self, sql: str) -> Any:
        return self.cursor().executescript(sql)

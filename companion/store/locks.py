"""Two locks beside the database file, both let go by the system when their holder dies.

The write lock is held for one transaction at a time. SQLite locks by itself, but before 3.51.3 two
connections that write or checkpoint at the same instant could damage a database in WAL mode; one
writer at a time rules that out. The call lock is held as long as a call runs: it tells a live call
from one whose program has died.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote, unquote

from filelock import BaseFileLock, FileLock, Timeout

WAIT_S = 5.0
"""How long a write waits for another one before it is an error."""

_GLANCE_S = 0.05
"""Long enough to outwait somebody else who only looks whether the lock is free."""

_POLL_S = 0.005

Held = AbstractContextManager[BaseFileLock]
"""A lock already taken; `with` gives it back."""


def writing_alone(database: Path, wait_s: float | None = None) -> Held:
    """Take the write lock. Raises filelock.Timeout, and OSError where no lock can be made."""
    lock = FileLock(f"{database}.lock", mode=0o600)
    wait_s = WAIT_S if wait_s is None else wait_s
    return lock.acquire(timeout=wait_s, poll_interval=_POLL_S)


def running_call(database: Path, call_id: str) -> Held:
    """Take the call's lock. Raises as `writing_alone`, but at once."""
    file = _call_lock_file(database, call_id)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    return FileLock(file, mode=0o600).acquire(timeout=_GLANCE_S, poll_interval=_POLL_S)


def is_live(database: Path, call_id: str) -> bool:
    """Whether some process is writing this call right now."""
    if not _call_lock_file(database, call_id).exists():
        return False
    try:
        with running_call(database, call_id):
            return False
    except Timeout:
        return True
    except OSError:
        # Here nothing can be written, so no call can be running.
        return False


def forget_call_lock(database: Path, call_id: str) -> None:
    """Remove the lock file of a call that is over, if that can be done."""
    try:
        _call_lock_file(database, call_id).unlink(missing_ok=True)
    except OSError:
        return  # Windows refuses while somebody looks at it; an idle file does no harm


def live_calls(database: Path) -> list[str]:
    """The ids of the calls that some process is writing right now."""
    return [call_id for call_id in _locked(database) if is_live(database, call_id)]


def orphan_locks(database: Path) -> list[Path]:
    """The lock files of calls that nobody is writing."""
    free = [call_id for call_id in _locked(database) if not is_live(database, call_id)]
    return [_call_lock_file(database, call_id) for call_id in free]


def _locked(database: Path) -> list[str]:
    """The ids of the calls that have a lock file, held or left behind."""
    directory = Path(f"{database}.live")
    if not directory.is_dir():
        return []
    return sorted(unquote(file.stem) for file in directory.glob("*.lock"))


def _call_lock_file(database: Path, call_id: str) -> Path:
    return Path(f"{database}.live") / f"{quote(call_id, safe='', errors='replace')}.lock"

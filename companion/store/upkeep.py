"""What every start of the program puts in order first."""

from __future__ import annotations

from pathlib import Path

from companion import paths
from companion.store import fallback
from companion.store.live import recover


def tidy_up(path: Path | None = None) -> None:
    """End calls whose program died, take in what could not be saved, finish deletions.

    Where there is nothing to put in order, no database is made. Raises OutsideError: a call may
    begin all the same, and is kept elsewhere (`keep_call_log`).
    """
    path = path or paths.database()
    if path.exists() or fallback.waiting(path):
        recover(path)

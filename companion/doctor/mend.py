"""What `companion doctor --repair` does: the saved calls made whole again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from companion.errors import OutsideError
from companion.store import recover
from companion.store.fallback import waiting
from companion.store.repair import faults, remove_orphans, repair

Tell = Callable[[str], None]


def mend(database: Path, tell: Tell) -> None:
    """Remove orphan locks, repair the database if need be, take in what waits elsewhere.

    Each thing done is told in a line. OutsideError where it cannot be done.
    """
    orphans = remove_orphans(database)
    if orphans:
        tell(f"Lock files left behind were removed: {orphans}.")
    found = _faults(database)
    for fault in found:
        tell(fault)
    if found:
        done = repair(database, lambda said: tell(f"{said} ..."))
        entries = "1 entry is" if done.lost == 1 else f"{done.lost} entries are"
        tell(f"Saved: {done.calls} calls, {done.entries} entries. {entries} lost.")
        tell(f"The old file is kept as {done.aside}; deleting a call deletes it too.")
    else:
        tell("The saved calls are sound.")
    if database.exists() or waiting(database):
        for call_id in recover(database):
            tell(f"Recovered: {call_id}.")


def _faults(database: Path) -> list[str]:
    """As `faults`; a file that is no database at all is to be replaced as well, if it is ours."""
    try:
        return faults(database)
    except OutsideError as error:
        if "is not a database" in error.problem:
            return [error.problem]
        raise

"""Sound of which no saved call knows: the call was deleted by hand, or its database was lost."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from companion import paths
from companion.audio.recorder_files import FORMATS
from companion.store import Store, fallback
from companion.store.faults import told_plainly
from companion.store.locks import live_calls
from companion.vault.files import wiped_away

log = logging.getLogger(__name__)

_KINDS = (".pcm", ".npy", ".json", *(f".{form}" for form in FORMATS))


@dataclass(frozen=True, slots=True)
class Stray:
    """`changed` is when the last of its files was written."""

    call_id: str
    files: tuple[Path, ...]
    size: int
    changed: dt.datetime


def strays() -> list[Stray]:
    """The oldest first. What a running call records, or one that waits to be saved, is none.

    OutsideError where it cannot be looked up.
    """
    found: dict[str, list[Path]] = {}
    with told_plainly(paths.recordings()):
        for file in _files():
            found.setdefault(unquote(file.name.split(".")[0]), []).append(file)
        if not found:
            return []
        lost = [_stray(call_id, found[call_id]) for call_id in _unknown(found)]
    return sorted(lost, key=lambda one: one.changed)


def remove(lost: Iterable[Stray]) -> int:
    """Delete them for good, as far as a disk does that; returns how many. OutsideError."""
    count = 0
    for one in lost:
        with told_plainly(paths.recordings()):
            for file in one.files:
                with wiped_away(file):
                    file.unlink()
        count += 1
    log.info("deleted %d recordings without a call", count)
    return count


def _files() -> list[Path]:
    directory = paths.recordings()
    if not directory.is_dir():
        return []
    return sorted(file for file in directory.iterdir() if file.suffix in _KINDS)


def _unknown(call_ids: Iterable[str]) -> list[str]:
    database = paths.database()
    running = set(live_calls(database))
    waiting = [one for one in call_ids if one not in running]
    waiting = [one for one in waiting if not fallback.files_of(database, one)]
    if not waiting or not database.exists():
        return waiting
    with Store.open(read_only=True) as store:
        return [one for one in waiting if not store.has(one)]


def _stray(call_id: str, files: list[Path]) -> Stray:
    about = [file.stat() for file in files]
    changed = max(one.st_mtime for one in about)
    return Stray(
        call_id,
        tuple(files),
        sum(one.st_size for one in about),
        dt.datetime.fromtimestamp(changed).astimezone(),
    )

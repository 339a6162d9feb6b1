"""Checks of where the calls are kept: writable, roomy, readable by one person only."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from pathlib import Path

from companion import paths
from companion.doctor import Finding, State
from companion.encryption import kept_files
from companion.recordings.strays import strays
from companion.store import Store
from companion.store.fallback import waiting
from companion.store.repair import faults
from companion.vault import ring
from companion.vault.marker import marker_of

_LOOKED_OVER = 2000
"""Calls whose logs are read in a check; a repair reads all."""

_SPACE_GOOD_MB = 1000
_SPACE_LEAST_MB = 120
"""What installing the default model takes; a machine with less is about to stop working."""


def check_data_directory() -> Finding:
    home = paths.home()
    place = _nearest(home)
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"x")
    except OSError as error:
        return Finding(
            State.FAIL,
            f"Nothing can be written to {place}: {error.strerror}.",
            "Make it writable, or set COMPANION_HOME to another directory.",
        )
    if place != home:
        return Finding(State.OK, f"{home} will be made, for you alone, when it is needed.")
    if _others_may_read(home):
        return Finding(State.WARN, f"Others may look into {home}.", f"Run: chmod 700 {home}")
    return Finding(State.OK, f"{home} can be written, and by you alone.")


def check_space() -> Finding:
    place = _nearest(paths.home())
    free = shutil.disk_usage(place).free // 1_000_000
    said = f"{free} MB free in {place}."
    if free >= _SPACE_GOOD_MB:
        return Finding(State.OK, said)
    state = State.WARN if free >= _SPACE_LEAST_MB else State.FAIL
    return Finding(state, said, "Make room, or set COMPANION_HOME to a directory elsewhere.")


def check_database() -> Finding:
    """Whether what is saved is whole: all of the file, and the calls that were saved last."""
    found = faults(paths.database(), calls=_LOOKED_OVER)
    if found:
        more = f" And {len(found) - 1} more." if len(found) > 1 else ""
        return Finding(State.FAIL, f"{found[0]}{more}", "Run: companion doctor --repair")
    with Store.open(read_only=True) as store:
        count, unended = store.count(), len(store.unended())
    said = "1 saved call" if count == 1 else f"{count} saved calls"
    ends = f", {unended} of them without an end" if unended else ""
    return Finding(State.OK, f"{said}{ends}.")


def check_unsaved() -> Finding:
    """Whether a call waits elsewhere because the database would not take it."""
    files = waiting(paths.database())
    if not files:
        return Finding(State.OK, "Every call is in the database.")
    count = "1 call waits" if len(files) == 1 else f"{len(files)} calls wait"
    return Finding(
        State.WARN,
        f"{count} in {files[0].parent} to be saved.",
        "Run: companion doctor --repair",
    )


def check_recordings() -> Finding:
    """Whether there is sound of which no saved call knows."""
    lost = strays()
    if not lost:
        return Finding(State.OK, "Each recording belongs to a saved call.")
    count = "1 recording belongs" if len(lost) == 1 else f"{len(lost)} recordings belong"
    size = sum(one.size for one in lost) // 1_000_000
    return Finding(
        State.WARN,
        f"{count} to no saved call ({size} MB, since {lost[0].changed:%Y-%m-%d}).",
        "Import the call again, or run: companion calls purge --strays",
    )


def check_encryption() -> Finding:
    """Whether the key is there, and nothing lies about readably that should not."""
    marker = marker_of(paths.database())
    if marker is None:
        return Finding(State.OK, "Off; `companion encryption on` encrypts what is kept of calls.")
    ring.find(marker.key)
    found = kept_files()
    wrong = found.readable if marker.on else found.encrypted
    if wrong:
        how = "readable" if marker.on else "encrypted"
        switch = "on" if marker.on else "off"
        return Finding(
            State.WARN,
            f"{len(wrong)} of {len(found.readable + found.encrypted)} files are still {how}.",
            f"Run: companion encryption {switch}",
        )
    return Finding(State.OK, f"On; the key {marker.key} is in {ring.place()}.")


def check_privacy() -> Finding:
    database = paths.database()
    said = (
        "Nothing leaves this machine; only `companion models install` opens a connection."
        f" Calls are kept in {database}."
    )
    if database.exists() and _others_may_read(database):
        return Finding(State.WARN, f"Others may read {database}.", f"Run: chmod 600 {database}")
    return Finding(State.OK, said)


def _nearest(path: Path) -> Path:
    """The path itself or the nearest directory above it that is there."""
    return next(place for place in (path, *path.parents) if place.exists())


def _others_may_read(path: Path) -> bool:
    """Whether the mode lets other users in; Windows keeps that in lists, not in the mode."""
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)

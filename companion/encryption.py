"""Switching encryption on and off for everything that is kept of calls.

The marker comes first, so that whatever is made anew is of the new kind; then one file after the
other is written anew and put in the old one's place. Both kinds can be read at any moment, so a
switch that broke off leaves everything usable, and is finished by doing it again.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from filelock import FileLock, Timeout

from companion import paths
from companion.audio.recorder_files import RecordingFiles
from companion.errors import OutsideError
from companion.store import fallback, recover
from companion.store.connection import is_readable, opens
from companion.store.faults import told_plainly
from companion.store.recipher import recipher, refuse_live
from companion.vault import files as vault
from companion.vault import ring
from companion.vault.key import Key
from companion.vault.marker import Marker, key_to_read, marker_of, remove_marker, write_marker

Tell = Callable[[str], None]
"""Hears what is being done, for whoever watches."""

Progress = Callable[[float], None]
"""Told from 0 to 1 how much of the recordings is done; there may be hours of them."""

_PATIENCE_S = 5.0
_PIECE = 1 << 20
_SOUND = (".pcm", ".flac", ".opus", ".npy")


@dataclass(frozen=True, slots=True)
class Kept:
    """Files that may hold something of a call, by what can be read of them without a key."""

    encrypted: tuple[Path, ...]
    readable: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class State:
    """How it stands. `key` is the key's id, None where nothing has ever been encrypted; `trouble`
    says why that key is not to be had. Files are counted by what can be read without it.
    """

    on: bool
    key: str | None
    trouble: OutsideError | None
    encrypted: int
    readable: int

    @property
    def unfinished(self) -> bool:
        """Whether a switch broke off: some files are of the other kind."""
        return bool(self.readable if self.on else self.encrypted)


def state() -> State:
    """How it stands now. OutsideError where that cannot be found out."""
    marker = marker_of(paths.database())
    found = kept_files()
    trouble = None
    if marker is not None:
        try:
            ring.find(marker.key)
        except OutsideError as error:
            trouble = error
    return State(
        on=marker is not None and marker.on,
        key=None if marker is None else marker.key,
        trouble=trouble,
        encrypted=len(found.encrypted),
        readable=len(found.readable),
    )


def new_key() -> Key:
    """The key to switch on with: the one of a switch that broke off, or a fresh one.

    OutsideError where there is no place for it, or that of the switch is lost.
    """
    ring.check()
    database = paths.database()
    marker = marker_of(database)
    return Key.fresh() if marker is None else ring.find(marker.key)


def switch_on(
    key: Key, tell: Tell = lambda said: None, progress: Progress = lambda share: None
) -> None:
    """Encrypt everything under this key, which is put into its place first. OutsideError."""
    database = paths.database()
    paths.made_home()
    refuse_live(database)
    ring.keep(key)
    write_marker(database, Marker(key.id))
    _convert(database, key, key, tell, progress)


def switch_off(tell: Tell = lambda said: None, progress: Progress = lambda share: None) -> None:
    """Have everything readable again. The key stays where it is, for older copies. OutsideError."""
    database = paths.database()
    key = key_to_read(database)
    if key is None:
        raise OutsideError("Encryption is not switched on.", "There is nothing to do.")
    refuse_live(database)
    write_marker(database, Marker(key.id, on=False))
    _convert(database, key, None, tell, progress)
    with told_plainly(database):
        remove_marker(database)


def bring_back(key: Key) -> None:
    """Put the key into its place again. OutsideError where it is not that of the saved calls."""
    database = paths.database()
    try:
        marker = marker_of(database)
    except OutsideError:
        marker = None  # damaged: made anew, if the key fits
    with told_plainly(database):
        there = database.exists() and database.stat().st_size and not is_readable(database)
        fits = opens(database, key) if there else marker is not None and marker.key == key.id
    if not fits:
        raise OutsideError(
            "This is not the recovery phrase of the saved calls.",
            "`companion encryption status` names the key that is needed.",
        )
    ring.keep(key)
    write_marker(database, marker if marker is not None else Marker(key.id))


def kept_files() -> Kept:
    """What is kept of calls, encrypted and not. OutsideError."""
    database = paths.database()
    encrypted: list[Path] = []
    readable: list[Path] = []
    with told_plainly(database):
        if database.exists() and database.stat().st_size:
            (readable if is_readable(database) else encrypted).append(database)
        for file in _sound_files():
            (encrypted if vault.is_encrypted(file) else readable).append(file)
        for file in fallback.kept(database):
            (encrypted if fallback.is_sealed(file) else readable).append(file)
    return Kept(tuple(encrypted), tuple(readable))


def _convert(database: Path, old: Key, new: Key | None, tell: Tell, progress: Progress) -> None:
    if database.exists():
        tell("Taking in what waits to be saved")
        recover(database)
    tell("Writing the database anew")
    recipher(database, old, new)
    tell("Writing the recordings anew")
    with told_plainly(paths.recordings()):
        _remove_unfinished()
        files = {file: file.stat().st_size for file in _sound_files()}
        done, whole = 0, sum(files.values())
        for file, size in files.items():
            _convert_sound(file, new)
            done += size
            progress(done / whole if whole else 1.0)
    with told_plainly(database):
        for file in fallback.kept(database):
            fallback.seal_anew(file, new)


def _sound_files() -> Iterator[Path]:
    directory = paths.recordings()
    if directory.is_dir():
        yield from sorted(file for file in directory.iterdir() if file.suffix in _SOUND)


def _remove_unfinished() -> None:
    """What is half encoded or half written anew is made again from what is whole."""
    directory = paths.recordings()
    for left in directory.glob("*.part") if directory.is_dir() else ():
        with vault.wiped_away(left):
            left.unlink()


def _convert_sound(file: Path, key: Key | None) -> None:
    """Write one file of sound anew, compare, and put it in its place. OSError, OutsideError."""
    if vault.is_encrypted(file) == (key is not None):
        return
    call_id = unquote(file.name.split(".")[0])
    lock = RecordingFiles(call_id).lock
    partial = file.with_name(f".{file.name}.part")
    try:
        with FileLock(lock, mode=0o600).acquire(timeout=_PATIENCE_S):
            with vault.open_to_read(file) as old, vault.create(partial, key) as fresh:
                shutil.copyfileobj(old, fresh, _PIECE)
                vault.sync(fresh)
            if _digest(file) != _digest(partial):
                raise OSError(5, f"{partial.name} came back changed")
            with vault.wiped_away(file):
                partial.replace(file)
    except Timeout as error:
        raise OutsideError(
            f"{file} is being worked on by another program.", "Wait for it, then try again."
        ) from error
    finally:
        for left in (partial, lock):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _digest(file: Path) -> str:
    with vault.open_to_read(file) as reading:
        return hashlib.file_digest(reading, "sha256").hexdigest()

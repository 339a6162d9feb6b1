"""Where a call is kept that the database will not take: a file of its own, somewhere else.

One file a call, JSON lines: a heading that names the call, then its whole log from the first entry
on, each line on the disk before the next. So it can be taken into the database whatever that holds
of the call, also into a new one. It is readable by its owner only, and masked, because the session
masks before it logs. Where encryption is switched on, each line is sealed for its place, and
without the key no file is written.
"""

from __future__ import annotations

import json
import logging
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from cattrs.errors import BaseValidationError
from filelock import FileLock, Timeout

from companion import paths
from companion.codec import decode, encode
from companion.errors import OutsideError
from companion.events import AnyEvent
from companion.vault.key import Key
from companion.vault.lines import Seal
from companion.vault.marker import key_to_write

log = logging.getLogger(__name__)

_FORMAT = "companion.unsaved/1"
_SUFFIX = ".jsonl"
_LOCK_SUFFIX = ".lock"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a file holds: `entries` in order, `whole` unless something behind them is unreadable."""

    call_id: str
    entries: tuple[AnyEvent, ...]
    whole: bool


class FallbackFile:
    """The file of one running call, made when first written to. Belongs to one thread."""

    def __init__(self, database: Path, call_id: str) -> None:
        self._database = database
        self._places = _places(database)
        self._call_id = call_id
        self._seal: Seal | None = None
        self._file: Path | None = None
        self._lock: FileLock | None = None
        self._written = 0

    def write(self, entries: Sequence[AnyEvent]) -> Path | None:
        """Bring the file up to this whole log of the call; None where no place takes it.

        Nor without the key, where there should be one: then a call is not written down readably.
        """
        try:
            self._seal = self._seal or Seal.fresh(key_to_write(self._database))
        except OutsideError as error:
            log.warning("the call is kept in memory alone: %s", error)
            return None
        return self._written_to(self._seal, entries)

    def _written_to(self, seal: Seal, entries: Sequence[AnyEvent]) -> Path | None:
        while self._places:
            try:
                return self._write(self._places[0], seal, entries)
            except (OSError, Timeout):
                self._let_go()
                self._places = self._places[1:]
        return None

    def rewrite(self) -> None:
        """Write the file anew next time: an entry in it has been masked."""
        self._remove()

    def discard(self) -> None:
        """The database has it all: the file goes."""
        self._remove()
        self._let_go()

    def close(self) -> None:
        """Leave the file to whoever takes it in."""
        self._let_go()

    def _write(self, place: Path, seal: Seal, entries: Sequence[AnyEvent]) -> Path:
        if self._file is None:
            file = _made(place) / f"{_named(self._call_id)}{_SUFFIX}"
            self._lock = FileLock(_lock_of(file), mode=0o600)
            self._lock.acquire(timeout=0)
            self._file = file
        lines = [] if self._written else [_heading(self._call_id, seal)]
        rest = enumerate(entries[self._written :], self._written)
        lines += [seal.close(_line(entry), at) for at, entry in rest]
        flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if self._written else os.O_TRUNC)
        handle = os.open(self._file, flags, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write("".join(f"{line}\n" for line in lines))
            out.flush()
            os.fsync(out.fileno())
        self._written = len(entries)
        return self._file

    def _remove(self) -> None:
        self._written = 0
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.release()
            with suppress(OSError):
                Path(self._lock.lock_file).unlink(missing_ok=True)
        self._lock, self._file, self._written = None, None, 0


def waiting(database: Path) -> list[Path]:
    """The files of calls that this database still lacks, those of running calls included."""
    found: list[Path] = []
    for place in _places(database):
        with suppress(OSError):
            found += [file for file in place.iterdir() if file.suffix == _SUFFIX]
    return sorted(found)


def files_of(database: Path, call_id: str) -> list[Path]:
    """The files of this call, whole or not."""
    beginning = f"{_named(call_id)}{_SUFFIX}"
    found: list[Path] = []
    for place in _places(database):
        with suppress(OSError):
            found += [file for file in place.iterdir() if file.name.startswith(beginning)]
    return found


def claimed(database: Path) -> Iterator[tuple[Path, Unsaved]]:
    """Each file that no running call is writing, read, and held until the next is asked for."""
    for file in waiting(database):
        lock = FileLock(_lock_of(file), mode=0o600)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            continue
        try:
            unsaved = _read(file)
            if unsaved is not None:
                yield file, unsaved
        finally:
            lock.release()
            with suppress(OSError):
                Path(lock.lock_file).unlink(missing_ok=True)


def seal_anew(file: Path, key: Key | None) -> None:
    """Write the file anew under this key, or readable for none. OSError, OutsideError.

    Only whole lines are taken over: what follows the last one's end was never acknowledged.
    """
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    try:
        heading = json.loads(lines[0])
        old, new = Seal.named(heading), Seal.fresh(key)
        told = {"format": heading["format"], "call": heading["call"], **new.told()}
    except (ValueError, KeyError, TypeError):
        return  # it has no heading yet, and nothing of the call behind it
    sealed = [json.dumps(told)]
    for place, line in enumerate(lines[1:-1]):
        try:
            sealed.append(new.close(old.open(line, place), place))
        except ValueError:
            break
    paths.write_whole(file, "".join(f"{line}\n" for line in sealed))


def kept(database: Path) -> list[Path]:
    """All files of calls, those put aside too."""
    found: list[Path] = []
    for place in _places(database):
        with suppress(OSError):
            found += [file for file in place.iterdir() if _SUFFIX in file.suffixes]
    return sorted(file for file in found if file.suffix != _LOCK_SUFFIX)


def is_sealed(file: Path) -> bool:
    """Whether nobody reads the file without its key. OSError."""
    with file.open(encoding="utf-8", errors="replace") as reading:
        heading = reading.readline()
    try:
        return "key" in json.loads(heading)
    except (ValueError, TypeError):
        return False


def put_aside(file: Path) -> Path:
    """Keep a file that cannot be taken in, so that nobody tries again."""
    aside = file.with_name(f"{file.name}.kept")
    file.replace(aside)
    return aside


def _read(file: Path) -> Unsaved | None:
    """None where the file has no heading yet."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
        heading = json.loads(lines[0])
        call_id = heading["call"] if heading["format"] == _FORMAT else None
        seal = Seal.named(heading)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if call_id is None:
        return None
    entries: list[AnyEvent] = []
    complete = lines[1:-1]  # what follows the last line's end was never acknowledged
    for place, line in enumerate(complete):
        try:
            entries.append(decode(seal.open(line, place)))
        except (BaseValidationError, ValueError, KeyError):
            break
    return Unsaved(call_id, tuple(entries), whole=len(entries) == len(complete))


def _places(database: Path) -> list[Path]:
    """A directory for this database in each place, the best first."""
    return paths.elsewhere_for(database)


def _made(place: Path) -> Path:
    """The directory, made for us alone. OSError where it is somebody else's."""
    for directory in (place.parent, place):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = directory.lstat()
        ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
        if not stat.S_ISDIR(found.st_mode) or not ours:
            raise PermissionError(f"{directory} is not ours")
    return place


def _named(call_id: str) -> str:
    return quote(call_id, safe="", errors="replace")


def _lock_of(file: Path) -> Path:
    return file.with_name(f"{file.name}{_LOCK_SUFFIX}")


def _heading(call_id: str, seal: Seal) -> str:
    return json.dumps({"format": _FORMAT, "call": call_id, **seal.told()})


def _line(entry: AnyEvent) -> str:
    # As in the database: half a character has no UTF-8, but JSON has an escape for it.
    return encode(entry).encode("utf-8", "backslashreplace").decode("utf-8")

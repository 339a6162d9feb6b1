"""Opening a bundle of unknown origin: nothing in it is believed before it has been checked."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, get_args

from cattrs.errors import BaseValidationError

from companion.bundle.contents import (
    EVENTS,
    FORMAT,
    MANIFEST,
    PIECE,
    RECORD,
    SOUNDS,
    most_bytes,
)
from companion.codec import decode
from companion.errors import OutsideError
from companion.events import AnyEvent, CallStarted

_AGAIN = "Ask for it once more."
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
"""It becomes a part of file names."""
_KINDS = frozenset(kind.__name__ for kind in get_args(AnyEvent))


class Writable(Protocol):
    """What a recording can be copied to."""

    def write(self, data: bytes, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class _Listed:
    size: int
    sha256: str


class Bundle:
    """An open bundle whose files are all there, whole, and as its manifest says.

    `sound` is the name of its recording ("sound.flac"), if there is one.
    """

    def __init__(self, file: Path, archive: zipfile.ZipFile) -> None:
        self._file = file
        self._archive = archive
        self._listed = self._manifest()
        self.sound = next((name for name in SOUNDS if name in self._listed), None)
        self._check_sums()
        self.entries = tuple(self._entries())

    @property
    def call_id(self) -> str:
        started = self.entries[0]
        assert isinstance(started, CallStarted)
        return started.call_id

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._archive.close()

    def copy_sound(self, target: Writable) -> None:
        """Write the recording's bytes. ValueError where there is none; OSError of the target."""
        if self.sound is None:
            raise ValueError("this bundle has no sound")
        for piece in self._pieces(self.sound):
            target.write(piece)

    def _manifest(self) -> dict[str, _Listed]:
        names = self._archive.namelist()
        if MANIFEST not in names:
            raise self._refusal("is no call bundle", "Choose a file that was exported as a bundle.")
        try:
            manifest = json.loads(b"".join(self._pieces(MANIFEST)))
            form, files = manifest["format"], manifest["files"]
            listed = {str(n): _Listed(int(f["size"]), str(f["sha256"])) for n, f in files.items()}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise self._refusal("has a damaged manifest", _AGAIN) from error
        if form != FORMAT:
            raise self._of_another_version(form)
        expected = {MANIFEST, *listed}
        if len(names) != len(expected) or set(names) != expected:
            raise self._refusal("holds other files than its manifest says", _AGAIN)
        if EVENTS not in listed or not set(listed) <= {EVENTS, RECORD, *SOUNDS}:
            raise self._refusal("holds files that are none of a call", _AGAIN)
        return listed

    def _of_another_version(self, form: object) -> OutsideError:
        if isinstance(form, str) and form.startswith(FORMAT.partition("/")[0] + "/"):
            return self._refusal(
                "was made by a newer version of this program", "Install that version to import it."
            )
        return self._refusal("is no call bundle", "Choose a file that was exported as a bundle.")

    def _check_sums(self) -> None:
        for name, listed in self._listed.items():
            digest, size = hashlib.sha256(), 0
            for piece in self._pieces(name):
                digest.update(piece)
                size += len(piece)
            if size != listed.size or digest.hexdigest() != listed.sha256:
                raise self._refusal(f"was changed or damaged: {name} is not as it was sent", _AGAIN)

    def _pieces(self, name: str) -> Iterator[bytes]:
        """The file's bytes, never more of them than such a file may have."""
        left = most_bytes(name)
        try:
            with self._archive.open(name) as packed:
                while piece := packed.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise self._refusal(f"holds {name} of a size that no call has", _AGAIN)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise self._refusal("is damaged", _AGAIN) from error
        except RuntimeError as error:  # how zipfile says that there is a password on it
            raise self._refusal("is locked with a password", "Unlock it first.") from error
        except OSError as error:
            raise _unreadable(self._file, error) from error

    def _entries(self) -> Iterator[AnyEvent]:
        log = b"".join(self._pieces(EVENTS))
        try:
            lines = log.decode("utf-8").removesuffix("\n").split("\n")  # not by U+2028, like JSON
        except UnicodeDecodeError as error:
            raise self._refusal("has a damaged log", _AGAIN) from error
        for number, line in enumerate(lines, start=1):
            entry = self._entry(line)
            if entry.seq != number or (number == 1) != isinstance(entry, CallStarted):
                raise self._refusal("has a log in disorder", _AGAIN)
            if isinstance(entry, CallStarted) and not _ID.fullmatch(entry.call_id):
                raise self._refusal("names a call that cannot be one of ours", _AGAIN)
            yield entry

    def _entry(self, line: str) -> AnyEvent:
        try:
            kind = json.loads(line)["event"]
            if isinstance(kind, str) and kind.isidentifier() and kind not in _KINDS:
                raise self._of_another_version(f"{FORMAT}+")
            return decode(line)
        except (BaseValidationError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise self._refusal("has a damaged log", _AGAIN) from error

    def _refusal(self, what: str, remedy: str) -> OutsideError:
        return OutsideError(f"{self._file} {what}.", remedy)


def open_bundle(file: Path) -> Bundle:
    """The bundle in this file, checked from end to end. OutsideError for whatever is wrong."""
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(file))
        except zipfile.BadZipFile as error:
            raise OutsideError(
                f"{file} is no call bundle, or was cut off.", "Ask for it once more."
            ) from error
        except OSError as error:
            raise _unreadable(file, error) from error
        bundle = Bundle(file, archive)
        stack.pop_all()
    return bundle


def _unreadable(file: Path, error: OSError) -> OutsideError:
    return OutsideError(f"{file} cannot be read: {error.strerror}.", "Choose another file.")

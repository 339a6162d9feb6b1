"""Files that may be encrypted, read and written as if they were not.

An encrypted file has a head (what it is, the key's id, 16 random bytes from which its own key is
derived) and chunks of one size, each sealed for its place by AES-256-GCM under a nonce of its own.
So it can be read and changed anywhere, and a chunk that was cut off by a power cut costs that chunk
alone. What a file is says its beginning: both kinds may lie side by side.
"""

from __future__ import annotations

import io
import logging
import os
import secrets
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from io import FileIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.errors import OutsideError
from companion.vault import ring
from companion.vault.key import Key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

log = logging.getLogger(__name__)

CHUNK = 32 * 1024
"""Bytes that are sealed together: half a second of a call's bare sound."""
_MAGIC = b"CALLENC1"
_HEAD = struct.Struct("<8s8s16s")
_LENGTH = struct.Struct("<I")
_WIPED = 1 << 20
"""Bytes that are wiped at a time."""
_NONCE = 12
_TAG = 16
_SLOT = _NONCE + _LENGTH.size + CHUNK + _TAG
"""What a chunk takes on the disk, the last one too: so it can grow without asking for room."""


@lru_cache(maxsize=64)
def cipher(key: Key, salt: bytes) -> AESGCM:
    """Seals and opens under a key derived for this salt. OutsideError where it cannot be loaded."""
    try:
        # 10 MB of native code that only encrypted calls need.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    except ImportError as error:
        raise OutsideError("The package `cryptography` is not installed.", ring.INSTALL) from error
    return AESGCM(key.derived(b"file\0" + salt))


class SecretFile(RawIOBase):
    """An encrypted file by its readable bytes. Belongs to one thread.

    One chunk is held in memory until another is touched, or `flush`. A chunk that cannot be opened
    reads as zeros, and is logged. There is no `fileno`: whoever wrote to that would write readably.
    """

    def __init__(self, file: FileIO, key: Key, salt: bytes) -> None:
        self._file = file
        self._cipher = cipher(key, salt)
        self._slots = max(0, (os.fstat(file.fileno()).st_size - _HEAD.size) // _SLOT)
        self._at = 0
        self._index = -1
        self._chunk = bytearray()
        self._changed = False
        if self._slots and self._opened(self._slots - 1) is None:
            self._slots -= 1  # cut off while it was written
        self._size = 0
        if self._slots:
            last = self._opened(self._slots - 1)
            self._size = (self._slots - 1) * CHUNK + (CHUNK if last is None else len(last))

    @property
    def handle(self) -> int:
        """The system's number of the file, to ask about it and to force it out; not to write to."""
        return self._file.fileno()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return self._file.writable()

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise OSError(22, "a place before the beginning of the file")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        wanted = min(len(view), max(0, self._size - self._at))
        done = 0
        while done < wanted:
            index, offset = divmod(self._at, CHUNK)
            self._turn_to(index)
            piece = min(CHUNK - offset, wanted - done)
            found = bytes(self._chunk[offset : offset + piece])
            view[done : done + piece] = found.ljust(piece, b"\0")
            self._at += piece
            done += piece
        return done

    def write(self, data: Any) -> int:
        if not self.writable():
            raise io.UnsupportedOperation("write")
        view = memoryview(data).cast("B")
        done = 0
        while done < len(view):
            index, offset = divmod(self._at, CHUNK)
            self._turn_to(index)
            piece = min(CHUNK - offset, len(view) - done)
            self._chunk.extend(bytes(max(0, offset - len(self._chunk))))
            self._chunk[offset : offset + piece] = view[done : done + piece]
            self._changed = True
            self._at += piece
            self._size = max(self._size, self._at)
            done += piece
        return done

    def flush(self) -> None:
        """Give the system what is held here; a chunk that it refuses is gone. OSError."""
        if self.closed or not self._changed:
            return
        self._changed = False
        end = _HEAD.size + self._slots * _SLOT
        try:
            self._put(self._index, bytes(self._chunk))
        except OSError:
            self._index, self._size = -1, min(self._size, self._slots * CHUNK)
            with suppress(OSError):
                self._file.truncate(end)
            raise
        self._slots = max(self._slots, self._index + 1)

    def close(self) -> None:
        if self.closed:
            return
        try:
            super().close()  # flushes
        finally:
            self._file.close()

    def _turn_to(self, index: int) -> None:
        if index == self._index:
            return
        self.flush()
        found = self._opened(index) if index < self._slots else b""
        if found is None:
            log.warning("a part of %s cannot be read: there is silence", self._file.name)
        self._index, self._chunk = index, bytearray(found or b"")

    def _opened(self, index: int) -> bytes | None:
        """The chunk's bytes, none where the file has a hole, None where they are damaged."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - loaded with the cipher

        self._file.seek(_HEAD.size + index * _SLOT)
        slot = self._file.read(_SLOT) or b""
        if not any(slot[:_NONCE]):
            return b""
        try:
            plain = self._cipher.decrypt(slot[:_NONCE], slot[_NONCE:], _place(index))
        except InvalidTag:
            return None
        (length,) = _LENGTH.unpack_from(plain)
        return plain[_LENGTH.size : _LENGTH.size + length]

    def _put(self, index: int, chunk: bytes) -> None:
        nonce = secrets.token_bytes(_NONCE)
        plain = _LENGTH.pack(len(chunk)) + chunk.ljust(CHUNK, b"\0")
        self._file.seek(_HEAD.size + index * _SLOT)
        write_all(self._file, nonce + self._cipher.encrypt(nonce, plain, _place(index)))


def is_encrypted(path: Path) -> bool:
    """Whether the file begins as ours do. OSError."""
    with FileIO(path) as file:
        return file.read(len(_MAGIC)) == _MAGIC


def open_to_read(path: Path) -> RawIOBase:
    """The file's readable bytes, whichever kind it is. OSError, OutsideError without its key."""
    return _opened(path, "rb")


def open_to_change(path: Path) -> RawIOBase:
    """As `open_to_read`, to be written to as well."""
    return _opened(path, "r+b")


def create(path: Path, key: Key | None) -> RawIOBase:
    """A new, empty file for its owner alone, encrypted where there is a key. OSError."""
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    file = FileIO(os.open(path, flags, 0o600), "r+b")
    if key is None:
        return file
    try:
        salt = secrets.token_bytes(16)
        write_all(file, _HEAD.pack(_MAGIC, bytes.fromhex(key.id), salt))
        return SecretFile(file, key, salt)
    except BaseException:
        file.close()
        raise


def size_of(path: Path) -> int:
    """How many readable bytes the file holds. OSError, OutsideError without its key."""
    with open_to_read(path) as file:
        return file.seek(0, os.SEEK_END)


def handle_of(file: RawIOBase) -> int:
    """The system's number of the open file, to ask about it."""
    return file.handle if isinstance(file, SecretFile) else file.fileno()


def sync(file: RawIOBase) -> None:
    """All that was written is on the disk. OSError."""
    file.flush()
    os.fsync(handle_of(file))


def write_all(file: RawIOBase, data: bytes) -> None:
    """Write it all. A full disk takes a part first, and refuses the rest then. OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) or 0 :]


def _opened(path: Path, mode: str) -> RawIOBase:
    file = FileIO(path, mode)
    try:
        head = file.read(_HEAD.size) or b""
        if not head.startswith(_MAGIC):
            file.seek(0)
            return file
        if len(head) < _HEAD.size:
            raise OSError(5, "its beginning is cut off")
        _, key_id, salt = _HEAD.unpack(head)
        return SecretFile(file, ring.find(key_id.hex()), salt)
    except BaseException:
        file.close()
        raise


def _place(index: int) -> bytes:
    return index.to_bytes(8, "little")


@contextmanager
def wiped_away(path: Path) -> Iterator[None]:
    """Overwrite what this name stands for by zeros, once it has been replaced or removed within.

    As far as a disk does that: a solid-state disk, or one that copies what changes, keeps more.
    What has a second name is left: that is somebody's backup. OSError.
    """
    with FileIO(path, "r+b") as old:
        yield
        if os.fstat(old.fileno()).st_nlink == 0:
            rest = old.seek(0, os.SEEK_END)
            old.seek(0)
            while rest > 0:
                rest -= old.write(bytes(min(rest, _WIPED))) or 0
            os.fsync(old.fileno())

"""What an encoder writes to, so that the disk's refusal is not lost on the way through it."""

from __future__ import annotations

import os
from io import RawIOBase

from companion.vault import files as vault


class Sink:
    """A file for libsndfile, which cannot pass on an exception: it is kept here, to be raised."""

    def __init__(self, file: RawIOBase) -> None:
        self._file = file
        self._refused: OSError | None = None

    def write(self, data: bytes) -> int:
        if self._refused is None:
            try:
                vault.write_all(self._file, bytes(data))
            except OSError as error:
                self._refused = error
        return len(data)

    def read(self, count: int = -1) -> bytes:
        return self._file.read(count) or b""

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def check(self) -> None:
        """OSError where the disk has refused a write so far."""
        if self._refused is not None:
            raise self._refused

"""Which words a speech model can hear at all.

A small Vosk model has no `words.txt`; its words stand in the symbol table of its grammar graph,
`graph/Gr.fst`, in the binary form of OpenFst. Reading that table takes a tenth of a second, needs
no native code, and so cannot crash the process.
"""

from __future__ import annotations

import struct
from pathlib import Path

from companion.errors import OutsideError

_TABLE = struct.pack("<i", 2125658996)
"""The number with which OpenFst begins a symbol table (kSymbolTableMagicNumber)."""

_REMEDY = "Run: companion models verify"


def words_heard(model: Path) -> frozenset[str]:
    """The words of the model in this directory. OutsideError where they cannot be read."""
    listed = model / "graph" / "words.txt"
    try:
        if listed.exists():
            lines = listed.read_text(encoding="utf-8").splitlines()
            return frozenset(line.split()[0] for line in lines if line.strip())
        return _symbols((model / "graph" / "Gr.fst").read_bytes())
    except (OSError, UnicodeDecodeError, struct.error) as error:
        raise OutsideError(
            f"The words of the model in {model} cannot be read: {error}.", _REMEDY
        ) from error


def _symbols(data: bytes) -> frozenset[str]:
    start = data.find(_TABLE)
    if start < 0:
        raise OutsideError("The model's graph holds no table of words.", _REMEDY)
    place = start + len(_TABLE)
    (name_length,) = struct.unpack_from("<i", data, place)
    place += 4 + name_length
    _, count = struct.unpack_from("<qq", data, place)
    place += 16
    words: list[str] = []
    for _ in range(count):
        (length,) = struct.unpack_from("<i", data, place)
        place += 4
        words.append(data[place : place + length].decode())
        struct.unpack_from("<q", data, place + length)  # its number; an error where it is cut off
        place += length + 8
    return frozenset(words)

"""Words cut into the pieces that the encoder knows: whole words where it can, parts where not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

UNKNOWN = "[UNK]"
BEGIN, END = "[CLS]", "[SEP]"

LONGEST = 60
"""No word has more letters; what has is noise, and would take its square to cut."""

_INSIDE = "##"
_PARTS = re.compile(r"[a-z0-9]+|[^a-z0-9\s]")


class Pieces:
    """Cuts words as WordPiece does: the longest known beginning first, then what follows it."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._rows: Mapping[str, int] = {name: row for row, name in enumerate(names)}
        self.begin, self.end = self._rows[BEGIN], self._rows[END]
        self.unknown = self._rows[UNKNOWN]
        self._cut = lru_cache(maxsize=8192)(self._cut_up)

    def of(self, word: str) -> tuple[int, ...]:
        """The rows of a word's pieces; one unknown piece where it cannot be made of known ones."""
        return self._cut(word)

    def _cut_up(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        for part in _PARTS.findall(word.lower()):
            found += self._cut_part(part)
        return tuple(found) or (self.unknown,)

    def _cut_part(self, part: str) -> list[int]:
        if len(part) > LONGEST:
            return [self.unknown]
        rows: list[int] = []
        start = 0
        while start < len(part):
            mark = _INSIDE if start else ""
            end = len(part)
            while end > start and mark + part[start:end] not in self._rows:
                end -= 1
            if end == start:
                return [self.unknown]
            rows.append(self._rows[mark + part[start:end]])
            start = end
        return rows

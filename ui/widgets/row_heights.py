"""Where rows of different height lie, without asking each of thousands of them at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class RowHeights:
    """Heights in pixels from the top; some are guesses until somebody measures them."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        self._guessed: set[int] = set()

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        return self._tops[-1]

    def guess(self, heights: Iterable[int]) -> None:
        """Begin anew with these rows, none of them measured."""
        self._heights = list(heights)
        self._guessed = set(range(len(self._heights)))
        self._lay_out(0)

    def insert(self, row: int, height: int) -> None:
        self._heights.insert(row, height)
        self._guessed = {guess + (guess >= row) for guess in self._guessed}
        self._lay_out(row)

    def remove(self, row: int) -> None:
        del self._heights[row]
        self._guessed = {guess - (guess > row) for guess in self._guessed if guess != row}
        self._lay_out(row)

    def measure(self, row: int, height: int) -> int:
        """Set a row's true height and return by how much it grew."""
        self._guessed.discard(row)
        grown = height - self._heights[row]
        if grown:
            self._heights[row] = height
            self._lay_out(row)
        return grown

    def measured(self, row: int) -> bool:
        return row not in self._guessed

    def unmeasured(self, most: int) -> list[int]:
        """So many rows that are still guesses, the lowest first."""
        return sorted(self._guessed, reverse=True)[:most]

    def top(self, row: int) -> int:
        return self._tops[row]

    def height(self, row: int) -> int:
        return self._heights[row]

    def row_at(self, y: int) -> int:
        """The row that covers this height, or -1."""
        if not 0 <= y < self.total:
            return -1
        return bisect_right(self._tops, y) - 1

    def between(self, top: int, bottom: int) -> range:
        """The rows that reach into this stretch."""
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, bottom, hi=len(self._heights))
        return range(first, min(last, len(self._heights)))

    def _lay_out(self, row: int) -> None:
        """Find the tops again from this row on."""
        rest = accumulate(self._heights[row:], initial=self._tops[row])
        self._tops[row:] = rest

"""How long work tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Is told often how far `doing` has come: `done` of `total` bytes.

    Called from the thread that works. An exception raised in it stops the work cleanly.
    """

    def __call__(self, doing: str, done: int, total: int) -> None: ...


def silent(doing: str, done: int, total: int) -> None:
    """Tell nobody."""

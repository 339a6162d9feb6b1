"""Text of others made safe to show, to store and to write into files."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """The text as one line: no control characters (terminals obey them), no half characters."""
    if text.isprintable():
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(" " if _unseen(char) else char for char in whole)


def _unseen(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Zl", "Zp"}

"""Draws a passage in which words were found: those words bold, and the first of them in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui.look import Look

if TYPE_CHECKING:
    from companion.store import Hit

_LEAD = 24
"""So many characters of what comes before the first word found are shown."""

_SIZE = 0.9
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_hit(painter: QPainter, look: Look, room: QRect, hit: Hit, head: str = "") -> None:
    """The passage after `head`, cut where the room ends."""
    at = _near_the_first(hit)
    pieces = [(f"{head}{'…' if at else ''}", False)]
    for start, end in hit.marks:
        pieces += [(hit.snippet[at:start], False), (hit.snippet[start:end], True)]
        at = end
    pieces.append((hit.snippet[at:], False))
    left = room.left()
    for text, found in pieces:
        font = look.bold(_SIZE) if found else look.font(_SIZE)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(look.colour("text" if found else "text_muted"))
        width = room.right() - left
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, room.top(), width, room.height()), _LEFT, cut)
        left += metrics.horizontalAdvance(text)
        if cut != text:
            return


def _near_the_first(hit: Hit) -> int:
    """Where to begin the passage so that the first word found is in sight."""
    first = hit.marks[0][0] if hit.marks else 0
    return hit.snippet.rfind(" ", 0, first - _LEAD) + 1 if first > _LEAD else 0

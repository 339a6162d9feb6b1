"""What the reviewer's pages have in common: a head with the way back, and room below it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.look import Look
from ui.widgets.parts import button, label


def head_with_back(look: Look, actions: Actions, title: str = "") -> tuple[QFrame, QHBoxLayout]:
    """A page's head with the button that leads back, and its row, for what else belongs there."""
    head = QFrame()
    head.setObjectName("header")
    row = QHBoxLayout(head)
    row.setContentsMargins(look.u(3), look.u(1.5), look.u(4), look.u(1.5))
    row.setSpacing(look.u(2))
    back = button(look, "quiet")
    actions.dress(back, "back", "")
    row.addWidget(back)
    if title:
        name = label(title)
        name.setFont(look.bold(1.05))
        row.addWidget(name)
    return head, row


def room_below(look: Look, page: QWidget, head: QWidget, banner: QWidget) -> QVBoxLayout:
    """Lay the page out: its head, and below it the banner and what is added to this column."""
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(head)
    inner = QVBoxLayout()
    inner.setContentsMargins(look.u(3), look.u(3), look.u(3), look.u(3))
    inner.setSpacing(look.u(2))
    inner.addWidget(banner)
    outer.addLayout(inner, 1)
    return inner

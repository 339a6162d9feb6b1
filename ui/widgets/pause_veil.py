"""In place of the whole call while it is paused, so that nobody takes it for listening."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import words
from ui.actions import Actions
from ui.look import Look
from ui.widgets.parts import Glyph, announce, button, label


class PauseVeil(QFrame):
    """Says that nothing is heard, for how long already, and how to go on. `small`: on a strip."""

    def __init__(
        self, look: Look, actions: Actions, parent: QWidget | None = None, *, small: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("veil")
        self.resume = button(look, "primary")
        actions.dress(self.resume, "pause", self.tr("Go on"), with_key=True)
        self._since = label(tone="muted")
        self._since.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        head = label(self.tr("Paused: nothing is heard or written"), wrap=True)
        head.setFont(look.bold(1.15 if small else 1.8))
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        why = label(self.tr("Let the caller read out card numbers now, then go on."), wrap=True)
        why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        air = look.u(2 if small else 6)
        column.setContentsMargins(air, air, air, air)
        column.setSpacing(look.u(1 if small else 3))
        column.addStretch(2)
        icon = Glyph(look, "pause", "warning", 8 if small else 20)
        column.addWidget(icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (head, self._since) if small else (head, why, self._since):
            column.addWidget(text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.resume)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        self.setAccessibleName(head.text())

    @property
    def since(self) -> str:
        return self._since.text()

    def show_since(self, seconds: float) -> None:
        """Show for how long the call has been paused."""
        self._since.setText(self.tr("for {time}").format(time=words.clock(seconds)))

    def tell(self) -> None:
        """Let a screen reader say that the pause has begun."""
        announce(self, self.accessibleName(), urgent=True)

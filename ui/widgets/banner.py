"""One line of trouble at the top of a page, with what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from companion.errors import OutsideError
from ui.look import Look
from ui.widgets.parts import Glyph, announce, button, label


class Banner(QFrame):
    """Hidden while all is well. The newest trouble is shown; nothing here blocks the call."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.u(3), look.u(1.5), look.u(2), look.u(1.5))
        row.setSpacing(look.u(2))
        self._icon = Glyph(look, "warning", "warning", 5)
        row.addWidget(self._icon)
        self._text = label(wrap=True)
        row.addWidget(self._text, 1)
        close = button(look, "quiet")
        close.setText(self.tr("Close"))
        close.setAccessibleName(self.tr("Close the notice"))
        close.clicked.connect(self.clear)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        return "" if self.isHidden() else self._text.text()

    def show_error(self, error: OutsideError) -> None:
        self._say(str(error))

    def show_note(self, text: str) -> None:
        """Say something that is no trouble, but worth knowing."""
        self._say(text, icon="notice", role="notice")

    def show_stopped(self, why: str) -> None:
        """Say what no agent may overlook; lesser troubles stand in the head of the call."""
        text = self.tr("From here on there are no words: {why}. The call goes on.")
        self._say(text.format(why=why))

    @Slot()
    def clear(self) -> None:
        self.hide()

    def _say(self, text: str, *, icon: str = "warning", role: str = "warning") -> None:
        self._icon.show_icon(icon, role)
        self._text.setText(text)
        self.show()
        announce(self, text, urgent=True)

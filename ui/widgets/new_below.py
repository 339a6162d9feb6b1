"""What stands over the foot of a list while newer lines are out of sight."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ui.look import Look


class NewBelow(QPushButton):
    """Hidden until there is something new. `over` is the viewport that it floats on."""

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self._look, self._over = look, over
        self.setText(self.tr("New below"))
        self.setToolTip(self.tr("Follow what is being said (Ctrl+End)"))
        self.setProperty("kind", "pill")
        self.setIcon(look.icon("down", "on_accent"))
        self.hide()

    def show_up(self) -> None:
        self.show()
        self.place()

    def place(self) -> None:
        """Stand in the middle of the foot, whatever size the list has now."""
        self.adjustSize()
        area = self._over.rect()
        x = (area.width() - self.width()) // 2
        self.move(x, area.bottom() - self.height() - self._look.u(3))

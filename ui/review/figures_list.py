"""The figures of the trends page, one of which is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.look import Look

_NameRole = Qt.ItemDataRole.UserRole
_FIRST_SHOWN = "anger_end"


class FiguresList(QListWidget):
    """`picked` says that another figure was chosen by hand. What was chosen stays chosen when the
    list is made anew; where it comes later than others, it is chosen once it is there.
    """

    picked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._sought = ""
        self.setObjectName("groups")
        self.setAccessibleName(self.tr("Figures"))
        self.setMinimumWidth(look.u(48))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row)

    @property
    def chosen(self) -> str:
        """The name of the figure to show; empty where there is none."""
        item = self.currentItem()
        return str(item.data(_NameRole)) if self.currentRow() >= 0 else ""

    def choose(self, name: str) -> None:
        """Choose another figure. Nothing happens where there is none of that name."""
        for row in range(self.count()):
            if self.item(row).data(_NameRole) == name:
                self.setCurrentRow(row)

    def show_names(self, named: Sequence[tuple[str, str]]) -> None:
        """List these, names with their titles, without a signal."""
        chosen = self._sought or self.chosen or _FIRST_SHOWN
        with QSignalBlocker(self):
            self.clear()
            for name, title in named:
                item = QListWidgetItem(title)
                item.setData(_NameRole, name)
                item.setToolTip(title)
                self.addItem(item)
            self.choose(chosen)
            self._sought = chosen if self.currentRow() < 0 else ""
            if self._sought:
                self.setCurrentRow(0)

    @Slot()
    def _on_row(self) -> None:
        self._sought = ""
        self.picked.emit()

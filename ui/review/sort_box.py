"""By what the library is sorted, for those who do not reach for the headings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from companion.store import Order, Sorting
from ui.look import Look
from ui.widgets.parts import button


class SortBox(QWidget):
    """`changed` carries the Sorting that was chosen."""

    changed = Signal(object)

    def __init__(self, look: Look, names: Mapping[Order, str]) -> None:
        super().__init__()
        self._look = look
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Sort by"))
        for order, name in names.items():
            self.box.addItem(self.tr("Sort by: {name}").format(name=name), order)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.turn = button(look, "quiet")
        self.turn.setCheckable(True)
        self.turn.setText(self.tr("Reverse"))
        self.turn.setToolTip(self.tr("Reverse the order: what came first comes last"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.u(1))
        row.addWidget(self.box)
        row.addWidget(self.turn)
        self.box.activated.connect(self._on_box)
        self.turn.clicked.connect(self._tell)

    def show_sorting(self, sorting: Sorting) -> None:
        """Another order was chosen elsewhere."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findData(sorting.order))
        self.turn.setChecked(sorting.turned)

    @Slot()
    def _on_box(self) -> None:
        """Another column begins with what one mostly wants first."""
        self.turn.setChecked(False)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(Sorting(self.box.currentData(), self.turn.isChecked()))

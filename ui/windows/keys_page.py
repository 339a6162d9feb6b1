"""All keys on one page, built from the table of actions."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import Actions, Key, keys
from ui.keys import Keys
from ui.look import Look
from ui.widgets.parts import label


class KeysPage(QDialog):
    """Beside the window, never in its way: not modal, closed by Esc."""

    def __init__(self, look: Look, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._actions = actions
        self.setWindowTitle(self.tr("Keys"))
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._shown = QWidget()
        self._whole.addWidget(self._shown)
        actions.rekeyed.connect(self._show_keys)
        self._show_keys()

    @Slot()
    def _show_keys(self) -> None:
        self._shown.deleteLater()
        self._shown = self._table_of_all()
        self._whole.addWidget(self._shown)

    def _table_of_all(self) -> QWidget:
        look, whole = self._look, QWidget()
        rows = keys_by_menu(self._actions.keys)
        groups = [list(some) for _, some in groupby(rows, key=lambda key: key.menu)]
        row = QHBoxLayout(whole)
        row.setContentsMargins(look.u(6), look.u(5), look.u(6), look.u(6))
        row.setSpacing(look.u(10))
        half = (sum(map(len, groups)) + 1) // 2
        column, filled = QVBoxLayout(), 0
        row.addLayout(column)
        for group in groups:
            if filled and filled + len(group) > half:
                column.addStretch(1)
                column, filled = QVBoxLayout(), 0
                row.addLayout(column)
            column.addLayout(self._table(group))
            column.addSpacing(look.u(4))
            filled += len(group)
        column.addStretch(1)
        return whole

    def _table(self, rows: list[Key]) -> QGridLayout:
        look = self._look
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.u(5))
        grid.setVerticalSpacing(look.u(1.5))
        head = label(rows[0].menu.replace("&", ""), "muted")
        head.setFont(look.bold(0.92))
        grid.addWidget(head, 0, 0, 1, 2)
        for number, key in enumerate(rows, start=1):
            chord = label(key.keys)
            chord.setFont(look.bold(0.95))
            grid.addWidget(label(key.text), number, 0)
            grid.addWidget(chord, number, 1, Qt.AlignmentFlag.AlignRight)
        return grid


def keys_by_menu(now: Keys | None = None) -> list[Key]:
    """The keys with those of one menu together, menus in their order."""
    rows = keys(now)
    order = list(dict.fromkeys(key.menu for key in rows))
    return sorted(rows, key=lambda key: order.index(key.menu))

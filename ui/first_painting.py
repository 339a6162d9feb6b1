"""What can wait until there is something to be seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

_AT_LATEST_MS = 1000
"""A window that begins minimised is not painted, and has to be ready all the same."""


class AfterFirstPainting(QObject):
    """Calls `begin` once, when this widget has been painted for the first time."""

    def __init__(self, widget: QWidget, begin: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._begin = begin
        self._begun = False
        widget.installEventFilter(self)
        QTimer.singleShot(_AT_LATEST_MS, self, self._go_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go_on)
        return False

    @Slot()
    def _go_on(self) -> None:
        if not self._begun:
            self._begun = True
            self._begin()

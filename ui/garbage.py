"""Python's search for what nothing refers to any more: on the GUI thread, between two events.

Python looks for unreachable cycles on whichever thread happens to make an object, and destroys what
it finds there. A widget of a class of ours would die on the thread of a call, or while Qt goes
through a list that holds it: Qt keeps a dangling pointer, and the next style sheet or painting
ends the program. See docs/decisions/0023-garbage-on-the-gui-thread.md.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 1000


class GarbageOnGuiThread(QObject):
    """While it lives, unreachable objects are found and destroyed on the GUI thread only.

    Made there, and once; `stop` lets Python look by itself again. To look through everything takes
    a tenth of a second after a long call: it waits as long as somebody is `busy`.
    """

    def __init__(
        self, parent: QObject | None = None, busy: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(parent)
        self._busy = busy
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation of objects whose turn it is, and all younger ones."""
        due = [
            count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)
        ]
        if due[0]:
            whole = all(due) and not self._busy()
            gc.collect(2 if whole else 1 if due[1] else 0)

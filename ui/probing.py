"""A device that is being tried, heard on the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from companion.probe import Reading


class Probing(Protocol):
    """What `companion.probe.Probe` gives."""

    def readings(self) -> Iterator[Reading]: ...

    def close(self) -> None: ...


class Trial(QObject):
    """Iterates a probe on a thread of its own; `read` brings each reading to the GUI thread.

    Made and stopped on the GUI thread. After `stop` nothing is read any more; the device is let go
    soon after, without waiting for it. `wait` waits.
    """

    read = Signal(object)
    _arrived = Signal(object)

    def __init__(self, make: Callable[[], Probing], parent: QObject) -> None:
        super().__init__(parent)
        self._stopped = False
        self._probe = make()
        self._thread = threading.Thread(target=self._run, name="trial", daemon=True)
        self._arrived.connect(self._tell)
        self._thread.start()

    def stop(self) -> None:
        self._stopped = True
        self._probe.close()

    def wait(self) -> None:
        """Stop, and return when the device has been let go."""
        self.stop()
        self._thread.join()

    def _run(self) -> None:
        for reading in self._probe.readings():
            self._arrived.emit(reading)

    @Slot(object)
    def _tell(self, reading: Reading) -> None:
        if not self._stopped:
            self.read.emit(reading)

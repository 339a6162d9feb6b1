"""Ctrl-C in the terminal and a log-out close the window, so that a running call is stored."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QWidget


class ClosingSignals(QObject):
    """Closes the window on SIGINT and SIGTERM. Main thread, one a process.

    Qt's loop is native code, in which Python's own handlers would have to wait for some event; so
    the signal's number goes through a socket that wakes the loop.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._heard, self._told = socket.socketpair()
        self._heard.setblocking(False)
        self._told.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._close)
        signal.set_wakeup_fd(self._told.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)

    @Slot()
    def _close(self) -> None:
        self._heard.recv(16)
        self._window.close()

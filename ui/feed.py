"""The only crossing from the core's threads to the GUI's."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from companion.events import CallEnded, Partial, Speaker, UtteranceHeard
from companion.session import News

DRAWN_EVERY_MS = 50
"""Partial lines are drawn at most this often: 20 times a second looks like growing."""


class Feed(QObject):
    """A listener for sessions and replays: call it on any thread, hear `arrived` on the GUI's.

    Facts all arrive, in their order. Of the partials only the newest a speaker does, and none that
    a finished sentence has overtaken. Connect `arrived` to methods marked @Slot(object) only.
    """

    arrived = Signal(object)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._newest: dict[Speaker, Partial] = {}
        self._pause = QTimer(self, singleShot=True, interval=DRAWN_EVERY_MS)
        self._pause.timeout.connect(self._deliver)
        self._woken.connect(self._wake)

    def __call__(self, news: News) -> None:
        if isinstance(news, Partial):
            self._keep(news)
            return
        if isinstance(news, UtteranceHeard):
            with self._lock:
                self._newest.pop(news.speaker, None)
        elif isinstance(news, CallEnded):
            with self._lock:
                self._newest.clear()
        self.arrived.emit(news)

    def _keep(self, partial: Partial) -> None:
        with self._lock:
            first = not self._newest
            self._newest[partial.speaker] = partial
        if first:
            self._woken.emit()

    @Slot()
    def _wake(self) -> None:
        if not self._pause.isActive():
            self._deliver()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            partials = list(self._newest.values())
            self._newest.clear()
        for partial in partials:
            self.arrived.emit(partial)
        if partials:
            self._pause.start()

"""Reads the outline of a call's sound on a thread of its own, and stops when it is not wanted."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from companion.call import Call
from companion.errors import OutsideError
from companion.recordings import open_sound
from companion.recordings.peaks import Peaks, kept_outline
from ui.jobs import Job


class SoundOutline(QObject):
    """`done` carries the peaks, `failed` an OutsideError. While the peaks are made, `sketched`
    carries what they are like, `progress` how much is exact, from 0 to 1.
    """

    done = Signal(object)
    sketched = Signal(object)
    progress = Signal(float)
    failed = Signal(object)

    def __init__(self, call: Call, parent: QObject) -> None:
        super().__init__(parent)
        self._unwanted = threading.Event()
        self._job = Job(lambda: self._read(call), "outline", self)
        self._job.done.connect(self.done)
        self._job.failed.connect(self.failed)
        self._job.start()

    def close(self) -> None:
        """Stop reading; no signal comes any more. Takes no longer than a sketch does."""
        self._unwanted.set()
        self._job.abandon()

    def _read(self, call: Call) -> Peaks:
        with open_sound(call) as sound:
            return kept_outline(sound, self._told, self.sketched.emit)

    def _told(self, part: float) -> None:
        if self._unwanted.is_set():
            raise OutsideError("The outline is not wanted any more.", "Open the call again.")
        self.progress.emit(part)

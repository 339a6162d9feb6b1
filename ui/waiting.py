"""Waits for a call to begin by itself, if the agent has set that: until both sides have sound."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from companion.errors import OutsideError
from companion.settings import load_settings


class Beginning(Protocol):
    """What `companion.audio.voice_start.VoiceStart` gives."""

    def wait(self, tell: Callable[[OutsideError], None]) -> bool: ...

    def close(self) -> None: ...


class Waiting(QObject):
    """Hears the devices on a thread of its own, and keeps nothing but the last seconds in memory.

    `begun` carries the source, which then belongs to the call; `failed` the OutsideError for which
    nothing can be waited for. Made, stopped and heard on the GUI thread; neither signal comes after
    `stop`, which lets the devices go and returns when that is done.
    """

    begun = Signal(object)
    failed = Signal(object)
    _over = Signal(object)

    def __init__(self, make: Callable[[], Beginning], parent: QObject) -> None:
        super().__init__(parent)
        self._make = make
        self._lock = threading.Lock()
        self._source: Beginning | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="waiting", daemon=True)
        self._over.connect(self._tell)
        self._thread.start()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._source is not None:
                self._source.close()
        self._thread.join()

    def _run(self) -> None:
        try:
            source = self._make()
            with self._lock:
                if self._stopped:
                    return
                self._source = source
            if source.wait(lambda _: None):  # a device that fails is opened again by itself
                with self._lock:
                    self._source = None  # the call's from here on
                    kept = not self._stopped
                if kept:
                    self._over.emit(source)
                else:
                    source.close()
        except OutsideError as error:
            self._over.emit(error)

    @Slot(object)
    def _tell(self, outcome: object) -> None:
        if self._stopped:
            if not isinstance(outcome, OutsideError):
                outcome.close()  # type: ignore[attr-defined] # a source that nobody takes any more
        elif isinstance(outcome, OutsideError):
            self.failed.emit(outcome)
        else:
            self.begun.emit(outcome)


def starts_by_itself() -> bool:
    """What the user wants; not so where the settings cannot be read."""
    try:
        return load_settings().start_by_itself
    except OutsideError:
        return False


def voice_start() -> Beginning:
    """What waits on the devices chosen last. OutsideError where they are not there."""
    from companion.audio.chosen import chosen_source  # noqa: PLC0415 - on the waiting thread
    from companion.audio.voice_start import VoiceStart  # noqa: PLC0415

    return VoiceStart(chosen_source())

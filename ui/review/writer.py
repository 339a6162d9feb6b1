"""Writes down what a reviewer does, off the GUI thread, one thing after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal, Slot

from companion.errors import OutsideError
from companion.events import AnyEvent
from companion.store import Store
from ui.jobs import Job

Work = Callable[[Store], object]


class Writer(QObject):
    """GUI thread only. Everything is written in the order in which it was asked for.

    `written` carries each event with its place in the log, `failed` an OutsideError; what comes
    after a failure is tried all the same.
    """

    written = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Work, Callable[[object], None]]] = deque()
        self._job: Job | None = None
        self._trouble: OutsideError | None = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    def add(self, call_id: str, event: AnyEvent) -> None:
        """Write an event into the log of a call that is over."""
        self.run(lambda store: store.add(call_id, event), self.written.emit)

    def run(self, work: Work, done: Callable[[object], None]) -> None:
        """Let this be done with an open store; `done` gets what it returns, on the GUI thread."""
        self._waiting.append((work, done))
        self._next()

    def finish(self) -> OutsideError | None:
        """Return when all is written, with why something is not; no signal comes of it.

        For those who leave a call and will read its log again. Any number of times.
        """
        if self._job is not None:
            self._job.abandon()
            self._job = None
        while self._waiting:
            work, _ = self._waiting.popleft()
            with suppress(OutsideError):  # kept as trouble
                self._attempt(work)
        trouble, self._trouble = self._trouble, None
        return trouble

    def _next(self) -> None:
        if self._job is not None or not self._waiting:
            return
        work, done = self._waiting.popleft()
        self._job = Job(lambda: self._attempt(work), "review", self)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self._done = done
        self._job.start()

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self._over()
        self._done(result)
        self._next()

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self._over()
        self._trouble = None
        self.failed.emit(error)
        self._next()

    def _attempt(self, work: Work) -> object:
        try:
            with Store.open() as store:
                return work(store)
        except OutsideError as error:
            self._trouble = error
            raise

    def _over(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None

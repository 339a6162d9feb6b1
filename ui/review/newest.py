"""Questions to the database of which only the newest answer is wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from companion.errors import OutsideError
from companion.store import Store
from ui.jobs import Job

Question = Callable[[Store], object]


class Newest(QObject):
    """GUI thread only; questions are asked on another thread, one at a time.

    `done` carries the answer to the newest question, `failed` an OutsideError. The answer to a
    question that is no longer the newest is thrown away.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self._wanted: Question | None = None
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    def ask(self, question: Question) -> None:
        """Ask with a store that is open for reading."""
        self._wanted = question
        self._next()

    def close(self) -> None:
        """Wait for the thread that asks, if there is one. Any number of times."""
        self._wanted = None
        if self._job is not None:
            self._job.abandon()
            self._job = None

    def _next(self) -> None:
        if self._job is not None or self._wanted is None:
            return
        question, self._wanted = self._wanted, None
        self._job = Job(lambda: _answered(question), self._name, self)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    @Slot(object)
    def _on_done(self, answer: object) -> None:
        if self._over():
            self.done.emit(answer)
        self._next()

    @Slot(object)
    def _on_failed(self, error: OutsideError) -> None:
        if self._over():
            self.failed.emit(error)
        self._next()

    def _over(self) -> bool:
        """Whether the question that is answered now is still the newest."""
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        return self._wanted is None


def _answered(question: Question) -> object:
    with Store.open(read_only=True) as store:
        return question(store)

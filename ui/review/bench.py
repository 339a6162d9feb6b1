"""The rule workbench on a thread of its own, which keeps what it has learnt between runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from companion.detect.vocabulary import words_heard
from companion.errors import OutsideError
from companion.models import usable_model
from companion.review.corpus import StoppedError
from companion.review.pack_versions import enable
from companion.review.workbench import Effect, Workbench
from companion.store import Store
from companion.team_versions import Version
from ui.jobs import bug
from ui.review.draft import Draft

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a draft does; `compared`: its words were compared with those of the model."""

    draft: Draft
    effect: Effect
    compared: bool


class Bench(QObject):
    """Called on the GUI thread, and heard there; one run at a time.

    Each `run` ends in one of `found` (an Outcome), `stopped` or `failed` (an OutsideError), each
    `enable` in `enabled` (a Version) or `failed`.
    """

    progress = Signal(int, int)
    """So much is done, of so much; of nothing: nobody knows how much there is to do."""
    grown = Signal(object, object)
    """Of a draft, a Part: what has been found since the last one."""
    found = Signal(object)
    stopped = Signal()
    enabled = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "workbench")
        self._enough = threading.Event()
        self._closed = False
        self._store: Store | None = None
        self._bench: Workbench | None = None
        self._words: frozenset[str] = frozenset()

    def run(self, draft: Draft) -> None:
        """Hold a draft against all stored sentences."""
        self._enough.clear()
        self._pool.submit(self._told, lambda: self._run(draft))

    def enable(self, draft: Draft) -> None:
        """Make a draft the pack in use."""
        self._pool.submit(self._told, lambda: self._enable(draft))

    def stop(self) -> None:
        """It is enough: `stopped` will come."""
        self._enough.set()

    def close(self) -> None:
        """Stop, and wait for the thread. Any number of times."""
        self._enough.set()
        if not self._closed:
            self._closed = True
            self._pool.submit(self._leave)
            self._pool.shutdown(wait=True)

    def _told(self, work: Callable[[], None]) -> None:
        try:
            work()
        except StoppedError:
            self.stopped.emit()
        except OutsideError as error:
            self.failed.emit(error)
        except Exception:
            log.exception("the workbench stopped on a bug")
            self.failed.emit(bug())

    def _run(self, draft: Draft) -> None:
        bench = self._ready()
        bench.prepare(self._watch)
        tell = partial(self.grown.emit, draft)
        effect = bench.effect(draft.name, draft.text, self._watch, tell)
        self.found.emit(Outcome(draft, effect, bool(self._words)))

    def _enable(self, draft: Draft) -> None:
        version: Version = enable(draft.name, draft.text)
        if self._bench is not None:
            self._bench.renew()
        self.enabled.emit(version)

    def _ready(self) -> Workbench:
        if self._bench is None:
            self._words = _words()
            self._store = Store.open(read_only=True)
            self._bench = Workbench(self._store, self._words)
        return self._bench

    def _watch(self, done: int, of: int) -> bool:
        self.progress.emit(done, of)
        return not self._enough.is_set()

    def _leave(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = self._bench = None


def _words() -> frozenset[str]:
    """The words of the model in use; none where there is no model."""
    try:
        return words_heard(usable_model().path)
    except OutsideError:
        return frozenset()

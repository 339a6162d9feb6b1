"""Work that takes a while, off the GUI thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from companion.errors import OutsideError

log = logging.getLogger(__name__)


class Job(QObject):
    """Runs `work` once on a thread of its own. Made, started and heard on the GUI thread.

    Exactly one of the signals comes, with what was returned or with an OutsideError. A bug of ours
    is logged with its traceback and told as `bug()`.
    """

    done = Signal(object)
    failed = Signal(object)
    _over = Signal(object)

    def __init__(self, work: Callable[[], object], name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._abandoned = False
        self._thread = threading.Thread(target=self._run, name=name)
        self._over.connect(self._tell)

    def start(self) -> None:
        self._thread.start()

    def abandon(self) -> None:
        """Wait for the end of the work; neither signal will come any more."""
        self._abandoned = True
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            result = self._work()
        except OutsideError as error:
            result = error
        except Exception:
            log.exception("%s stopped on a bug", self._thread.name)
            result = bug()
        self._over.emit(result)

    @Slot(object)
    def _tell(self, result: object) -> None:
        if self._abandoned:
            return
        if isinstance(result, OutsideError):
            self.failed.emit(result)
        else:
            self.done.emit(result)


def bug() -> OutsideError:
    """What a person is told of a bug of ours."""
    translate = QCoreApplication.translate
    return OutsideError(
        translate("jobs", "The program made a mistake."),
        translate("jobs", "Try again, and report what the terminal says if it comes back."),
    )

"""Texts of the team's files read as the program reads them, off the GUI thread, while one types."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from companion.errors import OutsideError
from companion.team_files import Checked, TeamFile, check
from ui.jobs import Job

PAUSE_MS = 300
"""A text is read once nobody has typed for so long."""


class TeamChecker(QObject):
    """One text is read at a time; of those asked about meanwhile only the newest is read next.

    `judged` carries the `Checked` of a text, `surveyed` a list of them for files as they are saved;
    `failed` an OutsideError where reading went wrong.
    """

    judged = Signal(object)
    surveyed = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._next: tuple[TeamFile, str] | None = None
        self._job: Job | None = None
        self._survey: Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._begin)

    def ask(self, file: TeamFile, text: str, *, at_once: bool = False) -> None:
        """Read this text soon; `at_once` without waiting for a pause in the typing."""
        self._next = (file, text)
        self._pause.start(0 if at_once else PAUSE_MS)

    def survey(self, files: list[TeamFile]) -> None:
        """Read these as they are saved."""
        self._end(self._survey)
        self._survey = Job(lambda: [check(file, file.text()) for file in files], "team", self)
        self._survey.done.connect(self.surveyed)
        self._survey.failed.connect(self.failed)
        self._survey.start()

    def stop(self) -> None:
        """Wait for what is being read; nothing is told any more."""
        self._pause.stop()
        self._next = None
        self._end(self._job)
        self._end(self._survey)
        self._job = self._survey = None

    def _end(self, job: Job | None) -> None:
        if job is not None:
            job.abandon()
            job.deleteLater()

    @Slot()
    def _begin(self) -> None:
        if self._job is not None or self._next is None:
            return
        file, text = self._next
        self._next = None
        self._job = Job(lambda: check(file, text), "team file", self)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    @Slot(object)
    def _on_done(self, checked: Checked) -> None:
        self._free()
        self.judged.emit(checked)

    @Slot(object)
    def _on_failed(self, error: OutsideError) -> None:
        self._free()
        self.failed.emit(error)

    def _free(self) -> None:
        self._end(self._job)
        self._job = None
        if self._next is not None and not self._pause.isActive():
            self._pause.start(0)

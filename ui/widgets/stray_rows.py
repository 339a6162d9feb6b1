"""In the preferences, under the recordings: those whose call is gone, if there are any."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from companion import paths
from ui import words
from ui.jobs import Job
from ui.look import Look
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from companion.recordings.strays import Stray

_NAMED = 5


class StrayRows(QWidget):
    """Hidden as long as each recording belongs to a saved call. `troubled` carries an OutsideError.

    Looking takes a thread of its own: it opens the store.
    """

    troubled = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._jobs: list[Job] = []
        self.found: list[Stray] = []
        self._told = label(wrap=True)
        self._named = label(tone="muted", wrap=True)
        self.delete = button(look)
        self.delete.setText(self.tr("Delete these…"))
        self.delete.clicked.connect(self._ask)
        self.folder = button(look)
        self.folder.setText(self.tr("Show the folder"))
        self.folder.clicked.connect(self._open_folder)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(1.5))
        column.addWidget(self._told)
        column.addWidget(self._named)
        knobs = QHBoxLayout()
        knobs.setSpacing(look.u(2))
        knobs.addWidget(self.delete)
        knobs.addWidget(self.folder)
        knobs.addStretch(1)
        column.addLayout(knobs)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)
        self._whole.hide()

    @property
    def told(self) -> str:
        return "" if self._whole.isHidden() else self._told.text()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run(_strays, self.show_found)

    def close_jobs(self) -> None:
        """Return when nothing is under way any more."""
        for job in self._jobs:
            job.abandon()

    @Slot(object)
    def show_found(self, found: list[Stray]) -> None:
        """Name these recordings, or say nothing where there are none."""
        self.found = found
        size = QLocale().formattedDataSize(sum(one.size for one in found), 1)
        told = self.tr("%n recording(s) belong to no saved call ({size}).", "", len(found))
        self._told.setText(told.format(size=size))
        lines = [_line(one) for one in found[:_NAMED]]
        self._named.setText("\n".join([*lines, "…"] if len(found) > _NAMED else lines))
        self._whole.setVisible(bool(found))

    @Slot()
    def _ask(self) -> None:
        asked = self.tr("Delete %n recording(s) for good?", "", len(self.found))
        if QMessageBox.question(self, self.delete.text(), asked) == QMessageBox.StandardButton.Yes:
            lost = list(self.found)
            self._run(lambda: _removed(lost), self.show_found)

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.recordings())))

    def _run(self, work: Callable[[], object], done: Callable[[Any], None]) -> None:
        job = Job(work, "recordings without a call", self)
        job.done.connect(done)
        job.failed.connect(self.troubled)
        self._jobs.append(job)
        job.start()


def _line(lost: Stray) -> str:
    day, time = words.short_day(lost.changed.date()), words.time_of_day(lost.changed.time())
    return f"{day}, {time}  ·  {QLocale().formattedDataSize(lost.size, 1)}"


def _strays() -> list[Stray]:
    from companion.recordings.strays import strays  # noqa: PLC0415 - with the store

    return strays()


def _removed(lost: list[Stray]) -> list[Stray]:
    from companion.recordings.strays import remove, strays  # noqa: PLC0415 - as above

    remove(lost)
    return strays()

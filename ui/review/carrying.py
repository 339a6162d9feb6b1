"""Calls that come from another machine as bundles, or go to one, with what was said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.errors import OutsideError
from companion.events import AnyEvent
from companion.store import Store
from ui.jobs import Job


@dataclass(frozen=True, slots=True)
class Taken:
    """How many calls came in, how many got additions, how many were here; and what was refused."""

    new: int
    grown: int
    same: int
    refused: tuple[OutsideError, ...]


class Carrying(QObject):
    """`came` carries a Taken, `told` a line, `failed` an OutsideError. GUI thread only."""

    came = Signal(object)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job | None = None

    def ask_in(self, window: QWidget) -> None:
        """Let bundles be chosen, and take them in."""
        kinds = self.tr("Calls (*.callbundle);;All files (*)")
        names, _ = QFileDialog.getOpenFileNames(window, self.tr("Take in calls"), "", kinds)
        if names:
            self.take_in([Path(name) for name in names])

    def ask_out(self, window: QWidget, call_id: str) -> None:
        """Let a place be chosen, and write the call there."""
        kinds = self.tr("Calls (*.callbundle)")
        name, _ = QFileDialog.getSaveFileName(
            window, self.tr("Write the call as a file"), f"{call_id}.callbundle", kinds
        )
        if name:
            self.write(call_id, Path(name))

    def take_in(self, files: Sequence[Path]) -> None:
        """Take in these bundles, each wholly or not at all."""
        self._start(partial(_taken_in, tuple(files)), self._on_taken)

    def write(self, call_id: str, file: Path) -> None:
        """Write the call with its sound, comments and evaluations."""
        self._start(partial(_written, call_id, file), self._on_written)

    def close(self) -> None:
        """Wait for what is under way. Any number of times."""
        if self._job is not None:
            self._job.abandon()
            self._job = None

    def _start(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self.close()
        self._job = Job(work, "carrying", self)
        self._job.done.connect(done)
        self._job.failed.connect(self.failed)
        self._job.start()

    @Slot(object)
    def _on_taken(self, taken: object) -> None:
        assert isinstance(taken, Taken)
        text = self.tr("New: {new}. With additions: {grown}. Here already: {same}.")
        said = text.format(new=taken.new, grown=taken.grown, same=taken.same)
        self.came.emit(taken)
        if taken.refused:
            first = taken.refused[0]
            more = self.tr("Refused: {count}.").format(count=len(taken.refused))
            self.failed.emit(OutsideError(f"{said} {more} {first.problem}", first.remedy))
        else:
            self.told.emit(said)

    @Slot(object)
    def _on_written(self, file: object) -> None:
        self.told.emit(self.tr("Written: {file}").format(file=file))


def _taken_in(files: Sequence[Path]) -> Taken:
    # Bundles bring the codecs of sound with them.
    from companion.bundle import import_bundle  # noqa: PLC0415

    new = grown = same = 0
    refused: list[OutsideError] = []
    with Store.open() as store:
        for file in files:
            try:
                found = import_bundle(file, store, _masked)
            except OutsideError as error:
                refused.append(error)
                continue
            new += found.new
            grown += found.changed and not found.new
            same += not found.changed and not found.new
    return Taken(new, grown, same, tuple(refused))


def _written(call_id: str, file: Path) -> Path:
    from companion.bundle import write_bundle  # noqa: PLC0415 - as above

    with Store.open(read_only=True) as store:
        entries = store.load(call_id)
    write_bundle(entries, file)
    return file


def _masked(entries: Sequence[AnyEvent]) -> list[AnyEvent]:
    """What is masked in a live call is masked in one that comes from elsewhere."""
    from companion.language.redact import masked_log, redactor_as_set  # noqa: PLC0415 - as above

    return masked_log(entries, redactor_as_set())

"""Writes trends as files: a table for other programs, or a report for people."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.paths import write_whole
from companion.review.trends import Trends
from companion.review.trends_export import trends_table
from companion.review.trends_page import trends_page
from companion.store import Store
from ui.review.newest import Newest


class TrendsFiles(QObject):
    """`written` says where a file lies now, `failed` carries an OutsideError."""

    written = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._writing = Newest("report", self)
        self._writing.done.connect(self._on_done)
        self._writing.failed.connect(self.failed)

    def ask(self, found: Trends) -> None:
        """Let a file be chosen, and write it: what its name ends in says which."""
        kinds = self.tr("Report to print (*.html);;Table (*.csv)")
        suggested = f"trends-{found.today.isoformat()}.html"
        name, kind = QFileDialog.getSaveFileName(
            self._window, self.tr("Export the trends"), suggested, kinds
        )
        if name:
            ending = ".csv" if "csv" in kind else ".html"
            file = Path(name)
            self.write(found, file if file.suffix else file.with_suffix(ending))

    def write(self, found: Trends, file: Path) -> None:
        self._writing.ask(lambda store: _written(store, found, file))

    def close(self) -> None:
        self._writing.close()

    @Slot(object)
    def _on_done(self, file: object) -> None:
        self.written.emit(self.tr("Written: {file}").format(file=file))


def _written(store: Store, found: Trends, file: Path) -> Path:
    as_table = file.suffix.lower() == ".csv"
    write_whole(file, trends_table(found) if as_table else trends_page(found, store))
    return file

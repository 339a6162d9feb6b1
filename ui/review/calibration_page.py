"""Blind calibration: one's evaluations as files, and a second reviewer's held against them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from companion.errors import OutsideError
from companion.review.calibration import read_exchanged
from companion.review.exchange import Compared, compared, export_own
from companion.store import Store
from ui import words
from ui.actions import Actions
from ui.language import number
from ui.look import Look
from ui.models.calibration import CalibrationModel, Column
from ui.review.newest import Newest
from ui.review.page_parts import head_with_back, room_below
from ui.review.tables import NumbersTable
from ui.widgets.banner import Banner
from ui.widgets.parts import Panel, announce, button, label

_CallRole = Qt.ItemDataRole.UserRole


class CalibrationPage(QWidget):
    """`opened` carries the id of a call whose answers differ. GUI thread only."""

    opened = Signal(str, float)

    def __init__(self, look: Look, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._actions = look, actions
        self.who = ""
        self._found: Compared | None = None
        self._comparing, self._exporting = Newest("calibration", self), Newest("export", self)
        self.banner = Banner(look)
        self.model = CalibrationModel(self)
        self.table = NumbersTable(look, self.model)
        self.differences = QListWidget()
        self.named, self.comments = QCheckBox(), QCheckBox()
        self.export, self.read = button(look), button(look, "primary")
        self._summary = label(wrap=True)
        self._chosen = label(tone="muted", wrap=True)
        self._lay_out()
        self._connect()

    @property
    def summary(self) -> str:
        return self._summary.text()

    @property
    def busy(self) -> bool:
        return self._comparing.busy or self._exporting.busy

    def enter(self, who: str) -> None:
        """`who` sits at the desk: it is their evaluations that are written and compared."""
        self.who = who
        self.read.setFocus()

    def compare(self, files: Sequence[Path]) -> None:
        """Hold these files against one's own evaluations."""
        who = self.who
        self._summary.setText(self.tr("Reading…"))
        self._comparing.ask(partial(_compared, who=who, files=tuple(files)))

    def write(self, folder: Path) -> None:
        """Write one's own evaluations into this folder."""
        who, named, comments = self.who, self.named.isChecked(), self.comments.isChecked()
        self._exporting.ask(
            lambda store: (export_own(store, who, folder, named=named, comments=comments), folder)
        )

    def close_jobs(self) -> None:
        """Wait for what is asked. Any number of times."""
        self._comparing.close()
        self._exporting.close()

    @Slot()
    def ask_files(self) -> None:
        kinds = self.tr("Evaluations (*.json);;All files (*)")
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("A second reviewer's evaluations"), "", kinds
        )
        if names:
            self.compare([Path(name) for name in names])

    @Slot()
    def ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Where shall the files lie?"))
        if name:
            self.write(Path(name))

    @Slot(object)
    def _on_compared(self, found: object) -> None:
        assert isinstance(found, Compared)
        self._found = found
        self.banner.clear()
        self.model.show(found.calibration)
        self._summary.setText(self._said(found))
        announce(self, self._summary.text())
        self.table.selectRow(0)
        self.table.setFocus()

    def _said(self, found: Compared) -> str:
        both = found.calibration
        parts = [self.tr("Calls evaluated by both: {count}.").format(count=number(both.calls))]
        if both.mean_difference is not None:
            text = self.tr("Scores differ by {mean} on average, by {most} at most.")
            most = both.largest_difference or 0.0
            parts.append(text.format(mean=number(both.mean_difference, 1), most=number(most, 1)))
        if found.unknown:
            text = self.tr("Hidden until you have evaluated their calls: {count}.")
            parts.append(text.format(count=number(found.unknown)))
        return " ".join(parts)

    @Slot(QModelIndex)
    def _on_row(self, index: QModelIndex) -> None:
        """List the calls in which the answers to this question differ."""
        self.differences.clear()
        question = self.model.question(index.row())
        if self._found is None or not question:
            self._chosen.setText(self.tr("Choose a question to see where the answers differ."))
            return
        found = self._found.differences[question]
        self._chosen.setText(
            self.tr("Where the answers differ; Enter opens the call.")
            if found
            else self.tr("All answers to this question are equal.")
        )
        for one in found:
            nothing = self.tr("not asked")
            call = " · ".join(part for part in (words.moment(one.began), one.agent) if part)
            text = self.tr("{call}: you {mine}, the other {theirs}").format(
                call=call,
                mine=words.quoted(one.mine) if one.mine else nothing,
                theirs=words.quoted(one.theirs) if one.theirs else nothing,
            )
            item = QListWidgetItem(text)
            item.setData(_CallRole, one.call_id)
            self.differences.addItem(item)

    @Slot(object)
    def _on_exported(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        written, folder = answer
        if written:
            text = self.tr("Evaluations written to {folder}: {count}.")
            self.banner.show_note(text.format(folder=folder, count=number(len(written))))
        else:
            self.banner.show_note(self.tr("You have not handed in any evaluation yet."))

    @Slot(object)
    def _on_failed(self, error: OutsideError) -> None:
        self._show_hint()
        self.banner.show_error(error)

    def _show_hint(self) -> None:
        self._summary.setText(
            self.tr(
                "Two reviewers evaluate the same calls apart, exchange their files, and see here,"
                " question by question, how often they agree, and how much of it is more than"
                " chance (kappa: 1 all, 0 none). Files hold answers, no talk."
            )
        )

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_CallRole), 0.0)

    @Slot(int)
    def _to_differences(self, row: int) -> None:
        del row
        self.differences.setFocus()
        self.differences.setCurrentRow(0)

    def _connect(self) -> None:
        self.export.clicked.connect(self.ask_folder)
        self.read.clicked.connect(self.ask_files)
        self._comparing.done.connect(self._on_compared)
        self._exporting.done.connect(self._on_exported)
        self._comparing.failed.connect(self._on_failed)
        self._exporting.failed.connect(self.banner.show_error)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.opened.connect(self._to_differences)
        self.differences.itemActivated.connect(self._on_activated)

    def _lay_out(self) -> None:
        look = self._look
        inner = room_below(look, self, self._header(), self.banner)
        panel = Panel(look, self.tr("Agreement"))
        panel.light_up_for(self.table)
        self._show_hint()
        panel.body.addWidget(self._summary)
        self.table.setAccessibleName(self.tr("Agreement by question"))
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(Column.QUESTION, QHeaderView.ResizeMode.Stretch)
        panel.body.addWidget(self.table, 1)
        inner.addWidget(panel, 3)
        apart = Panel(look, self.tr("Differences"))
        self._chosen.setText(self.tr("Choose a question to see where the answers differ."))
        apart.body.addWidget(self._chosen)
        self.differences.setAccessibleName(self.tr("Calls whose answers differ"))
        apart.body.addWidget(self.differences, 1)
        inner.addWidget(apart, 2)

    def _header(self) -> QWidget:
        look = self._look
        head, row = head_with_back(look, self._actions, self.tr("Calibration"))
        row.addStretch(1)
        self.named.setText(self.tr("With my name"))
        self.comments.setText(self.tr("With my comments"))
        self.export.setText(self.tr("Write my evaluations…"))
        self.read.setText(self.tr("Read the other's…"))
        for one in (self.named, self.comments, self.export, self.read):
            row.addWidget(one)
        return head


def _compared(store: Store, who: str, files: Sequence[Path]) -> Compared:
    return compared(store, who, [read_exchanged(file) for file in files])

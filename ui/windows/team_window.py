"""Where a team lead edits the team's files: checked while typing, previewed, saved by one key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent, QTextDocument
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from companion.errors import OutsideError
from companion.team_bundle import export_team, import_team
from companion.team_files import Checked, TeamFile, check, restore, save, team_file, team_files
from companion.team_versions import Version
from ui.look import Look
from ui.team_checking import TeamChecker
from ui.widgets.parts import announce
from ui.widgets.team_list import FileState, file_title, translate
from ui.windows.team_layout import TeamLayout

_Answer = QMessageBox.StandardButton


class TeamWindow(TeamLayout):
    """Not modal. `saved` says that another file is in use than before; `bench_wanted` asks for the
    rule workbench.

    Every file that was opened keeps its text, and its undoing, until the window is closed.
    """

    saved = Signal()
    bench_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._documents: dict[TeamFile, QTextDocument] = {}
        self._file = team_file("scripts/default.toml")
        self._checked: Checked | None = None
        self.checker = TeamChecker(self)
        self._menu = QMenu(self)
        self.earlier.setMenu(self._menu)
        self._connect()

    @property
    def file(self) -> TeamFile:
        """The one that is being edited."""
        return self._file

    @property
    def unsaved(self) -> list[TeamFile]:
        return [file for file, text in self._documents.items() if text.isModified()]

    def may_close(self) -> bool:
        """Ask about what is not saved, if anything; False where the person wants to stay."""
        unsaved = self.unsaved
        if not unsaved:
            return True
        names = ", ".join(file_title(file) for file in unsaved)
        answer = self._ask(
            self.tr("Save the changes to: {files}?").format(files=names),
            _Answer.Save | _Answer.Discard | _Answer.Cancel,
        )
        if answer == _Answer.Discard:
            for file in unsaved:
                self._forget(file)
            return True
        return answer == _Answer.Save and all(self._save_now(file) for file in unsaved)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.unsaved:
            self._documents.clear()
            self.banner.clear()
            self._list()
        self.files.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.checker.stop()
        super().closeEvent(event)

    @Slot()
    def save(self) -> None:
        """Make the text in the editor the team's own, once it holds."""
        self._save_now(self._file)

    def take_over(self, source: Path) -> None:
        """Import a zip; what is not saved of the files in it is lost."""
        try:
            taken = import_team(source)
        except OutsideError as error:
            self.banner.show_error(error)
            return
        for file in taken:
            self._forget(file)
        self._list()
        names = ", ".join(file_title(file) for file in taken)
        self._tell(self.tr("Taken over: {files}.").format(files=names))
        self.saved.emit()

    def write_out(self, target: Path) -> None:
        """Export the team's own files, as they are saved."""
        try:
            written = export_team(target)
        except OutsideError as error:
            self.banner.show_error(error)
            return
        names = ", ".join(file_title(file) for file in written)
        self._tell(self.tr("Written to {place}: {files}.").format(place=target, files=names))

    @Slot(object)
    def _open(self, file: TeamFile) -> None:
        if file not in self._documents:
            try:
                made = self.editor.made_document(file.text())
            except OutsideError as error:
                self.banner.show_error(error)
                return
            made.contentsChanged.connect(self._on_text)
            self._documents[file] = made
        if file != self._file:
            self.banner.clear()
        self._file, self._checked = file, None
        self.editor.show_document(self._documents[file])
        self.title.setText(file_title(file))
        self.editor.setAccessibleName(
            self.tr("Text of the file: {name}").format(name=file_title(file))
        )
        self.bench_knob.setVisible(file.kind.id == "pack")
        self.preview.show_content(file.kind.id, None)
        self._show_knobs()
        self._show_place()
        self._pending()
        self.checker.ask(file, self.editor.toPlainText(), at_once=True)

    @Slot()
    def _on_text(self) -> None:
        if self._file not in self._documents:
            return
        text = self.editor.toPlainText()
        if self._checked is not None and self._checked.text == text:
            return
        self._checked = None
        self._pending()
        self._show_knobs()
        self.checker.ask(self._file, text)

    def _pending(self) -> None:
        self.mark.show_icon("search", "text_dim")
        self.verdict.setText(self.tr("Looking through it…"))
        self.go.hide()

    @Slot(object)
    def _on_judged(self, checked: Checked) -> None:
        if checked.file != self._file or checked.text != self.editor.toPlainText():
            return
        before, self._checked = self._checked, checked
        self.preview_title.setText(self.tr("Preview"))
        if checked.content is not None:
            self.preview.show_content(checked.file.kind.id, checked.content)
        elif self.preview.texts:
            self.preview_title.setText(self.tr("Preview of the last text that could be read"))
        self.editor.mark(checked.line if checked.error else None)
        self.go.setVisible(checked.error is not None and checked.line is not None)
        if checked.error is not None:
            self._say_wrong(checked)
        else:
            self._say_good()
        if before is None and checked.error is not None:
            announce(self, self.verdict.text())
        self._show_knobs()

    def _say_wrong(self, checked: Checked) -> None:
        assert checked.error is not None
        self.mark.show_icon("warning", "warning")
        problem = checked.error.problem
        if checked.line is not None and f"line {checked.line}" not in problem:
            place = self.tr("Line {line}: {problem}")
            problem = place.format(line=checked.line, problem=problem)
        self.verdict.setText(problem)

    def _say_good(self) -> None:
        self.mark.show_icon("check", "good")
        counts = translate("team", self._file.kind.counts)
        if self._file in self.unsaved:
            told = self.tr("It can be used. Once saved it counts {from_when}.")
        elif self._file.is_own:
            told = self.tr("In use, as the team's own. A change counts {from_when}.")
        else:
            told = self.tr("In use, as it came. A change counts {from_when}.")
        self.verdict.setText(told.format(from_when=counts))

    @Slot(object)
    def _on_surveyed(self, found: list[Checked]) -> None:
        for one in found:
            if one.error is not None and one.file not in self.unsaved:
                self.files.show_state(one.file, FileState.BROKEN)

    @Slot(object)
    def _on_failed(self, error: OutsideError) -> None:
        self.banner.show_error(error)

    def _save_now(self, file: TeamFile) -> bool:
        """Save a text, once it is sure that it holds; else show it with what is wrong."""
        text = self._documents[file].toPlainText()
        known = self._checked
        fresh = known is not None and (known.file, known.text) == (file, text)
        checked = known if known is not None and fresh else check(file, text)
        if checked.error is not None:
            self.files.choose(file.place)
            self._on_judged(checked)
            self._go_to_fault()
            announce(self, self.verdict.text(), urgent=True)
            return False
        try:
            save(checked)
        except OutsideError as error:
            self.banner.show_error(error)
            return False
        self._documents[file].setModified(False)
        self.files.show_state(file, FileState.OWN)
        counts = translate("team", file.kind.counts)
        self._tell(self.tr("Saved. It counts {from_when}.").format(from_when=counts))
        if file == self._file:
            self._on_judged(checked)
        self.saved.emit()
        return True

    @Slot()
    def _back_to_ours(self) -> None:
        file = self._file
        question = self.tr("Go back to what came with the program? The team's version is kept.")
        if not file.is_ours:
            question = self.tr("Take these rules out of use? They are kept among the versions.")
        if self._ask(question, _Answer.Yes | _Answer.Cancel) != _Answer.Yes:
            return
        try:
            restore(file)
        except OutsideError as error:
            self.banner.show_error(error)
            return
        self._forget(file)
        self._list()
        counts = translate("team", file.kind.counts)
        self._tell(self.tr("Back to what came. It counts {from_when}.").format(from_when=counts))
        self.saved.emit()

    def _bring_back(self, version: Version) -> Callable[[], None]:
        def act() -> None:
            try:
                self.editor.replace_all(version.text())
            except OutsideError as error:
                self.banner.show_error(error)

        return act

    def _show_knobs(self) -> None:
        file = self._file
        changed = file in self.unsaved
        broken = self._checked is not None and self._checked.error is not None
        self.save_knob.setEnabled(changed and not broken)
        self.back_knob.setEnabled(file.is_own)
        state = FileState.OWN if file.is_own else FileState.OURS
        self.files.show_state(
            file, FileState.BROKEN if broken else FileState.CHANGED if changed else state
        )
        self._menu.clear()
        for version in reversed(file.versions()):
            text = self.tr("Version {number}").format(number=version.number)
            self._menu.addAction(text).triggered.connect(self._bring_back(version))
        self.earlier.setEnabled(not self._menu.isEmpty())

    @Slot()
    def _show_place(self) -> None:
        told = self.tr("Line {line} of {all}")
        self.where.setText(told.format(line=self.editor.line, all=self.editor.blockCount()))

    @Slot()
    def _go_to_fault(self) -> None:
        if self.editor.marked is not None:
            self.editor.go_to(self.editor.marked)

    @Slot()
    def _import(self) -> None:
        kinds = self.tr("Files of a team (*.zip)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import"), "", kinds)
        if name:
            self.take_over(Path(name))

    @Slot()
    def _export(self) -> None:
        kinds = self.tr("Files of a team (*.zip)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), "team.zip", kinds)
        if name:
            self.write_out(Path(name))

    def _list(self) -> None:
        files = team_files()
        self.files.show_files(files, self._file)
        self.checker.survey([file for file in files if file.is_own])

    def _forget(self, file: TeamFile) -> None:
        gone = self._documents.pop(file, None)
        if gone is not None and gone is not self.editor.document():
            gone.deleteLater()

    def _tell(self, text: str) -> None:
        self.banner.show_note(text)

    def _ask(self, question: str, answers: _Answer) -> int:
        return QMessageBox.question(self, self.windowTitle(), question, answers)

    def _connect(self) -> None:
        self.files.chosen.connect(self._open)
        self.editor.cursorPositionChanged.connect(self._show_place)
        self.checker.judged.connect(self._on_judged)
        self.checker.surveyed.connect(self._on_surveyed)
        self.checker.failed.connect(self._on_failed)
        self.save_knob.clicked.connect(self.save)
        self.back_knob.clicked.connect(self._back_to_ours)
        self.bench_knob.clicked.connect(self.bench_wanted)
        self.import_knob.clicked.connect(self._import)
        self.export_knob.clicked.connect(self._export)
        self.close_knob.clicked.connect(self.close)
        self.go.clicked.connect(self._go_to_fault)
        for key, slot in (
            (QKeySequence(QKeySequence.StandardKey.Save), self.save),
            (QKeySequence("F8"), self._go_to_fault),
            (QKeySequence(Qt.Key.Key_Escape), self.close),
        ):
            QShortcut(key, self).activated.connect(slot)

"""Where a rule is changed: its phrases, exceptions and tests line by line, or the pack as TOML."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from companion.errors import OutsideError
from ui.look import Look
from ui.review.draft import Draft
from ui.widgets.parts import label

CHECK_AFTER_MS = 250


class RuleEditor(QTabWidget):
    """`changed` says that `draft` is another one, `told` carries what is wrong with it, or None."""

    changed = Signal()
    told = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._draft = Draft("", "")
        self._rule = ""
        self._pause = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._pause.timeout.connect(self.take)
        self.lists: dict[str, QPlainTextEdit] = {}
        self.whole = self._area(self.tr("The whole pack as TOML"))
        self.whole.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.whole.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        for title, fields in self._tabs().items():
            self.addTab(self._page(fields), title)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(self.whole)
        self.addTab(page, self.tr("TOML"))
        self.currentChanged.connect(self._find_rule)

    @property
    def draft(self) -> Draft:
        return self._draft

    def show_rule(self, draft: Draft, rule: str) -> None:
        """Let this rule of the draft be changed."""
        self._pause.stop()
        self._draft, self._rule = draft, rule
        self._show_lists()
        with QSignalBlocker(self.whole):
            self.whole.setPlainText(draft.text)
        self._find_rule()

    @Slot()
    def take(self) -> None:
        """Take over what has been typed, and say what is wrong with it."""
        self._pause.stop()
        try:
            draft = self._typed()
        except OutsideError as error:
            self.told.emit(error)
            return
        if draft != self._draft:
            self._draft = draft
            self._show_other_side()
            self.changed.emit()
        self.told.emit(self._draft.trouble())

    @Slot()
    def _find_rule(self) -> None:
        """Let the rule be in sight among the pack's others."""
        place = self.whole.document().find(f'id = "{self._rule}"')
        if not place.isNull():
            place.clearSelection()
            self.whole.setTextCursor(place)
            self.whole.centerCursor()

    def _typed(self) -> Draft:
        if self.currentIndex() == self.count() - 1:
            return Draft(self._draft.name, self.whole.toPlainText())
        draft = self._draft
        for field, area in self.lists.items():
            draft = draft.with_entries(self._rule, field, area.toPlainText().splitlines())
        return draft

    def _show_other_side(self) -> None:
        """What was typed as TOML shows in the lists, and the other way round."""
        if self.currentIndex() == self.count() - 1:
            self._show_lists()
        else:
            with QSignalBlocker(self.whole):
                self.whole.setPlainText(self._draft.text)

    def _show_lists(self) -> None:
        for field, area in self.lists.items():
            with QSignalBlocker(area):
                area.setPlainText("\n".join(self._draft.entries(self._rule, field)))

    def _tabs(self) -> dict[str, dict[str, str]]:
        return {
            self.tr("Phrases"): {
                "any": self.tr("Any of these, one a line"),
                "with": self.tr("And one of these, if there are any"),
            },
            self.tr("Exclusions"): {
                "unless_near": self.tr("Not where one of these is near"),
                "unless_said": self.tr("Not where one of these is said in the sentence"),
            },
            self.tr("Tests"): {
                "fires": self.tr("Must fire on"),
                "quiet": self.tr("Must stay quiet on"),
            },
        }

    def _page(self, fields: dict[str, str]) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(self._look.u(1.5))
        for stretch, (field, title) in zip((3, 2), fields.items(), strict=True):
            column.addWidget(label(title, "muted", wrap=True))
            self.lists[field] = self._area(title)
            column.addWidget(self.lists[field], stretch)
        return page

    def _area(self, title: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setAccessibleName(title)
        made.setTabChangesFocus(True)
        made.textChanged.connect(self._pause.start)
        return made

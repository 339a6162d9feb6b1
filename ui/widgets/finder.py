"""Above the transcript, when it is asked for: find words in this call, show some lines alone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.language import number
from ui.look import Look
from ui.models.line import read_out
from ui.models.shown_lines import Only, ShownLines
from ui.widgets.parts import ElidedLabel, Glyph, announce, button
from ui.widgets.transcript_view import TranscriptView

translate = QCoreApplication.translate


class Finder(QWidget):
    """Closing it shows all lines again: nobody is left with a part of a call unawares.

    `left` says that it was closed, and that the keys belong to the transcript again.
    """

    left = Signal()

    def __init__(self, look: Look, shown: ShownLines, view: TranscriptView) -> None:
        super().__init__()
        self._look, self._shown, self._view = look, shown, view
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in this call"))
        self.field.setAccessibleName(self.tr("Find in this call"))
        self.field.setToolTip(self.tr("Enter goes to the next line, Shift+Enter to the one before"))
        self.previous = self._knob("up", self.tr("The line before with these words"))
        self.next = self._knob("down", self.tr("The next line with these words"))
        self.only = QComboBox()
        self.only.setAccessibleName(self.tr("Which lines are shown"))
        self.only.setToolTip(self.tr("Which lines are shown"))
        for only, text in _choices():
            self.only.addItem(text, only)
        self.told = ElidedLabel()
        self.close_knob = self._knob("dismiss", self.tr("Show all lines again"))
        self._origin = -1
        self._lay_out()
        self.hide()
        self.field.textChanged.connect(self._on_typed)
        self.only.currentIndexChanged.connect(self._on_chosen)
        self.previous.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.close_knob.clicked.connect(self.leave)
        shown.changed.connect(self._tell)
        view.selectionModel().currentChanged.connect(self._tell)

    @Slot()
    def open(self) -> None:
        """Let words be typed that are to be found, from the line on at which one is."""
        self.show()
        self._origin = self._row()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot()
    def open_choice(self) -> None:
        """Let it be chosen which lines are shown."""
        self.show()
        self.only.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def go_on(self) -> None:
        """Go to the next line with the words, after the last to the first."""
        if self._shown.sought is None:
            self.open()
        self._go(self._shown.hit_after(self._row()))
        self._origin = self._row()

    @Slot()
    def go_back(self) -> None:
        """Go to the line before with the words, before the first to the last."""
        if self._shown.sought is None:
            self.open()
        self._go(self._shown.hit_before(self._row()))
        self._origin = self._row()

    @Slot()
    def leave(self) -> None:
        """Show all lines again; the line one was at stays in sight."""
        held, found = self.has_focus, self._shown.sought is not None
        self.put_away()
        if found and self._view.currentIndex().isValid():
            self._view.scrollTo(self._view.currentIndex())
        if held:
            self.left.emit()

    def put_away(self) -> None:
        """Forget words and choice, for another call."""
        self.field.clear()
        self.only.setCurrentIndex(0)
        self.hide()

    @property
    def has_focus(self) -> bool:
        """Whether the keys go here."""
        held = QApplication.focusWidget()
        return held is not None and self.isAncestorOf(held)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            (self.go_back if back else self.go_on)()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        """Go to the first line with the words from where one was when one began to type."""
        self._shown.seek(text)
        self._view.mark_words(self._shown.sought)
        if self._shown.hits:
            self._go(self._shown.hit_after(self._origin - 1))

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self._shown.show_only(self.only.itemData(index))
        self._origin = self._row()

    def _go(self, row: int) -> None:
        if row < 0:
            return
        self._view.show_row(row)
        self._tell()
        announce(self, f"{self.told.text()}. {read_out(self._shown.line(row))}")

    def _row(self) -> int:
        """The line one is at: the chosen one if it is in sight, else the first that is."""
        return self._view.row_in_sight()

    @Slot()
    def _tell(self) -> None:
        """Say how many lines there are, and at which of them one is."""
        if not self.isVisible():
            return
        with QSignalBlocker(self.only):
            self.only.setCurrentIndex(self.only.findData(self._shown.only))
        hits = self._shown.hits
        for knob in (self.previous, self.next):
            knob.setEnabled(bool(hits))
        self.told.setText(self._count(hits))

    def _count(self, hits: list[int]) -> str:
        if self._shown.sought is not None:
            if not hits:
                return self.tr("Not found")
            row = self._view.currentIndex().row()
            at = hits.index(row) + 1 if row in hits else 0
            if not at:
                return self.tr("%n line(s)", "", len(hits))
            return self.tr("{at} of {count}").format(at=number(at), count=number(len(hits)))
        if self._shown.only == Only.ALL:
            return ""
        shown, total = number(self._shown.finished), number(self._shown.total)
        return self.tr("{shown} of {total} lines").format(shown=shown, total=total)

    def _knob(self, icon: str, text: str) -> QPushButton:
        made = button(self._look, "quiet")
        made.setIcon(self._look.icon(icon, "text_muted"))
        made.setToolTip(text)
        made.setAccessibleName(text)
        return made

    def _lay_out(self) -> None:
        look = self._look
        row = QHBoxLayout(self)
        row.setContentsMargins(look.u(3), look.u(1), look.u(2), look.u(1))
        row.setSpacing(look.u(1.5))
        row.addWidget(Glyph(look, "search", "text_muted", 4))
        row.addWidget(self.field, 3)
        row.addWidget(self.told, 2)
        for part in (self.previous, self.next, self.only, self.close_knob):
            row.addWidget(part)


def _choices() -> list[tuple[Only, str]]:
    return [
        (Only.ALL, translate("Finder", "All lines")),
        (Only.CUSTOMER, translate("Finder", "The customer")),
        (Only.AGENT, translate("Finder", "The agent")),
        (Only.ALERTS, translate("Finder", "With an alert")),
        (Only.MARKS, translate("Finder", "With a mark")),
    ]

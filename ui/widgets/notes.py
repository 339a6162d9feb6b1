"""The agent's notes: written down as they are typed, a moment after the last key."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from companion.call import Call
from companion.events import AnyEvent, NoteWritten
from ui.look import Look
from ui.widgets.parts import Panel, label

PAUSE_MS = 600
"""Text is handed on once no key has been hit for so long."""


class NotesPanel(Panel):
    """`written` carries the whole text; `flush` hands over at once what still waits."""

    written = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self.heading.setText(self.tr("Notes"))
        self.setAccessibleName(self.tr("Notes"))
        self._state = label(tone="muted")
        self.head.addWidget(self._state)
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName(self.tr("Notes"))
        self.editor.setPlaceholderText(self.tr("What to remember of this call"))
        self.editor.setTabChangesFocus(True)
        self.editor.setMinimumHeight(look.u(16))
        # As high as there is room for, and content with little.
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.body.addWidget(self.editor, 1)
        self._known = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.editor.textChanged.connect(self._on_typed)

    def set_read_only(self, read_only: bool) -> None:
        self.editor.setReadOnly(read_only)

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        self._pause.stop()
        self._state.clear()
        self._take(call.latest_note())

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry. What is being typed is never overwritten."""
        if not isinstance(entry, NoteWritten) or entry.field != "note":
            return
        if self.editor.isReadOnly():
            self._take(entry.text)
        elif self.editor.toPlainText() == entry.text:
            self._state.setText(self.tr("Saved"))

    def compare(self, call: Call) -> None:
        """Take for handed over only what the call really holds."""
        self._known = call.latest_note()

    def stamp(self, time: str) -> None:
        """Begin a line with this time of the call, and let the keys write on after it."""
        if self.editor.isReadOnly():
            return
        cursor = self.editor.textCursor()
        if cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertText("\n")
        cursor.insertText(f"[{time}] ")
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    @Slot()
    def flush(self) -> None:
        """Hand over what was typed since the last time."""
        self._pause.stop()
        text = self.editor.toPlainText()
        if text != self._known and not self.editor.isReadOnly():
            self._known = text
            self.written.emit(text)

    @Slot()
    def _on_typed(self) -> None:
        if self.editor.toPlainText() != self._known:
            self._state.clear()
            self._pause.start()

    def _take(self, text: str) -> None:
        self._known = text
        if self.editor.toPlainText() != text:
            self.editor.setPlainText(text)

"""An editor for a part of the note in which the program's lines are quotations that lead back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import words
from ui.look import Look

if TYPE_CHECKING:
    from companion.note import Quote

_MOST_LINES = 7
"""A longer text scrolls in its own place."""


def quoted_line(quote: Quote) -> str:
    """The line that stands for a sentence: when, and the exact words."""
    return f"{words.clock(quote.start)} {words.quoted(quote.text)}"


class _QuoteMarks(QSyntaxHighlighter):
    """Lights the time of each line that is still word for word what was said."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        super().__init__(document)
        self._look = look
        self.lines: dict[str, int] = {}
        look.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        if text in self.lines:
            ink = QTextCharFormat()
            ink.setForeground(self._look.colour("accent"))
            ink.setFontWeight(self._look.bold().weight())
            self.setFormat(0, text.index(" "), ink)


class QuotingEditor(QPlainTextEdit):
    """As high as its text. `picked` carries the utterance of the quotation the cursor is put in."""

    picked = Signal(int)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(self.tr("Nothing was heard"))
        self._marks = _QuoteMarks(self.document(), look)
        self._frame = look.u(2) + 4  # the style sheet's padding and its border with the focus
        self._shown = 0
        self.cursorPositionChanged.connect(self._on_cursor)
        self.textChanged.connect(self._fit)

    def show_text(self, quotes: Iterable[Quote], written: str | None) -> None:
        """Show the draft made of `quotes`, or what the agent wrote in its place."""
        lines = {quoted_line(quote): quote.utterance for quote in quotes}
        self._marks.lines = lines
        self.setPlainText("\n".join(lines) if written is None else written)
        self._marks.rehighlight()
        self._shown = 0
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _on_cursor(self) -> None:
        utterance = self._marks.lines.get(self.textCursor().block().text(), 0)
        if self.hasFocus() and utterance and utterance != self._shown:
            self.picked.emit(utterance)
        self._shown = utterance

    @Slot()
    def _fit(self) -> None:
        lines = round(self.document().size().height())
        policy = Qt.ScrollBarPolicy
        more = lines > _MOST_LINES
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff
        )
        shown = max(1, min(_MOST_LINES, lines)) * self.fontMetrics().lineSpacing()
        margins = round(2 * self.document().documentMargin())
        height = shown + margins + self._frame
        if height != self.height():
            self.setFixedHeight(height)

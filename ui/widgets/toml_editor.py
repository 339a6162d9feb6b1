"""An editor for TOML: lightly coloured, with the line marked that a complaint is about."""

from __future__ import annotations

import re

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtGui import (
    QFont,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QTextEdit

from ui.look import Look

_FENCE = '"""'
_PART = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*"?|'[^']*'?)"""
    r"""|(?P<remark>\#.*)"""
    r"""|(?P<table>^\s*\[{1,2}[\w.\-]+\]{1,2}(?=\s*(?:\#|$)))"""
    r"""|(?P<key>[\w\-]+(?=\s*=))"""
    r"""|(?P<value>\b(?:true|false)\b|(?<!\w)[+\-]?\d[\d_.]*)"""
)
ROLES = {
    "text": "customer",
    "remark": "text_muted",
    "table": "accent",
    "key": "agent",
    "value": "accent",
}
"""A part of the language and the theme's role for it. Each is told by its signs as well."""


class TomlColours(QSyntaxHighlighter):
    """Colours one document, in the theme of the moment."""

    def __init__(self, look: Look, document: QTextDocument) -> None:
        super().__init__(document)
        self._look = look
        look.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        start = 0
        if self.previousBlockState() == 1:
            end = text.find(_FENCE)
            start = len(text) if end < 0 else end + len(_FENCE)
            self.setFormat(0, start, self._format("text"))
            if end < 0:
                self.setCurrentBlockState(1)
                return
        self.setCurrentBlockState(0)
        for part in _PART.finditer(text, start):
            kind = part.lastgroup or "text"
            self.setFormat(part.start(), part.end() - part.start(), self._format(kind))
        fence = text.find(_FENCE, start)
        if fence >= 0 and text.find(_FENCE, fence + len(_FENCE)) < 0:
            self.setFormat(fence, len(text) - fence, self._format("text"))
            self.setCurrentBlockState(1)

    def _format(self, kind: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._look.colour(ROLES[kind]))
        made.setFontItalic(kind == "remark")
        if kind == "table":
            made.setFontWeight(QFont.Weight.DemiBold)
        return made


class TomlEditor(QPlainTextEdit):
    """Shows one document at a time; each keeps its own undoing. Tab goes on to what comes next."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._marked: int | None = None
        self.setObjectName("code")
        self.setTabChangesFocus(True)
        look.changed.connect(self._show_mark)

    def made_document(self, text: str) -> QTextDocument:
        """A document for this editor, owned by it."""
        made = QTextDocument(self)
        made.setDocumentLayout(QPlainTextDocumentLayout(made))
        made.setPlainText(text)
        made.setModified(False)
        TomlColours(self._look, made)
        return made

    def show_document(self, document: QTextDocument) -> None:
        with QSignalBlocker(self):
            self.setDocument(document)
        document.setDefaultFont(self.font())
        self.mark(None)

    def replace_all(self, text: str) -> None:
        """Put another text in the place of the whole; it can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    @property
    def line(self) -> int:
        """Where the cursor is, counted from 1."""
        return self.textCursor().blockNumber() + 1

    @property
    def marked(self) -> int | None:
        return self._marked

    def mark(self, line: int | None) -> None:
        """Give this line, counted from 1, a ground of its own; None: no line."""
        self._marked = line
        self._show_mark()

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, in sight, and the focus into the text."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(line - 1)))
        self.centerCursor()
        self.setFocus()

    @Slot()
    def _show_mark(self) -> None:
        if self._marked is None:
            self.setExtraSelections([])
            return
        selection = QTextEdit.ExtraSelection()
        ground = selection.format
        ground.setBackground(self._look.soft("warning"))
        ground.setProperty(QTextFormat.Property.FullWidthSelection, True)
        selection.cursor = QTextCursor(self.document().findBlockByNumber(self._marked - 1))
        self.setExtraSelections([selection])

"""Half a page for whoever takes the call over: to read out, to copy, to print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from companion.abuse_protocol import load_protocol
from companion.call import Call
from companion.export.hand_over import Wording, markdown, sections, text
from companion.export.printing import printed
from companion.hand_over import HandOver, hand_over
from ui import words
from ui.language import shipped
from ui.look import Look
from ui.widgets.parts import announce, button, label


class HandOverPage(QDialog):
    """The page as the call stood when it was opened. Beside the window, closed by Esc.

    `handed` carries to whom, perhaps nobody by name.
    """

    handed = Signal(str)

    def __init__(self, look: Look, call: Callable[[], Call], parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._call = call
        self._page: HandOver | None = None
        self.setWindowTitle(self.tr("Hand-over"))
        self.to = QLineEdit()
        self.to.setPlaceholderText(self.tr("Name, if you know it"))
        self.to.setAccessibleName(self.tr("To whom"))
        self.shown = QTextBrowser()
        self.shown.setOpenLinks(False)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(self.tr("Hand-over"))
        self.copy, self.keep = button(look), button(look)
        self.hand = button(look, "primary")
        for knob, told in (
            (self.copy, self.tr("Copy")),
            (self.keep, self.tr("Save as PDF…")),
            (self.hand, self.tr("Handed over")),
        ):
            knob.setText(told)
            knob.setAccessibleName(told)
        self.hand.setDefault(True)
        self.copy.setAutoDefault(False)
        self.keep.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.keep.clicked.connect(self._save)
        self.hand.clicked.connect(self._hand)
        self._told = label(tone="muted", wrap=True)
        self._lay_out(look)

    @property
    def told(self) -> str:
        """What became of the last press."""
        return self._told.text()

    def open_for(self, *, may_hand_over: bool) -> None:
        """Show the call as it stands now. A call that is only looked at is not handed over."""
        self._page = hand_over(self._call())
        self._fill(self._page)
        self.to.setText(self._page.to)
        self.hand.setVisible(may_hand_over)
        self.to.setEnabled(may_hand_over)
        self._told.clear()
        self.show()
        self.raise_()
        self.activateWindow()
        (self.to if may_hand_over else self.shown).setFocus()

    def _fill(self, page: HandOver) -> None:
        """The words go in as text: nothing in them is taken for markup."""
        self.shown.clear()
        cursor = self.shown.textCursor()
        plain, bold = QTextCharFormat(), QTextCharFormat()
        plain.setFont(self._look.font())
        bold.setFont(self._look.bold())
        for number, (title, lines) in enumerate(sections(page, load_protocol(), _wording())):
            cursor.insertText(("\n" if number else "") + title + "\n", bold)
            cursor.insertText("".join(f"{line}\n" for line in lines), plain)
        self.shown.moveCursor(QTextCursor.MoveOperation.Start)

    @Slot()
    def _copy(self) -> None:
        assert self._page is not None
        QGuiApplication.clipboard().setText(text(self._page, load_protocol(), _wording()))
        self._tell(self.tr("Copied."))

    @Slot()
    def _hand(self) -> None:
        self.handed.emit(" ".join(self.to.text().split()))
        self.close()

    @Slot()
    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save as PDF"), "hand-over.pdf", self.tr("PDF (*.pdf)")
        )
        if not name:
            return
        started = self._call().started
        assert self._page is not None
        assert started is not None
        page = markdown(self._page, load_protocol(), _wording())
        made = printed(page, title=self.tr("Hand-over"), made=started.started_at)
        try:
            Path(name).write_bytes(made)
        except OSError as error:
            why = error.strerror
            self._tell(self.tr("{file} cannot be written: {why}.").format(file=name, why=why))
        else:
            self._tell(self.tr("Saved: {file}").format(file=name))

    def _tell(self, message: str) -> None:
        self._told.setText(message)
        announce(self, message)

    def _lay_out(self, look: Look) -> None:
        self.resize(look.u(150), look.u(170))
        rows = QVBoxLayout(self)
        gap = look.u(4)
        rows.setContentsMargins(gap, gap, gap, gap)
        rows.setSpacing(look.u(3))
        head = QHBoxLayout()
        head.setSpacing(look.u(2))
        name = label(self.tr("To"))
        name.setBuddy(self.to)
        head.addWidget(name)
        head.addWidget(self.to, 1)
        rows.addLayout(head)
        rows.addWidget(self.shown, 1)
        rows.addWidget(self._told)
        foot = QHBoxLayout()
        foot.setSpacing(look.u(2))
        foot.addWidget(self.copy)
        foot.addWidget(self.keep)
        foot.addStretch(1)
        foot.addWidget(self.hand)
        rows.addLayout(foot)


def _wording() -> Wording:
    """The page's own words in the language of the window."""
    return Wording(shipped, words.day)

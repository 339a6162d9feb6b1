"""Comments on a call: at a moment or on a sentence, with tags."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from companion.call import Call
from companion.events import CommentWritten
from ui import words
from ui.look import Look
from ui.widgets.parts import button, label

GOOD_EXAMPLE, COACHING, TRAINING = "good example", "coaching", "training"
_TAG = re.compile(r"(?:^|\s)#([\w-]+)")
_SeqRole = Qt.ItemDataRole.UserRole


class CommentList(QListWidget):
    """`removed` carries the seq of the comment that Delete was pressed on."""

    removed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.removed.emit(item.data(_SeqRole))
        else:
            super().keyPressEvent(event)


class CommentsPanel(QWidget):
    """`written` carries text, tags, the sentence's seq (0: at the moment alone) and the seq of the
    comment that it corrects (0: none); `removed` that of a comment to take away.
    """

    written = Signal(str, object, int, int)
    removed = Signal(int)
    sought = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._call = Call()
        self._utterance = 0
        self._editing = 0
        self.list = CommentList()
        self.list.setAccessibleName(self.tr("Comments"))
        self.list.setAccessibleDescription(
            self.tr("Enter goes to the moment, E corrects, Delete takes away")
        )
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self._on_activated)
        self.list.removed.connect(self.removed)
        self.editor = QLineEdit()
        self.editor.setPlaceholderText(self.tr("Comment; #tag adds a tag"))
        self.editor.setAccessibleName(self.tr("Comment"))
        self.editor.returnPressed.connect(self._on_enter)
        self.on_sentence = QCheckBox(self.tr("On the sentence"))
        self.on_sentence.setChecked(True)
        self._about = label(tone="muted", wrap=True)
        self._about.setFont(look.font(0.9))
        self.tags = {tag: QCheckBox(name) for tag, name in self._tag_names().items()}
        self.correct = button(look, "quiet")
        self.correct.setText(self.tr("Correct"))
        self.correct.clicked.connect(self._on_correct)
        self._lay_out(look)

    def show_call(self, call: Call) -> None:
        """List the comments of this call in the order of time."""
        self._call = call
        chosen = self.list.currentRow()
        self.list.clear()
        for comment in sorted(call.review.comments, key=lambda one: (one.at, one.seq)):
            item = QListWidgetItem(_line(comment))
            item.setData(_SeqRole, comment.seq)
            item.setToolTip(f"{comment.who}, {words.short_day(comment.when.date())}")
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(min(max(chosen, 0), self.list.count() - 1))
        self.correct.setVisible(self.list.count() > 0)

    def show_target(self, at: float, utterance: int) -> None:
        """Say what a comment written now is about."""
        self._utterance = utterance
        self.on_sentence.setEnabled(bool(utterance))
        if utterance and self.on_sentence.isChecked():
            self._about.setText(words.quoted(self._call.utterance(utterance).text))
        else:
            self._about.setText(self.tr("At {time}").format(time=words.clock(at)))

    def begin(self) -> None:
        """Make ready to write."""
        self._editing = 0
        self.editor.setFocus()

    def begin_training(self) -> None:
        """Make ready to say why this passage belongs to the training playlist."""
        self.begin()
        self.tags[TRAINING].setChecked(True)

    @Slot()
    def _on_enter(self) -> None:
        typed = self.editor.text()
        text = " ".join(_TAG.sub(" ", typed).split())
        if not text:
            return
        tags = [tag for tag, box in self.tags.items() if box.isChecked()]
        tags += [tag.replace("-", " ") for tag in _TAG.findall(typed)]
        on = self._utterance if self.on_sentence.isChecked() else 0
        self.written.emit(text, tuple(dict.fromkeys(tags)), on, self._editing)
        self._editing = 0
        self.editor.clear()
        for box in self.tags.values():
            box.setChecked(False)

    @Slot()
    def _on_correct(self) -> None:
        """Put the chosen comment back into the line where it was written."""
        comment = self._chosen()
        if comment is None:
            return
        self._editing = comment.seq
        known = [tag for tag in comment.tags if tag in self.tags]
        for tag, box in self.tags.items():
            box.setChecked(tag in known)
        own = [f"#{tag.replace(' ', '-')}" for tag in comment.tags if tag not in self.tags]
        self.editor.setText(" ".join([comment.text, *own]))
        self.editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().lower() == "e" and self.list.hasFocus():
            self._on_correct()
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        comment = next(c for c in self._call.review.comments if c.seq == item.data(_SeqRole))
        self.sought.emit(comment.at)

    def _chosen(self) -> CommentWritten | None:
        item = self.list.currentItem()
        seq = item.data(_SeqRole) if self.list.currentRow() >= 0 else 0
        return next((c for c in self._call.review.comments if c.seq == seq), None)

    def _tag_names(self) -> dict[str, str]:
        return {
            GOOD_EXAMPLE: self.tr("Good example"),
            COACHING: self.tr("Coaching"),
            TRAINING: self.tr("Training"),
        }

    def _lay_out(self, look: Look) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(1.5))
        column.addWidget(self.list, 1)
        under = QHBoxLayout()
        under.addStretch(1)
        under.addWidget(self.correct)
        column.addLayout(under)
        column.addWidget(self._about)
        column.addWidget(self.editor)
        row = QHBoxLayout()
        row.addWidget(self.on_sentence)
        row.addStretch(1)
        column.addLayout(row)
        tags = QHBoxLayout()
        for box in self.tags.values():
            tags.addWidget(box)
        tags.addStretch(1)
        column.addLayout(tags)


def _line(comment: CommentWritten) -> str:
    tags = "  ".join(f"#{tag}" for tag in comment.tags)
    head = f"{words.clock(comment.at)}  {comment.who}"
    return f"{head}  {tags}\n{comment.text}" if tags else f"{head}\n{comment.text}"

"""One question of a scorecard: the answers to choose from, what the call says, a comment."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from companion.call import Call
from companion.events import EvaluationAnswered, Verdict
from companion.review.scorecard import NA, NO, YES, Kind, Question
from companion.review.sheet import Sheet, replies
from ui import words
from ui.language import shipped
from ui.look import Look
from ui.widgets.parts import button, label

_SHOWN_SENTENCES = 4
"""So many sentences are offered to be heard; the others are named in the tip."""

_LETTERS = {"y": YES, "n": NO, "a": NA}


class QuestionRow(QWidget):
    """`answered` carries question and value, `commented` question and text, `picked` the sentence
    that is to be heard. With the focus on the row itself, Y, N, A and 1 to 9 answer.
    """

    answered = Signal(str, str)
    commented = Signal(str, str)
    picked = Signal(int)
    left = Signal(int)
    """Up (-1) or Down (+1): the question before or after is wanted."""

    def __init__(self, look: Look, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self.question = look, question
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        asked, helped = shipped(question.text), shipped(question.help)
        self.setAccessibleName(asked)
        self.setAccessibleDescription(helped)
        text = label(asked, wrap=True)
        text.setToolTip(helped)
        self.answers = {value: self._knob(value, name) for value, name in question.answers}
        self.number = self._number() if question.kind == Kind.NUMBER else None
        self._evidence = label(tone="muted", wrap=True)
        self._evidence.setFont(look.font(0.9))
        self._sentences = QHBoxLayout()
        self._sentences.setSpacing(look.u(1))
        self.comment = QLineEdit()
        self.comment.setAccessibleName(self.tr("Comment"))
        self.comment.editingFinished.connect(self._on_comment)
        self._lay_out(text)

    @property
    def about(self) -> str:
        """Its help, what it weighs, and which answers fail the call."""
        question = self.question
        weighs = self.tr("Weighs {weight} of 100.").format(weight=f"{question.weight:g}")
        parts = [shipped(question.help), weighs if question.weight else self.tr("Not scored.")]
        if question.fail_on:
            failing = ", ".join(self._title(value) for value in sorted(question.fail_on))
            parts.append(self.tr("{answers} fails the call.").format(answers=failing))
        return " ".join(part for part in parts if part)

    def show_sheet(self, sheet: Sheet, call: Call, *, editable: bool) -> None:
        """Show the answer as it stands now."""
        value = sheet.value(self.question.id)
        for name, knob in self.answers.items():
            knob.setChecked(name == value)
            knob.setEnabled(editable)
        if self.number is not None:
            with QSignalBlocker(self.number):
                self.number.setText("" if value in (None, NA) else value or "")
            self.number.setEnabled(editable)
        given = sheet.answers.get(self.question.id)
        self._show_evidence(sheet, call)
        with QSignalBlocker(self.comment):
            self.comment.setText(given.comment if given else "")
        self.comment.setReadOnly(not editable)
        hint = self.tr("Comment")
        if value in self.question.comment_on:
            hint = self.tr("Why? A comment is needed")
        elif sheet.overridden(self.question.id):
            hint = self.tr("Why another answer than the call's?")
        self.comment.setPlaceholderText(hint)
        self.setVisible(self.question in sheet.questions)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text().lower()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.number or self.comment).setFocus()
        elif text in _LETTERS and _LETTERS[text] in self.answers:
            self._choose(_LETTERS[text])
        elif text.isdigit() and 0 < int(text) <= len(self.answers) and self.number is None:
            self._choose(list(self.answers)[int(text) - 1])
        elif text == "s" and self._sentences.count():
            self._hear_first()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(self._look.colour("accent"), 2))
                edge = self.rect().adjusted(1, 1, -1, -1)
                painter.drawRoundedRect(edge, self._look.u(1), self._look.u(1))

    def _hear_first(self) -> None:
        item = self._sentences.itemAt(0)
        first = item.widget() if item is not None else None
        if isinstance(first, QPushButton):
            first.click()

    def _choose(self, value: str) -> None:
        self.answered.emit(self.question.id, value)

    @Slot()
    def _on_comment(self) -> None:
        self.commented.emit(self.question.id, self.comment.text())

    @Slot()
    def _on_number(self) -> None:
        if self.number is not None:
            self._choose(self.number.text())

    def _show_evidence(self, sheet: Sheet, call: Call) -> None:
        given = sheet.answers.get(self.question.id)
        found = sheet.evidence.get(self.question.id)
        machine = given.machine if given else found.value if found else None
        said = shipped(found.why) if found else ""
        if machine is not None:
            heard = self.tr("The call says {answer}.").format(answer=self._title(machine))
            said = f"{heard} {said}".strip()
        mark = "≠ " if sheet.overridden(self.question.id) else ""
        answered = replies(call, sheet.evaluation).get(self.question.id)
        lines = [mark + said] if said else []
        lines += [self._agents_word(answered)] if answered else []
        self._evidence.setText("\n".join(lines))
        self._evidence.setVisible(bool(lines))
        while self._sentences.count():
            item = self._sentences.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        utterances = given.utterances if given else found.utterances if found else ()
        for seq in utterances[:_SHOWN_SENTENCES]:
            self._sentences.addWidget(self._sentence(call, seq))
        self._sentences.addStretch(1)

    def _agents_word(self, answered: EvaluationAnswered) -> str:
        disputes = answered.verdict == Verdict.DISPUTED
        text = self.tr("{who} disputes: {why}") if disputes else self.tr("{who} took note. {why}")
        return text.format(who=answered.who, why=answered.text).rstrip()

    def _sentence(self, call: Call, seq: int) -> QPushButton:
        """A button that plays a sentence."""
        heard = call.utterance(seq)
        made = button(self._look, "chip")
        made.setIcon(self._look.icon("play", "accent"))
        made.setText(words.clock(heard.start))
        made.setToolTip(words.quoted(heard.text))
        made.setAccessibleName(self.tr("Hear {words}").format(words=words.quoted(heard.text)))
        made.clicked.connect(lambda: self.picked.emit(seq))
        return made

    def _title(self, value: str) -> str:
        title = dict(self.question.answers).get(value)
        unit = shipped(self.question.unit)
        return words.quoted(shipped(title)) if title else f"{value} {unit}".strip()

    def _knob(self, value: str, title: str) -> QPushButton:
        made = button(self._look, "answer")
        made.setText(shipped(title))
        made.setCheckable(True)
        made.setAccessibleName(f"{shipped(self.question.text)} {shipped(title)}")
        made.clicked.connect(lambda: self._choose(value))
        return made

    def _number(self) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(f"{shipped(self.question.text)} ({shipped(self.question.unit)})")
        made.setMaximumWidth(self._look.u(16))
        made.editingFinished.connect(self._on_number)
        return made

    def _lay_out(self, text: QWidget) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(look.u(2), look.u(1.5), look.u(2), look.u(1.5))
        column.setSpacing(look.u(1))
        column.addWidget(text)
        stacked = self.question.kind == Kind.CHOICE  # its answers are too long to stand in a row
        row = QVBoxLayout() if stacked else QHBoxLayout()
        row.setSpacing(look.u(1))
        if self.number is not None:
            row.addWidget(self.number)
            row.addWidget(label(shipped(self.question.unit), "muted"))
        for knob in self.answers.values():
            row.addWidget(knob, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._evidence)
        column.addLayout(self._sentences)
        column.addWidget(self.comment)

"""What the agent says to an evaluation: takes note of it, or disputes a question with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from companion.call import Call, fold
from companion.errors import OutsideError
from companion.events import Answer, AnyEvent, EvaluationSaved, Verdict
from companion.review.calibration import is_blind
from companion.review.sheet import form_of, replies, reply
from companion.store import Store
from ui import words
from ui.look import Look
from ui.review.writer import Writer
from ui.widgets.parts import announce, button, label

_QuestionRole = Qt.ItemDataRole.UserRole


class ReplyDialog(QDialog):
    """`sought` carries the second of the sentence that an answer rests on. GUI thread only."""

    sought = Signal(float)

    def __init__(self, look: Look, writer: Writer, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._writer = look, writer
        self._call = Call()
        self._who = ""
        self._saved: EvaluationSaved | None = None
        self.setWindowTitle(self.tr("Answer the evaluation"))
        self._about, self._question = label(wrap=True), label(wrap=True)
        self._question.setFont(look.bold())
        self._answer, self._said = label(wrap=True), label(tone="muted", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Answers of the evaluation"))
        self.hear, self.accept_knob, self.dispute_knob = (button(look) for _ in range(3))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self._state = label(wrap=True)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_chosen)
        self.hear.clicked.connect(self._hear)
        self.accept_knob.clicked.connect(self.acknowledge)
        self.dispute_knob.clicked.connect(self.dispute)
        writer.failed.connect(self._on_failed)
        self.resize(look.u(170), look.u(140))

    @property
    def state(self) -> str:
        return self._state.text()

    @property
    def about(self) -> str:
        return self._about.text()

    def show_call(self, call: Call, who: str) -> None:
        """The newest evaluation of this call that was handed in, as `who` may see it.

        Another reviewer sees nothing of it before they have handed in their own.
        """
        assert call.started is not None
        self._call, self._who, self._saved = call, who, call.review.counting
        self._state.setText("")
        saved = self._saved
        agent = call.started.agent == who
        if saved is not None and not agent and is_blind(call, saved.evaluation, who):
            self._saved = None
            text = self.tr("The agent sees it here; you do once you have handed in your own.")
            self._about.setText(text)
        elif saved is None:
            self._about.setText(self.tr("Nobody has evaluated this call yet."))
        else:
            score = self.tr("no score") if saved.score is None else f"{saved.score:.0f} / 100"
            text = self.tr("{who}, {day}: {score}")
            day = words.short_day(saved.when.date())
            self._about.setText(text.format(who=saved.who, day=day, score=score))
        self._list_answers()
        self.list.setFocus()

    @Slot()
    def acknowledge(self) -> None:
        """Take note of the chosen answer, or of the whole."""
        self._reply(Verdict.ACKNOWLEDGED)

    @Slot()
    def dispute(self) -> None:
        """Say that the chosen answer, or the whole, is not right, and why."""
        self._reply(Verdict.DISPUTED)

    def _reply(self, verdict: Verdict) -> None:
        if self._saved is None or self._call.started is None:
            return
        try:
            event = reply(
                self._call,
                self._saved.evaluation,
                verdict,
                self._who,
                question=self._chosen(),
                text=self.reason.toPlainText(),
            )
        except OutsideError as error:
            self._state.setText(str(error))
            announce(self, str(error), urgent=True)
            self.reason.setFocus()
            return
        call_id = self._call.started.call_id
        self._writer.run(lambda store: _added(store, call_id, event), self._on_written)

    def _on_written(self, call: object) -> None:
        assert isinstance(call, Call)
        if self._call.started is None or call.started != self._call.started:
            return
        self._call = call
        chosen = self.list.currentRow()
        self._list_answers()
        self.list.setCurrentRow(chosen)
        self._state.setText(self.tr("Noted in the call's record."))
        announce(self, self._state.text())

    @Slot(object)
    def _on_failed(self, error: OutsideError) -> None:
        if self.isVisible():
            self._state.setText(str(error))

    def _list_answers(self) -> None:
        self.list.clear()
        saved = self._saved
        for widget in (self.list, self.reason, self.accept_knob, self.dispute_knob):
            widget.setEnabled(saved is not None)
        if saved is None:
            self._show_chosen()
            return
        form, told = form_of(self._call, saved.evaluation), replies(self._call, saved.evaluation)
        titles: Sequence[tuple[str | None, str]] = [
            (None, self.tr("The evaluation as a whole")),
            *((answer.question, form.question(answer.question).text) for answer in saved.answers),
        ]
        for question, title in titles:
            mark = {None: "", Verdict.ACKNOWLEDGED: "✓  ", Verdict.DISPUTED: "≠  "}[
                told[question].verdict if question in told else None
            ]
            item = QListWidgetItem(mark + title)
            item.setData(_QuestionRole, question)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    @Slot()
    def _show_chosen(self) -> None:
        saved, answer = self._saved, self._chosen_answer()
        self.hear.setVisible(bool(answer and answer.utterances))
        self._question.setText("")
        self._answer.setText("")
        self._said.setText("")
        if saved is None or self.list.currentRow() < 0:
            return
        form = form_of(self._call, saved.evaluation)
        self._question.setText(self.list.currentItem().text())
        if answer is not None:
            question = form.question(answer.question)
            named = dict(question.answers).get(answer.value, f"{answer.value} {question.unit}")
            comment = f" {words.quoted(answer.comment)}" if answer.comment else ""
            self._answer.setText(f"{named.strip()}.{comment}")
            if answer.utterances:
                heard = self._call.utterance(answer.utterances[0])
                self._said.setText(f"{words.clock(heard.start)}  {words.quoted(heard.text)}")
        given = replies(self._call, saved.evaluation).get(self._chosen())
        self.reason.setPlainText(given.text if given else "")

    def _chosen(self) -> str | None:
        item = self.list.currentItem()
        question = item.data(_QuestionRole) if self.list.currentRow() >= 0 else None
        return question if isinstance(question, str) else None

    def _chosen_answer(self) -> Answer | None:
        chosen = self._chosen()
        answers = self._saved.answers if self._saved else ()
        return next((one for one in answers if one.question == chosen), None)

    @Slot()
    def _hear(self) -> None:
        answer = self._chosen_answer()
        if answer is not None and answer.utterances:
            self.sought.emit(self._call.utterance(answer.utterances[0]).start)

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(look.u(4), look.u(3), look.u(4), look.u(3))
        column.setSpacing(look.u(2))
        column.addWidget(self._about)
        column.addWidget(self.list, 1)
        column.addWidget(self._question)
        column.addWidget(self._answer)
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        self.hear.setText(self.tr("Go there"))
        self.hear.setIcon(look.icon("play", "accent"))
        row.addWidget(self.hear)
        column.addLayout(row)
        self.reason.setPlaceholderText(self.tr("What is not right? A dispute needs a reason."))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setMaximumHeight(look.u(20))
        column.addWidget(self.reason)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        self.accept_knob.setText(self.tr("Take note"))
        self.dispute_knob.setText(self.tr("Dispute"))
        for knob in (self.accept_knob, self.dispute_knob):
            knob.setAutoDefault(False)
            foot.addWidget(knob)
        self.hear.setAutoDefault(False)
        column.addLayout(foot)


def _added(store: Store, call_id: str, event: AnyEvent) -> Call:
    store.add(call_id, event)
    return fold(store.load(call_id))

"""The scorecard beside the replay: filled in by the call, decided by the reviewer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.call import Call
from companion.errors import OutsideError
from companion.review.scorecard_file import load_scorecard
from companion.review.sheet import Sheet, open_sheet, reopen_sheet, save_sheet
from companion.store import Store
from ui import words
from ui.actions import Actions
from ui.language import shipped
from ui.look import Look
from ui.review.question_row import QuestionRow
from ui.review.writer import Writer
from ui.widgets.parts import announce, button, label

DRAFT_AFTER_MS = 800
"""A draft is kept once nothing was changed for so long."""


class ScorecardPanel(QWidget):
    """`picked` carries the sentence that is to be heard, `told` an OutsideError, `submitted` the
    call's id once its evaluation is in the log. GUI thread only.
    """

    picked = Signal(int)
    told = Signal(object)
    submitted = Signal(str)

    def __init__(self, look: Look, actions: Actions, writer: Writer) -> None:
        super().__init__()
        self._look = look
        self._writer = writer
        self._who = ""
        self._call = Call()
        self._sheet: Sheet | None = None
        self._changed = False
        self._correcting = False
        self.rows: list[QuestionRow] = []
        self._draft = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._draft.timeout.connect(self.save_draft)
        self._title = label()
        self._title.setFont(look.bold(1.05))
        self._score = label()
        self._score.setFont(look.bold(1.25))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName(self.tr("Score"))
        self._state = label(tone="muted", wrap=True)
        self._state.setFont(look.font(0.9))
        self.submit_knob, self.correct_knob = button(look, "primary"), button(look)
        actions.dress(self.submit_knob, "submit", self.tr("Submit"), with_key=True)
        self.correct_knob.setText(self.tr("Change it"))
        self.correct_knob.clicked.connect(self._correct)
        self._area = QScrollArea()
        self._lay_out()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    @property
    def score_text(self) -> str:
        return self._score.text()

    @property
    def state_text(self) -> str:
        return self._state.text()

    def show_call(self, call: Call, who: str) -> None:
        """Open this reviewer's evaluation of a call, or begin one. Nobody else's is shown."""
        self._call, self._who = call, who
        self._changed = self._correcting = False
        own = [one for one in call.review.evaluations if one.who == who]
        try:
            if own:
                self._sheet = reopen_sheet(call, own[-1].evaluation)
            else:
                self._sheet = open_sheet(call, load_scorecard())
        except OutsideError as error:
            self._sheet = None
            self.told.emit(error)
        self._make_rows()
        self._show_all()

    def answer(self, question: str, value: str) -> None:
        """Give an answer; the same once more takes it back to what the call says."""
        if self._sheet is None:
            return
        try:
            self._take(self._sheet.answered(question, value))
        except OutsideError as error:
            self._state.setText(str(error))
            announce(self, str(error), urgent=True)

    def comment(self, question: str, text: str) -> None:
        if self._sheet is None:
            return
        given = self._sheet.answers.get(question)
        if text != (given.comment if given else ""):
            self._take(self._sheet.commented(question, text))

    @Slot()
    def save_draft(self) -> None:
        """Keep what is not kept yet; a correction waits until it is submitted."""
        self._draft.stop()
        if self._sheet is not None and self._changed and not self._correcting:
            self._save(submit=False)

    @Slot()
    def submit(self) -> None:
        """Hand it in, or say what is missing and go there."""
        sheet = self._sheet
        if sheet is None or not self._editable():
            return
        self._commit_fields()
        sheet = self._sheet
        assert sheet is not None
        result = sheet.result()
        if not result.complete:
            missing = (result.open or result.uncommented)[0]
            row = next(row for row in self.rows if row.question.id == missing)
            (row if result.open else row.comment).setFocus()
            text = self.tr("Not yet: an answer is missing.")
            if not result.open:
                text = self.tr("Not yet: this answer needs a comment.")
            self._state.setText(text)
            announce(self, text, urgent=True)
            return
        self._save(submit=True)

    def focus_first_open(self) -> None:
        """Go to the first question without an answer, or to the first."""
        if self._sheet is None or not self.rows:
            return
        unanswered = self._sheet.result().open
        row = next((row for row in self.rows if row.question.id in unanswered), self.rows[0])
        row.setFocus()

    def _save(self, *, submit: bool) -> None:
        sheet, who = self._sheet, self._who
        assert sheet is not None
        self._changed = False
        # A sheet that waits behind its own first draft must not put the form into the log again.
        self._writer.run(lambda store: _save(store, sheet, who, submit=submit), self._on_saved)

    def _on_saved(self, result: object) -> None:
        assert isinstance(result, Sheet)
        if self._sheet is None or self._sheet.evaluation != result.evaluation:
            return
        self._sheet = replace(self._sheet, begun=True)
        if result.submitted:
            self._sheet = replace(self._sheet, submitted=True)
            self._correcting = False
            self._show_all()
            self.submitted.emit(result.call_id)
        elif not self._changed:
            now = words.time_of_day(dt.datetime.now().time())
            self._state.setText(self.tr("Draft kept, {time}").format(time=now))

    def _take(self, sheet: Sheet) -> None:
        if sheet == self._sheet:
            return
        self._sheet = sheet
        self._changed = True
        self._draft.start()
        self._show_all()

    def _editable(self) -> bool:
        return self._sheet is not None and (not self._sheet.submitted or self._correcting)

    def _commit_fields(self) -> None:
        """Take over what is still being typed."""
        for row in self.rows:
            if row.comment.hasFocus():
                self.comment(row.question.id, row.comment.text())
            if row.number is not None and row.number.hasFocus():
                self.answer(row.question.id, row.number.text())

    @Slot(QWidget, QWidget)
    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """What has got the focus, by whatever key, comes into sight."""
        del before
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)

    @Slot()
    def _correct(self) -> None:
        self._correcting = True
        self._show_all()
        self.focus_first_open()

    def _show_all(self) -> None:
        sheet = self._sheet
        self.submit_knob.setVisible(self._editable())
        self.correct_knob.setVisible(sheet is not None and not self._editable())
        if sheet is None:
            return
        for row in self.rows:
            row.show_sheet(sheet, self._call, editable=self._editable())
        self._title.setText(shipped(sheet.form.title))
        result = sheet.result()
        score = "-" if result.score is None else f"{result.score:.0f}"
        failed = f"  {self.tr('Failed')}" if result.failed else ""
        self._score.setText(f"{score} / 100{failed}")
        self._bar.setValue(round(result.score or 0))
        if not self._editable():
            self._state.setText(self.tr("Submitted"))
        elif result.open:
            self._state.setText(self.tr("%n open", "questions", len(result.open)))
        else:
            self._state.setText(self.tr("All answered"))

    def _make_rows(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, self._look.u(1), 0)
        column.setSpacing(self._look.u(1))
        self.rows = []
        for section in self._sheet.form.sections if self._sheet else ():
            head = label(shipped(section.title), "muted")
            head.setFont(self._look.bold(0.92))
            column.addSpacing(self._look.u(1))
            column.addWidget(head)
            for question in section.questions:
                row = QuestionRow(self._look, question)
                row.answered.connect(self.answer)
                row.commented.connect(self.comment)
                row.picked.connect(self.picked)
                row.left.connect(self._mover(row))
                column.addWidget(row)
                self.rows.append(row)
        column.addStretch(1)
        self._area.setWidget(inner)

    def _mover(self, row: QuestionRow) -> Callable[[int], None]:
        def move(step: int) -> None:
            shown = [one for one in self.rows if not one.isHidden()]
            target = shown[min(max(shown.index(row) + step, 0), len(shown) - 1)]
            target.setFocus()

        return move

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(1.5))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._score)
        column.addLayout(head)
        column.addWidget(self._bar)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        foot.addWidget(self.correct_knob)
        foot.addWidget(self.submit_knob)
        column.addLayout(foot)


def _save(store: Store, sheet: Sheet, who: str, *, submit: bool) -> Sheet:
    known = any(
        getattr(entry, "evaluation", None) == sheet.evaluation
        for entry in store.load(sheet.call_id)
    )
    return save_sheet(store, replace(sheet, begun=known), who, submit=submit)

"""The scorecard beside the replay: filled in by the call, decided by the reviewer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.call import Call
from companion.errors import OutsideError
from companion.review.scorecard import Scorecard, Section
from companion.review.scorecard_file import load_scorecard, scorecard_files
from companion.review.scoring import Result
from companion.review.sheet import Sheet, open_sheet, reopen_sheet, save_sheet
from companion.store import Store
from ui import words
from ui.actions import Actions
from ui.language import shipped
from ui.look import Look
from ui.review.question_row import QuestionRow
from ui.review.score_words import verdict_said
from ui.review.writer import Writer
from ui.widgets.parts import announce, button, label

DRAFT_AFTER_MS = 800
"""A draft is kept once nothing was changed for so long."""

_HELP_LINES = 3
"""Room for what is said of a question, so that nothing moves when it comes."""


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
        self._sheets: dict[str, Sheet] = {}
        self._forms: dict[str, Scorecard] = {}
        self._heads: list[tuple[Section, QLabel]] = []
        self._changed = False
        self._correcting = False
        self.rows: list[QuestionRow] = []
        self._draft = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._draft.timeout.connect(self.save_draft)
        self.form = QComboBox()
        self._title, self._score, self._verdict = label(), label(), label(wrap=True)
        self._help, self._state = (label(tone="muted", wrap=True) for _ in range(2))
        self._bar = QProgressBar()
        self.submit_knob, self.correct_knob = button(look, "primary"), button(look)
        actions.dress(self.submit_knob, "submit", self.tr("Submit"), with_key=True)
        self._area = QScrollArea()
        self._dress()
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

    @property
    def verdict(self) -> str:
        """Whether it passes, or what fails it."""
        return self._verdict.text()

    @property
    def help_text(self) -> str:
        """What is said of the question that has the keys."""
        return self._help.text()

    def show_call(self, call: Call, who: str) -> None:
        """Open this reviewer's evaluation of a call, or begin one. Nobody else's is shown."""
        self._call, self._who = call, who
        self._sheets = {}
        self._read_forms()
        own = [one.scorecard for one in call.review.evaluations if one.who == who]
        self._open(own[-1] if own else next(iter(self._forms), ""))

    def _read_forms(self) -> None:
        """The scorecards there are, the default first; of one that is broken it is told."""
        self._forms = {}
        for file in scorecard_files():
            try:
                form = load_scorecard(file)
            except OutsideError as error:
                self.told.emit(error)
            else:
                self._forms.setdefault(form.id, form)

    def _open(self, form_id: str) -> None:
        """Show the evaluation on this form, or begin one."""
        self._changed = self._correcting = False
        self._sheet = self._sheets.get(form_id) or self._begun(form_id)
        self._offer_forms()
        self._make_rows()
        self._show_all()

    def _begun(self, form_id: str) -> Sheet | None:
        own = [
            one.evaluation
            for one in self._call.review.evaluations
            if one.who == self._who and one.scorecard == form_id
        ]
        try:
            if own:
                return reopen_sheet(self._call, own[-1])
            form = self._forms.get(form_id)
            return open_sheet(self._call, form) if form else None
        except OutsideError as error:
            self.told.emit(error)
            return None

    def _offer_forms(self) -> None:
        """Let a form be chosen where there are several; an old one is there for its evaluation."""
        titles = {form.id: form.title for form in self._forms.values()}
        if self._sheet is not None:
            titles[self._sheet.form.id] = self._sheet.form.title
        self.form.clear()
        for form_id, title in titles.items():
            self.form.addItem(shipped(title), form_id)
        if self._sheet is not None:
            self.form.setCurrentIndex(self.form.findData(self._sheet.form.id))
        self.form.setVisible(len(titles) > 1)
        self._title.setVisible(len(titles) <= 1)

    @Slot()
    def _on_form(self) -> None:
        self._commit_fields()
        self.save_draft()
        if self._sheet is not None:
            self._sheets[self._sheet.form.id] = self._sheet
        self._open(self.form.currentData())

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
        kept = self._sheets.get(result.form.id)
        if kept is not None and kept.evaluation == result.evaluation:
            self._sheets[result.form.id] = replace(kept, begun=True)
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
        """What has got the focus, by whatever key, comes into sight, and what it asks is told."""
        del before
        if now is None or not self._area.isAncestorOf(now):
            return
        self._area.ensureWidgetVisible(now)
        row = next((row for row in self.rows if row is now or row.isAncestorOf(now)), None)
        if row is not None:
            self._help.setText(row.about)

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
        self._show_result(sheet, result)
        if not self._editable():
            self._state.setText(self.tr("Submitted"))
        elif result.open:
            self._state.setText(self.tr("%n open", "questions", len(result.open)))
        else:
            self._state.setText(self.tr("All answered"))

    def _show_result(self, sheet: Sheet, result: Result) -> None:
        """What each section comes to, and whether the whole passes."""
        for (_, head), section in zip(self._heads, result.sections, strict=True):
            head.setText("" if section.score is None else f"{section.score:.0f}")
        self._verdict.setText(verdict_said(sheet.form, result))
        self._verdict.setVisible(bool(self._verdict.text()))

    def _make_rows(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, self._look.u(1), 0)
        column.setSpacing(self._look.u(1))
        self.rows, self._heads = [], []
        self._help.setText("")
        for section in self._sheet.form.sections if self._sheet else ():
            column.addSpacing(self._look.u(1))
            column.addLayout(self._head(section))
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

    def _head(self, section: Section) -> QHBoxLayout:
        """The section's title, and on the right what it comes to."""
        title, score = label(shipped(section.title), "muted"), label(tone="muted")
        for one in (title, score):
            one.setFont(self._look.bold(0.92))
        score.setToolTip(self.tr("Of 100, in this section"))
        self._heads.append((section, score))
        row = QHBoxLayout()
        row.addWidget(title, 1)
        row.addWidget(score)
        return row

    def _mover(self, row: QuestionRow) -> Callable[[int], None]:
        def move(step: int) -> None:
            shown = [one for one in self.rows if not one.isHidden()]
            target = shown[min(max(shown.index(row) + step, 0), len(shown) - 1)]
            target.setFocus()

        return move

    def _dress(self) -> None:
        look = self._look
        self._title.setFont(look.bold(1.05))
        self._score.setFont(look.bold(1.25))
        for one in (self._verdict, self._help, self._state):
            one.setFont(look.font(0.9))
        self.form.setAccessibleName(self.tr("Scorecard"))
        self.form.setToolTip(self.tr("The form; each has an evaluation of its own"))
        self.form.activated.connect(self._on_form)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName(self.tr("Score"))
        self.correct_knob.setText(self.tr("Change it"))
        self.correct_knob.clicked.connect(self._correct)

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(1.5))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.form, 1)
        head.addWidget(self._score)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._verdict)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)
        self._help.setMinimumHeight(self._help.fontMetrics().lineSpacing() * _HELP_LINES)
        self._help.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._help)
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

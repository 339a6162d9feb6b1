"""The rule workbench: change a rule, see what it gains and loses, and put it to use."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QMessageBox,
    QProgressBar,
    QSplitter,
    QTabWidget,
    QWidget,
)

from companion.errors import OutsideError
from companion.review.pack_versions import version_text, versions
from companion.review.trial import Change, Part
from companion.review.workbench import RuleEffect
from companion.team_versions import Version
from ui.actions import Actions
from ui.language import number
from ui.look import Look
from ui.models.changes import ChangesModel, Row
from ui.review.bench import Bench, Outcome
from ui.review.bench_words import doubts_said, precision_said
from ui.review.changes_list import ChangesList
from ui.review.draft import Draft, draft_of, pack_names
from ui.review.page_parts import head_with_back, room_below
from ui.review.rule_editor import RuleEditor
from ui.widgets.banner import Banner
from ui.widgets.parts import Panel, announce, button, label


class WorkbenchPage(QWidget):
    """`opened` carries the call and the second of a sentence that is to be heard. GUI thread."""

    opened = Signal(str, float)

    def __init__(self, look: Look, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._actions = look, actions
        self._running = False
        self._outcome: Outcome | None = None
        self.bench = Bench(self)
        self.banner = Banner(look)
        self.pack, self.rule = QComboBox(), QComboBox()
        self.editor = RuleEditor(look)
        self.models = {"gained": ChangesModel(self), "lost": ChangesModel(self)}
        self.lists = {name: ChangesList(look, model) for name, model in self.models.items()}
        self.results = QTabWidget()
        self.progress = QProgressBar()
        self.test, self.use, self.cancel, self.earlier = (
            button(look, kind) for kind in ("primary", "", "", "")
        )
        self._validity, self._precision = label(wrap=True), label(wrap=True)
        self._doubts = label(tone="muted", wrap=True)
        self._lay_out()
        self._connect()

    @property
    def verdict(self) -> str:
        """What is said of the text as it is typed."""
        return self._validity.text()

    @property
    def precision(self) -> str:
        return self._precision.text()

    @property
    def doubts(self) -> str:
        return self._doubts.text()

    @property
    def running(self) -> bool:
        return self._running

    def enter(self) -> None:
        """List the packs; a draft that is on the bench already stays there."""
        if self.pack.count():
            return
        with QSignalBlocker(self.pack):
            self.pack.addItems(pack_names())
            self.pack.setCurrentText("legal")
        self._show_pack()

    def close_jobs(self) -> None:
        """Stop, and wait for the thread. Any number of times."""
        self.bench.close()

    @Slot()
    def run(self) -> None:
        """Hold the draft against all stored sentences."""
        self.editor.take()
        if self._running or self.editor.draft.trouble() is not None:
            return
        self._forget_outcome()
        self._set_running(True)
        self.progress.setRange(0, 0)
        self._precision.setText(self.tr("The latest calls come first."))
        self.bench.run(self.editor.draft)

    @Slot()
    def ask_to_enable(self) -> None:
        """Have it confirmed that calls from now on are heard by the draft."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        text = self.tr("Use this version of “{pack}” for calls that begin from now on?")
        box.setText(text.format(pack=self.editor.draft.name))
        more = self.tr("It becomes your team's own pack. Every earlier version is kept.")
        box.setInformativeText(more)
        yes = box.addButton(self.tr("Use it"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Not yet"), QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(self.enable)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    @Slot()
    def enable(self) -> None:
        """Make the draft the pack in use."""
        self._set_running(True)
        self.progress.setRange(0, 0)
        self.bench.enable(self.editor.draft)

    @Slot()
    def _show_pack(self) -> None:
        try:
            self._take_draft(draft_of(self.pack.currentText()))
        except OutsideError as error:
            self.banner.show_error(error)

    def _take_draft(self, draft: Draft, rule: str = "") -> None:
        with QSignalBlocker(self.rule):
            self.rule.clear()
            self.rule.addItems(draft.rules)
            self.rule.setCurrentIndex(max(0, self.rule.findText(rule)))
        self.editor.show_rule(draft, self.rule.currentText())
        self._show_validity(draft.trouble())
        self._forget_outcome()

    @Slot()
    def _show_rule(self) -> None:
        self.editor.take()
        self.editor.show_rule(self.editor.draft, self.rule.currentText())

    @Slot()
    def _on_changed(self) -> None:
        """Rules may have come or gone; what was found belongs to another text."""
        rules, chosen = self.editor.draft.rules, self.rule.currentText()
        if rules and rules != tuple(self.rule.itemText(n) for n in range(self.rule.count())):
            with QSignalBlocker(self.rule):
                self.rule.clear()
                self.rule.addItems(rules)
                self.rule.setCurrentIndex(max(0, self.rule.findText(chosen)))
        self._forget_outcome()

    @Slot(object)
    def _show_validity(self, error: OutsideError | None) -> None:
        sound = error is None
        self._validity.setText(self.tr("The pack is sound.") if sound else str(error))
        self._validity.setProperty("tone", "good" if sound else "")
        self._validity.style().polish(self._validity)
        self.test.setEnabled(sound and not self._running)
        self.use.setEnabled(sound and not self._running)

    def _forget_outcome(self) -> None:
        self._outcome = None
        for model in self.models.values():
            model.show(())
        self._count({})
        hint = self.tr("Change a phrase, then try it: what it gains and loses is listed here.")
        self._precision.setText(hint)
        self._doubts.setText("")

    @Slot(object)
    def _on_found(self, outcome: object) -> None:
        assert isinstance(outcome, Outcome)
        self._set_running(False)
        if outcome.draft != self.editor.draft:
            return  # it has been changed meanwhile
        self._outcome = outcome
        rules = outcome.effect.rules
        counts: dict[str, int] = {}
        for name, model in self.models.items():
            rows = _rows(rules, name)
            model.show(rows)
            counts[name] = len(rows)
        self._count(counts)
        self._precision.setText(precision_said(outcome.effect))
        self._doubts.setText(doubts_said(outcome))
        self.results.setCurrentIndex(0 if counts["gained"] or not counts["lost"] else 1)
        announce(self, " ".join((self.results.tabText(0), self.results.tabText(1))))

    def _count(self, counts: dict[str, int]) -> None:
        for place, (name, title) in enumerate(
            (("gained", self.tr("Gained")), ("lost", self.tr("Lost")))
        ):
            count = f" ({number(counts[name])})" if name in counts else ""
            self.results.setTabText(place, title + count)

    @Slot(object, object)
    def _on_grown(self, draft: object, part: object) -> None:
        """List what has been found meanwhile."""
        assert isinstance(part, Part)
        if draft != self.editor.draft:
            return  # it has been changed meanwhile
        rule = part.rule if part.rules > 1 else ""
        counts = {}
        for name, changes in (("gained", part.gained), ("lost", part.lost)):
            self.models[name].add([Row(change, rule) for change in changes])
            counts[name] = self.models[name].rowCount()
        self._count(counts)

    @Slot()
    def _on_stopped(self) -> None:
        self._set_running(False)
        text = self.tr("Stopped: what is listed is not all. No rule has been changed.")
        self._precision.setText(text)

    @Slot(object)
    def _on_failed(self, error: OutsideError) -> None:
        self._set_running(False)
        self.banner.show_error(error)

    @Slot(object)
    def _on_enabled(self, version: object) -> None:
        assert isinstance(version, Version)
        self._set_running(False)
        text = self.tr("Version {number} of “{pack}” hears the calls that begin from now on.")
        self.banner.show_note(text.format(number=version.number, pack=version.name))

    @Slot(int, int)
    def _on_progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _set_running(self, running: bool) -> None:
        self._running = running
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        for knob in (self.test, self.use, self.pack, self.earlier):
            knob.setEnabled(not running)

    @Slot()
    def _offer_versions(self) -> None:
        """The versions of this pack that were in use, to be put on the bench again."""
        menu = QMenu(self)
        for version in reversed(versions(self.editor.draft.name)):
            text = self.tr("Version {number}").format(number=version.number)
            menu.addAction(text).triggered.connect(lambda _=False, v=version: self._take_back(v))
        if menu.isEmpty():
            menu.addAction(self.tr("None: the pack is as it came")).setEnabled(False)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.earlier.mapToGlobal(self.earlier.rect().bottomLeft()))

    def _take_back(self, version: Version) -> None:
        try:
            draft = Draft(version.name, version_text(version))
        except OutsideError as error:
            self.banner.show_error(error)
            return
        self._take_draft(draft, self.rule.currentText())

    def _connect(self) -> None:
        self.pack.activated.connect(self._show_pack)
        self.rule.activated.connect(self._show_rule)
        self.editor.changed.connect(self._on_changed)
        self.editor.told.connect(self._show_validity)
        self.test.clicked.connect(self.run)
        self.use.clicked.connect(self.ask_to_enable)
        self.cancel.clicked.connect(self.bench.stop)
        self.earlier.clicked.connect(self._offer_versions)
        self.bench.progress.connect(self._on_progress)
        self.bench.grown.connect(self._on_grown)
        self.bench.found.connect(self._on_found)
        self.bench.stopped.connect(self._on_stopped)
        self.bench.failed.connect(self._on_failed)
        self.bench.enabled.connect(self._on_enabled)
        for one in self.lists.values():
            one.opened.connect(self.opened)

    def _lay_out(self) -> None:
        look = self._look
        inner = room_below(look, self, self._header(), self.banner)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        columns.setHandleWidth(look.u(3))
        columns.addWidget(self._left())
        columns.addWidget(self._right())
        columns.setSizes([look.u(130), look.u(176)])
        inner.addWidget(columns, 1)

    def _header(self) -> QWidget:
        look = self._look
        head, row = head_with_back(look, self._actions, self.tr("Rule workbench"))
        row.addSpacing(look.u(4))
        for box, name in ((self.pack, self.tr("Pack")), (self.rule, self.tr("Rule"))):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            told = label(name, "muted")
            told.setBuddy(box)
            row.addWidget(told)
            row.addWidget(box)
        row.addStretch(1)
        for knob, text in (
            (self.earlier, self.tr("Earlier versions")),
            (self.use, self.tr("Use it…")),
            (self.test, self.tr("Try it")),
        ):
            knob.setText(text)
            row.addWidget(knob)
        return head

    def _left(self) -> QWidget:
        look = self._look
        panel = Panel(look, self.tr("Rule"))
        panel.heading.hide()
        panel.body.addWidget(self.editor, 1)
        panel.body.addWidget(self._validity)
        return panel

    def _right(self) -> QWidget:
        look = self._look
        panel = Panel(look, self.tr("What it does"))
        panel.heading.hide()
        row = QHBoxLayout()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Sentences looked at"))
        row.addWidget(self.progress, 1)
        self.cancel.setText(self.tr("Stop"))
        row.addWidget(self.cancel)
        panel.body.addLayout(row)
        panel.body.addWidget(self._precision)
        self._doubts.setFont(look.font(0.92))
        panel.body.addWidget(self._doubts)
        self.results.setDocumentMode(True)
        self.results.tabBar().setDrawBase(False)
        for name, title in (
            ("gained", self.tr("Sentences gained")),
            ("lost", self.tr("Sentences lost")),
        ):
            self.lists[name].setAccessibleName(title)
            self.results.addTab(self.lists[name], title)
        panel.body.addWidget(self.results, 1)
        self._set_running(False)
        return panel


def _rows(rules: tuple[RuleEffect, ...], name: str) -> list[Row]:
    several = len(rules) > 1
    found: list[Row] = []
    for effect in rules:
        changes: tuple[Change, ...] = effect.gained if name == "gained" else effect.lost
        found += [Row(change, effect.rule if several else "") for change in changes]
    return found

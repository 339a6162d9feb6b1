"""How a file of the team's will look in use: checklist, cards, scorecard; and the rules' tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from companion.abuse_protocol import AbuseStep
from companion.detect.checklist import DATED, STEPS
from companion.detect.rules_pack import Rule
from companion.outcomes import Outcome
from companion.policy import Policies
from companion.prompts import Prompts
from companion.review.scorecard import Scorecard
from companion.script import Script, load_script
from companion.team_files import RuleTests
from ui.language import shipped
from ui.look import Look
from ui.models.checklist import ChecklistModel
from ui.review.question_row import QuestionRow
from ui.widgets.checklist_panel import ChecklistPanel
from ui.widgets.parts import Glyph, Panel, label
from ui.words import category_name

_MOST_FAILURES = 20
"""So many failed tests are named; the others are counted."""


translate = QCoreApplication.translate


class TeamPreview(QScrollArea):
    """Nothing in it can be used. GUI thread only."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._content: object = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("team", "Preview"))

    @property
    def texts(self) -> list[str]:
        """Everything that is written in it."""
        return [one.text() for one in self.findChildren(QLabel) if one.text()]

    def show_content(self, kind: str, content: object) -> None:
        """Show what the program makes of a text of this kind of file; nothing for None."""
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, self._look.u(2), 0)
        column.setSpacing(self._look.u(3))
        parts = PREVIEWS.get(kind, _usable)
        for made in parts(self._look, content) if content is not None else ():
            column.addWidget(made)
        column.addStretch(1)
        for child in page.findChildren(QWidget):
            child.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWidget(page)


def _script(look: Look, script: Script) -> list[QWidget]:
    model = ChecklistModel(script)
    model.editable = False
    panel = ChecklistPanel(look, model)
    model.setParent(panel)
    reminders = [step for step in script.steps if step.remind_after_min is not None]
    by_hand = [step.title for step in script.steps if step.id not in (*STEPS, DATED)]
    said: list[str] = []
    if by_hand:
        said.append(
            translate("team", "Ticked by hand only: {steps}.").format(steps=", ".join(by_hand))
        )
    for step in reminders:
        told = translate("team", "“{step}” is recalled after {minutes} min, if it is open still.")
        said.append(told.format(step=step.title, minutes=f"{step.remind_after_min:g}"))
    return [panel, *(label(text, "muted", wrap=True) for text in said)]


def _outcomes(look: Look, outcomes: tuple[Outcome, ...]) -> list[QWidget]:
    panel = Panel(look, translate("team", "Outcome: choose one"))
    for outcome in outcomes:
        panel.body.addWidget(_row(look, label(shipped(outcome.title)), label(outcome.id, "dim")))
    return [panel]


def _prompts(look: Look, prompts: Prompts) -> list[QWidget]:
    """Under each step what may be said, the best first; then what can be offered, by issue."""
    titles = {step.id: shipped(step.title) for step in load_script().steps}
    said = [_advice(look, titles.get(step, step), lines) for step, lines in prompts.say.items()]
    title = translate("team", "Issue {number}")
    return said + [
        _advice(look, title.format(number=number), issue.options)
        for number, issue in enumerate(prompts.issues, 1)
    ]


def _policy(look: Look, policies: Policies) -> list[QWidget]:
    return [_advice(look, category_name(one), (says,)) for one, says in policies.items()]


def _abuse(look: Look, steps: tuple[AbuseStep, ...]) -> list[QWidget]:
    return [_advice(look, shipped(step.title), (step.say,)) for step in steps]


def _usable(look: Look, content: object) -> list[QWidget]:
    del look, content
    return [label(translate("team", "The program can use this file."), "muted", wrap=True)]


def _advice(look: Look, title: str, lines: Iterable[str]) -> QWidget:
    panel = Panel(look, title)
    for line in lines:
        panel.body.addWidget(label(line, wrap=True))
    return panel


def _scorecard(look: Look, form: Scorecard) -> list[QWidget]:
    head = label(form.title, wrap=True)
    head.setFont(look.bold(1.15))
    made: list[QWidget] = [head]
    if form.pass_mark:
        made.append(
            label(
                translate("team", "Passed from {mark} %.").format(mark=f"{form.pass_mark:g}"),
                "muted",
            )
        )
    for section in form.sections:
        panel = Panel(look, section.title)
        for question in section.questions:
            panel.body.addWidget(QuestionRow(look, question))
            weight = translate("team", "Weight {weight}").format(weight=f"{question.weight:g}")
            panel.body.addWidget(label(weight, "dim"))
        made.append(panel)
    return made


def _rules(look: Look, tests: RuleTests) -> list[QWidget]:
    made: list[QWidget] = [_result(look, tests)]
    if tests.failed:
        panel = Panel(look, translate("team", "Tests that fail"))
        for one in tests.failed[:_MOST_FAILURES]:
            panel.body.addWidget(label(f"“{one.sentence}”", wrap=True))
            panel.body.addWidget(label(f"{one.rule or one.pack}: {one.why}", "muted", wrap=True))
        more = len(tests.failed) - _MOST_FAILURES
        if more > 0:
            panel.body.addWidget(
                label(translate("team", "And {count} more.").format(count=more), "muted")
            )
        made.append(panel)
    if len(tests.packs) == 1:
        panel = Panel(look, tests.packs[0].title)
        for rule in tests.packs[0].rules:
            panel.body.addWidget(_rule(look, rule))
    else:
        panel = Panel(look, translate("team", "All rules, with these words"))
        for pack in tests.packs:
            count = label(str(len(pack.rules)), "muted")
            panel.body.addWidget(_row(look, label(pack.title, wrap=True), count))
    return [*made, panel]


def _result(look: Look, tests: RuleTests) -> QWidget:
    good = not tests.failed
    mark = Glyph(look, "check" if good else "warning", "good" if good else "warning", 5)
    told = translate("team", "{good} of {all} test sentences pass.").format(
        good=max(0, tests.sentences - len(tests.failed)), all=tests.sentences
    )
    return _row(look, mark, label(told, wrap=True), stretched=1)


def _rule(look: Look, rule: Rule) -> QWidget:
    state = ""
    if not rule.enabled:
        state = translate("team", "switched off")
    elif rule.draft:
        state = translate("team", "draft, not used in calls")
    name = rule.name.partition(".")[2]
    about = " · ".join(one for one in (rule.severity.value, state) if one)
    return _row(look, label(name), label(about, "muted"))


def _row(look: Look, *widgets: QWidget, stretched: int = 0) -> QWidget:
    """Widgets side by side; the one that is `stretched` takes the room."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(look.u(2))
    for place, widget in enumerate(widgets):
        line.addWidget(widget, 1 if place == stretched else 0)
    return row


PREVIEWS: dict[str, Callable[[Look, Any], list[QWidget]]] = {
    "script": _script,
    "outcomes": _outcomes,
    "prompts": _prompts,
    "policy": _policy,
    "abuse": _abuse,
    "scorecard": _scorecard,
    "lists": _rules,
    "pack": _rules,
}
"""By the id of the kind of file (`companion.team_files.KINDS`): what shows its content."""

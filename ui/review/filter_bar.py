"""Which calls the library lists: words, days, whose, how they went, how they were judged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from companion.events import Category
from companion.store import Filter, FollowUps
from ui import words
from ui.actions import Actions
from ui.language import shipped
from ui.look import Look
from ui.review.day_range import DayRange
from ui.team import Team
from ui.widgets.parts import Glyph, button

SEARCH_AFTER_MS = 200

_RISKS = (25, 50, 75)
_LOW_SCORES, _HIGH_SCORES = (50, 75), (75, 90)

_IN_A_ROW = 5
_UNREVIEWED = 1
"""The place of the choice "not reviewed"."""

Choices = Sequence[tuple[str, object]]


class FilterBar(QWidget):
    """`changed` says that `wanted` is another filter now. `beside` stands beside the search."""

    changed = Signal()

    def __init__(self, look: Look, actions: Actions, team: Team, beside: QWidget) -> None:
        super().__init__()
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._pause.timeout.connect(self.changed)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find words said or noted"))
        self.search.setAccessibleName(self.tr("Find words said or noted"))
        self.search.setToolTip(actions["find"].toolTip())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._pause.start)
        every = self.tr("{name}: any").format(name=self.tr("Date"))
        self.days = DayRange(look, self.tr("Date"), every, self._day_choices(), fill=True)
        self.days.changed.connect(self.changed)
        self.agent = self._box(self.tr("Agent"), ())
        self.disposition = self._box(
            self.tr("Disposition"), [(shipped(one.title), one.id) for one in team.outcomes]
        )
        self.follow_up = self._box(self.tr("Follow-up"), self._follow_up_choices())
        self.reviewed = self._box(self.tr("Reviewed"), self._reviewed_choices())
        self.risk = self._box(self.tr("Risk"), [(self._or_more(risk), risk) for risk in _RISKS])
        self.anger = self._box(
            self.tr("Anger peak"),
            [(self._at_least(level), level) for level in range(1, words.LEVELS)],
        )
        self.category = self._box(
            self.tr("Alerts"), [(words.category_name(one), one) for one in Category]
        )
        self.missed = self._box(
            self.tr("Step missed"), [(shipped(step.title), step.id) for step in team.script.steps]
        )
        self.score = self._box(self.tr("Score"), self._score_choices())
        self.clear = button(look, "quiet")
        self.clear.setText(self.tr("Clear"))
        self.clear.setToolTip(self.tr("List all calls"))
        self.clear.clicked.connect(self.reset)
        self._lay_out(look, beside)

    @property
    def wanted(self) -> Filter:
        """The filter as it is set now."""
        reviewed, disputed = self.reviewed.currentData() or (None, None)
        least, most = self.score.currentData() or (None, None)
        return Filter(
            since=self.days.since,
            until=self.days.until,
            categories=frozenset(map(Category, _one(self.category))),
            least_anger=self.anger.currentData() or 0,
            least_risk=self.risk.currentData() or 0,
            least_score=least,
            most_score=most,
            missed=_one(self.missed),
            dispositions=_one(self.disposition),
            agents=_one(self.agent),
            reviewed=reviewed,
            disputed=disputed,
            follow_up=self.follow_up.currentData(),
            text=self.search.text(),
        )

    def show_agents(self, names: Sequence[str]) -> None:
        """The agents to choose from; the chosen one stays."""
        chosen = self.agent.currentData()
        with QSignalBlocker(self.agent):
            while self.agent.count() > 1:
                self.agent.removeItem(1)
            for name in names:
                self.agent.addItem(name, name)
            self.agent.setCurrentIndex(max(0, self.agent.findData(chosen)))

    @Slot()
    def reset(self) -> None:
        """Set nothing any more: all calls."""
        for box in self._boxes():
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
        self.days.reset()
        with QSignalBlocker(self.search):
            self.search.clear()
        self.changed.emit()

    def want_unreviewed(self) -> None:
        """Only calls that nobody has reviewed yet."""
        with QSignalBlocker(self.reviewed):
            self.reviewed.setCurrentIndex(_UNREVIEWED)
        self.changed.emit()

    def _boxes(self) -> list[QComboBox]:
        return [
            self.agent,
            self.disposition,
            self.follow_up,
            self.reviewed,
            self.risk,
            self.anger,
            self.category,
            self.missed,
            self.score,
        ]

    def _box(self, name: str, choices: Choices) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.addItem(self.tr("{name}: any").format(name=name), None)
        for text, value in choices:
            made.addItem(text, value)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(9)
        made.currentIndexChanged.connect(self.changed)
        return made

    def _day_choices(self) -> Sequence[tuple[str, int]]:
        return [
            (self.tr("Today"), 1),
            (self.tr("Last 7 days"), 7),
            (self.tr("Last 30 days"), 30),
            (self.tr("Last 90 days"), 90),
            (self.tr("Last 365 days"), 365),
        ]

    def _follow_up_choices(self) -> Choices:
        return [
            (self.tr("Overdue"), FollowUps.OVERDUE),
            (self.tr("Open"), FollowUps.OPEN),
            (self.tr("Kept"), FollowUps.KEPT),
            (self.tr("Missed"), FollowUps.MISSED),
            (self.tr("None agreed"), FollowUps.NONE),
        ]

    def _reviewed_choices(self) -> Choices:
        """Values for `reviewed` and `disputed`; the first choice after "any" is `_UNREVIEWED`."""
        return [
            (self.tr("Not reviewed"), (False, None)),
            (self.tr("Reviewed already"), (True, None)),
            (self.tr("Disputed by the agent"), (True, True)),
        ]

    def _score_choices(self) -> Choices:
        """Values for `least_score` and `most_score`."""
        low = self.tr("Score up to {score}")
        high = self.tr("Score {score} or more")
        return [
            *((low.format(score=score), (None, float(score))) for score in _LOW_SCORES),
            *((high.format(score=score), (float(score), None)) for score in _HIGH_SCORES),
        ]

    def _or_more(self, risk: int) -> str:
        return self.tr("Risk {risk} or more").format(risk=risk)

    def _at_least(self, level: int) -> str:
        name = words.anger_name(level)
        return name if level == words.LEVELS - 1 else self.tr("{name} or more").format(name=name)

    def _lay_out(self, look: Look, beside: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(1.5))
        first = QHBoxLayout()
        first.setSpacing(look.u(2))
        first.addWidget(Glyph(look, "search", "text_muted", 4))
        first.addWidget(self.search, 1)
        first.addWidget(beside)
        first.addWidget(self.clear)
        column.addLayout(first)
        boxes = [self.days, *self._boxes()]
        for some in (boxes[:_IN_A_ROW], boxes[_IN_A_ROW:]):
            row = QHBoxLayout()
            row.setSpacing(look.u(1.5))
            for box in some:
                row.addWidget(box, 1)
            column.addLayout(row)


def _one(box: QComboBox) -> frozenset[str]:
    chosen = box.currentData()
    return frozenset() if chosen is None else frozenset({chosen})

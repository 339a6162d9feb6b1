"""Which calls the library lists: words, days, alerts, anger, steps, outcome, agent, reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from companion.events import Category
from companion.store import Filter, FollowUps
from ui import words
from ui.actions import Actions
from ui.language import shipped
from ui.look import Look
from ui.team import Team
from ui.widgets.parts import Glyph, button

SEARCH_AFTER_MS = 200


Choices = Sequence[tuple[str, object]]


class FilterBar(QWidget):
    """`changed` says that `wanted` is another filter now."""

    changed = Signal()

    def __init__(self, look: Look, actions: Actions, team: Team) -> None:
        super().__init__()
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._pause.timeout.connect(self.changed)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find words said or noted"))
        self.search.setAccessibleName(self.tr("Find words said or noted"))
        self.search.setToolTip(actions["find"].toolTip())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._pause.start)
        self.days = self._box(self.tr("Date"), self._day_choices())
        self.category = self._box(
            self.tr("Alerts"), [(words.category_name(one), one) for one in Category]
        )
        self.anger = self._box(
            self.tr("Anger peak"),
            [(self._at_least(level), level) for level in range(1, words.LEVELS)],
        )
        self.missed = self._box(
            self.tr("Step missed"), [(shipped(step.title), step.id) for step in team.script.steps]
        )
        self.disposition = self._box(
            self.tr("Disposition"), [(shipped(one.title), one.id) for one in team.outcomes]
        )
        self.agent = self._box(self.tr("Agent"), ())
        self.reviewed = self._box(
            self.tr("Reviewed"),
            [(self.tr("Not reviewed"), False), (self.tr("Reviewed already"), True)],
        )
        self.follow_up = self._box(self.tr("Follow-up"), self._follow_up_choices())
        self.clear = button(look, "quiet")
        self.clear.setText(self.tr("Clear"))
        self.clear.setToolTip(self.tr("List all calls"))
        self.clear.clicked.connect(self.reset)
        self._lay_out(look)

    @property
    def wanted(self) -> Filter:
        """The filter as it is set now."""
        days = self.days.currentData()
        today = dt.date.today()
        return Filter(
            since=today - dt.timedelta(days=days - 1) if days else None,
            categories=frozenset(map(Category, _one(self.category))),
            least_anger=self.anger.currentData() or 0,
            missed=_one(self.missed),
            dispositions=_one(self.disposition),
            agents=_one(self.agent),
            reviewed=self.reviewed.currentData(),
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
        with QSignalBlocker(self.search):
            self.search.clear()
        self.changed.emit()

    def want_unreviewed(self) -> None:
        """Only calls that nobody has reviewed yet."""
        with QSignalBlocker(self.reviewed):
            self.reviewed.setCurrentIndex(self.reviewed.findData(False))
        self.changed.emit()

    def _boxes(self) -> list[QComboBox]:
        return [
            self.days,
            self.agent,
            self.category,
            self.anger,
            self.missed,
            self.disposition,
            self.follow_up,
            self.reviewed,
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

    def _day_choices(self) -> Choices:
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

    def _at_least(self, level: int) -> str:
        name = words.anger_name(level)
        return name if level == words.LEVELS - 1 else self.tr("{name} or more").format(name=name)

    def _lay_out(self, look: Look) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u(2))
        first = QHBoxLayout()
        first.setSpacing(look.u(2))
        first.addWidget(Glyph(look, "search", "text_muted", 4))
        first.addWidget(self.search, 1)
        first.addWidget(self.clear)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(look.u(1.5))
        for box in self._boxes():
            second.addWidget(box, 1)
        column.addLayout(second)


def _one(box: QComboBox) -> frozenset[str]:
    chosen = box.currentData()
    return frozenset() if chosen is None else frozenset({chosen})

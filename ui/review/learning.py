"""What is learnt from many calls: trends, the rule workbench, calibration, coaching."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ui.action_spec import Where
from ui.actions import Actions
from ui.look import Look
from ui.models.library import Listed
from ui.review.person import reviewer
from ui.team import Team

if TYPE_CHECKING:
    from ui.review.calibration_page import CalibrationPage
    from ui.review.coaching_page import CoachingPage
    from ui.review.trends_page import TrendsPage
    from ui.review.workbench_page import WorkbenchPage


class Hall(Protocol):
    """What these pages ask of the room that they are in."""

    def enter(self, page: QWidget, title: str, places: set[Where]) -> None:
        """Leave what is on the screen and show this page."""
        ...

    def list_calls(self, listed: Listed) -> None: ...

    def review(self, call_id: str, at: float = 0.0) -> None: ...


class Learning(QObject):
    """Its pages are made, and what they need is loaded, when they are first asked for."""

    def __init__(
        self, look: Look, actions: Actions, team: Team, hall: Hall, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look, self._actions, self._team, self._hall = look, actions, team, hall
        self._way_back: Callable[[], None] | None = None

    @cached_property
    def trends(self) -> TrendsPage:
        from ui.review.trends_page import TrendsPage  # noqa: PLC0415 - loads what draws charts

        made = TrendsPage(self._look, self._actions)
        made.listed.connect(self._on_listed)
        return made

    @cached_property
    def workbench(self) -> WorkbenchPage:
        from ui.review.workbench_page import WorkbenchPage  # noqa: PLC0415 - loads the rules

        made = WorkbenchPage(self._look, self._actions)
        made.opened.connect(self._on_opened)
        return made

    @Slot()
    def show_workbench(self) -> None:
        """Change a rule, and see what it does."""
        self._enter(self.workbench, self.tr("Rule workbench"))
        self.workbench.enter()
        self.workbench.editor.lists["any"].setFocus()

    @cached_property
    def calibration(self) -> CalibrationPage:
        from ui.review.calibration_page import CalibrationPage  # noqa: PLC0415 - as trends

        made = CalibrationPage(self._look, self._actions)
        made.opened.connect(self._on_difference)
        return made

    @cached_property
    def coaching(self) -> CoachingPage:
        from ui.review.coaching_page import CoachingPage  # noqa: PLC0415 - as trends

        made = CoachingPage(self._look, self._actions)
        made.opened.connect(self._on_passage)
        return made

    @Slot()
    def show_calibration(self) -> None:
        """Compare evaluations with a second reviewer's."""
        self._enter(self.calibration, self.tr("Calibration"))
        self.calibration.enter(reviewer())

    def show_coaching(self, call_id: str, at: float) -> None:
        """The coaching sheet of the call on the desk ("": none is), which `back` leads to again."""
        self._enter(self.coaching, self.tr("Coaching"))
        self.coaching.enter(call_id)
        self.coaching.paper.setFocus()
        if call_id:
            self._way_back = lambda: self._hall.review(call_id, at)

    @Slot()
    def show_trends(self) -> None:
        """Trends of all calls."""
        self._enter(self.trends, self.tr("Trends"))
        self.trends.show_all()
        self.trends.figures.setFocus()

    @Slot()
    def show_own_trends(self) -> None:
        """An agent's own trends: of the calls of whoever is named in the preferences."""
        self._enter(self.trends, self.tr("My trends"))
        self.trends.show_own(reviewer())
        self.trends.figures.setFocus()

    def back(self) -> bool:
        """To where the list or the call on the screen was opened from; False where nowhere."""
        if self._way_back is None:
            return False
        way, self._way_back = self._way_back, None
        way()
        return True

    def forget_way(self) -> None:
        """What is shown now was not opened from here."""
        self._way_back = None

    def close(self) -> None:
        """Wait for what works still. Any number of times."""
        for name in ("trends", "workbench", "calibration", "coaching"):
            if name in self.__dict__:
                self.__dict__[name].close_jobs()

    def _enter(self, page: QWidget, title: str) -> None:
        self._way_back = None
        self._hall.enter(page, title, {Where.ALWAYS, Where.IDLE, Where.OVER})

    @Slot(str, float)
    def _on_opened(self, call_id: str, at: float) -> None:
        """Hear a sentence of the workbench on the desk, and remember the way back."""
        self._hall.review(call_id, at)
        self._way_back = self.show_workbench

    @Slot(str, float)
    def _on_difference(self, call_id: str, at: float) -> None:
        """Look at a call that two reviewers see otherwise."""
        self._hall.review(call_id, at)
        self._way_back = lambda: self._enter(self.calibration, self.tr("Calibration"))

    @Slot(str, float)
    def _on_passage(self, call_id: str, at: float) -> None:
        """Hear a passage of the coaching page."""
        self._hall.review(call_id, at)
        self._way_back = lambda: self._enter(self.coaching, self.tr("Coaching"))

    @Slot(object, str)
    def _on_listed(self, ids: object, about: str) -> None:
        """List the calls behind a point, and remember the way back."""
        assert isinstance(ids, list)
        self._hall.list_calls(Listed(tuple(ids), about))

        def back() -> None:
            self._hall.enter(self.trends, self.tr("Trends"), {Where.ALWAYS, Where.IDLE, Where.OVER})
            self.trends.chart.setFocus()

        self._way_back = back

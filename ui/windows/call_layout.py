"""What the page of a call consists of, and where everything stands. It knows of no call."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.actions import Actions
from ui.look import Look
from ui.models.alerts import AlertsModel
from ui.models.checklist import ChecklistModel
from ui.models.facts import FactsModel
from ui.models.shown_lines import ShownLines
from ui.models.transcript import TranscriptModel
from ui.team import Team
from ui.widgets.banner import Banner
from ui.widgets.card import CardPanel
from ui.widgets.checklist_panel import ChecklistPanel
from ui.widgets.facts import FactChips
from ui.widgets.finder import Finder
from ui.widgets.follow_up import FollowUpPanel
from ui.widgets.gauges import Gauges
from ui.widgets.header import CallHeader
from ui.widgets.line_state import MonoNotice
from ui.widgets.notes import NotesPanel
from ui.widgets.parts import ElidedLabel, Panel
from ui.widgets.pause_veil import PauseVeil
from ui.widgets.prompts import PromptKeeper
from ui.widgets.protocol import ProtocolPanel
from ui.widgets.sound_banner import SoundBanner
from ui.widgets.timeline import Timeline
from ui.widgets.transcript_view import TranscriptView
from ui.widgets.transport import TransportBar
from ui.widgets.wrap_up import WrapUpPanel

_COMPACT_BELOW = 168
"""Grid steps of height under which the panels draw closer together."""

_LEAST_TRANSCRIPT = 34
"""Grid steps of height: where the chart would leave less than these, it gives way."""

_SIDE_WIDTH, _WRAP_UP_WIDTH = 94, 116
"""Grid steps of the column on the right, in a call and after it."""


class CallLayout(QWidget):
    """The models and parts of a call's page, each in its place; `CallPage` moves them."""

    def __init__(self, look: Look, actions: Actions, team: Team) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look = look
        self.lines = TranscriptModel(self)
        self.alerts = AlertsModel(self)
        self.steps = ChecklistModel(team.script, self)
        self.heard = FactsModel(self)
        self.prompts = PromptKeeper(team.script, lambda: self.heard.facts, self)
        self.header = CallHeader(look, actions)
        self.banner = Banner(look)
        self.mono = MonoNotice(look)
        self.shown = ShownLines(self.lines, self)
        self.transcript = TranscriptView(look, self.shown)
        self.finder = Finder(look, self.shown, self.transcript)
        self.timeline = Timeline(look, self.alerts)
        self.gauges = Gauges(look)
        self.card = CardPanel(look, actions)
        self.facts = FactChips(look, self.heard)
        self.protocol = ProtocolPanel(look, actions)
        self.checklist = ChecklistPanel(look, self.steps)
        self.follow_up = FollowUpPanel(look, actions)
        self.notes = NotesPanel(look)
        self.wrap_up = WrapUpPanel(look, team.outcomes)
        self.transport = TransportBar(look, actions)
        self.sound = SoundBanner(look)
        self.veil = PauseVeil(look, actions)
        self._before_pause: QWidget | None = None
        self._lay_out()
        self.card.came.connect(self._show_card)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def use_team(self, team: Team) -> None:
        """Take the team's files as they are now; between two calls only."""
        self.steps.use(team.script)
        self.wrap_up.use(team.outcomes)

    def make_room(self, *, wrap_up: bool) -> None:
        """Order the column on the right for a call, or for what comes after it."""
        self.wrap_up.setVisible(wrap_up)
        self.card.setVisible(not wrap_up)
        self._side_width = self._look.u(_WRAP_UP_WIDTH if wrap_up else _SIDE_WIDTH)
        self._fit_side()
        first = (self.card, self.protocol)
        in_call = (*first, self.checklist, self.wrap_up, self.follow_up, self.notes)
        after = (*first, self.follow_up, self.wrap_up, self.notes, self.checklist)
        for place, part in enumerate(after if wrap_up else in_call):
            self._side.removeWidget(part)
            self._side.insertWidget(place, part, 1 if part is self.notes else 0)

    def _fit_side(self) -> None:
        """At most half the window for the column on the right, at least what its words need."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        least = self._column.minimumSizeHint().width() + bar
        self._area.setFixedWidth(max(least, min(self._side_width, self.width() // 2)))

    def _fit_left(self) -> None:
        """Under large print, in a low window, the words matter more than how they came about."""
        air = self._columns.contentsMargins()
        room = self._stack.height() - air.top() - air.bottom()
        width = self.transcript.width()
        parts: list[QWidget] = [self._chart]
        parts += [part for part in (self.banner, self.sound, self.mono) if not part.isHidden()]
        parts += [part for part in (self.facts, self.finder) if not part.isHidden()]
        heights = [_height(part, width) for part in parts]
        needed = sum(heights) + len(heights) * self._look.u(3) + self._look.u(_LEAST_TRANSCRIPT)
        self._chart.setVisible(needed <= room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit_left()
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """What has got the focus, by whatever key, comes into sight."""
        del before
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)

    @Slot()
    def _show_card(self) -> None:
        """Bring a new card into sight, but never take the notes away from who is writing."""
        if not self.notes.editor.hasFocus():
            self.scroll_up()

    def cover(self, *, paused: bool) -> None:
        """Put the veil over the call, or take it away; the keys go on where they were."""
        if paused == (self._stack.currentWidget() is self.veil):
            return
        if paused:
            held = self.focusWidget()
            self._before_pause = held if self._stack.isAncestorOf(held) else None
        self._stack.setCurrentIndex(1 if paused else 0)
        if paused:
            self.veil.resume.setFocus()
            self.veil.tell()
        else:
            self._give_back()

    def _give_back(self) -> None:
        back = self._before_pause
        (self.transcript if back is None else back).setFocus()

    def scroll_up(self) -> None:
        """Show the top of the column on the right."""
        self._area.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        self.loading = QProgressBar()
        self.loading.setRange(0, 0)
        self.loading.setTextVisible(False)
        self.loading.setAccessibleName(self.tr("Please wait"))
        steady = self.loading.sizePolicy()
        steady.setRetainSizeWhenHidden(True)  # so that nothing jumps when it goes
        self.loading.setSizePolicy(steady)
        outer.addWidget(self.loading)
        inside = QWidget()
        self._columns = QHBoxLayout(inside)
        self._columns.addLayout(self._left(), 1)
        self._columns.addWidget(self._right())
        self._stack = QStackedWidget()
        self._stack.addWidget(inside)
        self._stack.addWidget(self.veil)
        outer.addWidget(self._stack, 1)
        outer.addWidget(self.transport)
        inside.installEventFilter(self)
        self._draw_closer(False)

    def _left(self) -> QVBoxLayout:
        look = self._look
        column = QVBoxLayout()
        column.setSpacing(look.u(3))
        column.addWidget(self.banner)
        column.addWidget(self.sound)
        column.addWidget(self.mono)
        frame = Panel(look, self.tr("Transcript"))
        frame.heading.hide()
        frame.rows.setContentsMargins(2, look.u(1), 2, look.u(1))
        frame.body.addWidget(self.finder)
        frame.body.addWidget(self.transcript)
        QWidget.setTabOrder(self.finder.close_knob, self.transcript)
        frame.light_up_for(self.transcript)
        column.addWidget(frame, 1)
        column.addWidget(self.facts)
        self._chart = chart = Panel(look, self.tr("Anger over time"))
        self.told = ElidedLabel()
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        chart.head.addWidget(self.told, 100)
        chart.body.addWidget(self.timeline)
        chart.body.addWidget(self.gauges)
        column.addWidget(chart)
        return column

    def _right(self) -> QWidget:
        """Scrolls where the window is low or the print large, so that nothing is cut off."""
        look = self._look
        self._column = side = QWidget()
        side.setObjectName("page")
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        for part in (self.card, self.protocol, self.checklist, self.wrap_up, self.follow_up):
            self._side.addWidget(part)
        self._side.addWidget(self.notes, 1)
        self._area = area = QScrollArea()
        area.setWidget(side)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side_width = look.u(_SIDE_WIDTH)
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()
        self._draw_closer(event.size().height() < self._look.u(_COMPACT_BELOW))

    def _draw_closer(self, closer: bool) -> None:
        """Fit a low window: one line a step, less air."""
        look = self._look
        gap = look.u(2 if closer else 4)
        self._columns.setContentsMargins(gap, gap, gap, gap)
        self._columns.setSpacing(gap)
        self._side.setSpacing(look.u(2 if closer else 3))
        self.checklist.list.set_compact(closer)
        self.notes.editor.setMinimumHeight(look.u(9 if closer else 16))


def _height(part: QWidget, width: int) -> int:
    """How high it wants to be at this width."""
    high = part.heightForWidth(width) if part.hasHeightForWidth() else -1
    return high if high >= 0 else part.sizeHint().height()

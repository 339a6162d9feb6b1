"""The page of one call: the same panels for a running call and for a saved one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from companion.call import Call, step
from companion.cards import SNOOZE_S
from companion.errors import OutsideError
from companion.events import (
    AlertDismissed,
    AlertWithdrawn,
    AnyEvent,
    By,
    FollowUpCleared,
    FollowUpSet,
    MarkPlaced,
    NoteWritten,
    Partial,
    StepTicked,
    StepUnticked,
)
from companion.note import Note
from companion.outcomes import load_outcomes
from companion.script import Script
from ui.actions import Actions
from ui.look import Look
from ui.models.alerts import AlertsModel
from ui.models.checklist import ChecklistModel
from ui.models.transcript import TranscriptModel
from ui.widgets.banner import Banner
from ui.widgets.card import CardPanel
from ui.widgets.checklist_panel import ChecklistPanel
from ui.widgets.follow_up import FollowUpPanel
from ui.widgets.gauges import Gauges
from ui.widgets.header import CallHeader, Stage
from ui.widgets.line_state import MonoNotice
from ui.widgets.notes import NotesPanel
from ui.widgets.parts import ElidedLabel, Panel, Part
from ui.widgets.timeline import Timeline
from ui.widgets.transcript_view import TranscriptView
from ui.widgets.transport import TransportBar
from ui.widgets.wrap_up import WrapUpPanel

_COMPACT_BELOW = 168
"""Grid steps of height under which the panels draw closer together."""

_SIDE_WIDTH, _WRAP_UP_WIDTH = 94, 116
"""Grid steps of the column on the right, in a call and after it."""

_OPEN_STAGES = (Stage.LIVE, Stage.SAVED)


class CallPage(QWidget):
    """Folds what it hears and lets every part show it. What hands do here is only `submitted`;
    it is drawn when the event comes back.
    """

    submitted = Signal(object)
    stage_changed = Signal(object)

    def __init__(self, look: Look, actions: Actions, script: Script) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look = look
        self.call = Call()
        self.stage = Stage.LOADING
        self._now: Callable[[], float] = float
        self.lines = TranscriptModel(self)
        self.alerts = AlertsModel(self)
        self.steps = ChecklistModel(script, self)
        self.header = CallHeader(look, actions)
        self.banner = Banner(look)
        self.mono = MonoNotice(look)
        self.transcript = TranscriptView(look, self.lines)
        self.timeline = Timeline(look, self.alerts)
        self.gauges = Gauges(look)
        self.card = CardPanel(look, actions)
        self.checklist = ChecklistPanel(look, self.steps)
        self.follow_up = FollowUpPanel(look, actions)
        self.notes = NotesPanel(look)
        self.wrap_up = WrapUpPanel(look, load_outcomes())
        self.transport = TransportBar(look, actions)
        self._parts: tuple[Part, ...] = (
            self.lines,
            self.alerts,
            self.steps,
            self.header,
            self.timeline,
            self.follow_up,
            self.notes,
        )
        self._lay_out()
        self._connect()

    def begin(self, title: str, stage: Stage, now: Callable[[], float]) -> None:
        """Make ready for another call; `now` tells the seconds of call time."""
        self._now = now
        self.header.show_title(title)
        self.banner.clear()
        self.show_call(Call())
        self.timeline.set_outline(Call())
        self.set_now(0.0)
        self.set_stage(stage)

    def set_stage(self, stage: Stage) -> None:
        """Say how the call stands; decides what can be changed."""
        self.stage = stage
        replaying = stage == Stage.REPLAY
        self.header.show_stage(stage)
        self.transport.setVisible(replaying)
        self._loading.setVisible(stage in (Stage.LOADING, Stage.SAVING))
        self.steps.editable = stage in _OPEN_STAGES
        self.notes.set_read_only(stage in (Stage.REPLAY, Stage.UNSAVED))
        self.follow_up.set_read_only(replaying)
        self.card.set_open(stage in _OPEN_STAGES)
        self._show_moment()
        self.transcript.set_empty_text(self._empty_text())
        self._make_room(wrap_up=False)
        self.stage_changed.emit(stage)

    def show_call(self, call: Call) -> None:
        """Show this call from the start."""
        self.call = call
        self.lines.drop_partials()
        self.gauges.forget()
        for part in self._parts:
            part.reset(call)
        self._show_moment()
        self.mono.show_call(call)

    @Slot(object)
    def hear(self, news: object) -> None:
        """Take in a fact, a glimpse or a trouble. The order of arrival is the order of the log."""
        if isinstance(news, OutsideError):
            self.banner.show_error(news)
        elif isinstance(news, Partial):
            self.lines.glimpse(self.call, news)
        elif isinstance(news, AnyEvent):
            self._enter(news)

    @Slot(object)
    def show_wrap_up(self, draft: object) -> None:
        """After the call the draft of its note takes the card's place, and more room."""
        assert isinstance(draft, Note)
        self.wrap_up.show_draft(draft, self.call)
        self._make_room(wrap_up=True)
        if not self.notes.editor.hasFocus():
            self.wrap_up.outcome.setFocus()
            self._area.verticalScrollBar().setValue(0)

    def set_now(self, seconds: float, *, lag: float = 0.0, length: float = 0.0) -> None:
        """Show the time; cards that have had theirs go. `length` is that of a saved call."""
        self.header.show_time(seconds, lag)
        self.timeline.set_now(seconds, length)
        self.gauges.show_moment(self.call, seconds)
        self._show_moment()

    @Slot()
    def flush(self) -> None:
        """Hand over what is still being typed."""
        self.notes.flush()
        self.wrap_up.flush()

    def hand_in_note(self) -> None:
        """Hand over the note once more if the stored call does not have it as it stands here."""
        self.notes.compare(self.call)
        self.notes.flush()

    @Slot()
    def dismiss(self) -> None:
        """Put away the editor that is open, else the card."""
        if self.follow_up.editing:
            self.follow_up.stop_editing()
        elif self.card.card is not None and self.card.card.alert is not None:
            self._say(AlertDismissed(at=self._now(), alert=self.card.card.alert))

    @Slot()
    def snooze(self) -> None:
        """Put away the card and all of its category for a while, unless somebody may get hurt."""
        if self.card.snoozable and self.card.card is not None and self.card.card.alert is not None:
            alert = self.card.card.alert
            self._say(AlertDismissed(at=self._now(), alert=alert, quiet_s=SNOOZE_S))

    @Slot()
    def withdraw(self) -> None:
        if self.card.card is not None and self.card.card.alert is not None:
            self._say(AlertWithdrawn(at=self._now(), alert=self.card.card.alert, by=By.AGENT))

    @Slot()
    def mark(self) -> None:
        self._say(MarkPlaced(at=self._now()))

    @Slot()
    def accept_date(self) -> None:
        agreed = self.call.follow_up
        if agreed is not None:
            self._say(
                FollowUpSet(
                    at=self._now(),
                    date=agreed.date,
                    time=agreed.time,
                    by=agreed.by,
                    utterance=agreed.utterance,
                    heard=agreed.heard,
                    accepted=True,
                )
            )

    @Slot()
    def clear_date(self) -> None:
        if self.call.follow_up is not None:
            self._say(FollowUpCleared(at=self._now()))

    def tick(self, number: int) -> None:
        """Tick or untick a step by its place in the script, from 0."""
        self.steps.toggle(number)

    def _enter(self, entry: AnyEvent) -> None:
        self.call = step(self.call, entry)
        for part in self._parts:
            part.apply(self.call, entry)
        self.banner.apply(entry)
        self.wrap_up.apply(entry)
        self._show_moment()
        if self.call.ended:
            self.lines.drop_partials()
        if self.call.started is entry:
            self.mono.show_call(self.call)

    def _say(self, event: AnyEvent) -> None:
        self.submitted.emit(event)

    def _show_moment(self) -> None:
        now = max(self._now(), self.call.last_at)
        self.card.show_moment(self.call, now, self.steps.next_open())
        self.header.lines.show_moment(self.call, now)

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
            self._area.verticalScrollBar().setValue(0)

    @Slot(float, int)
    def _on_moment(self, at: float, utterance: int) -> None:
        """Show what was said then; what a replay has not come to yet is gone to."""
        if self.stage == Stage.REPLAY and at > self._now():
            self.transport.sought.emit(at)
        elif utterance:
            self.transcript.show_utterance(utterance)
        else:
            self.transcript.show_time(at)

    @Slot(str, bool)
    def _on_asked(self, step_id: str, ticked: bool) -> None:
        at = self._now()
        if ticked:
            self._say(StepTicked(at=at, step=step_id, by=By.AGENT))
        else:
            self._say(StepUnticked(at=at, step=step_id))

    @Slot(object, object)
    def _on_date(self, date: object, time: object) -> None:
        self._say(
            FollowUpSet(at=self._now(), date=date, time=time, by=By.AGENT, accepted=True)  # type: ignore[arg-type]
        )

    @Slot(str)
    def _on_written(self, text: str) -> None:
        self._say(NoteWritten(at=self._now(), text=text))

    @Slot(str, str)
    def _on_wrapped_up(self, field: str, text: str) -> None:
        self._say(NoteWritten(at=self._now(), text=text, field=field))

    def _make_room(self, *, wrap_up: bool) -> None:
        """Order the column on the right for a call, or for what comes after it."""
        self.wrap_up.setVisible(wrap_up)
        self.card.setVisible(not wrap_up)
        self._area.setFixedWidth(self._look.u(_WRAP_UP_WIDTH if wrap_up else _SIDE_WIDTH))
        in_call = (self.card, self.checklist, self.wrap_up, self.follow_up, self.notes)
        after = (self.card, self.follow_up, self.wrap_up, self.notes, self.checklist)
        for place, part in enumerate(after if wrap_up else in_call):
            self._side.removeWidget(part)
            self._side.insertWidget(place, part, 1 if part is self.notes else 0)

    def _empty_text(self) -> str:
        return {
            Stage.LOADING: self.tr("Getting ready to listen…"),
            Stage.LIVE: self.tr("Listening. Words appear here as they are said."),
            Stage.REPLAY: self.tr("Nothing has been said yet. Press play."),
        }.get(self.stage, self.tr("Nothing was said."))

    def _connect(self) -> None:
        self.steps.asked.connect(self._on_asked)
        self.follow_up.chosen.connect(self._on_date)
        self.notes.written.connect(self._on_written)
        self.wrap_up.written.connect(self._on_wrapped_up)
        self.wrap_up.picked.connect(self.transcript.show_utterance)
        self.card.came.connect(self._show_card)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.timeline.picked.connect(self._on_moment)
        self.timeline.told.connect(self._told.setText)
        self.checklist.picked.connect(self.transcript.show_utterance)
        self.transcript.picked.connect(self.transport.sought)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        self._loading = QProgressBar()
        self._loading.setRange(0, 0)
        self._loading.setTextVisible(False)
        self._loading.setAccessibleName(self.tr("Please wait"))
        steady = self._loading.sizePolicy()
        steady.setRetainSizeWhenHidden(True)  # so that nothing jumps when it goes
        self._loading.setSizePolicy(steady)
        outer.addWidget(self._loading)
        self._columns = QHBoxLayout()
        self._columns.addLayout(self._left(), 1)
        self._columns.addWidget(self._right())
        outer.addLayout(self._columns, 1)
        outer.addWidget(self.transport)
        self._draw_closer(False)

    def _left(self) -> QVBoxLayout:
        look = self._look
        column = QVBoxLayout()
        column.setSpacing(look.u(3))
        column.addWidget(self.banner)
        column.addWidget(self.mono)
        frame = Panel(look, self.tr("Transcript"))
        frame.heading.hide()
        frame.rows.setContentsMargins(2, look.u(1), 2, look.u(1))
        frame.body.addWidget(self.transcript)
        frame.light_up_for(self.transcript)
        column.addWidget(frame, 1)
        chart = Panel(look, self.tr("Anger over time"))
        self._told = ElidedLabel()
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        chart.head.addWidget(self._told, 100)
        chart.body.addWidget(self.timeline)
        chart.body.addWidget(self.gauges)
        column.addWidget(chart)
        return column

    def _right(self) -> QWidget:
        """Scrolls where the window is low or the print large, so that nothing is cut off."""
        look = self._look
        side = QWidget()
        side.setObjectName("page")
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        for part in (self.card, self.checklist, self.wrap_up, self.follow_up):
            self._side.addWidget(part)
        self._side.addWidget(self.notes, 1)
        self._area = area = QScrollArea()
        area.setWidget(side)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(look.u(_SIDE_WIDTH))
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
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

"""The page of one call: the same panels for a running call and for a saved one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from companion.call import Call, step
from companion.cards import SNOOZE_S
from companion.errors import OutsideError
from companion.events import (
    AlertDismissed,
    AlertWithdrawn,
    AnyEvent,
    By,
    ConsentGiven,
    FollowUpCleared,
    FollowUpSet,
    MarkPlaced,
    NoteWritten,
    Partial,
    Paused,
    Resumed,
    StepTicked,
    StepUnticked,
    TranscriptionStopped,
)
from ui.actions import Actions
from ui.look import Look
from ui.stage import Stage
from ui.team import Team
from ui.widgets.parts import Part
from ui.widgets.recording_state import consent_due
from ui.windows.call_layout import CallLayout

if TYPE_CHECKING:
    from companion.note import Note
    from companion.outcome_heard import OutcomeHeard

_OPEN_STAGES = (Stage.LIVE, Stage.SAVED)


class CallPage(CallLayout):
    """Folds what it hears and lets every part show it. What hands do here is only `submitted`;
    it is drawn when the event comes back.
    """

    submitted = Signal(object)
    stage_changed = Signal(object)
    moment = Signal()
    """Something has changed, or time has gone by: `call`, `card` and the rest tell what is now."""
    glimpsed = Signal(object)
    """A `Partial`: words that are being said right now."""

    def __init__(self, look: Look, actions: Actions, team: Team) -> None:
        super().__init__(look, actions, team)
        self.call = Call()
        self.stage = Stage.LOADING
        self._now: Callable[[], float] = float
        self._parts: tuple[Part, ...] = (
            self.lines,
            self.alerts,
            self.steps,
            self.header,
            self.sound,
            self.timeline,
            self.follow_up,
            self.notes,
            self.heard,
            self.prompts,
            self.protocol,
        )
        self._connect()

    def begin(
        self, title: str, stage: Stage, now: Callable[[], float], *, asks_consent: bool = False
    ) -> None:
        """Make ready for another call; `now` tells the seconds of call time.

        `asks_consent`: the sound shall be recorded, so the caller is to be asked.
        """
        self._now = now
        self.finder.put_away()
        self.header.asks_consent = asks_consent
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
        self.loading.setVisible(stage in (Stage.LOADING, Stage.SAVING))
        self.steps.editable = stage in _OPEN_STAGES
        self.notes.set_read_only(stage in (Stage.REPLAY, Stage.UNSAVED))
        self.follow_up.set_read_only(replaying)
        self.wrap_up.set_read_only(replaying)
        self.card.set_open(stage in _OPEN_STAGES)
        self.protocol.set_open(stage == Stage.LIVE)
        self.facts.editable = stage in _OPEN_STAGES
        self._show_moment()
        self.transcript.set_empty_text(self._empty_text())
        self.make_room(wrap_up=False)
        self.stage_changed.emit(stage)

    def show_call(self, call: Call) -> None:
        """Show this call from the start."""
        self.call = call
        self.lines.drop_partials()
        self.gauges.forget()
        for part in self._parts:
            part.reset(call)
        self._show_moment()
        self._show_written()
        self.mono.show_call(call)

    @Slot(object)
    def hear(self, news: object) -> None:
        """Take in a fact, a glimpse or a trouble. The order of arrival is the order of the log."""
        if isinstance(news, OutsideError):
            self.banner.show_error(news)
        elif isinstance(news, Partial):
            self.lines.glimpse(self.call, news)
            self.glimpsed.emit(news)
        elif isinstance(news, AnyEvent):
            self._enter(news)

    @Slot(object)
    def show_wrap_up(self, draft: Note) -> None:
        """After the call the draft of its note takes the card's place, and more room."""
        self.wrap_up.show_draft(draft, self.call)
        self.make_room(wrap_up=True)
        if not self.notes.editor.hasFocus():
            self.wrap_up.outcome.setFocus()
            self.scroll_up()

    @Slot(object)
    def suggest_outcome(self, heard: OutcomeHeard | None) -> None:
        """Choose how the call seems to have ended, to be confirmed."""
        self.wrap_up.suggest(heard, self.call)

    def set_now(self, seconds: float, *, lag: float = 0.0, length: float = 0.0) -> None:
        """Show the time; cards that have had theirs go. `length` is that of a saved call."""
        self.header.show_time(seconds, lag)
        self.timeline.set_now(seconds, length)
        self.gauges.show_moment(self.call, seconds)
        if self.call.paused:
            self.veil.show_since(seconds - self.call.pauses[-1].start)
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
        """Put away what one is in, the finder or the editor of the date, else the card."""
        if self.finder.has_focus:
            self.finder.leave()
        elif self.follow_up.editing:
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
    def pause(self) -> None:
        """Let nothing be heard from now on, or go on; what is being typed is handed over first."""
        if self.stage == Stage.LIVE:
            self.flush()
            at = self._now()
            self._say(Resumed(at=at) if self.call.paused else Paused(at=at))

    @Slot()
    def consent(self) -> None:
        """Note that the caller was told of the recording and agreed, once."""
        if consent_due(self.call, asked=self.header.asks_consent):
            self._say(ConsentGiven(at=self._now()))

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

    @property
    def seconds(self) -> float:
        """The second of the call that is shown."""
        return max(self._now(), self.call.last_at)

    def show_now(self) -> None:
        """Show this moment anew: something that is no event has changed."""
        self._show_moment()

    def tick(self, number: int) -> None:
        """Tick or untick a step by its place in the script, from 0."""
        self.steps.toggle(number)

    def _enter(self, entry: AnyEvent) -> None:
        self.call = step(self.call, entry)
        for part in self._parts:
            part.apply(self.call, entry)
        if isinstance(entry, TranscriptionStopped):
            self.banner.show_stopped(entry.why)
        self.wrap_up.apply(entry)
        self._show_moment()
        self._show_written()
        if self.call.ended:
            self.lines.drop_partials()
        if self.call.started is entry:
            self.mono.show_call(self.call)

    def _show_written(self) -> None:
        """In a replay that has come to the end, the wrap-up as the agent left it, if they did."""
        if self.stage != Stage.REPLAY:
            return
        shown = self.call.ended is not None and self.wrap_up.holds_any(self.call)
        if shown:
            from companion.note import draft_note  # noqa: PLC0415 - what an empty window lacks

            self.wrap_up.show_draft(draft_note(self.call), self.call)
        if shown == self.wrap_up.isHidden():
            self.make_room(wrap_up=shown)

    def _say(self, event: AnyEvent) -> None:
        self.submitted.emit(event)

    def _show_moment(self) -> None:
        now = self.seconds
        self.card.show_moment(self.call, now, self.steps.next_open(), self.prompts.shown)
        self.header.lines.show_moment(self.call, now)
        self.cover(paused=self.call.paused and self.stage == Stage.LIVE)
        self.moment.emit()

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
        self.timeline.picked.connect(self._on_moment)
        self.timeline.told.connect(self.told.setText)
        self.checklist.picked.connect(self.transcript.show_utterance)
        self.facts.picked.connect(self.transcript.show_utterance)
        self.transcript.picked.connect(self.transport.sought)
        self.finder.left.connect(self.transcript.setFocus)

"""The replay desk: a saved call heard, seen, judged and scored on one page."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QMenu,
)

from companion.audio.manner import Manner
from companion.call import Call, step
from companion.errors import OutsideError
from companion.events import (
    AlertJudged,
    AlertMissed,
    AnyEvent,
    Category,
    CommentRemoved,
    CommentWritten,
)
from companion.lanes import Lanes, angry_turns, lanes_of
from ui import words
from ui.actions import Actions
from ui.look import Look
from ui.replay_driver import ReplayDriver
from ui.review.desk_layout import DeskLayout
from ui.review.writer import Writer
from ui.team import Team
from ui.widgets.parts import announce

_BEFORE_S = 0.4
"""One hears a word best with a little of what comes before it."""


class DeskPage(DeskLayout):
    """Shows what a `ReplayDriver` plays. What hands do here is written at once by the `Writer`."""

    submitted = Signal(str)
    """The call whose evaluation is in the log now."""

    def __init__(self, look: Look, actions: Actions, team: Team, writer: Writer) -> None:
        super().__init__(look, actions, team, writer)
        self._writer = writer
        self._who = ""
        self._driver: ReplayDriver | None = None
        self.call = Call()
        self.lanes = Lanes()
        self._connect()

    def show_replay(self, driver: ReplayDriver, title: str, about: str, who: str) -> None:
        """Open a call; `who` reviews it. Its driver is closed by whoever made it."""
        self._driver, self._who = driver, who
        self.banner.clear()
        self._title.setText(title)
        self._about.setText(about)
        self.call = driver.whole
        self.lanes = lanes_of(self.call)
        self.waves.wave.show_call(self.lanes, driver.duration)
        self.transcript.show_call(self.call)
        self.alerts.show_call(self.call)
        self.comments.show_call(self.call)
        self.score.show_call(self.call, who)
        self.agent_view.set_log(list(driver.entries))
        self._follow(driver)
        driver.start_at(0.0)

    def leave(self) -> None:
        """Keep what is being typed; the call is left."""
        self.score.save_draft()
        self._driver = None

    @property
    def position(self) -> float:
        return self._driver.position if self._driver else 0.0

    @Slot(float)
    def go_to(self, second: float) -> None:
        """Go to this moment; it plays on if it was playing."""
        if self._driver is not None:
            self.transcript.follow_sound()
            self._driver.seek(second)

    @Slot(int)
    def hear(self, utterance: int) -> None:
        """Play from a sentence on."""
        self.go_to(self.call.utterance(utterance).start)
        if self._driver is not None and not self._driver.playing:
            self._driver.toggle()

    @Slot()
    def next_alert(self) -> None:
        self._jump([alert.at for alert in self.lanes.alerts], +1)

    @Slot()
    def previous_alert(self) -> None:
        self._jump([alert.at for alert in self.lanes.alerts], -1)

    @Slot()
    def next_angry(self) -> None:
        self._jump(angry_turns(self.lanes), +1)

    @Slot()
    def previous_angry(self) -> None:
        self._jump(angry_turns(self.lanes), -1)

    @Slot()
    def toggle_loop(self) -> None:
        """Loop what is chosen in the waveform, else in the transcript; again: play on."""
        if self._driver is None:
            return
        if self._driver.manner.loop is not None:
            self._driver.set_loop(None)
            self.waves.wave.show_passage(None)
            return
        passage = self.waves.wave.passage or self._sentence_span()
        if passage is not None:
            self._driver.set_loop(passage)

    @Slot()
    def begin_comment(self) -> None:
        self.side.setCurrentWidget(self.comments)
        self._show_target()
        self.comments.begin()

    @Slot()
    def begin_training(self) -> None:
        self.side.setCurrentWidget(self.comments)
        self._show_target()
        self.comments.begin_training()

    @Slot()
    def judge_right(self) -> None:
        self._judge(right=True)

    @Slot()
    def judge_wrong(self) -> None:
        self._judge(right=False)

    @Slot()
    def ask_missed(self) -> None:
        """Which alert should this sentence have raised?"""
        utterance = self.transcript.utterance
        if not utterance:
            return
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Which alert was missed here?"))
        for number, category in enumerate(Category, start=1):
            icon = self._look.icon(category.value, category.value)
            action = menu.addAction(icon, f"&{number}  {words.category_name(category)}")
            action.triggered.connect(lambda _=False, c=category: self.missed(utterance, c))
        menu.popup(self.transcript.mapToGlobal(self.transcript.rect().center()))

    def missed(self, utterance: int, category: Category) -> None:
        """This sentence should have raised an alert."""
        at = self.call.utterance(utterance).start
        event = AlertMissed(
            at=at, who=self._who, when=_now(), utterance=utterance, category=category
        )
        self._write(event)

    @Slot()
    def go_score(self) -> None:
        self.side.setCurrentWidget(self.score)
        self.score.focus_first_open()

    @Slot()
    def go_agent_view(self) -> None:
        self.side.setCurrentWidget(self.agent_view)

    @Slot()
    def go_alerts(self) -> None:
        self.side.setCurrentWidget(self.alerts)
        self.alerts.list.setFocus()

    @Slot(object)
    def on_written(self, entry: AnyEvent) -> None:
        """Something is in the log now."""
        self.call = step(self.call, entry)
        self.lanes = lanes_of(self.call)
        self.waves.wave.show_lanes(self.lanes)
        if isinstance(entry, AlertJudged | AlertMissed):
            self.alerts.show_call(self.call)
        else:
            self.comments.show_call(self.call)

    @Slot(object)
    def on_trouble(self, error: OutsideError) -> None:
        self.banner.show_error(error)

    def _jump(self, places: list[float], way: int) -> None:
        """To the next of these places, or the one before."""
        here = self.position + (_BEFORE_S if way > 0 else 0.0)
        ahead = [p for p in places if p > here + 0.01]
        behind = [p for p in places if p < here - 0.01]
        if not (ahead if way > 0 else behind):
            announce(self, self.tr("There is none any more."))
            return
        target = ahead[0] if way > 0 else behind[-1]
        self.go_to(max(0.0, target - _BEFORE_S))
        self.transcript.show_time(target)

    def _judge(self, *, right: bool) -> None:
        alert = self.alerts.current(self.position + _BEFORE_S)
        if alert is None:
            announce(self, self.tr("No alert here to judge."))
            return
        self.side.setCurrentWidget(self.alerts)
        self._write(
            AlertJudged(at=alert.start, who=self._who, when=_now(), alert=alert.seq, right=right)
        )

    def _sentence_span(self) -> tuple[float, float] | None:
        """From where the sentences that are chosen begin to where they end; else of the one."""
        seqs = self.transcript.chosen or (self.transcript.utterance,)
        heard = [self.call.utterance(seq) for seq in seqs if seq]
        if not heard:
            return None
        return min(one.start for one in heard), max(one.end for one in heard)

    def _write(self, event: AnyEvent) -> None:
        if self.call.started is not None:
            self._writer.add(self.call.started.call_id, event)

    @Slot(str, object, int, int)
    def _on_comment(self, text: str, tags: object, utterance: int, replaces: int) -> None:
        assert isinstance(tags, tuple)
        at = self.call.utterance(utterance).start if utterance else self.position
        self._write(
            CommentWritten(
                at=at,
                who=self._who,
                when=_now(),
                text=text,
                tags=tags,
                utterance=utterance or None,
                replaces=replaces or None,
            )
        )
        self.transcript.setFocus()

    @Slot(int)
    def _on_removed(self, comment: int) -> None:
        self._write(CommentRemoved(at=self.position, who=self._who, when=_now(), comment=comment))

    @Slot(float, float)
    def _on_placed(self, second: float, length: float) -> None:
        self.waves.wave.show_place(second, length)
        self.transcript.show_place(second)
        self.transport.show_place(second, length)
        self.agent_view.show_place(second)
        self.alerts.show_place(second + _BEFORE_S)
        if not self.comments.editor.hasFocus():
            self._show_target()

    @Slot(object)
    def _on_passage(self, passage: object) -> None:
        if self._driver is not None and isinstance(passage, tuple):
            self._driver.set_loop(passage)

    @Slot(object)
    def _on_manner(self, manner: Manner) -> None:
        self.transport.show_manner(manner)
        self.waves.wave.show_passage(manner.loop)

    def _show_target(self) -> None:
        self.comments.show_target(self.position, self.transcript.utterance)

    def _follow(self, driver: ReplayDriver) -> None:
        driver.placed.connect(self._on_placed)
        driver.playing_changed.connect(self.transport.show_playing)
        driver.manner_changed.connect(self._on_manner)
        driver.troubled.connect(self.on_trouble)
        driver.shown.connect(self.agent_view.show_call)
        driver.heard.connect(self.agent_view.hear)
        self.transport.show_playing(driver.playing)
        self._on_manner(driver.manner)

    def _connect(self) -> None:
        self.waves.wave.sought.connect(self.go_to)
        self.waves.wave.passage_chosen.connect(self._on_passage)
        self.transcript.sought.connect(self.go_to)
        self.transport.sought.connect(self.go_to)
        self.alerts.sought.connect(self.go_to)
        self.comments.sought.connect(self.go_to)
        self.comments.written.connect(self._on_comment)
        self.comments.removed.connect(self._on_removed)
        self.score.picked.connect(self.hear)
        self.score.told.connect(self.on_trouble)
        self.score.submitted.connect(self.submitted)
        self.agent_view.picked.connect(self.transcript.show_utterance)
        self._writer.written.connect(self.on_written)
        self._writer.failed.connect(self.on_trouble)
        for action, slot in {
            "next_alert": self.next_alert,
            "previous_alert": self.previous_alert,
            "next_angry": self.next_angry,
            "previous_angry": self.previous_angry,
            "loop": self.toggle_loop,
            "comment": self.begin_comment,
            "training": self.begin_training,
            "judge_right": self.judge_right,
            "judge_wrong": self.judge_wrong,
            "missed": self.ask_missed,
            "go_score": self.go_score,
            "go_alerts": self.go_alerts,
            "go_agent_view": self.go_agent_view,
            "submit": self.score.submit,
        }.items():
            self._actions[action].triggered.connect(slot)


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()

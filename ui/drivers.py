"""What moves the call on the screen: a running call, or a saved one on a clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, SignalInstance, Slot

from companion.call import fold
from companion.errors import OutsideError
from companion.events import AnyEvent, CallEnded
from companion.note import draft_note
from companion.replay import Replay
from ui.feed import Feed
from ui.jobs import Job
from ui.running import Running
from ui.widgets.header import Stage
from ui.widgets.transport import SPEEDS
from ui.windows.call_page import CallPage

Heard = Callable[[object], None]

CLOCK_MS = 200
"""How often the running time is drawn."""

FRAME_MS = 50
"""How often a replay moves on."""

JUMP_S = 5.0


class LiveDriver(QObject):
    """Opens a call, shows it while it runs, and sees it stored. GUI thread only.

    `refused` carries the OutsideError for which the call could not begin.
    """

    refused = Signal(object)

    def __init__(self, running: Running, page: CallPage, parent: QObject) -> None:
        super().__init__(parent)
        self._running = running
        self._page = page
        self._feed = Feed(self)
        self._feed.arrived.connect(self._on_news)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self._tick)
        self._jobs: list[Job] = []
        self._unwanted = False
        self._closed = False
        self._held: list[AnyEvent] = []

    def start(self) -> None:
        self._page.begin(self._running.title, Stage.LOADING, self._running.now)
        self._page.submitted.connect(self._submit)
        self._work(lambda: self._running.open(self._feed), self._on_open, self.refused)

    @Slot()
    def end(self) -> None:
        """The agent ends the call, also while the model is still loading."""
        self._unwanted = True
        self._page.flush()
        if self._page.stage == Stage.LIVE:
            self._page.set_stage(Stage.SAVING)
            self._running.end()

    def close(self) -> None:
        """Leave in a hurry: what was said so far is stored before this returns."""
        self._page.flush()
        self._page.submitted.disconnect(self._submit)
        self._closed = True
        self._clock.stop()
        for job in self._jobs:
            job.abandon()
        self._running.close()
        if self._page.stage == Stage.SAVING:
            with suppress(OutsideError):  # nobody is left to be told
                for event in self._taken():
                    self._running.add(event)

    @Slot(object)
    def _on_open(self, _: object) -> None:
        if self._page.stage != Stage.LOADING:  # so short a call that its end came first
            return
        self._page.set_stage(Stage.LIVE)
        self._clock.start()
        for event in self._taken():
            self._running.submit(event)
        if self._unwanted:
            self.end()

    @Slot(object)
    def _on_news(self, news: object) -> None:
        if self._closed:  # what was on its way when the page turned to another call
            return
        self._page.hear(news)
        if isinstance(news, CallEnded):
            self._clock.stop()
            self._tick()
            self._page.set_stage(Stage.SAVING)
            self._work(self._running.finish, self._on_stored, self._on_unstored)

    @Slot(object)
    def _on_stored(self, _: object) -> None:
        self._page.set_stage(Stage.SAVED)
        for event in self._taken():
            self._add(event)
        self._page.hand_in_note()
        call = self._page.call  # a value: safe to read on another thread
        self._work(lambda: draft_note(call), self._page.show_wrap_up, self._page.hear)

    @Slot(object)
    def _on_unstored(self, error: object) -> None:
        self._page.set_stage(Stage.UNSAVED)
        self._page.hear(error)

    @Slot(object)
    def _submit(self, event: AnyEvent) -> None:
        """A call that is being loaded or stored hears nothing: hold on to it until it does."""
        match self._page.stage:
            case Stage.LIVE:
                self._running.submit(event)
            case Stage.LOADING | Stage.SAVING:
                self._held.append(event)
            case _:
                self._add(event)

    def _taken(self) -> list[AnyEvent]:
        held, self._held = self._held, []
        return held

    def _add(self, event: AnyEvent) -> None:
        try:
            self._page.hear(self._running.add(event))
        except OutsideError as error:
            self._page.hear(error)

    @Slot()
    def _tick(self) -> None:
        self._page.set_now(self._running.now(), lag=self._running.lag())

    def _work(
        self, work: Callable[[], object], done: Heard, failed: Heard | SignalInstance
    ) -> None:
        job = Job(work, "call", self)
        job.done.connect(done)
        job.failed.connect(failed)
        self._jobs.append(job)
        job.start()


class ReplayDriver(QObject):
    """Plays a saved call on the page. GUI thread only."""

    def __init__(
        self, title: str, entries: Sequence[AnyEvent], page: CallPage, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._page = page
        self._feed = Feed(self)
        self._feed.arrived.connect(page.hear)
        self._replay = Replay(entries, [self._feed])
        self._whole = fold(entries)
        self._speed = SPEEDS.index(1.0)
        self._frame = QTimer(self, interval=FRAME_MS)
        self._frame.timeout.connect(self._advance)
        self._since = QElapsedTimer()

    @property
    def playing(self) -> bool:
        return self._frame.isActive()

    @property
    def position(self) -> float:
        return self._replay.position

    def start(self) -> None:
        """Show the whole call at its end, as a reviewer wants to see it first."""
        self._page.begin(self._title, Stage.REPLAY, lambda: self._replay.position)
        self._page.timeline.set_outline(self._whole)
        self._page.transport.sought.connect(self.seek)
        self._page.transport.show_speed(SPEEDS[self._speed])
        self.seek(self._replay.duration)

    def close(self) -> None:
        self._frame.stop()
        self._page.transport.sought.disconnect(self.seek)

    @Slot()
    def toggle(self) -> None:
        """Play or pause; at the end, play from the beginning."""
        if self.playing:
            self._frame.stop()
        else:
            if self._replay.finished:
                self.seek(0.0)
            self._since.start()
            self._frame.start()
        self._page.transport.show_playing(self.playing)

    @Slot(float)
    def seek(self, position: float) -> None:
        self._page.show_call(self._replay.seek(position))
        self._show_place()

    @Slot()
    def rewind(self) -> None:
        self.seek(self._replay.position - JUMP_S)

    @Slot()
    def forward(self) -> None:
        self.seek(self._replay.position + JUMP_S)

    @Slot()
    def slower(self) -> None:
        self._set_speed(self._speed - 1)

    @Slot()
    def faster(self) -> None:
        self._set_speed(self._speed + 1)

    def _set_speed(self, speed: int) -> None:
        self._speed = min(max(speed, 0), len(SPEEDS) - 1)
        self._page.transport.show_speed(SPEEDS[self._speed])

    @Slot()
    def _advance(self) -> None:
        self._replay.advance(self._since.restart() / 1000 * SPEEDS[self._speed])
        self._show_place()
        if self._replay.finished:
            self._frame.stop()
            self._page.transport.show_playing(False)

    def _show_place(self) -> None:
        position, duration = self._replay.position, self._replay.duration
        self._page.transport.show_place(position, duration)
        self._page.set_now(position, length=duration)

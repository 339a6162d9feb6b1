"""What moves a running call on the screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QMenu

from companion.errors import OutsideError
from companion.events import AnyEvent, CallEnded, Speaker
from ui.feed import Feed
from ui.jobs import Job
from ui.running import Running
from ui.stage import Stage
from ui.windows.call_page import CallPage

if TYPE_CHECKING:
    from companion.audio.devices import Device
    from companion.call import Call
    from companion.note import Note
    from companion.outcome_heard import OutcomeHeard

Heard = Callable[[Any], None]

CLOCK_MS = 200
"""How often the running time is drawn."""


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
        title, asks = self._running.title, self._running.asks_consent
        self._page.begin(title, Stage.LOADING, self._running.now, asks_consent=asks)
        self._page.submitted.connect(self._submit)
        self._page.sound.again.connect(self._try_again)
        self._page.sound.another.connect(self._ask_device)
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
        self._page.sound.again.disconnect(self._try_again)
        self._page.sound.another.disconnect(self._ask_device)
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
        self._work(lambda: _drafted(call), self._on_drafted, self._page.hear)
        self._work(self._keep_sound, self._on_sound, self._page.hear)

    @Slot(object)
    def _on_drafted(self, draft: Note) -> None:
        """Show the draft at once; how the call ended is read off its rules, which takes longer."""
        self._page.show_wrap_up(draft)
        call = self._page.call
        self._work(lambda: _outcome(call), self._page.suggest_outcome, self._page.hear)

    def _keep_sound(self) -> AnyEvent | None:
        return self._running.keep_sound(lambda: self._closed)

    @Slot(object)
    def _on_sound(self, kept: AnyEvent | None) -> None:
        if kept is not None:
            self._page.hear(kept)

    @Slot(object)
    def _try_again(self, _: Speaker) -> None:
        self._running.retry()

    def _use(self, speaker: Speaker, device: Device) -> None:
        try:
            self._running.use(speaker, device)
        except OutsideError as error:
            self._page.hear(error)

    @Slot(object)
    def _ask_device(self, speaker: Speaker) -> None:
        """Let another device be chosen while the call goes on."""
        self._work(_devices, lambda found: self._offer(speaker, found), self._page.hear)

    def _offer(self, speaker: Speaker, found: list[Device]) -> None:
        menu = QMenu(self._page)
        for device in found:
            menu.addAction(device.words[:1].upper() + device.words[1:]).triggered.connect(
                partial(self._use, speaker, device)
            )
        knob = self._page.sound.choose
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(knob.mapToGlobal(knob.rect().bottomLeft()))

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


def _devices() -> list[Device]:
    from companion.audio.devices import list_devices  # noqa: PLC0415 - as above

    return list_devices()


def _drafted(call: Call) -> Note:
    from companion.note import draft_note  # noqa: PLC0415 - reads dates: not for an empty window

    return draft_note(call)


def _outcome(call: Call) -> OutcomeHeard | None:
    from companion.outcome_heard import suggested_outcome  # noqa: PLC0415 - loads the rules

    return suggested_outcome(call)

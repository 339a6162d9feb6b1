"""What the start page shows, and the call that begins there by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from companion.errors import OutsideError
from ui.jobs import Job
from ui.waiting import Waiting, starts_by_itself, voice_start
from ui.windows.start_page import StartPage


class Front(QObject):
    """Fills the page from the saved calls. GUI thread only.

    `begun` carries the source of a call that has begun by itself.
    """

    begun = Signal(object)
    setup_needed = Signal()
    """There is no speech model: this is the first start, or as good as that."""

    def __init__(self, page: StartPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._jobs: list[Job] = []
        self._closing = False
        self._waiting: Waiting | None = None
        page.sought.connect(self.list_calls)

    def begin(self) -> None:
        """After the first painting: put the saved calls in order, then list them."""
        job = Job(_put_in_order, "tidy-up", self)
        job.done.connect(self._on_ordered)
        job.failed.connect(self._on_trouble)
        self._jobs.append(job)
        job.start()

    def show_all(self) -> None:
        """List the calls, or those looked for, and put the keys where they are of use."""
        page = self._page
        self._wait_for_call()
        page.look_for()
        (page.list if page.calls.rowCount() else page.start).setFocus()

    def leave(self) -> None:
        """Another page is shown: no call begins by itself any more."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    def close(self) -> None:
        """Return when nothing is under way any more."""
        self.leave()
        self._closing = True
        for job in self._jobs:
            job.abandon()

    @Slot(str)
    def list_calls(self, text: str) -> None:
        """List all calls, or those in which these words were said or noted."""
        from ui import archive  # noqa: PLC0415 - the store: not before the first painting

        page, now = self._page, dt.datetime.now().astimezone()
        try:
            found = archive.listed(text)
            page.show_calls(found.calls, found.hits)
            page.show_today(archive.today(now), now.date())
        except OutsideError as error:
            page.show_calls([])
            page.banner.show_error(error)

    @Slot(object)
    def _on_ordered(self, found: Order) -> None:
        """List the calls, and say which were cut off."""
        if self._page.isVisible():
            self.show_all()
            if found.recovered:
                self._page.show_recovered(len(found.recovered))
            elif not found.model_there:
                self.setup_needed.emit()
        self._finish_recordings()

    @Slot(object)
    def _on_trouble(self, error: OutsideError) -> None:
        if self._page.isVisible():
            self.show_all()
            self._page.banner.show_error(error)

    def _finish_recordings(self) -> None:
        """Encode what a crash has left; the rest waits for the next start."""
        job = Job(lambda: _finish(lambda: self._closing), "recordings", self)
        job.done.connect(self._on_finished)
        job.failed.connect(self._page.banner.show_error)
        self._jobs.append(job)
        job.start()

    @Slot(object)
    def _on_finished(self, lost: int) -> None:
        """Say where there is sound of calls that are gone, if nothing graver is said."""
        if lost and self._page.isVisible() and not self._page.banner.text:
            self._page.show_strays(lost)

    def _wait_for_call(self) -> None:
        """Let a call begin by itself from now on, if that is set."""
        if self._waiting is None and starts_by_itself():
            self._waiting = Waiting(voice_start, self)
            self._waiting.begun.connect(self.begun)
            self._waiting.failed.connect(self._page.banner.show_error)
        self._page.show_waiting(waiting=self._waiting is not None)


@dataclass(frozen=True, slots=True)
class Order:
    """What the start of the program found: the calls that were cut off, and whether it can hear."""

    recovered: list[str]
    model_there: bool


def _put_in_order() -> Order:
    """On the worker's thread, while the window can be used."""
    from companion.models import chosen_model, is_installed  # noqa: PLC0415
    from ui import archive  # noqa: PLC0415

    return Order(archive.put_in_order(), is_installed(chosen_model()))


def _finish(cancelled: Callable[[], bool]) -> int:
    """Returns how many recordings belong to no saved call."""
    from companion.recordings.finish import finish_all  # noqa: PLC0415
    from companion.recordings.strays import strays  # noqa: PLC0415

    finish_all(cancelled=cancelled)
    return len(strays())

"""What the start page shows, and the call that begins there by itself."""

from __future__ import annotations

import datetime as dt

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

    def __init__(self, page: StartPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._job: Job | None = None
        self._waiting: Waiting | None = None
        page.sought.connect(self.list_calls)

    def begin(self) -> None:
        """After the first painting: put the saved calls in order, then list them."""
        self._job = Job(_put_in_order, "tidy-up", self)
        self._job.done.connect(self._on_ordered)
        self._job.failed.connect(self._on_ordered)
        self._job.start()

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
        if self._job is not None:
            self._job.abandon()

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
    def _on_ordered(self, found: object) -> None:
        """List the calls; say which were cut off, or that they cannot be put in order."""
        if not self._page.isVisible():
            return
        self.show_all()
        if isinstance(found, OutsideError):
            self._page.banner.show_error(found)
        elif isinstance(found, list) and found:
            self._page.show_recovered(len(found))

    def _wait_for_call(self) -> None:
        """Let a call begin by itself from now on, if that is set."""
        if self._waiting is None and starts_by_itself():
            self._waiting = Waiting(voice_start, self)
            self._waiting.begun.connect(self.begun)
            self._waiting.failed.connect(self._page.banner.show_error)
        self._page.show_waiting(waiting=self._waiting is not None)


def _put_in_order() -> list[str]:
    from ui import archive  # noqa: PLC0415 - on the worker's thread, while the window is usable

    return archive.put_in_order()

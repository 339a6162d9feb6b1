"""A call that runs: what the window asks of it, and those that hear a recording or devices.

What hears, understands and stores takes half a second to load. An empty window has no use for it,
so it is imported when the first call begins, on the thread that opens it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from companion.errors import OutsideError
from companion.events import AnyEvent, Speaker
from companion.session import Listener
from companion.settings import settings_for_call

if TYPE_CHECKING:
    from companion.audio.block import AudioSource
    from companion.audio.devices import Device
    from companion.live import LiveCall


class Running(Protocol):
    """What LiveDriver drives. `open` and `finish` may take long and run on a worker's thread."""

    @property
    def title(self) -> str: ...

    def open(self, listener: Listener) -> None:
        """Load what is needed and begin. OutsideError where that cannot be."""
        ...

    def submit(self, event: AnyEvent) -> None:
        """Say that something happened in the running call; `Paused` and `Resumed` do so to it."""
        ...

    def add(self, event: AnyEvent) -> AnyEvent:
        """Write something down after the end; returns it as it stands in the log. OutsideError."""
        ...

    @property
    def asks_consent(self) -> bool:
        """Whether the sound shall be recorded, for which the caller is to be asked."""
        ...

    def use(self, speaker: Speaker, device: Device) -> None:
        """Hear a side from another device from now on. OutsideError where that cannot be."""
        ...

    def retry(self) -> None:
        """Open again at once whatever device has failed."""
        ...

    def keep_sound(self, cancelled: Callable[[], bool]) -> AnyEvent | None:
        """Encode what was recorded of the ended call; what was then noted, None where nothing was.

        Takes long; returns early when `cancelled`, and is done at the next start then.
        """
        ...

    def now(self) -> float:
        """Seconds of call audio that have gone by."""
        ...

    def lag(self) -> float:
        """Seconds of sound not yet understood."""
        ...

    def end(self) -> None:
        """End the call; returns at once."""
        ...

    def finish(self) -> None:
        """Return when the ended call is stored. OutsideError where it is not, or not wholly."""
        ...

    def close(self) -> None:
        """End the call, wait until it is stored and let go of everything. Any number of times."""
        ...


class HeardCall:
    """A call that is heard by the core's `LiveCall`; where its sound comes from, heirs say."""

    def __init__(self) -> None:
        self._live: LiveCall | None = None
        self._stack = ExitStack()

    def open(self, listener: Listener) -> None:
        with ExitStack() as stack:
            live = self._made(listener, stack)
            stack.callback(live.close)
            live.start()
            self._live = live
            self._stack = stack.pop_all()

    def _made(self, listener: Listener, stack: ExitStack) -> LiveCall:
        """The call, not yet started; what it needs besides is entered on the stack."""
        raise NotImplementedError

    def submit(self, event: AnyEvent) -> None:
        if self._live is not None:
            self._live.submit(event)

    def add(self, event: AnyEvent) -> AnyEvent:
        if self._live is None:
            raise ValueError("a call that was never opened has no log")
        from companion.store import Store  # noqa: PLC0415

        with Store.open() as store:
            return store.add(self._live.started.call_id, event)

    @property
    def asks_consent(self) -> bool:
        return False

    def use(self, speaker: Speaker, device: Device) -> None:
        raise OutsideError("A recording is heard from its file, not from a device.")

    def retry(self) -> None:
        """A recording has no devices that could fail."""

    def keep_sound(self, cancelled: Callable[[], bool]) -> AnyEvent | None:
        return None

    def now(self) -> float:
        return self._live.now() if self._live else 0.0

    def lag(self) -> float:
        return self._live.lag() if self._live else 0.0

    def end(self) -> None:
        if self._live is not None:
            self._live.end()

    def finish(self) -> None:
        from companion.live import whole  # noqa: PLC0415

        if self._live is not None:
            try:
                whole(self._live.wait())
            finally:
                self._stack.close()

    def close(self) -> None:
        self._stack.close()


class RecordedCall(HeardCall):
    """A recording heard as if it were live, its sound played where there is an output.

    Without `realtime` it is heard as fast as it can be understood, and silently. Without `day` it
    is a call of this moment.
    """

    def __init__(
        self,
        path: Path,
        *,
        silent: bool = False,
        realtime: bool = True,
        day: dt.date | None = None,
    ) -> None:
        super().__init__()
        self._path = path
        self._day = day
        self._silent = silent or not realtime
        self._realtime = realtime

    @property
    def title(self) -> str:
        return self._path.name

    def _made(self, listener: Listener, stack: ExitStack) -> LiveCall:
        from companion.audio.player import playing  # noqa: PLC0415
        from companion.calls import open_recording  # noqa: PLC0415

        player = stack.enter_context(playing(wanted=not self._silent))
        return open_recording(
            self._path,
            listeners=[listener],
            taps=[player],
            realtime=self._realtime,
            call_date=self._day,
        )


class DeviceCall(HeardCall):
    """A call that is happening now, heard from the devices chosen last or else the suggested.

    `source` is given where it has been opened already. Whether the sound is recorded says the
    setting; it is encoded by `keep_sound`.
    """

    def __init__(self, source: AudioSource | None = None) -> None:
        super().__init__()
        self._source = source

    @property
    def title(self) -> str:
        return QCoreApplication.translate("running", "Call")

    @property
    def asks_consent(self) -> bool:
        return settings_for_call().record_calls

    def use(self, speaker: Speaker, device: Device) -> None:
        if self._live is not None:
            self._live.use(speaker, device)

    def retry(self) -> None:
        if self._live is not None:
            self._live.retry()

    def keep_sound(self, cancelled: Callable[[], bool]) -> AnyEvent | None:
        from companion.recordings.finish import finish  # noqa: PLC0415

        return finish(self._live.started.call_id, cancelled=cancelled) if self._live else None

    def _made(self, listener: Listener, stack: ExitStack) -> LiveCall:
        from companion.audio.chosen import chosen_source  # noqa: PLC0415
        from companion.calls import make_live_call, started_on  # noqa: PLC0415

        source = self._source or chosen_source()
        stack.callback(source.close)
        return make_live_call(
            source,
            started_on(None),
            listeners=[listener],
            taps=[],
            realtime=True,
            save=True,
        )

"""Watches that the sound server does not give one side's stream the other side's sound.

When a device is unplugged, the server may move a stream that recorded it to any other source, such
as the agent's microphone, without telling the program. From the moment at which the server says
that anything about its sources has changed, sound is held back until it is certain whose it is.
"""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence

from companion.audio import pulse
from companion.audio.keeper import Certain, Doubt, Keeper, Report
from companion.errors import OutsideError

log = logging.getLogger(__name__)

_AGAIN_S = 1.0
"""Pause before the server is asked again to tell its changes."""


class RouteWatch:
    """Looks where the sound server routes the keepers' streams, on a thread of its own."""

    def __init__(
        self,
        keepers: Sequence[Keeper],
        report: Callable[[Report], None],
        *,
        routes: Callable[[], Mapping[str, str]] = pulse.routes,
        subscribed: Callable[[], subprocess.Popen[str]] = pulse.subscribed,
    ) -> None:
        self._watched = [
            (number, keeper) for number, keeper in enumerate(keepers) if keeper.leg.device.by_server
        ]
        self._report = report
        self._routes = routes
        self._subscribed = subscribed
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._told_by: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._watch, name="route")

    def start(self) -> None:
        if self._watched:
            self._thread.start()

    def close(self) -> None:
        """Stop watching; returns when it has ended."""
        self._closing.set()
        with self._lock:
            if self._told_by is not None:
                self._told_by.kill()
        if self._thread.ident is not None:
            self._thread.join()

    def look(self) -> None:
        """Ask the server now; sound is held back meanwhile."""
        for number, _ in self._watched:
            self._report(Doubt(number))
        try:
            routes = self._routes()
        except OutsideError as error:
            # It answers nobody, so it delivers nothing either; the keepers notice.
            log.info("the routes are not known: %s", error)
            routes = {}
        for number, keeper in self._watched:
            tag = keeper.tag
            if routes.get(tag, keeper.leg.device.name) != keeper.leg.device.name:
                keeper.lose(tag, "the system has moved it to another device")
            self._report(Certain(number))
            keeper.retry()

    def _watch(self) -> None:
        while not self._closing.is_set():
            try:
                with self._lock:
                    self._told_by = told_by = self._subscribed()
            except (OSError, OutsideError) as error:
                log.info("the sound server's changes are not told: %s", error)
            else:
                self._listen(told_by)
            self._closing.wait(_AGAIN_S)

    def _listen(self, told_by: subprocess.Popen[str]) -> None:
        with told_by:
            if self._closing.is_set():
                told_by.kill()
            self.look()  # what changed before it was told
            for line in told_by.stdout or ():
                if " on source" in line and not self._closing.is_set():
                    self.look()

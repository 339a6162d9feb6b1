"""What the keys of `companion live` do."""

from __future__ import annotations

from collections.abc import Callable

from companion.events import ConsentGiven, MarkPlaced
from companion.live import LiveCall


class LiveKeys:
    """Called with each key that is pressed; any thread."""

    def __init__(self, running: LiveCall, retry: Callable[[], None]) -> None:
        self._running = running
        self._keys: dict[str, tuple[str, Callable[[], None]]] = {
            "p": ("pause and resume", self._pause),
            "m": ("mark", self._mark),
            "r": ("try devices again", retry),
            "e": ("end", running.end),
        }
        if running.recording is not None:
            self._keys |= {
                "c": ("the caller agrees to the recording", self._consent),
                "o": ("the caller objects: delete it", self._object),
            }

    @property
    def help(self) -> str:
        """The keys in one line."""
        return "Keys: " + ", ".join(f"{key} {says}" for key, (says, _) in self._keys.items())

    def __call__(self, key: str) -> None:
        if key in self._keys:
            self._keys[key][1]()

    def _pause(self) -> None:
        if self._running.paused:
            self._running.resume()
        else:
            self._running.pause()

    def _mark(self) -> None:
        self._running.submit(MarkPlaced(at=self._running.now()))

    def _consent(self) -> None:
        self._running.submit(ConsentGiven(at=self._running.now()))

    def _object(self) -> None:
        if self._running.recording is not None:
            self._running.recording.discard("the caller objected")

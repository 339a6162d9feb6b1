"""What the recogniser's process and its supervisor say to each other through the pipe."""

from __future__ import annotations

from dataclasses import dataclass

from companion.events import Word


@dataclass(frozen=True, slots=True)
class Feed:
    """Mono 16-bit sound of one channel; `first_frame` on the call's timeline."""

    channel: int
    first_frame: int
    pcm: bytes


@dataclass(frozen=True, slots=True)
class Finish:
    """Nothing more will come on any channel: say what is left."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded."""


@dataclass(frozen=True, slots=True)
class Final:
    """A finished segment. The text is empty where the segment was silence."""

    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A channel is understood up to `frame`, with what became known by that.

    `partial` is None where it did not change; `since` is the frame where its speech began.
    `last` marks the report after `Finish`.
    """

    channel: int
    frame: int
    partial: str | None = None
    since: int = 0
    final: Final | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """The process gives up because of an exception; `trace` is its traceback."""

    trace: str

"""What a row of the table of actions says, and where an action can be used."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Where(StrEnum):
    """When an action can be used."""

    ALWAYS = "always"
    IDLE = "idle"
    """No call is running."""
    CALL = "call"
    """A call is on the screen, running or over."""
    RUNNING = "running"
    """A call is running."""
    OPEN = "open"
    """The call can be changed: it is running, or has just ended."""
    WRAP_UP = "wrap_up"
    """The call has just ended and its note can be corrected."""
    OVER = "over"
    """A call is on the screen that does not run any more."""
    REPLAY = "replay"
    """A saved call is being replayed."""
    LIBRARY = "library"
    """The library is on the screen."""
    DESK = "desk"
    """A saved call is on the reviewer's desk."""


class Spec(NamedTuple):
    """`shortcut` is a portable key sequence; `tip` says what it does in one short line."""

    id: str
    menu: str
    text: str
    shortcut: str
    icon: str
    tip: str
    where: Where = Where.ALWAYS


def N(context: str, text: str) -> str:
    """Mark a text for translation (`lupdate -tr-function-alias QT_TRANSLATE_NOOP+=N`)."""
    del context
    return text


MENUS = (
    N("actions", "&Calls"),
    N("actions", "&In the call"),
    N("actions", "&Replay"),
    N("actions", "Revie&w"),
    N("actions", "&View"),
    N("actions", "&Help"),
)

CALLS, IN_CALL, REPLAY, REVIEW, VIEW, HELP = MENUS

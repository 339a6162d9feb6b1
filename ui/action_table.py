"""The table of actions: menus, buttons, keys and the page of keys are all built from it.

To add an action: 1. a row here, 2. its icon in assets/icons, 3. connect it by its id in the window.
"""

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
    N("actions", "&View"),
    N("actions", "&Help"),
)

CALLS, IN_CALL, REPLAY, VIEW, HELP = MENUS
_RUNNING = Where.RUNNING

ACTIONS = (
    Spec(
        "start",
        CALLS,
        N("actions", "Start a call"),
        "F9",
        "phone",
        N("actions", "Hear both sides from now on"),
        Where.IDLE,
    ),
    Spec(
        "open",
        CALLS,
        N("actions", "Open recording…"),
        "Ctrl+O",
        "open",
        N("actions", "Play a recording as if the call were live"),
        Where.IDLE,
    ),
    Spec(
        "sample",
        CALLS,
        N("actions", "Play the sample call"),
        "Ctrl+P",
        "sample",
        N("actions", "See the companion at work on a short made-up call"),
        Where.IDLE,
    ),
    Spec(
        "find",
        CALLS,
        N("actions", "Find in the calls"),
        "Ctrl+F",
        "search",
        N("actions", "Find words that were said or noted"),
        Where.IDLE,
    ),
    Spec(
        "setup",
        CALLS,
        N("actions", "Set up…"),
        "Ctrl+D",
        "microphone",
        N("actions", "Choose microphone and sound, try them, install the model"),
        Where.IDLE,
    ),
    Spec(
        "back",
        CALLS,
        N("actions", "Back to the calls"),
        "Alt+Left",
        "back",
        N("actions", "Leave this call and show the saved ones"),
        Where.OVER,
    ),
    Spec(
        "quit",
        CALLS,
        N("actions", "Quit"),
        "Ctrl+Q",
        "quit",
        N("actions", "End the running call, save it and leave"),
    ),
    Spec(
        "dismiss",
        IN_CALL,
        N("actions", "Dismiss the card"),
        "Esc",
        "dismiss",
        N("actions", "I have read it; it stays in the record"),
        Where.OPEN,
    ),
    Spec(
        "snooze",
        IN_CALL,
        N("actions", "No more of these for 5 minutes"),
        "F5",
        "snooze",
        N("actions", "Show no alert of this sort for 5 minutes; all are noted"),
        _RUNNING,
    ),
    Spec(
        "wrong",
        IN_CALL,
        N("actions", "This alert is wrong"),
        "F4",
        "wrong",
        N("actions", "Withdraw the alert on the card"),
        _RUNNING,
    ),
    Spec(
        "mark",
        IN_CALL,
        N("actions", "Mark this moment"),
        "F2",
        "mark",
        N("actions", "Set a flag here for the reviewer"),
        _RUNNING,
    ),
    Spec(
        "pause",
        IN_CALL,
        N("actions", "Pause or go on"),
        "F3",
        "pause",
        N("actions", "For card numbers: nothing is heard or written meanwhile"),
        _RUNNING,
    ),
    Spec(
        "consent",
        IN_CALL,
        N("actions", "The caller agreed to the recording"),
        "F6",
        "consent",
        N("actions", "Note when the caller was told and agreed"),
        _RUNNING,
    ),
    Spec(
        "accept_date",
        IN_CALL,
        N("actions", "Accept the follow-up date"),
        "F7",
        "check",
        N("actions", "The day that was heard is right"),
        Where.OPEN,
    ),
    Spec(
        "edit_date",
        IN_CALL,
        N("actions", "Set the follow-up date"),
        "F8",
        "edit",
        N("actions", "Choose another day or time"),
        Where.OPEN,
    ),
    Spec(
        "clear_date",
        IN_CALL,
        N("actions", "No follow-up agreed"),
        "Shift+F8",
        "clear",
        N("actions", "Take the follow-up date away"),
        Where.OPEN,
    ),
    Spec(
        "end",
        IN_CALL,
        N("actions", "End the call"),
        "Ctrl+Shift+E",
        "end",
        N("actions", "End the call and save it"),
        _RUNNING,
    ),
    Spec(
        "save",
        IN_CALL,
        N("actions", "Save the note"),
        "Ctrl+S",
        "check",
        N("actions", "Keep the note as it stands here and go back to the calls"),
        Where.WRAP_UP,
    ),
    Spec(
        "play",
        REPLAY,
        N("actions", "Play or pause"),
        "Ctrl+Space",
        "play",
        N("actions", "Start or stop the replay"),
        Where.REPLAY,
    ),
    Spec(
        "rewind",
        REPLAY,
        N("actions", "Back 5 seconds"),
        "Ctrl+Left",
        "rewind",
        N("actions", "Jump back 5 seconds"),
        Where.REPLAY,
    ),
    Spec(
        "forward",
        REPLAY,
        N("actions", "Forward 5 seconds"),
        "Ctrl+Right",
        "forward",
        N("actions", "Jump ahead 5 seconds"),
        Where.REPLAY,
    ),
    Spec(
        "slower",
        REPLAY,
        N("actions", "Slower"),
        "Ctrl+Down",
        "slower",
        N("actions", "Replay more slowly"),
        Where.REPLAY,
    ),
    Spec(
        "faster",
        REPLAY,
        N("actions", "Faster"),
        "Ctrl+Up",
        "faster",
        N("actions", "Replay faster"),
        Where.REPLAY,
    ),
    Spec(
        "compact",
        VIEW,
        N("actions", "Small window"),
        "Ctrl+Shift+M",
        "compact",
        N("actions", "A narrow strip beside your other windows, always on top"),
        Where.CALL,
    ),
    Spec(
        "go_transcript",
        VIEW,
        N("actions", "Go to the transcript"),
        "Ctrl+T",
        "transcript",
        N("actions", "Move the keys to the transcript"),
        Where.CALL,
    ),
    Spec(
        "go_notes",
        VIEW,
        N("actions", "Go to the notes"),
        "Ctrl+N",
        "note",
        N("actions", "Move the keys to the notes"),
        Where.CALL,
    ),
    Spec(
        "newest",
        VIEW,
        N("actions", "Newest line"),
        "Ctrl+End",
        "down",
        N("actions", "Follow what is being said"),
        Where.CALL,
    ),
    Spec("keys", HELP, N("actions", "Keys"), "F1", "keys", N("actions", "All keys on one page")),
)

STEP_KEYS = 9
"""Ctrl+1 ... Ctrl+9 tick the script's steps."""

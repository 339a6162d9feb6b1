"""One table of actions; menus, buttons and the page of keys are all built from it.

To add an action: 1. a row here, 2. its icon in assets/icons, 3. connect it by its id in the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar, QWidget

from ui.look import Look


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

_CALLS, _IN_CALL, _REPLAY, _VIEW, _HELP = MENUS
_RUNNING = Where.RUNNING

ACTIONS = (
    Spec(
        "open",
        _CALLS,
        N("actions", "Open recording…"),
        "Ctrl+O",
        "open",
        N("actions", "Play a recording as if the call were live"),
        Where.IDLE,
    ),
    Spec(
        "sample",
        _CALLS,
        N("actions", "Play the sample call"),
        "Ctrl+P",
        "sample",
        N("actions", "See the companion at work on a short made-up call"),
        Where.IDLE,
    ),
    Spec(
        "find",
        _CALLS,
        N("actions", "Find in the calls"),
        "Ctrl+F",
        "search",
        N("actions", "Find words that were said or noted"),
        Where.IDLE,
    ),
    Spec(
        "back",
        _CALLS,
        N("actions", "Back to the calls"),
        "Alt+Left",
        "back",
        N("actions", "Leave this call and show the saved ones"),
        Where.OVER,
    ),
    Spec(
        "quit",
        _CALLS,
        N("actions", "Quit"),
        "Ctrl+Q",
        "quit",
        N("actions", "End the running call, save it and leave"),
    ),
    Spec(
        "dismiss",
        _IN_CALL,
        N("actions", "Dismiss the card"),
        "Esc",
        "dismiss",
        N("actions", "I have read it; it stays in the record"),
        Where.OPEN,
    ),
    Spec(
        "snooze",
        _IN_CALL,
        N("actions", "No more of these for 5 minutes"),
        "F5",
        "snooze",
        N("actions", "Show no alert of this sort for 5 minutes; all are noted"),
        _RUNNING,
    ),
    Spec(
        "wrong",
        _IN_CALL,
        N("actions", "This alert is wrong"),
        "F4",
        "wrong",
        N("actions", "Withdraw the alert on the card"),
        _RUNNING,
    ),
    Spec(
        "mark",
        _IN_CALL,
        N("actions", "Mark this moment"),
        "F2",
        "mark",
        N("actions", "Set a flag here for the reviewer"),
        _RUNNING,
    ),
    Spec(
        "accept_date",
        _IN_CALL,
        N("actions", "Accept the follow-up date"),
        "F7",
        "check",
        N("actions", "The day that was heard is right"),
        Where.OPEN,
    ),
    Spec(
        "edit_date",
        _IN_CALL,
        N("actions", "Set the follow-up date"),
        "F8",
        "edit",
        N("actions", "Choose another day or time"),
        Where.OPEN,
    ),
    Spec(
        "clear_date",
        _IN_CALL,
        N("actions", "No follow-up agreed"),
        "Shift+F8",
        "clear",
        N("actions", "Take the follow-up date away"),
        Where.OPEN,
    ),
    Spec(
        "end",
        _IN_CALL,
        N("actions", "End the call"),
        "Ctrl+Shift+E",
        "end",
        N("actions", "End the call and save it"),
        _RUNNING,
    ),
    Spec(
        "save",
        _IN_CALL,
        N("actions", "Save the note"),
        "Ctrl+S",
        "check",
        N("actions", "Keep the note as it stands here and go back to the calls"),
        Where.WRAP_UP,
    ),
    Spec(
        "play",
        _REPLAY,
        N("actions", "Play or pause"),
        "Ctrl+Space",
        "play",
        N("actions", "Start or stop the replay"),
        Where.REPLAY,
    ),
    Spec(
        "rewind",
        _REPLAY,
        N("actions", "Back 5 seconds"),
        "Ctrl+Left",
        "rewind",
        N("actions", "Jump back 5 seconds"),
        Where.REPLAY,
    ),
    Spec(
        "forward",
        _REPLAY,
        N("actions", "Forward 5 seconds"),
        "Ctrl+Right",
        "forward",
        N("actions", "Jump ahead 5 seconds"),
        Where.REPLAY,
    ),
    Spec(
        "slower",
        _REPLAY,
        N("actions", "Slower"),
        "Ctrl+Down",
        "slower",
        N("actions", "Replay more slowly"),
        Where.REPLAY,
    ),
    Spec(
        "faster",
        _REPLAY,
        N("actions", "Faster"),
        "Ctrl+Up",
        "faster",
        N("actions", "Replay faster"),
        Where.REPLAY,
    ),
    Spec(
        "go_transcript",
        _VIEW,
        N("actions", "Go to the transcript"),
        "Ctrl+T",
        "transcript",
        N("actions", "Move the keys to the transcript"),
        Where.CALL,
    ),
    Spec(
        "go_notes",
        _VIEW,
        N("actions", "Go to the notes"),
        "Ctrl+N",
        "note",
        N("actions", "Move the keys to the notes"),
        Where.CALL,
    ),
    Spec(
        "newest",
        _VIEW,
        N("actions", "Newest line"),
        "Ctrl+End",
        "down",
        N("actions", "Follow what is being said"),
        Where.CALL,
    ),
    Spec("keys", _HELP, N("actions", "Keys"), "F1", "keys", N("actions", "All keys on one page")),
)

STEP_KEYS = 9
"""Ctrl+1 ... Ctrl+9 tick the script's steps."""

THEME_CHOICES = {
    "light": N("actions", "Light"),
    "dark": N("actions", "Dark"),
    "system": N("actions", "As the desktop"),
}


@dataclass(frozen=True, slots=True)
class Key:
    """A line on the page of keys."""

    menu: str
    text: str
    keys: str


class Actions(QObject):
    """The QActions of one window, by id, with icons that follow the theme."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._look = look
        self._made: dict[str, QAction] = {spec.id: _made(spec, window) for spec in ACTIONS}
        self.themes = QActionGroup(self)
        for choice, text in THEME_CHOICES.items():
            action = QAction(_tr(text), window, checkable=True)
            action.setData(choice)
            self.themes.addAction(action)
        look.changed.connect(self._draw_icons)
        self._draw_icons()

    def __getitem__(self, action_id: str) -> QAction:
        return self._made[action_id]

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus."""
        for title in MENUS:
            menu = bar.addMenu(_tr(title))
            menu.setToolTipsVisible(True)
            menu.addActions([self._made[spec.id] for spec in ACTIONS if spec.menu == title])
            if title == _VIEW:
                self._add_themes(menu)

    def enable(self, places: set[Where]) -> None:
        """Let those actions work that belong to one of these places."""
        for spec in ACTIONS:
            self._made[spec.id].setEnabled(spec.where in places)

    def dress(
        self,
        button: QAbstractButton,
        action_id: str,
        text: str | None = None,
        *,
        with_key: bool = False,
    ) -> None:
        """Make a button do what the action does, and show its icon and tip, perhaps its key.

        `text` stands in for the action's own; "" leaves the icon alone.
        """
        action = self._made[action_id]
        label = action.iconText() if text is None else text
        if with_key:
            label += "  " + action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        plain = button.property("kind") == "primary"
        button.setText(label if plain or not label else f" {label}")  # air beside the icon
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.iconText())
        button.setAccessibleDescription(action.toolTip())
        button.clicked.connect(action.trigger)

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            if not plain:
                button.setIcon(action.icon())

        action.changed.connect(follow)
        follow()

    def _add_themes(self, menu: QMenu) -> None:
        menu.addSeparator()
        themes = menu.addMenu(self._look.icon("theme", "text_muted"), _tr(N("actions", "Theme")))
        themes.addActions(self.themes.actions())

    @Slot()
    def _draw_icons(self) -> None:
        for spec in ACTIONS:
            self._made[spec.id].setIcon(self._look.icon(spec.icon, "text_muted"))


def keys() -> list[Key]:
    """Every key of the window, for the page of keys."""
    rows = [Key(_tr(s.menu), _tr(s.text), shown_key(s.shortcut)) for s in ACTIONS if s.shortcut]
    tick = QCoreApplication.translate("actions", "Tick a step of the script")
    return [*rows, Key(_tr(_IN_CALL), tick, f"{shown_key('Ctrl+1')} … {shown_key('Ctrl+9')}")]


def shown_key(shortcut: str) -> str:
    """The key sequence as this platform writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def _made(spec: Spec, window: QWidget) -> QAction:
    action = QAction(_tr(spec.text), window)
    action.setObjectName(spec.id)
    action.setShortcut(QKeySequence(spec.shortcut))
    action.setIconText(_tr(spec.text).rstrip("…"))
    action.setToolTip(f"{_tr(spec.tip)} ({shown_key(spec.shortcut)})")
    action.setStatusTip(_tr(spec.tip))
    window.addAction(action)
    return action


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)

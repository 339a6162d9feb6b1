"""Which key does what: the table's keys, and those that the user has put in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeySequence

from ui.action_table import ACTIONS, STEP_KEYS

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_OF_THE_SCRIPT = frozenset(f"Ctrl+{number}" for number in range(1, STEP_KEYS + 1)) | {"Ctrl+Return"}
"""Keys that are no action's, and are spoken for."""


class Keys:
    """The keys by the action's id, as portable texts; "" is none. `keep` stores what was changed.

    What is `kept` from an earlier day and names no action, or a key that is spoken for by now, is
    left out: the table's own key stands.
    """

    def __init__(self, kept: Mapping[str, str], keep: Callable[[Mapping[str, str]], None]) -> None:
        self._keep = keep
        self._own = {spec.id: portable(spec.shortcut) for spec in ACTIONS}
        self._changed: dict[str, str] = {}
        for action, key in kept.items():
            if action in self._own and self.holder(portable(key)) in (None, action):
                self._changed[action] = portable(key)

    def __getitem__(self, action: str) -> str:
        return self._changed.get(action, self._own[action])

    def own(self, action: str) -> str:
        """The key that the action comes with."""
        return self._own[action]

    def holder(self, key: str) -> str | None:
        """The id of the action that has this key, "" if a key of the script has it."""
        if key in _OF_THE_SCRIPT:
            return ""
        return next((action for action in self._own if key and self[action] == key), None)

    def change(self, action: str, key: str) -> None:
        """Give the action another key, "" for none. ValueError where that is spoken for."""
        key = portable(key)
        if self.holder(key) not in (None, action):
            raise ValueError(f"{key} is taken")
        if key == self._own[action]:
            self._changed.pop(action, None)
        else:
            self._changed[action] = key
        self._keep(self._changed)


def portable(key: str) -> str:
    """The key sequence as it is written down, the same on every platform."""
    return QKeySequence(key).toString(_PORTABLE)


def shown(key: str) -> str:
    """The key sequence as this platform writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)

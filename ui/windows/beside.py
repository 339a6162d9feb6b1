"""The windows beside the main one, made when they are first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ui.actions import Actions
from ui.look import Look

if TYPE_CHECKING:
    from ui.windows.keys_page import KeysPage
    from ui.windows.preferences import Preferences


class Beside:
    """What they show is loaded with them, so that the main window is there sooner."""

    def __init__(self, look: Look, actions: Actions, parent: QWidget) -> None:
        self._look, self._actions, self._parent = look, actions, parent
        self._keys: KeysPage | None = None
        self._preferences: Preferences | None = None

    @property
    def keys(self) -> KeysPage:
        if self._keys is None:
            from ui.windows.keys_page import KeysPage  # noqa: PLC0415 - see the class

            self._keys = KeysPage(self._look, self._actions, self._parent)
        return self._keys

    @property
    def preferences(self) -> Preferences:
        if self._preferences is None:
            from ui.windows.preferences import Preferences  # noqa: PLC0415 - see the class

            self._preferences = Preferences(self._look, self._actions, self._parent)
        return self._preferences

    @Slot()
    def show_keys(self) -> None:
        self.keys.show()
        self.keys.raise_()

    @Slot()
    def show_preferences(self) -> None:
        self.preferences.show()
        self.preferences.raise_()

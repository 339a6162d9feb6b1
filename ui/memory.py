"""What the window remembers of itself: where it was, and the theme. Nothing about calls."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from companion import paths
from companion.errors import OutsideError
from ui.actions import THEME_CHOICES


class Memory:
    """An INI file beside the calls. Where it cannot be written, the window forgets."""

    def __init__(self) -> None:
        with suppress(OutsideError):
            paths.made_home()
        name = str(paths.home() / "window.ini")
        self._settings = QSettings(name, QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """The choice: light, dark or system."""
        kept = self._settings.value("theme", "system")
        return kept if kept in THEME_CHOICES else "system"

    @theme.setter
    def theme(self, choice: str) -> None:
        self._settings.setValue("theme", choice)

    @property
    def keys(self) -> dict[str, str]:
        """The keys that the user has changed, by the action's id."""
        self._settings.beginGroup("keys")
        kept = {name: str(self._settings.value(name, "")) for name in self._settings.childKeys()}
        self._settings.endGroup()
        return kept

    def keep_keys(self, keys: Mapping[str, str]) -> None:
        self._settings.remove("keys")
        for name, key in keys.items():
            self._settings.setValue(f"keys/{name}", key)
        self._settings.sync()

    def restore(self, window: QWidget, name: str = "geometry") -> None:
        """Put a window back where it was when it was kept under this name."""
        kept = self._settings.value(name)
        if isinstance(kept, QByteArray):
            window.restoreGeometry(kept)

    def keep(self, window: QWidget, name: str = "geometry") -> None:
        self._settings.setValue(name, window.saveGeometry())
        self._settings.sync()

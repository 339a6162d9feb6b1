"""The windows beside the main one, made when they are first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QWidget

from ui.actions import Actions
from ui.look import Look

if TYPE_CHECKING:
    from ui.windows.keys_page import KeysPage
    from ui.windows.preferences import Preferences
    from ui.windows.team_window import TeamWindow

translate = QCoreApplication.translate


class Beside:
    """What they show is loaded with them, so that the main window is there sooner."""

    def __init__(self, look: Look, actions: Actions, parent: QWidget) -> None:
        self._look, self._actions, self._parent = look, actions, parent
        self._keys: KeysPage | None = None
        self._preferences: Preferences | None = None
        self._team: TeamWindow | None = None
        self._team_changed = False

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
            self._preferences.team.wanted.connect(self.show_team)
        return self._preferences

    @property
    def team(self) -> TeamWindow:
        if self._team is None:
            from ui.windows.team_window import TeamWindow  # noqa: PLC0415 - see the class

            self._team = TeamWindow(self._look, self._parent)
            self._team.saved.connect(self._on_team_saved)
            self._team.bench_wanted.connect(self._show_bench)
        return self._team

    def may_close(self) -> bool:
        """Ask about what is written there and not saved; False: the program is to stay."""
        return self._team is None or self._team.close()

    def close(self) -> None:
        """Return when nothing is under way there any more."""
        if self._preferences is not None:
            self._preferences.close_jobs()

    def take_changes(self) -> bool:
        """Whether the team's files have changed since this was last asked."""
        changed, self._team_changed = self._team_changed, False
        return changed

    @Slot()
    def show_keys(self) -> None:
        self.keys.show()
        self.keys.raise_()

    @Slot()
    def show_preferences(self) -> None:
        self.preferences.show()
        self.preferences.raise_()

    @Slot()
    def show_team(self) -> None:
        self.team.show()
        self.team.raise_()
        self.team.activateWindow()

    @Slot()
    def _on_team_saved(self) -> None:
        self._team_changed = True

    @Slot()
    def _show_bench(self) -> None:
        if not self._actions["workbench"].isEnabled():
            why = translate("team", "The workbench can be opened once the call is over.")
            self.team.banner.show_note(why)
            return
        self._actions["workbench"].trigger()
        self._parent.raise_()
        self._parent.activateWindow()

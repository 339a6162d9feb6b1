"""What the table of actions is made into: menus, buttons, keys and the page of keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar, QWidget

from ui.action_spec import IN_CALL, MENUS, VIEW, N, Spec, Where
from ui.action_table import ACTIONS
from ui.look import Look

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

    def all(self) -> list[QAction]:
        """All of them, for another window in which their keys shall work too."""
        return list(self._made.values())

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus."""
        for title in MENUS:
            menu = bar.addMenu(_tr(title))
            menu.setToolTipsVisible(True)
            menu.addActions([self._made[spec.id] for spec in ACTIONS if spec.menu == title])
            if title == VIEW:
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
    return [*rows, Key(_tr(IN_CALL), tick, f"{shown_key('Ctrl+1')} … {shown_key('Ctrl+9')}")]


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

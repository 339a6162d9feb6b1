"""What the table of actions is made into: menus, buttons, keys and the page of keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar, QWidget

from ui.action_spec import IN_CALL, MENUS, VIEW, N, Spec, Where
from ui.action_table import ACTIONS
from ui.keys import Keys, shown
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
    """The QActions of one window, by id, with icons that follow the theme and keys of `keys`."""

    rekeyed = Signal()

    def __init__(self, window: QWidget, look: Look, keys: Keys | None = None) -> None:
        super().__init__(window)
        self._look = look
        self.keys = keys or Keys({}, lambda _: None)
        self._made: dict[str, QAction] = {spec.id: _made(spec, window) for spec in ACTIONS}
        self._set_keys()
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

    def change_key(self, action_id: str, key: str) -> None:
        """Give an action another key, from now on. ValueError where that is spoken for."""
        self.keys.change(action_id, key)
        self._set_keys()
        self.rekeyed.emit()

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
        plain = button.property("kind") == "primary"
        button.setAccessibleName(action.iconText())
        button.clicked.connect(action.trigger)

        def follow() -> None:
            label = action.iconText() if text is None else text
            if with_key and self.keys[action_id]:
                label += "  " + shown(self.keys[action_id])
            button.setText(label if plain or not label else f" {label}")  # air beside the icon
            button.setToolTip(action.toolTip())
            button.setAccessibleDescription(action.toolTip())
            button.setEnabled(action.isEnabled())
            if not plain:
                button.setIcon(action.icon())

        action.changed.connect(follow)
        follow()

    def _set_keys(self) -> None:
        for spec in ACTIONS:
            key, action = self.keys[spec.id], self._made[spec.id]
            action.setShortcut(QKeySequence(key))
            action.setToolTip(f"{_tr(spec.tip)} ({shown(key)})" if key else _tr(spec.tip))

    def _add_themes(self, menu: QMenu) -> None:
        menu.addSeparator()
        themes = menu.addMenu(self._look.icon("theme", "text_muted"), _tr(N("actions", "Theme")))
        themes.addActions(self.themes.actions())

    @Slot()
    def _draw_icons(self) -> None:
        for spec in ACTIONS:
            self._made[spec.id].setIcon(self._look.icon(spec.icon, "text_muted"))


def plain(slot: Callable[[], object]) -> Callable[[], None]:
    """The slot without the `checked` that `triggered` carries."""

    def act() -> None:
        slot()

    return act


def keys(now: Keys | None = None) -> list[Key]:
    """Every key of the window as it is `now`, for the page of keys; the table's own without."""
    now = now or Keys({}, lambda _: None)
    rows = [Key(_tr(s.menu), _tr(s.text), shown(now[s.id])) for s in ACTIONS if now[s.id]]
    tick = QCoreApplication.translate("actions", "Tick a step of the script")
    return [*rows, Key(_tr(IN_CALL), tick, f"{shown('Ctrl+1')} … {shown('Ctrl+9')}")]


def _made(spec: Spec, window: QWidget) -> QAction:
    action = QAction(_tr(spec.text), window)
    action.setObjectName(spec.id)
    action.setIconText(_tr(spec.text).rstrip("…"))
    action.setStatusTip(_tr(spec.tip))
    window.addAction(action)
    return action


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)

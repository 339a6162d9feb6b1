"""The icon in the desktop's tray: how it stands with the call, and its few controls."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from ui.actions import Actions
from ui.look import Look
from ui.stage import Stage
from ui.windows.call_page import CallPage

_SIZE = 64
_ANGRY = 2
_RUNNING = (Stage.LOADING, Stage.LIVE)


class TrayState(StrEnum):
    IDLE = "idle"
    LISTENING = "listening"
    PAUSED = "paused"
    ANGRY = "angry"
    TROUBLE = "trouble"


_BADGES = {
    TrayState.LISTENING: ("microphone", "good"),
    TrayState.PAUSED: ("pause", "warning"),
    TrayState.ANGRY: ("critical", "critical"),
    TrayState.TROUBLE: ("warning", "warning"),
}
"""The sign on the icon's corner and the role of its ground: a form each, not a colour only."""


class Tray(QObject):
    """Follows the call's page. `wanted` asks for the window.

    Where the desktop has no tray, `start` does nothing and the window loses nothing by it.
    """

    wanted = Signal()

    def __init__(self, look: Look, actions: Actions, page: CallPage, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._page = page
        self.state = TrayState.IDLE
        self.menu = QMenu(parent)
        show = self.menu.addAction(self.tr("Show the window"))
        show.triggered.connect(self.wanted)
        self.menu.addSeparator()
        for action_id in ("start", "pause", "mark", "end", "compact"):
            self.menu.addAction(actions[action_id])
        self.menu.addSeparator()
        self.menu.addAction(actions["quit"])
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        page.moment.connect(self.look_again)
        page.stage_changed.connect(self.look_again)
        look.changed.connect(self._draw)
        self._draw()

    def start(self) -> None:
        """Appear, where there is a tray."""
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.icon.show()

    @Slot()
    def look_again(self) -> None:
        """Show the state that the page is in now."""
        found = tray_state(self._page)
        if found != self.state:
            self.state = found
            self._draw()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason != QSystemTrayIcon.ActivationReason.Context:
            self.wanted.emit()

    @Slot()
    def _draw(self) -> None:
        self.icon.setIcon(QIcon(_pixmap(self._look, self.state)))
        self.icon.setToolTip(f"{self.tr('Call Companion')}: {self._name()}")

    def _name(self) -> str:
        return {
            TrayState.IDLE: self.tr("no call"),
            TrayState.LISTENING: self.tr("listening"),
            TrayState.PAUSED: self.tr("paused, nothing is heard"),
            TrayState.ANGRY: self.tr("the customer is angry"),
            TrayState.TROUBLE: self.tr("look at the window"),
        }[self.state]


def tray_state(page: CallPage) -> TrayState:
    """What the tray says of the call on the page; the gravest first."""
    call = page.call
    if page.stage == Stage.UNSAVED:
        return TrayState.TROUBLE
    if page.stage not in _RUNNING or call.started is None or call.ended is not None:
        return TrayState.IDLE
    if call.paused:
        return TrayState.PAUSED
    if page.sound.side is not None or page.banner.text:
        return TrayState.TROUBLE
    angry = bool(call.anger) and call.anger[-1].level >= _ANGRY
    return TrayState.ANGRY if angry else TrayState.LISTENING


def _pixmap(look: Look, state: TrayState) -> QPixmap:
    made = QPixmap(look.pixmap("app", "text", _SIZE))
    if state not in _BADGES:
        return made
    name, role = _BADGES[state]
    half = _SIZE * 0.58
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(role))
        corner = QRectF(_SIZE - half, _SIZE - half, half, half)
        painter.drawEllipse(corner)
        sign = look.pixmap(name, "on_accent", round(half * 0.72))
        painter.drawPixmap(round(corner.x() + half * 0.14), round(corner.y() + half * 0.14), sign)
    return made

"""Play, pause, seek and speed of a replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSlider

from ui import words
from ui.actions import Actions
from ui.look import Look
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from companion.audio.manner import Manner

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)

SEEK_EVERY_MS = 40
"""A dragged slider asks for a new place at most this often: each is a fold of the log."""

_STEPS_A_SECOND = 10

_MOVES = ("rewind", "forward")
_REVIEW_MOVES = ("previous_alert", "rewind", "forward", "next_alert", "next_angry")

_WAYS = ("loop", "only_agent", "only_customer", "skip_silence")
"""Ways of playing that are on or off."""


class TransportBar(QFrame):
    """Shows where the replay is; `sought` asks for another place, in seconds."""

    sought = Signal(float)

    def __init__(self, look: Look, actions: Actions, *, for_review: bool = False) -> None:
        super().__init__()
        self.setObjectName("transport")
        self._look, self._actions = look, actions
        self._seek = QTimer(self, singleShot=True, interval=SEEK_EVERY_MS)
        self._seek.timeout.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.u(4), look.u(2), look.u(4), look.u(2))
        row.setSpacing(look.u(2))
        self.play = button(look, "primary")
        actions.dress(self.play, "play", "")
        row.addWidget(self.play)
        for action in _REVIEW_MOVES if for_review else _MOVES:
            row.addWidget(self._knob(action))
        self._at = label()
        row.addWidget(self._at)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Place in the call"))
        self.slider.setPageStep(10 * _STEPS_A_SECOND)
        self.slider.setSingleStep(_STEPS_A_SECOND)
        self.slider.valueChanged.connect(self._on_moved)
        row.addWidget(self.slider, 1)
        self._whole = label(tone="muted")
        row.addWidget(self._whole)
        self.slower, self.faster = self._knob("slower"), self._knob("faster")
        self._speed = label()
        self._speed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._speed.setMinimumWidth(look.u(9))
        row.addWidget(self.slower)
        row.addWidget(self._speed)
        row.addWidget(self.faster)
        self.ways: dict[str, QPushButton] = {}
        for action in _WAYS if for_review else ():
            self.ways[action] = self._knob(action)
            self.ways[action].setCheckable(True)
            row.addWidget(self.ways[action])
        look.changed.connect(self._redraw)
        self.show_playing(False)

    @Slot(float, float)
    def show_place(self, position: float, duration: float) -> None:
        """Say where the replay is."""
        self._at.setText(words.clock(position))
        self._whole.setText(words.clock(duration))
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, round(duration * _STEPS_A_SECOND))
            self.slider.setValue(round(position * _STEPS_A_SECOND))

    @Slot(object)
    def show_manner(self, manner: Manner) -> None:
        """Say how it is played."""
        shown = QLocale().toString(manner.speed, "g", 3)
        self._speed.setText(self.tr("{speed} x").format(speed=shown))
        self._speed.setAccessibleName(self.tr("Speed {speed}").format(speed=shown))
        on = {
            "loop": manner.loop is not None,
            "only_agent": manner.customer == 0.0,
            "only_customer": manner.agent == 0.0,
            "skip_silence": bool(manner.skipped),
        }
        for action, knob in self.ways.items():
            knob.setChecked(on[action])

    @Slot(bool)
    def show_playing(self, playing: bool) -> None:
        self._playing = playing
        name = "pause" if playing else "play"
        self.play.setIcon(self._look.icon(name, "on_accent"))

    def _knob(self, action: str) -> QPushButton:
        made = button(self._look, "quiet")
        self._actions.dress(made, action, "")
        return made

    @Slot()
    def _redraw(self) -> None:
        self.show_playing(self._playing)

    @Slot()
    def _on_moved(self) -> None:
        if not self._seek.isActive():
            self._seek.start()

    @Slot()
    def _ask(self) -> None:
        self.sought.emit(self.slider.value() / _STEPS_A_SECOND)

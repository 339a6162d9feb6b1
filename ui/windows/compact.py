"""The small window: what matters of a running call on a strip beside the other programs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.errors import OutsideError
from companion.events import Partial, Speaker
from companion.settings import load_settings
from ui import words
from ui.actions import Actions
from ui.look import Look
from ui.memory import Memory
from ui.widgets.card import CardPanel
from ui.widgets.header import AngerGauge, StageChip
from ui.widgets.parts import ElidedLabel, Glyph, button, label
from ui.widgets.pause_veil import PauseVeil
from ui.widgets.recording_state import recording_state
from ui.windows.call_page import CallPage

_WIDTH, _LEAST_WIDTH = 90, 80
"""Grid steps: 360 and 320 pixels at the usual size of print."""

_KEPT_AS = "strip"

_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowCloseButtonHint
    | Qt.WindowType.WindowStaysOnTopHint
)


class CompactStrip(QWidget):
    """Shows what the call's page shows, and folds nothing itself. Always on top where the desktop
    allows a program to ask for that. `left` says that the whole window is wanted again.
    """

    left = Signal()

    def __init__(self, look: Look, actions: Actions, page: CallPage) -> None:
        super().__init__(None, _FLAGS)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Call Companion"))
        self.setWindowIcon(look.icon("app"))
        self._look = look
        self._page = page
        self.gauge = AngerGauge(look)
        self.chip = StageChip(look)
        self._time = label(tone="muted")
        self._recording = Glyph(look, "not_recorded", "text_muted", 4)
        self.card = CardPanel(look, actions, small=True)
        self.veil = PauseVeil(look, actions, small=True)
        self._trouble_icon = Glyph(look, "warning", "warning", 4)
        self._trouble = ElidedLabel("")
        self._spoken = ElidedLabel()
        self.pause, self.mark = button(look), button(look)
        self.expand = button(look, "quiet")
        self.end = button(look, "primary")
        actions.dress(self.pause, "pause", self.tr("Pause"))
        actions.dress(self.mark, "mark", self.tr("Mark"))
        actions.dress(self.end, "end", self.tr("End call"))
        actions.dress(self.expand, "compact", "")
        self.expand.setAccessibleName(self.tr("Whole window"))
        self._lay_out()
        self.addActions(actions.all())
        self.setMinimumWidth(look.u(_LEAST_WIDTH))
        self.resize(look.u(_WIDTH), self.sizeHint().height())
        page.moment.connect(self.show_moment)
        page.glimpsed.connect(self.show_words)

    @property
    def trouble(self) -> str:
        return self._trouble.text()

    @property
    def spoken(self) -> str:
        return self._spoken.text()

    @Slot()
    def show_moment(self) -> None:
        """Show what the page shows now."""
        if not self.isVisible():
            return
        page, call = self._page, self._page.call
        self.gauge.show_level(call.anger[-1].level if call.anger else None)
        self.chip.show_stage(page.stage, paused=call.paused and call.ended is None)
        self._time.setText(words.clock(page.seconds))
        icon, role, told = recording_state(call, asked=page.header.asks_consent)
        self._recording.show_icon(icon, role)
        self._recording.setToolTip(told)
        following = page.steps.next_open()
        self.card.show_moment(call, page.seconds, following, page.prompts.shown)
        self._rows.setCurrentIndex(1 if call.paused else 0)
        self.pause.setText(" " + (self.tr("Go on") if call.paused else self.tr("Pause")))
        if call.paused:
            self._spoken.clear()
            self.veil.show_since(page.seconds - call.pauses[-1].start)
        troubles = (page.sound.text, page.banner.text, page.header.lines.text, page.header.lag)
        self._trouble.setText(next((text for text in troubles if text), ""))
        self._trouble_icon.setVisible(bool(self.trouble))

    @Slot(object)
    def show_words(self, glimpse: Partial) -> None:
        """Show the newest words, the last of them first to be kept where room is short."""
        who = {Speaker.AGENT: self.tr("You"), Speaker.CUSTOMER: self.tr("Customer")}
        side = who.get(glimpse.speaker, "")
        self._spoken.setText(f"{side}: {glimpse.text}" if side else glimpse.text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the strip brings the whole window back: nobody loses a call by it."""
        event.ignore()
        self.left.emit()

    def _lay_out(self) -> None:
        look = self._look
        head = QHBoxLayout()
        head.setSpacing(look.u(2))
        head.addWidget(self.gauge)
        head.addStretch(1)
        for part in (self._recording, self.chip, self._time, self.expand):
            head.addWidget(part)
        told = QHBoxLayout()
        told.setSpacing(look.u(1))
        told.addWidget(self._trouble_icon)
        told.addWidget(self._trouble, 1)
        self._spoken.cut_at(Qt.TextElideMode.ElideLeft)
        inside = QFrame()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.card)
        self._rows = QStackedWidget()
        self._rows.addWidget(inside)
        self._rows.addWidget(self.veil)
        foot = QHBoxLayout()
        foot.setSpacing(look.u(2))
        for knob in (self.pause, self.mark, self.end):
            foot.addWidget(knob, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.u(2), look.u(2), look.u(2), look.u(2))
        column.setSpacing(look.u(1.5))
        column.addLayout(head)
        column.addWidget(self._rows, 1)
        column.addWidget(self._spoken)
        column.addLayout(told)
        column.addLayout(foot)


class Shape(QObject):
    """Which of the two windows is on the screen: the whole one or the strip. GUI thread only."""

    def __init__(self, window: QWidget, strip: CompactStrip, memory: Memory) -> None:
        super().__init__(window)
        self._window, self._strip, self._memory = window, strip, memory
        strip.left.connect(self.expand)
        # No parent's child, for it stays when the window hides; but it goes when the window does.
        window.destroyed.connect(strip.deleteLater)

    @Slot()
    def toggle(self) -> None:
        """Change to the other one."""
        if self._strip.isVisible():
            self.expand()
            return
        self._strip.setWindowOpacity(_opacity())
        self._memory.restore(self._strip, _KEPT_AS)
        self._strip.show()
        self._strip.show_moment()
        self._strip.pause.setFocus()
        self._window.hide()

    @Slot()
    def expand(self) -> None:
        """Show the whole window, in front."""
        self.close()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def close(self) -> None:
        """Put the strip away, and remember where it was."""
        if self._strip.isVisible():
            self._memory.keep(self._strip, _KEPT_AS)
            self._strip.hide()

    def in_whole(self, act: Callable[[], object]) -> Callable[[], None]:
        """What a key does that needs the whole window, also while the strip is shown."""

        def first_expand() -> None:
            if self._strip.isVisible():
                self.expand()
            act()

        return first_expand


def _opacity() -> float:
    """What the user wants of the strip; solid where the settings cannot be read."""
    try:
        return load_settings().compact_opacity / 100
    except OutsideError:
        return 1.0

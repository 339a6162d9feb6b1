"""A side that is not heard, or heard twice: what happened, and what can be done about it now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from companion.call import Call
from companion.events import AnyEvent, EchoHeard, SideFellQuiet, Speaker
from ui.language import shipped
from ui.look import Look
from ui.widgets.parts import Glyph, announce, button, label

translate = QCoreApplication.translate


class SoundBanner(QFrame):
    """Stands for as long as the trouble does; goes by itself when the side is heard again.

    `again` asks to open the side's device anew, `another` to choose a different one; both carry
    the `Speaker` of that side.
    """

    again = Signal(object)
    another = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.side: Speaker | None = None
        self._why: dict[Speaker, str] = {}
        self._read = 0
        self._icon = Glyph(look, "unheard", "warning", 5)
        self._text = label(wrap=True)
        self.retry, self.choose, self.close_it = (button(look) for _ in range(3))
        self.retry.setText(self.tr("Try again"))
        self.retry.setAccessibleName(self.tr("Try the device again"))
        self.choose.setText(self.tr("Another device…"))
        self.choose.setAccessibleName(self.tr("Choose another device"))
        self.close_it.setText(self.tr("Close"))
        self.close_it.setAccessibleName(self.tr("Close the notice about echo"))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.u(3), look.u(1.5), look.u(2), look.u(1.5))
        row.setSpacing(look.u(2))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for knob in (self.retry, self.choose, self.close_it):
            row.addWidget(knob)
        self.retry.clicked.connect(lambda: self.again.emit(self.side))
        self.choose.clicked.connect(lambda: self.another.emit(self.side))
        self.close_it.clicked.connect(self._close_echo)
        self.hide()

    @property
    def text(self) -> str:
        return "" if self.isHidden() else self._text.text()

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        self._why.clear()
        self._read = 0
        self._show(call)

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        if isinstance(entry, SideFellQuiet):
            self._why[entry.speaker] = entry.why
        self._show(call)

    @Slot()
    def _close_echo(self) -> None:
        self._read += 1
        self.hide()

    def _show(self, call: Call) -> None:
        self.side = None if call.ended else _gravest(call.sound.quiet)
        echo = None if call.ended else _newest(call.sound.echoes[self._read :])
        for knob in (self.retry, self.choose):
            knob.setVisible(self.side is not None)
        self.close_it.setVisible(self.side is None)
        if self.side is not None:
            self._say("unheard", _quiet_text(self.side, self._why.get(self.side, "")))
        elif echo is not None:
            self._say("speaker", _echo_text(echo.speaker))
        else:
            self._text.clear()
            self.hide()

    def _say(self, icon: str, text: str) -> None:
        if text == self.text:
            return
        self._icon.show_icon(icon, "warning")
        self._text.setText(text)
        self.show()
        announce(self, text, urgent=True)


def _gravest(quiet: frozenset[Speaker]) -> Speaker | None:
    """The customer first: without them there is no call to speak of."""
    return min(quiet, key=lambda side: side != Speaker.CUSTOMER, default=None)


def _newest(echoes: tuple[EchoHeard, ...]) -> EchoHeard | None:
    return echoes[-1] if echoes else None


def _quiet_text(side: Speaker, why: str) -> str:
    said = {
        Speaker.CUSTOMER: translate("sound_banner", "The customer is not heard."),
        Speaker.AGENT: translate("sound_banner", "You are not heard: is the microphone muted?"),
        Speaker.UNKNOWN: translate("sound_banner", "Nothing is heard."),
    }[side]
    reason = shipped(why).rstrip(".")
    return f"{said} {reason[:1].upper()}{reason[1:]}." if why else said


def _echo_text(side: Speaker) -> str:
    if side == Speaker.AGENT:
        return translate(
            "sound_banner", "The customer's voice comes back into your microphone. A headset helps."
        )
    return translate(
        "sound_banner",
        "Your own voice comes back on the customer's side. Their words may be yours.",
    )

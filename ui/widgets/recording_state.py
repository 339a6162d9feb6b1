"""Whether the call's sound is recorded, and whether the caller agreed: an icon and words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from companion.call import Call
from companion.events import (
    AnyEvent,
    CallEnded,
    CallStarted,
    ConsentGiven,
    Paused,
    RecordingErased,
    RecordingKept,
    RecordingStarted,
    RecordingStopped,
    Resumed,
)
from ui import words
from ui.look import Look
from ui.widgets.parts import ElidedLabel, Glyph, announce

_TELLING = (
    CallStarted,
    CallEnded,
    ConsentGiven,
    Paused,
    Resumed,
    RecordingStarted,
    RecordingStopped,
    RecordingKept,
    RecordingErased,
)


class RecordingState(QWidget):
    """Always in the head of a call: nobody is recorded without its being seen here."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.u(1))
        self._icon = Glyph(look, "not_recorded", "text_muted", 4)
        self._text = ElidedLabel()
        fits = QSizePolicy.Policy
        self._text.setSizePolicy(fits.Maximum, fits.Fixed)  # cut where room is short, never wider
        row.addWidget(self._icon)
        row.addWidget(self._text)
        self.asked = False
        self.reset(Call())

    def show_words(self, shown: bool) -> None:
        """Show words beside the icon, or keep them for the tip."""
        self._text.setVisible(shown)

    @property
    def text(self) -> str:
        return self._text.text()

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        icon, role, text = recording_state(call, asked=self.asked)
        self.setVisible(bool(text))
        self._icon.show_icon(icon, role)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        if not isinstance(entry, _TELLING):
            return
        before = self.text
        self.reset(call)
        if isinstance(entry, RecordingStopped) and self.text != before:
            announce(self, self.text, urgent=True)


def consent_due(call: Call, *, asked: bool) -> bool:
    """Whether nobody has noted yet that the caller agreed to a recording that is on, or `asked`."""
    running = call.started is not None and call.ended is None
    return running and call.sound.consent is None and (asked or call.sound.recording_on)


def recording_state(call: Call, *, asked: bool = False) -> tuple[str, str, str]:
    """An icon, its role, and in words how it stands with the recording; no words, no call.

    `asked`: the caller is to be asked, and recorded once they agree.
    """
    translate = QCoreApplication.translate
    sound = call.sound
    if call.started is None:
        return "not_recorded", "text_muted", ""
    if sound.recording_on:
        return _recording(call)
    if consent_due(call, asked=asked):
        return "consent", "warning", translate("recording", "Not recorded yet: ask the caller")
    if sound.recording is not None:
        return "record", "text_muted", translate("recording", "Sound kept")
    return "not_recorded", "text_muted", translate("recording", "Not recorded")


def _recording(call: Call) -> tuple[str, str, str]:
    translate = QCoreApplication.translate
    if call.paused:
        return "pause", "warning", translate("recording", "Recording paused")
    if call.sound.consent is None:
        return "record", "critical", translate("recording", "Recording, consent not noted")
    agreed = translate("recording", "Recording, agreed at {time}")
    return "record", "critical", agreed.format(time=words.clock(call.sound.consent))

"""How well the lines carry, in the head of a call: a few muted words, none while all is well."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from companion.call import Call
from companion.events import (
    DetectorSwitchedOff,
    RecogniserRestarted,
    Speaker,
    TranscriptionStopped,
)
from ui.language import number
from ui.look import Look
from ui.widgets.parts import ElidedLabel, Glyph, announce, label

translate = QCoreApplication.translate

NEWS_S = 30.0
"""What is over and done with is worth a glance for so long."""


class LineState(QWidget):
    """An icon and one line, the gravest first. What has passed goes by itself."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.u(1))
        self._icon = Glyph(look, "notice", "text_muted", 4)
        self._text = ElidedLabel()
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self._icon.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def show_moment(self, call: Call, now: float) -> None:
        """Show how the lines are `now` seconds into the call."""
        text = " · ".join(states(call, now))
        if text == self.text:
            return
        self._text.setText(text)
        self._icon.setVisible(bool(text))
        if text:
            announce(self, text)


class MonoNotice(QWidget):
    """Shown where both sides are on one channel, so that nobody is blamed for the other's words."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.u(2), 0, 0, 0)
        row.addWidget(Glyph(look, "mono", "text_muted", 5))
        self._text = label(self.tr("One channel only: cannot tell who said this."), "muted")
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def show_call(self, call: Call) -> None:
        self.setVisible(call.started is not None and Speaker.UNKNOWN in call.started.channels)


def states(call: Call, now: float) -> Iterator[str]:
    """What is wrong with the lines at this moment, in plain words, the gravest first."""
    if any(isinstance(trouble, TranscriptionStopped) for trouble in call.troubles):
        yield translate("lines", "No words from here on")
    yield from _lost(call, now)
    if not call.ended and any(
        isinstance(trouble, RecogniserRestarted) and now - trouble.at <= NEWS_S
        for trouble in call.troubles
    ):
        yield translate("lines", "Recogniser restarted, no words missing")
    yield from _noisy(call)
    for trouble in call.troubles:
        if isinstance(trouble, DetectorSwitchedOff):
            yield translate("lines", "“{detector}” is off for this call").format(
                detector=trouble.detector
            )


def _lost(call: Call, now: float) -> Iterator[str]:
    """Sound that went missing just now; in a call that is over, all that ever did."""
    news = takewhile(lambda gap: call.ended or now - gap.at <= NEWS_S, reversed(call.lost))
    seconds: dict[Speaker, float] = {}
    for gap in news:
        seconds[gap.speaker] = seconds.get(gap.speaker, 0.0) + gap.seconds
    for speaker, missing in seconds.items():
        yield _lost_text(speaker).format(seconds=number(missing, 1))


def _lost_text(speaker: Speaker) -> str:
    """How much of whose sound is missing; to be formatted with `seconds`."""
    return {
        Speaker.AGENT: translate("lines", "{seconds} s of the agent's sound lost"),
        Speaker.CUSTOMER: translate("lines", "{seconds} s of the customer's sound lost"),
        Speaker.UNKNOWN: translate("lines", "{seconds} s of sound lost"),
    }[speaker]


def _noisy(call: Call) -> Iterator[str]:
    if call.ended:
        return
    newest = {change.speaker: change for change in call.lines}
    sides = {speaker for speaker, change in newest.items() if change.suppressed}
    if len(sides) > 1:
        yield translate("lines", "Noise on both lines is filtered")
        return
    texts = {
        Speaker.AGENT: translate("lines", "Noise on the agent's line is filtered"),
        Speaker.CUSTOMER: translate("lines", "Noise on the customer's line is filtered"),
        Speaker.UNKNOWN: translate("lines", "Noise on the line is filtered"),
    }
    yield from (texts[side] for side in sides)

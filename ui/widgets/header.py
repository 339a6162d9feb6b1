"""The head of a call: which call, how it stands, how long, how angry right now."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from companion.call import Call
from companion.cards import approaches
from companion.events import (
    AngerRated,
    AnyEvent,
    CallEnded,
    CallStarted,
    ConsentGiven,
    CustomerTypeSuggested,
    Paused,
    RecordingStarted,
    Resumed,
)
from ui import words
from ui.actions import Actions
from ui.language import shipped
from ui.look import Look
from ui.stage import Stage
from ui.widgets.line_state import LineState
from ui.widgets.parts import ElidedLabel, button, label
from ui.widgets.recording_state import RecordingState, consent_due

_STAGE_ROLES = {
    Stage.LOADING: "text_muted",
    Stage.LIVE: "critical",
    Stage.SAVING: "text_muted",
    Stage.SAVED: "good",
    Stage.UNSAVED: "warning",
    Stage.REPLAY: "accent",
}


_CONTROLS = (CallStarted, CallEnded, Paused, Resumed, RecordingStarted, ConsentGiven)

_NARROW = 190
"""Grid steps; a window that is narrower keeps its words for what changes."""

_NOTICED_S = 2.0
"""Words that come later than this are noticed to be late."""


class AngerGauge(QWidget):
    """Four rising bars and the word for the level of the customer's last sentence."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._level: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Anger now"))
        look.changed.connect(self.update)

    @property
    def level(self) -> int | None:
        return self._level

    def show_level(self, level: int | None) -> None:
        if level != self._level:
            self._level = level
            self.setAccessibleDescription("" if level is None else words.anger_name(level))
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.bold(1.1))
        names = max(metrics.horizontalAdvance(words.anger_name(n)) for n in range(words.LEVELS))
        return QSize(self._look.u(11) + names, max(metrics.height(), self._look.u(7)))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            level = -1 if self._level is None else self._level
            base, width = self.height() / 2 + look.u(2.5), look.u(1.25)
            for bar in range(words.LEVELS):
                lit = bar <= level
                painter.setBrush(look.colour(f"anger_{level}" if lit else "line"))
                height = look.u(2 + bar)
                x = bar * look.u(2)
                painter.drawRoundedRect(QRectF(x, base - height, width, height), 2, 2)
            painter.setFont(look.bold(1.1))
            painter.setPen(look.colour("text" if level >= 0 else "text_dim"))
            room = QRectF(self.rect()).adjusted(look.u(10), 0, 0, 0)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, flags, words.anger_name(level) if level >= 0 else "")


class StageChip(QWidget):
    """A dot and a word; two bars in place of the dot while the call is paused."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.stage = Stage.LOADING
        self.paused = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_stage(self, stage: Stage, *, paused: bool = False) -> None:
        self.stage, self.paused = stage, paused
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        if self.paused:
            return self.tr("Paused")
        return {
            Stage.LOADING: self.tr("Loading the model"),
            Stage.LIVE: self.tr("Live"),
            Stage.SAVING: self.tr("Saving"),
            Stage.SAVED: self.tr("Saved"),
            Stage.UNSAVED: self.tr("Not saved"),
            Stage.REPLAY: self.tr("Replay"),
        }[self.stage]

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.bold(0.92))
        return QSize(metrics.horizontalAdvance(self.text) + self._look.u(5), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            ink = look.colour("warning" if self.paused else _STAGE_ROLES[self.stage])
            painter.setBrush(ink)
            dot = look.u(2)
            top = (self.height() - dot) / 2
            if self.paused:
                for left in (0.0, dot * 0.65):
                    painter.drawRect(QRectF(left, top, dot * 0.35, dot))
            else:
                painter.drawEllipse(QRectF(0, top, dot, dot))
            painter.setFont(look.bold(0.92))
            painter.setPen(ink)
            room = QRectF(self.rect()).adjusted(look.u(3.5), 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text)


class TypeHint(QLabel):
    """What sort of customer this may be, once the card about it has gone; the tip has the rest."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", "muted")
        self.setFont(look.font(0.88))
        steady = self.sizePolicy()
        steady.setRetainSizeWhenHidden(True)  # so that nothing jumps when it comes
        self.setSizePolicy(steady)
        self.hide()

    def show_type(self, hint: CustomerTypeSuggested | None) -> None:
        words_for = approaches().get(hint.type or "") if hint else None
        self.setVisible(words_for is not None)
        if hint is None or words_for is None:
            self.clear()
            return
        heard = ", ".join(words.quoted(reason) for reason in hint.because)
        reasons = self.tr("Heard: {words}.").format(words=heard) if heard else ""
        self.setText(shipped(words_for["title"]))
        self.setToolTip(f"{shipped(words_for['approach'])} {reasons}".strip())
        self.setAccessibleDescription(self.toolTip())


class CallHeader(QFrame):
    """Always in sight. Carries the few buttons that a hand on the mouse needs in a call."""

    def __init__(self, look: Look, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._look = look
        self._running = self._consent_due = False
        row = QHBoxLayout(self)
        row.setContentsMargins(look.u(3), look.u(2), look.u(4), look.u(2))
        row.setSpacing(look.u(3))
        self.back = button(look, "quiet")
        actions.dress(self.back, "back", "")
        row.addWidget(self.back)
        row.addLayout(self._call(look), 1)
        row.addLayout(self._customer(look))
        row.addSpacing(look.u(4))
        self.consent, self.pause, self.mark = (button(look) for _ in range(3))
        self.end, self.save, self.leave = (button(look, "primary") for _ in range(3))
        actions.dress(self.consent, "consent", self.tr("Agreed"), with_key=True)
        actions.dress(self.pause, "pause", self.tr("Pause"))
        actions.dress(self.save, "save", self.tr("Save"), with_key=True)
        actions.dress(self.leave, "back", self.tr("Done"))
        actions.dress(self.mark, "mark", self.tr("Mark"))
        actions.dress(self.end, "end", self.tr("End call"))
        for knob in (self.consent, self.pause, self.mark, self.end, self.save, self.leave):
            row.addWidget(knob)

    def _call(self, look: Look) -> QVBoxLayout:
        """What is running, how it stands and how its lines are."""
        self._title = ElidedLabel("")
        self._title.setFont(look.bold(1.05))
        self.chip = StageChip(look)
        self._time = label(tone="muted")
        self._lag = label(tone="muted")
        self.recording = RecordingState(look)
        self.lines = LineState(look)
        under = QHBoxLayout()
        under.setSpacing(look.u(2))
        for part in (self.chip, self._time, self.recording, self._lag):
            under.addWidget(part)
        under.addWidget(self.lines, 1)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addLayout(under)
        return names

    def _customer(self, look: Look) -> QVBoxLayout:
        self.gauge = AngerGauge(look)
        self.hint = TypeHint(look)
        customer = QVBoxLayout()
        customer.setSpacing(0)
        customer.addWidget(self.gauge)
        customer.addWidget(self.hint)
        return customer

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the icon alone says how it stands with the recording."""
        super().resizeEvent(event)
        self.recording.show_words(event.size().width() >= self._look.u(_NARROW))

    @property
    def title(self) -> str:
        return self._title.text()

    def show_title(self, title: str) -> None:
        self._title.setText(title)

    def show_stage(self, stage: Stage) -> None:
        self._running = stage in (Stage.LOADING, Stage.LIVE)
        self.chip.show_stage(stage)
        for knob in (self.pause, self.mark, self.end):
            knob.setVisible(self._running)
        self.consent.setVisible(self._running and self._consent_due)
        self.save.setVisible(stage == Stage.SAVED)
        self.leave.setVisible(stage == Stage.UNSAVED)

    def show_time(self, seconds: float, lag: float = 0.0) -> None:
        """`lag` is the seconds of sound not yet understood; said only where it is noticeable."""
        self._time.setText(words.clock(seconds))
        behind = (
            self.tr("{seconds} s behind").format(seconds=round(lag)) if lag > _NOTICED_S else ""
        )
        self._lag.setText(behind)

    @property
    def lag(self) -> str:
        return self._lag.text()

    @property
    def asks_consent(self) -> bool:
        """Whether the caller is to be asked, so that the call can be recorded."""
        return self.recording.asked

    @asks_consent.setter
    def asks_consent(self, asked: bool) -> None:
        self.recording.asked = asked

    def reset(self, call: Call) -> None:
        """Show this call from the start."""
        self.gauge.show_level(call.anger[-1].level if call.anger else None)
        self.hint.show_type(call.customer_type)
        self.recording.reset(call)
        self._show_pause(call)

    def apply(self, call: Call, entry: AnyEvent) -> None:
        """Take in one more entry, which `call` already contains."""
        self.recording.apply(call, entry)
        if isinstance(entry, AngerRated):
            self.gauge.show_level(entry.level)
        elif isinstance(entry, CustomerTypeSuggested):
            self.hint.show_type(entry)
        elif isinstance(entry, _CONTROLS):
            self._show_pause(call)

    def _show_pause(self, call: Call) -> None:
        self.chip.show_stage(self.chip.stage, paused=call.paused and call.ended is None)
        self._consent_due = consent_due(call, asked=self.recording.asked)
        self.consent.setVisible(self._running and self._consent_due)
        self.pause.setText(" " + (self.tr("Go on") if call.paused else self.tr("Pause")))

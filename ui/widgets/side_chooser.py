"""One side of a call before it begins: its device, how loud it is, and which words come through."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from companion.audio.devices import Device
from companion.errors import OutsideError
from companion.events import Speaker
from companion.probe import Level, Reading, Words
from ui.look import Look
from ui.probing import Probing, Trial
from ui.widgets.level_meter import LevelMeter
from ui.widgets.parts import Glyph, Panel, announce, button, label

MakeProbe = Callable[[Device, bool, Sequence[Speaker]], Probing]
"""A probe for a device, with words or without, of these channels."""

_ICONS = {Speaker.AGENT: "microphone", Speaker.CUSTOMER: "speaker"}


class SideChooser(Panel):
    """`changed` says that another device is chosen, `testing` that the words of this side are
    wanted: only one side's are understood at a time, for each takes a model in memory.
    """

    changed = Signal()
    testing = Signal()

    def __init__(
        self, look: Look, side: Speaker, make_probe: MakeProbe, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, "", parent)
        self.side = side
        self._make_probe = make_probe
        self._trial: Trial | None = None
        self._ending: list[Trial] = []
        self._shared = False
        self.heading.setText(self._title())
        self.setAccessibleName(self._title())
        self.head.insertWidget(0, Glyph(look, _ICONS[side], side.value, 5))
        self.devices = QComboBox()
        self.devices.setAccessibleName(self._title())
        self.devices.activated.connect(self._on_chosen)
        self.meter = LevelMeter(look, self.tr("Loudness"))
        self.test = button(look)
        self.test.setCheckable(True)
        self.test.setText(self.tr("Try it"))
        self.test.setAccessibleName(self.tr("Try it: see the words that are heard"))
        self.test.toggled.connect(self._on_test)
        self._words = label(tone="muted", wrap=True)
        self._words.setMinimumHeight(self._words.fontMetrics().lineSpacing() * 2)
        self._lay_out(look)
        self.say_hint()

    @property
    def device(self) -> Device | None:
        """The device that is chosen; None while there is none."""
        chosen: Device | None = self.devices.currentData()
        return chosen

    @property
    def words(self) -> str:
        return self._words.text()

    def show_devices(self, devices: Sequence[Device], chosen: str) -> None:
        """Offer these; the one of this name is chosen, or nothing where none has it."""
        self.stop()
        self.devices.clear()
        for device in devices:
            name = device.words[:1].upper() + device.words[1:]
            self.devices.addItem(f"{name} ({self.tr('muted')})" if device.muted else name, device)
        names = [device.name for device in devices]
        self.devices.setCurrentIndex(names.index(chosen) if chosen in names else -1)
        self.devices.setPlaceholderText(self.tr("Choose a device"))
        self.listen()

    def share(self, *, shared: bool) -> None:
        """Whether this side's device carries the other side on its second channel."""
        self._shared = shared
        self.listen()

    def listen(self, *, words: bool = False) -> None:
        """Hear the chosen device from now on, perhaps its words too."""
        self.stop()
        self.meter.rest()
        device = self.device
        if device is None:
            return
        speakers = (Speaker.AGENT, Speaker.CUSTOMER) if self._shared else (self.side,)
        self._trial = Trial(lambda: self._make_probe(device, words, speakers), self)
        self._trial.read.connect(self._on_read)

    def stop(self) -> None:
        """Let the device go; returns at once."""
        if self._trial is not None:
            self._trial.stop()
            self._ending.append(self._trial)
            self._trial = None

    def wait(self) -> None:
        """Let the device go, and return when that is done."""
        self.stop()
        for trial in self._ending:
            trial.wait()
        self._ending.clear()

    @Slot()
    def say_hint(self) -> None:
        """Say what to do to try this side."""
        hint = {
            Speaker.AGENT: self.tr("Speak: the bar should pass the mark."),
            Speaker.CUSTOMER: self.tr("Play something where the phone program plays."),
        }
        self._words.setText(hint[self.side])

    @Slot(int)
    def _on_chosen(self, _: int) -> None:
        self.test.setChecked(False)
        self.listen()
        self.changed.emit()

    @Slot(bool)
    def _on_test(self, wanted: bool) -> None:
        self.test.setText(self.tr("Stop") if wanted else self.tr("Try it"))
        if wanted:
            self.testing.emit()
            self._words.setText(self.tr("Getting ready… then say a sentence."))
            self.listen(words=True)
        elif self._trial is not None:
            self.listen()

    @Slot(object)
    def _on_read(self, reading: Reading) -> None:
        match reading:
            case Level(speaker=speaker, dbfs=dbfs, peak_dbfs=peak):
                if speaker in (self.side, Speaker.UNKNOWN):
                    self.meter.show_level(dbfs, peak)
            case Words(text=text, final=final):
                if text:
                    self._words.setText(self.tr("Heard: “{words}”").format(words=text))
                if text and final:
                    announce(self, self._words.text())
            case OutsideError():
                self._words.setText(str(reading))
                announce(self, str(reading))

    def _title(self) -> str:
        return {
            Speaker.AGENT: self.tr("You"),
            Speaker.CUSTOMER: self.tr("The customer"),
        }[self.side]

    def _lay_out(self, look: Look) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.u(2))
        row.addWidget(self.devices, 1)
        row.addWidget(self.test)
        self.body.addLayout(row)
        self.body.addWidget(self.meter)
        self.body.addWidget(self._words)

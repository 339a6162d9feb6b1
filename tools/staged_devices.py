"""Devices from a prompt book, as `staged_call` has calls: for pictures and tests of set-up."""

from __future__ import annotations

import queue
from collections.abc import Iterator, Sequence
from pathlib import Path

from companion.audio.devices import Device, Kind
from companion.events import Speaker
from companion.models import Condition, chosen_model
from companion.probe import Level, Reading, Words
from ui.look import Look
from ui.widgets.model_panel import ModelPanel
from ui.windows.setup_page import SetupPage

HEADSET = Device("headset-mic", "Headset", Kind.MICROPHONE, 48000, 1, default=True)
WEBCAM = Device("webcam-mic", "Webcam", Kind.MICROPHONE, 16000, 1, muted=True)
ADAPTER = Device("telephone-adapter", "Telephone adapter", Kind.MICROPHONE, 8000, 2)
PHONE = Device("headset-monitor", "Headset", Kind.PLAYBACK, 48000, 2, default=True)
DEVICES = [HEADSET, ADAPTER, WEBCAM, PHONE]


class StagedProbe:
    """Hears what it is given by `hear`, and at the start how loud somebody speaks."""

    def __init__(self, device: Device, words: bool, speakers: Sequence[Speaker]) -> None:
        self.device, self.words, self.speakers = device, words, tuple(speakers)
        self._inbox: queue.SimpleQueue[Reading | None] = queue.SimpleQueue()
        for speaker in self.speakers:
            self.hear(Level(speaker, -18.0, -6.0))
            if words:
                self.hear(Words(speaker, "the quick brown fox", final=True))

    def hear(self, reading: Reading) -> None:
        self._inbox.put(reading)

    def readings(self) -> Iterator[Reading]:
        while (reading := self._inbox.get()) is not None:
            yield reading

    def close(self) -> None:
        self._inbox.put(None)


def condition(*, there: bool) -> Condition:
    """How the default model stands where it is installed and whole, or not there."""
    return Condition(chosen_model(), Path("model"), installed=there, faults=())


def setup_page(look: Look, *, there: bool = False) -> SetupPage:
    """A set-up page on these devices, with the model in its place or not."""
    return SetupPage(
        look,
        model=ModelPanel(look, look_at=lambda: condition(there=there)),
        list_devices=lambda: DEVICES,
        make_probe=StagedProbe,
    )

"""Devices that are made up: what is opened, and what each stream is given to hand over."""

from __future__ import annotations

import queue
import threading

from companion.audio.block import RATE
from companion.audio.devices import Device, Kind
from companion.audio.keeper import Leg
from companion.audio.stream import HandOver
from companion.errors import OutsideError
from companion.events import Speaker

MICROPHONE = Device("mic", "Headset", Kind.MICROPHONE, RATE, 1, by_server=True)
SPEAKERS = Device("out.monitor", "Speakers", Kind.PLAYBACK, RATE, 2, by_server=True)
AGENT = Leg(MICROPHONE, (Speaker.AGENT,))
CUSTOMER = Leg(SPEAKERS, (Speaker.CUSTOMER,))
BOTH = (Speaker.AGENT, Speaker.CUSTOMER)
WAIT_S = 10


class Plug:
    """Stands for the devices: what is opened, and what each stream is given to hand over."""

    def __init__(self, refusals: int = 0) -> None:
        self.opened: queue.SimpleQueue[PluggedStream] = queue.SimpleQueue()
        self._refusals = refusals

    def __call__(
        self, device: Device, channels: int, tag: str, hand_over: HandOver
    ) -> PluggedStream:
        if self._refusals:
            self._refusals -= 1
            raise OutsideError(f"{device.title} is taken.", "Close the other program.")
        stream = PluggedStream(device, tag, hand_over)
        self.opened.put(stream)
        return stream


class PluggedStream:
    def __init__(self, device: Device, tag: str, hand_over: HandOver) -> None:
        self.device = device
        self.tag = tag
        self.hand_over = hand_over
        self.plugged = True
        self.closed = threading.Event()

    def alive(self) -> bool:
        return self.plugged

    def close(self) -> None:
        self.closed.set()

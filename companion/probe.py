"""Tries a device before a call: how loud it is, and which words are understood through it.

probe = Probe(device)
for reading in probe.readings():        # on a thread of your own; ends after probe.close()
    match reading:
        case Level(dbfs=dbfs): ...      # some 20 a second
        case Words(text=text, final=final): ...
        case OutsideError(): ...        # a trouble to show; the probe goes on
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from companion.audio import clock
from companion.audio.block import Block, Pcm
from companion.audio.devices import Device
from companion.audio.keeper import Leg
from companion.audio.live import LiveSource
from companion.audio.stream import OpenStream, open_stream
from companion.errors import OutsideError
from companion.events import Partial, Speaker, UtteranceHeard
from companion.models import usable_model
from companion.recognise import Heard, Recogniser
from companion.recognise.supervised import SupervisedRecogniser

log = logging.getLogger(__name__)

SILENCE_DBFS = -90.0
"""The lowest level that is told: below the last bit of a 16-bit sound."""
SPEECH_DBFS = -40.0
"""From here on somebody speaks; a quiet room lies below."""
CLIPPED_DBFS = -0.5
"""A peak above it is cut off: the device is turned up too far."""
_LEVELS_A_BLOCK = 2

MakeRecogniser = Callable[[Sequence[Speaker]], Recogniser]


@dataclass(frozen=True, slots=True)
class Level:
    """How loud 50 ms of a channel were, in dB of full scale (0 is the most): root mean square."""

    speaker: Speaker
    dbfs: float
    peak_dbfs: float

    @property
    def clipped(self) -> bool:
        return self.peak_dbfs >= CLIPPED_DBFS


@dataclass(frozen=True, slots=True)
class Words:
    """What was understood. A text that is not `final` yet is replaced by the next one."""

    speaker: Speaker
    text: str
    final: bool


Reading = Level | Words | OutsideError


class Probe:
    """Hears one device until it is closed. Nothing of it is kept.

    The levels begin at once, the words when the model is loaded, a second or two later; without
    `words`, or where no model is installed, there are levels alone. `speakers` names the channels
    of a device that carries both sides.
    """

    def __init__(
        self,
        device: Device,
        *,
        words: bool = True,
        speakers: Sequence[Speaker] = (Speaker.UNKNOWN,),
        open_stream: OpenStream = open_stream,
        make_recogniser: MakeRecogniser | None = None,
        monotonic: Callable[[], float] = clock.now,
    ) -> None:
        legs = [Leg(device, tuple(speakers))]
        self._source = LiveSource(legs, open_stream=open_stream, monotonic=monotonic)
        self._make_recogniser = (make_recogniser or _installed) if words else None
        self._readings: queue.SimpleQueue[Reading | None] = queue.SimpleQueue()
        self._blocks: queue.SimpleQueue[Block | None] = queue.SimpleQueue()

    def close(self) -> None:
        """End it. Any thread, any number of times; `readings` then comes to its end."""
        self._source.close()

    def readings(self) -> Iterator[Reading]:
        """What is heard, as it comes; iterated once. Troubles come as readings, too.

        Where the iteration is left early, the device is let go all the same.
        """
        ears = threading.Thread(target=self._recognise, name="probe-words", daemon=True)
        device = threading.Thread(target=self._listen, name="probe-device", daemon=True)
        ears.start()
        device.start()
        try:
            while (reading := self._readings.get()) is not None:
                yield reading
        finally:
            self.close()
            device.join()
            ears.join()

    def _listen(self) -> None:
        """Give levels and hand the sound on; on a thread of its own, which then ends the probe."""
        try:
            for given in self._source.blocks():
                if isinstance(given, Block):
                    self._blocks.put(given)
                    for level in levels(given.pcm, self._source.channels):
                        self._readings.put(level)
                elif isinstance(given, OutsideError):
                    self._readings.put(given)
        except OutsideError as error:  # the device cannot be heard at all
            self._readings.put(error)
        finally:
            self._blocks.put(None)

    def _recognise(self) -> None:
        """Understand what is handed on; nothing of it is missed while the model is loaded."""
        try:
            self._understand()
        except OutsideError as error:
            self._readings.put(error)
            while self._blocks.get() is not None:
                continue  # levels alone until the end
        finally:
            self._readings.put(None)

    def _understand(self) -> None:
        recogniser = self._make_recogniser(self._source.channels) if self._make_recogniser else None
        if recogniser is None:
            while self._blocks.get() is not None:
                continue
            return
        try:
            recogniser.start(self._hear)
            while (block := self._blocks.get()) is not None:
                recogniser.feed(block)
        finally:
            recogniser.close()

    def _hear(self, heard: Heard) -> None:
        if isinstance(heard, Partial | UtteranceHeard):
            final = isinstance(heard, UtteranceHeard)
            self._readings.put(Words(heard.speaker, heard.text, final))


def levels(pcm: Pcm, speakers: Sequence[Speaker]) -> Iterator[Level]:
    """The levels of a block of (frames, channels), every half of it, of each channel."""
    for part in np.array_split(pcm.astype(np.float64) / 32768.0, _LEVELS_A_BLOCK):
        if not len(part):
            continue
        loud, peak = np.sqrt(np.square(part).mean(axis=0)), np.abs(part).max(axis=0)
        for channel, speaker in enumerate(speakers):
            yield Level(speaker, _decibels(loud[channel]), _decibels(peak[channel]))


def _decibels(amplitude: float) -> float:
    return round(max(SILENCE_DBFS, 20 * float(np.log10(max(amplitude, 1e-9)))), 1)


def _installed(speakers: Sequence[Speaker]) -> Recogniser:
    model = usable_model()
    return SupervisedRecogniser(model.path, tuple(speakers), model=model.name)

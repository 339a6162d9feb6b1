"""Notices a side without any sound while the other one speaks: a dead line, a muted microphone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from companion.audio.block import RATE, Block
from companion.errors import OutsideError
from companion.events import SideFellQuiet, SideHeardAgain, Speaker

DEAD_S = 8.0
"""How long one side may be without any sound while the other is heard."""
_SPEAKING_S = 2.0
"""Of these, so many seconds the other side must have been loud enough for speech."""
_NOTHING = 33
"""A peak of -60 dB of full scale: the hiss of an open microphone or line lies above it."""
_SPEECH = 330
"""A level (root of the mean square) of -40 dB."""
_REMEDIES = {
    Speaker.AGENT: "Check whether the microphone is muted, at the headset and in the system.",
    Speaker.CUSTOMER: "Check which output the phone program plays on, and run: companion devices",
}


class SilenceWatch:
    """Looks at each block; tells once when a side falls dead, and when it has sound again.

    A side whose device has failed is told as quiet at once, and again when the device delivers.
    Every trouble stands in the call as an event, and is said in words beside it.
    """

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._speakers = speakers
        self._quiet = [0] * len(speakers)
        self._others = [0] * len(speakers)
        self._told = [False] * len(speakers)
        self._gone: set[Speaker] = set()

    def gone(self, speaker: Speaker, why: str, at: float) -> Iterator[SideFellQuiet]:
        """The side's device has failed; that is said by whoever keeps the device."""
        channel = self._speakers.index(speaker)
        self._gone.add(speaker)
        if not self._told[channel]:
            self._told[channel] = True
            yield SideFellQuiet(at=at, speaker=speaker, why=why)

    def back(self, speaker: Speaker, at: float) -> Iterator[SideHeardAgain]:
        """The side's device delivers."""
        if speaker in self._gone:
            self._gone.discard(speaker)
            yield from self._sound(self._speakers.index(speaker), at)

    def look(self, block: Block) -> Iterator[OutsideError | SideFellQuiet | SideHeardAgain]:
        at = block.end_frame / RATE
        sound = block.pcm.astype(np.int32)
        peaks = np.abs(sound).max(axis=0, initial=0)
        levels = np.sqrt(np.square(sound).mean(axis=0)) if len(sound) else peaks
        for channel, speaker in enumerate(self._speakers):
            if speaker in self._gone:
                continue
            if peaks[channel] > _NOTHING:
                yield from self._sound(channel, at)
                continue
            self._quiet[channel] += len(sound)
            if np.delete(levels, channel).max(initial=0) > _SPEECH:
                self._others[channel] += len(sound)
            if self._dead(channel) and not self._told[channel]:
                self._told[channel] = True
                yield SideFellQuiet(at=at, speaker=speaker, why=f"no sound for {DEAD_S:.0f} s")
                yield OutsideError(
                    f"Nothing is heard from the {speaker.value} for {DEAD_S:.0f} s.",
                    _REMEDIES.get(speaker, ""),
                )

    def _sound(self, channel: int, at: float) -> Iterator[SideHeardAgain]:
        self._quiet[channel] = self._others[channel] = 0
        if self._told[channel]:
            self._told[channel] = False
            yield SideHeardAgain(at=at, speaker=self._speakers[channel])

    def _dead(self, channel: int) -> bool:
        quiet, others = self._quiet[channel], self._others[channel]
        return quiet >= DEAD_S * RATE and others >= _SPEAKING_S * RATE

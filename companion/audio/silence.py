"""Notices a side without any sound while the other one speaks: a dead line, a muted microphone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from companion.audio.block import RATE, Block
from companion.errors import OutsideError
from companion.events import Speaker

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
    """Looks at each block; tells once when a side falls dead, and again only after it had sound."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._speakers = speakers
        self._quiet = [0] * len(speakers)
        self._others = [0] * len(speakers)
        self._told = [False] * len(speakers)

    def look(self, block: Block) -> Iterator[OutsideError]:
        sound = block.pcm.astype(np.int32)
        peaks = np.abs(sound).max(axis=0, initial=0)
        levels = np.sqrt(np.square(sound).mean(axis=0)) if len(sound) else peaks
        for channel, speaker in enumerate(self._speakers):
            if peaks[channel] > _NOTHING:
                self._quiet[channel] = self._others[channel] = 0
                self._told[channel] = False
                continue
            self._quiet[channel] += len(sound)
            if np.delete(levels, channel).max(initial=0) > _SPEECH:
                self._others[channel] += len(sound)
            if self._dead(channel) and not self._told[channel]:
                self._told[channel] = True
                yield OutsideError(
                    f"Nothing is heard from the {speaker.value} for {DEAD_S:.0f} s.",
                    _REMEDIES.get(speaker, ""),
                )

    def _dead(self, channel: int) -> bool:
        quiet, others = self._quiet[channel], self._others[channel]
        return quiet >= DEAD_S * RATE and others >= _SPEAKING_S * RATE

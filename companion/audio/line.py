"""The state of a telephone line: how far the hiss lies below the voice, and hiss taken away.

Noise ruins recognition and can be mended before it: `companion.audio.suppressor` says how. It is
done where the line needs it, and only for the recogniser: what is played or recorded stays as it
came.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np

from companion.audio.block import RATE, Block, Pcm
from companion.audio.suppressor import Suppressor
from companion.events import LineQualityChanged, Speaker

_FRAME = RATE // 100
"""10 ms, the unit of the levels."""
_REMEMBERED = 1_500
"""Frames (15 s) that say how loud hiss and voice are."""
_ENOUGH = 100
"""Frames (1 s) before which nothing is said about a line."""
_NOISY_DB, _CLEAN_DB = 30.0, 35.0
"""Suppression begins below the one and ends above the other, so that it does not flutter."""
_STEADY_DB, _STEADY_SHARE = 5.0, 0.1
"""Hiss is steady: so many frames lie so close above the quietest. Of a voice, far fewer do."""
_USUAL_VOICE_DB = -20.0
"""Level of speech, in dB of full scale, until this line's own is known."""
_VOICE_ABOVE_DB = 12.0
"""What is so much louder than the hiss is the voice of this line."""
_FAINTEST_VOICE_DB = -50.0
"""Nothing below it is taken for speech."""

Tell = Callable[[LineQualityChanged], None]


class LineConditioner:
    """Listens to every block, and gives the recogniser a quieter one where the line hisses.

    Used on the pump's thread. `tell` hears when a line turns noisy or clean.
    """

    def __init__(self, channels: tuple[Speaker, ...], tell: Tell) -> None:
        self._lines = [_Line(speaker) for speaker in channels]
        self._tell = tell

    def __call__(self, block: Block) -> Block:
        quieter = [
            line.conditioned(block.pcm[:, channel]) for channel, line in enumerate(self._lines)
        ]
        for line in self._lines:
            if line.turned():
                self._tell(line.quality(block.end_frame / RATE))
        return Block(block.first_frame, np.column_stack(quieter))


class _Line:
    """One channel's levels and its suppressor."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._levels: deque[float] = deque(maxlen=_REMEMBERED)
        self._voice_db = _USUAL_VOICE_DB
        self._noise_below_db = float("inf")
        self._noisy = False
        self._suppressor = Suppressor()

    def turned(self) -> bool:
        """Judge the line anew; whether it has become noisy, or clean again."""
        if len(self._levels) < _ENOUGH:
            return False
        levels = np.array(self._levels)
        hiss, loud = np.percentile(levels, [2, 95])
        if np.mean(levels < hiss + _STEADY_DB) < _STEADY_SHARE:
            return False  # somebody spoke all the time: the line itself was not to be heard
        if loud > max(hiss + _VOICE_ABOVE_DB, _FAINTEST_VOICE_DB):
            self._voice_db = float(loud)
        self._noise_below_db = self._voice_db - float(hiss)
        was = self._noisy
        self._noisy = self._noise_below_db < (_CLEAN_DB if was else _NOISY_DB)
        return self._noisy != was

    def quality(self, at: float) -> LineQualityChanged:
        return LineQualityChanged(
            at=at,
            speaker=self._speaker,
            noise_below_db=round(self._noise_below_db, 1),
            suppressed=self._noisy,
        )

    def conditioned(self, samples: Pcm) -> Pcm:
        whole = len(samples) - len(samples) % _FRAME
        frames = samples[:whole].reshape(-1, _FRAME)
        power = np.square(frames / 32768.0).mean(axis=1)
        # -120 dB stands for digital silence, which has no level.
        self._levels.extend((10 * np.log10(power + 1e-12)).tolist())
        # It hears the clean line, too: when hiss sets in it must know it from speech.
        quieter = self._suppressor(samples)
        return quieter if self._noisy else samples

"""The sound of calls that are over: found, read by the second, drawn, finished, erased.

with open_sound(call) as sound:          # NoSoundError where there is none
    pcm = sound.read(51.0, 52.0)         # int16, shape (16000, 2), at 16 kHz
    wave = peaks(sound, buckets=800)     # int16, shape (800, 2, 2): lowest and highest
"""

from __future__ import annotations

from companion.recordings.finish import finish, finish_all, unfinished
from companion.recordings.peaks import peaks
from companion.recordings.sound import CallSound, NoSoundError, has_sound, open_sound

__all__ = [
    "CallSound",
    "NoSoundError",
    "finish",
    "finish_all",
    "has_sound",
    "open_sound",
    "peaks",
    "unfinished",
]

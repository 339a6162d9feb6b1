"""What becomes of a call's sound: devices, the line, the recogniser, the recording."""

from __future__ import annotations

from dataclasses import dataclass

from companion.events.base import Event
from companion.kinds import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioLost(Event):
    """`seconds` of a side's sound are missing from `at` on; the timeline holds silence instead."""

    speaker: Speaker
    seconds: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineQualityChanged(Event):
    """A side's line has become noisy, or clean again.

    The noise lies `noise_below_db` below the voice; `suppressed`: the recogniser hears without it.
    """

    speaker: Speaker
    noise_below_db: float
    suppressed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecogniserRestarted(Event):
    """The recogniser died or hung and was fed again from `fed_from`; no words are missing."""

    why: str
    fed_from: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptionStopped(Event):
    """The recogniser could not be kept alive: from here on there are no words."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectorSwitchedOff(Event):
    """A detector raised an error (a bug of ours) and is off for the rest of the call."""

    detector: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """Nothing is heard, written or transcribed until `Resumed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The pause is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFellQuiet(Event):
    """Nothing at all is heard of a side while the other one speaks: a dead leg, a mute key.

    Or its device has failed; `why` says which.
    """

    speaker: Speaker
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideHeardAgain(Event):
    """A side that had fallen quiet, or whose device had failed, has sound again."""

    speaker: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceChanged(Event):
    """From here on a side is heard from another device; `device` is its title."""

    speaker: Speaker
    device: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoHeard(Event):
    """The other side's voice comes back into this side's device, `delay_s` later.

    `below_db`: how far below the voice itself the echo lies.
    """

    speaker: Speaker
    delay_s: float
    below_db: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoDropped(Event):
    """Words of a side that were only the echo of the other one's: no line of the transcript."""

    speaker: Speaker
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(Event):
    """The caller was told of the recording, and agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingStarted(Event):
    """From here on the sound is recorded, into this file of the data directory."""

    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingStopped(Event):
    """The recording ended before the call did: by hand, a limit, or a full disk."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingKept(Event):
    """The recording is encoded and has been read back; `at` is its end in call time.

    `file` lies in the data directory. Frame 0 of it is the call's second `starts_at`; paused time
    and lost sound are silence in it, so that its clock is the call's.
    """

    file: str
    seconds: float
    starts_at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingErased(Event):
    """The sound was deleted by rule or on request; the words remain."""

    why: str

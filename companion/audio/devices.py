"""The devices that a call can be heard from, in plain words, and which suits which side."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from companion.audio import pulse, wasapi
from companion.audio.inventory import portaudio
from companion.errors import OutsideError

log = logging.getLogger(__name__)


class Kind(StrEnum):
    MICROPHONE = "microphone"
    PLAYBACK = "playback"
    """What an output plays: there the other side of a softphone's call is heard."""


@dataclass(frozen=True, slots=True)
class Device:
    """An input. `name` is how the system knows it and how it is remembered, never by a number."""

    name: str
    title: str
    kind: Kind
    rate: int
    channels: int
    default: bool = False
    muted: bool = False
    by_server: bool = False
    """True where the Linux sound server gives it, False where PortAudio does so itself."""
    loopback: bool = False
    """True where WASAPI gives it: what an output of Windows plays."""

    @property
    def words(self) -> str:
        """What it is, in plain words."""
        return f"what plays on {self.title}" if self.kind is Kind.PLAYBACK else self.title


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Which device suits which side; None where none does."""

    agent: Device | None
    customer: Device | None


def list_devices() -> list[Device]:
    """What is there now, microphones first. OutsideError where the sound system is out of reach."""
    found = _of_server() if pulse.available() else _of_portaudio()
    if sys.platform == "win32":
        found += of_wasapi()
    return sorted(found, key=lambda device: (device.kind, not device.default, device.title))


def suggest(devices: Sequence[Device]) -> Suggestion:
    """The default of each kind first; without a playback device a second microphone will do."""
    microphones = [device for device in devices if device.kind is Kind.MICROPHONE]
    playbacks = [device for device in devices if device.kind is Kind.PLAYBACK]
    first = sorted(microphones, key=lambda device: (device.muted, not device.default))
    agent = first[0] if first else None
    others = sorted(playbacks, key=lambda device: not device.default) or first[1:]
    return Suggestion(agent, others[0] if others else None)


def find_device(wanted: str, devices: Sequence[Device]) -> Device:
    """The device of this name or title, or the only one with these letters in it. OutsideError."""
    letters = wanted.casefold()
    for exact in (
        [device for device in devices if device.name == wanted],
        [device for device in devices if letters in (device.title.casefold(), device.words)],
        [d for d in devices if letters in d.name.casefold() or letters in d.words.casefold()],
    ):
        if len(exact) == 1:
            return exact[0]
        if exact:
            names = ", ".join(device.name for device in exact)
            raise OutsideError(f'"{wanted}" could be {names}.', "Name one of them in full.")
    raise OutsideError(f'There is no input "{wanted}".', "Run: companion devices")


def _of_server() -> list[Device]:
    defaults = pulse.defaults()
    return [
        Device(
            name=source.name,
            title=source.description.removeprefix("Monitor of "),
            kind=Kind.PLAYBACK if source.monitor_of else Kind.MICROPHONE,
            rate=source.rate,
            channels=source.channels,
            default=defaults.sink == source.monitor_of
            if source.monitor_of
            else defaults.source == source.name,
            muted=source.muted,
            by_server=True,
        )
        for source in pulse.sources()
    ]


def of_wasapi() -> list[Device]:
    """The outputs of Windows that can be listened to; none where that is not possible."""
    try:
        rows = wasapi.loopbacks()
    except OutsideError as error:
        log.warning("%s", error)
        return []
    return [
        Device(
            name=row["name"],
            title=row["name"].removesuffix(wasapi.SUFFIX),
            kind=Kind.PLAYBACK,
            rate=int(row["defaultSampleRate"]),
            channels=row["maxInputChannels"],
            default=place == 0,
            loopback=True,
        )
        for place, row in enumerate(rows)
    ]


_PLAYBACK_NAMES = re.compile(
    r"blackhole|loopback|stereo ?mix|monitor|soundflower|what u hear", re.I
)
"""Virtual devices by which macOS and Windows give what is played as an input."""


def _of_portaudio() -> list[Device]:
    sounddevice = portaudio()
    try:
        rows: Sequence[Any] = sounddevice.query_devices()
        hosts: Sequence[Any] = sounddevice.query_hostapis()
        host = sounddevice.default.hostapi if hosts else 0
        default = hosts[host]["default_input_device"] if hosts else -1
    except sounddevice.PortAudioError as error:
        raise OutsideError(
            f"The sound devices cannot be listed: {error}.", "Check the system's sound settings."
        ) from error
    return [
        Device(
            name=row["name"],
            title=row["name"],
            kind=Kind.PLAYBACK if _PLAYBACK_NAMES.search(row["name"]) else Kind.MICROPHONE,
            rate=int(row["default_samplerate"]),
            channels=row["max_input_channels"],
            default=index == default,
        )
        for index, row in enumerate(rows)
        # The other host APIs of Windows list the same devices again.
        if row["max_input_channels"] and row["hostapi"] == host
    ]

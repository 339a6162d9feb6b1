"""Which sound devices this machine has, as PortAudio lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from companion.errors import OutsideError


@dataclass(frozen=True, slots=True)
class Inventory:
    """The names of the devices that sound can come from and go to."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def portaudio() -> Any:
    """The module `sounddevice`. OutsideError where PortAudio is missing."""
    try:
        import sounddevice
    except OSError as error:  # how sounddevice says that PortAudio is not there
        raise OutsideError(
            "PortAudio is missing, so no sound device can be reached.",
            "Install it, on Debian or Ubuntu: sudo apt install libportaudio2",
        ) from error
    return sounddevice


def sound_devices() -> Inventory:
    """What is there now. OutsideError where PortAudio is missing or cannot start."""
    sounddevice = portaudio()
    try:
        devices = sounddevice.query_devices()
    except sounddevice.PortAudioError as error:
        raise OutsideError(
            f"The sound devices cannot be listed: {error}.", "Check the system's sound settings."
        ) from error
    return Inventory(
        tuple(device["name"] for device in devices if device["max_input_channels"]),
        tuple(device["name"] for device in devices if device["max_output_channels"]),
    )

"""The one door to PortAudio."""

from __future__ import annotations

from typing import Any

from companion.errors import OutsideError


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

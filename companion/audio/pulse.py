"""What the sound server of Linux says of itself: sources, defaults and who records from where.

PulseAudio and PipeWire answer alike, through `pactl`. It is a process of its own, so a server that
hangs costs a time-out and never this program.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from companion.errors import OutsideError

TAG = "companion.stream"
"""The property by which our own streams are known again in the server's list."""
_TIMEOUT_S = 2.0


@dataclass(frozen=True, slots=True)
class PulseSource:
    """`monitor_of` is the output whose sound it gives, "" for a microphone."""

    name: str
    description: str
    monitor_of: str
    rate: int
    channels: int
    muted: bool


@dataclass(frozen=True, slots=True)
class Defaults:
    source: str
    sink: str


def available() -> bool:
    """Whether a sound server answers."""
    if shutil.which("pactl") is None:
        return False
    try:
        defaults()
    except OutsideError:
        return False
    return True


def defaults() -> Defaults:
    """The input and the output that programs use which do not choose. OutsideError: no server."""
    info = _ask("info")
    return Defaults(info.get("default_source_name", ""), info.get("default_sink_name", ""))


def sources() -> list[PulseSource]:
    """Everything that can be recorded from. OutsideError where the server does not answer."""
    return [_source(row) for row in _ask("list", "sources")]


def routes() -> dict[str, str]:
    """For each of our streams, by its tag, the source it records from. OutsideError as above."""
    names = {row["index"]: row["name"] for row in _ask("list", "sources")}
    return {
        row["properties"][TAG]: names.get(row["source"], "")
        for row in _ask("list", "source-outputs")
        if TAG in row["properties"]
    }


def subscribed() -> subprocess.Popen[str]:
    """A process that writes a line whenever something changes in the server."""
    return subprocess.Popen(
        [_pactl(), "subscribe"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_environment(),
    )


def _source(row: Mapping[str, Any]) -> PulseSource:
    # As in "s16le 2ch 48000Hz".
    _, channels, rate = row["sample_specification"].split()
    monitor = row.get("monitor_source") or ""
    return PulseSource(
        name=row["name"],
        description=row["description"] or row["name"],
        monitor_of="" if monitor == "n/a" else monitor,
        rate=int(rate.removesuffix("Hz")),
        channels=int(channels.removesuffix("ch")),
        muted=bool(row["mute"]),
    )


def _ask(*words: str) -> Any:
    try:
        answer = subprocess.run(
            [_pactl(), "--format=json", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_S,
            check=True,
            env=_environment(),
        )
        return json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise OutsideError(
            "The sound server does not answer.", "Start it, or log in to the desktop again."
        ) from error


def _pactl() -> str:
    found = shutil.which("pactl")
    if found is None:
        raise OutsideError(
            "pactl is missing, so the sound server cannot be asked.",
            "Install it, on Debian or Ubuntu: sudo apt install pulseaudio-utils",
        )
    return found


def _environment() -> dict[str, str]:
    # In other languages it writes decimal commas, and then its JSON is none.
    return {**os.environ, "LC_ALL": "C.UTF-8"}

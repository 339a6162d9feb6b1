"""What stands in a bundle, and how much of it there may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from companion.events import AnyEvent, CallStarted

FORMAT = "companion.bundle/1"
SUFFIX = ".callbundle"

MANIFEST = "manifest.json"
EVENTS = "events.jsonl"
RECORD = "record.json"
SOUNDS = ("sound.flac", "sound.opus")

MOST_BYTES = {MANIFEST: 64 * 2**10, EVENTS: 512 * 2**20, RECORD: 512 * 2**20}
"""A four-hour call has a log of some 5 MB. What claims to be far larger is no call of ours."""

MOST_SOUND_BYTES = 8 * 2**30
"""24 hours of two channels, uncompressed, take 5.5 GB."""

PIECE = 2**20
"""Bytes that are read at a time, so that a large recording needs little memory."""


def most_bytes(name: str) -> int:
    """How large this file of a bundle may be, unpacked."""
    return MOST_BYTES.get(name, MOST_SOUND_BYTES)


def portable(entries: Sequence[AnyEvent]) -> list[AnyEvent]:
    """The log without the path of the file on this machine that the call was read from."""
    return [replace(e, file="") if isinstance(e, CallStarted) else e for e in entries]

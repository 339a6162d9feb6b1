"""Lets the person at the desk hear a recording as it goes by, where there is an output."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import numpy as np

from companion.audio import RATE
from companion.audio.block import Block, Pcm

log = logging.getLogger(__name__)

_WAITING = 20
"""Blocks (2 s) that may wait for a slow output; more are left out rather than played late."""


class Player:
    """A tap that plays the blocks it gets. Hearing is a comfort: without an output it is mute."""

    def __init__(self, stream: Any | None) -> None:
        self._stream = stream
        self._waiting: queue.SimpleQueue[Block | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._play, name="player", daemon=True)

    def __call__(self, block: Block) -> None:
        if self._stream is not None and self._waiting.qsize() < _WAITING:
            self._waiting.put(block)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Fall silent; what is still waiting is not played. Returns when the output is closed."""
        self._stream = None
        self._waiting.put(None)
        self._thread.join()

    def _play(self) -> None:
        try:
            with self._stream or nullcontext() as stream:
                while (block := self._waiting.get()) is not None:
                    if stream is not None and self._stream is not None:
                        stream.write(_both_ears(block))
        except _output_errors() as error:
            log.warning("the output failed, the call goes on unheard: %s", error)
            self._stream = None


@contextmanager
def playing(*, wanted: bool = True) -> Iterator[Player]:
    """A player on the default output, silent where there is none or it is not wanted."""
    player = Player(_default_output() if wanted else None)
    player.start()
    try:
        yield player
    finally:
        player.stop()


def _both_ears(block: Block) -> Pcm:
    """Both sides in both ears: a call on one earpiece is a strain to follow."""
    mixed = block.pcm.astype(np.int32).sum(axis=1).clip(-32768, 32767).astype(np.int16)
    return np.column_stack([mixed, mixed])


def _default_output() -> Any | None:
    try:
        import sounddevice

        return sounddevice.OutputStream(RATE, channels=2, dtype="int16")
    except _output_errors() as error:
        log.info("no sound output: %s", error)
        return None


def _output_errors() -> tuple[type[Exception], ...]:
    """OSError is what the import raises without PortAudio; then there is no other to name."""
    try:
        from sounddevice import PortAudioError
    except OSError:
        return (OSError,)
    return (OSError, PortAudioError)
